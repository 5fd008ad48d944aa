// Judges copies of what the .dockerignore keeps out.
// https://docs.docker.com/reference/build-checks/copy-ignored-file/
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import type { Build } from './final-stages.ts';
import { instructionsOf } from './edits.ts';
import { onDebian } from './example-text.ts';
import { isIgnored, isLetInBelow } from './ignored-path.ts';
import { instructionField } from './invocation.ts';

const maxLooked = 100;

export const copyIgnoredFile: Check<'build'> = {
  id: toRuleId('df-copy-ignored-file'),
  title: 'A file is copied that .dockerignore keeps out',
  severity: 'low',
  layer: 'container',
  on: 'build',
  why: 'The builder does not see the file: the build stops, or the image is without it.',
  todo: 'Let the file in with an exception (!name), or take the instruction out',
  refs: ['BK:CopyIgnoredFile'],
  since: '2026.11',
  pack: 'hygiene',
  examples: {
    bad: [{ ...onDebian('COPY dist/app.js /srv/'), files: { '.dockerignore': 'dist\n' } }],
    good: [
      { ...onDebian('COPY dist/app.js /srv/'), files: { '.dockerignore': 'dist\n!dist/app.js\n' } },
      { ...onDebian('COPY src /srv/'), files: { '.dockerignore': '*\n!src/app.js\n' } },
      onDebian('COPY dist/app.js /srv/'),
      { ...onDebian('COPY <<E /srv/version', '1.2', 'E'), files: { '.dockerignore': '*\n!src\n' } },
    ],
  },
  *run(build) {
    const patterns = ownPatterns(build);
    if (patterns.length === 0) return;
    let looked = 0;
    for (const instruction of instructionsOf(build.stages, 'COPY', 'ADD')) {
      const { flags, args, keyword } = instruction;
      if (flags['from'] !== undefined) continue;
      for (const { text } of args.slice(0, -1)) {
        if (text === undefined || /[*?[\\]|:\/\/|^<<|\.\./u.test(text)) continue;
        if (looked++ >= maxLooked) return;
        if (isIgnored(patterns, text) !== true || isLetInBelow(patterns, text)) continue;
        yield {
          key: text,
          what: `${keyword} ${text}, which the .dockerignore keeps out`,
          fields: [instructionField(instruction)],
        };
      }
    }
  },
};

/** One further up may be for the context of another build. */
function ownPatterns({ path, ignore }: Build): readonly string[] {
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  const own = [`${path}.dockerignore`, `${folder}.dockerignore`, `${folder}.containerignore`];
  return own.includes(ignore?.path ?? '') ? (ignore?.patterns ?? []) : [];
}
