// Judges programs that belong to the account that they run as.
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { valueOf } from '../../model/field.ts';
import type { Instruction, Stage } from '../../model/build-facts.ts';
import { fixBy, instructionsOf, setInstruction } from './edits.ts';
import { onDebian } from './example-text.ts';
import { shippedStages, type Build } from './final-stages.ts';
import { commandField, instructionField, invocationsOf, operandsOf } from './invocation.ts';

const maxPrograms = 10;

export const execOwnedByRuntimeUser: Check<'build'> = {
  id: toRuleId('df-exec-owned-by-runtime-user'),
  title: 'The program belongs to the account that runs it',
  severity: 'low',
  layer: 'container',
  on: 'build',
  why: 'Whoever takes the process over can rewrite the program itself, and is still there after its next start.',
  todo: 'Leave program files to root, and give the account the folders of its data only',
  refs: ['SYS:1.3', 'CWE-732', 'kics:aa93e17f'],
  since: '2026.11',
  examples: {
    bad: [
      onDebian('COPY --chown=65532:65532 server /srv/server', 'ENTRYPOINT ["/srv/server"]'),
      onDebian('COPY server /srv/', 'RUN chown -R 65532:65532 /srv', 'CMD ["/srv/server"]'),
    ],
    good: [
      onDebian('COPY server /srv/server', 'ENTRYPOINT ["/srv/server"]'),
      onDebian('COPY server /srv/', 'RUN mkdir /data && chown 65532 /data', 'CMD ["/srv/server"]'),
      onDebian('COPY --chown=1000 server /srv/server', 'ENTRYPOINT ["/srv/server"]'),
    ],
  },
  *run(build) {
    const stages = shippedStages(build);
    const user = ownerOf(valueOf(build.stages.at(-1)?.user) ?? '');
    const programs = programsOf(build);
    if (user === '' || user === 'root' || user === '0' || programs.length === 0) return;
    for (const instruction of instructionsOf(stages, 'COPY', 'ADD')) {
      const program = ownerOf(instruction.flags['chown'] ?? '') === user ? copied(instruction, programs) : undefined;
      if (program === undefined) continue;
      yield {
        key: `${instruction.keyword} ${program}`,
        what: `${program} belongs to ${user}, who runs it`,
        fields: [instructionField(instruction)],
        ...fixBy('leave it to root', withoutOwner(build, instruction, program)),
      };
    }
    yield* changedOwners(stages, user, programs);
  },
};

function* changedOwners(stages: readonly Stage[], user: string, programs: readonly string[]) {
  for (const invocation of invocationsOf(stages, /^chown$/u)) {
    const [owner = '', ...targets] = operandsOf(invocation);
    const isDeep = invocation.args.some((arg) => /^-[A-Za-z]*R|^--recursive$/u.test(arg));
    const program = programs.find((path) =>
      targets.some((target) => target === path || (isDeep && isBelow(path, target))),
    );
    if (ownerOf(owner) !== user || program === undefined) continue;
    yield {
      key: `chown ${program}`,
      what: `${program} is given to ${user}, who runs it`,
      fields: [commandField(invocation)],
    };
  }
}
function ownerOf(user: string): string {
  return user.replaceAll(/["']/gu, '').split(':')[0] ?? '';
}
/** Paths that the image starts, as far as they are written out. */
function programsOf(build: Build): readonly string[] {
  const stage = build.stages.at(-1);
  if (stage === undefined) return [];
  // The last one of each counts.
  return ['CMD', 'ENTRYPOINT']
    .flatMap((keyword) => instructionsOf([stage], keyword).at(-1)?.args ?? [])
    .flatMap(({ text }) => (text?.startsWith('/') === true && !text.endsWith('/') ? [text] : []))
    .slice(0, maxPrograms);
}
function copied({ args }: Instruction, programs: readonly string[]): string | undefined {
  const target = args.at(-1)?.text ?? '';
  const names = args.slice(0, -1).map(({ raw }) => raw.slice(raw.lastIndexOf('/') + 1));
  return programs.find(
    (path) => path === target || names.some((name) => path === `${target.replace(/\/$/u, '')}/${name}`),
  );
}
function isBelow(path: string, folder: string): boolean {
  return folder.length > 1 && path.startsWith(folder.endsWith('/') ? folder : `${folder}/`);
}
/** Where nothing but the program is copied, and no other option would be lost. */
function withoutOwner(build: Build, instruction: Instruction, program: string) {
  const { args, flags, written, text } = instruction;
  if (args.length !== 2 || Object.keys(flags).some((name) => name !== 'chown' && name !== 'from')) return [];
  if (args[1]?.text !== program) return [];
  const from = flags['from'] === undefined ? '' : `--from=${flags['from']} `;
  return setInstruction(build, instruction, `${written} ${from}${text}`);
}
