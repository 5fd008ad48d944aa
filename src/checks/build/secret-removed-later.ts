// Judges credentials that one layer brings in and a later one deletes.
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import type { Instruction } from '../../model/build-facts.ts';
import { isCredentialFile } from './credential-file.ts';
import { lastPart } from './downloads.ts';
import { onDebian } from './example-text.ts';
import { commandField, instructionField } from './invocation.ts';
import { isRemovedIn, removalOf } from './removed-file.ts';

/** Files that tools keep logins in, and that are written with care and deleted too late. */
const loginFiles = /^(?:\.npmrc|\.yarnrc\.yml|pip\.conf|auth\.json|settings\.xml|nuget\.config|\.dockercfg)$/iu;

export const secretRemovedLater: Check<'build'> = {
  id: toRuleId('df-secret-removed-later'),
  title: 'A credential is deleted in a later layer',
  severity: 'high',
  layer: 'container',
  on: 'build',
  why: 'The earlier layer keeps the file: everyone who can pull the image, or read the build cache, takes it from there.',
  todo: 'Revoke what it holds, and hand it to the one RUN that needs it with --mount=type=secret',
  refs: ['N190:4.1.4', 'CWE-212'],
  since: '2026.11',
  examples: {
    bad: [
      onDebian('COPY id_rsa /root/.ssh/id_rsa', 'RUN ./fetch', 'RUN rm -f /root/.ssh/id_rsa'),
      onDebian('COPY .npmrc /srv/', 'RUN ./fetch && rm /srv/.npmrc'),
      onDebian('RUN echo "$LOGIN" > ~/.netrc', 'RUN ./fetch && rm ~/.netrc'),
      onDebian('RUN <<EOF', 'echo "$LOGIN" > ~/.netrc', 'EOF', 'RUN ./fetch && rm ~/.netrc'),
    ],
    good: [
      onDebian('RUN echo "$LOGIN" > ~/.netrc && ./fetch && rm ~/.netrc'),
      onDebian('COPY notes.txt /srv/', 'RUN rm /srv/notes.txt'),
      onDebian('RUN --mount=type=secret,id=npm,target=/srv/.npmrc ./fetch'),
    ],
  },
  *run(build) {
    for (const stage of build.stages) {
      for (const instruction of stage.instructions) {
        for (const name of filesOf(instruction)) {
          const removal = removalOf(stage, instruction, name);
          if (removal === undefined || isRemovedIn(instruction, name)) continue;
          yield {
            key: `${String(stage.index)} ${name}`,
            what: `${name} is brought in by ${instruction.keyword} and deleted in a later layer`,
            fields: [instructionField(instruction), commandField(removal)],
          };
        }
      }
    }
  },
};

/** Last names of the credential files that it puts into its layer. */
function filesOf({ keyword, args, flags, commands }: Instruction): readonly string[] {
  if ((keyword === 'COPY' || keyword === 'ADD') && flags['from'] === undefined) {
    // The target may give the file another name.
    return args.flatMap(({ raw }) => (holdsCredentials(raw) ? [lastPart(raw)] : [])).slice(0, 20);
  }
  if (keyword !== 'RUN') return [];
  const written = (args[0]?.raw ?? '').slice(0, 65_536).matchAll(/>>?\s{0,8}["']?([^\s"'|&;<>]{1,400})/gu);
  const files = commands.flatMap(({ file }) => file?.text ?? []);
  const paths = [...files, ...[...written].map(([, path = '']) => path)];
  const found = paths.flatMap((path) => (holdsCredentials(path) ? [lastPart(path)] : []));
  return [...new Set(found)].slice(0, 20);
}
function holdsCredentials(path: string): boolean {
  return isCredentialFile(path) || loginFiles.test(lastPart(path));
}
