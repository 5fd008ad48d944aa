// Judges a .dockerignore that lets the repository's history or variables through, where all of the context is copied.
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { onDebian } from './example-text.ts';
import { isIgnored } from './ignored-path.ts';
import { instructionField } from './invocation.ts';
import { keepOut } from './keep-out.ts';
import { wholeContextCopies } from './whole-context.ts';

/** Each by a path that it would have. */
const unwanted: readonly (readonly [what: string, path: string])[] = [
  ['.git', '.git/config'],
  ['.env', '.env'],
];

export const dockerignoreGaps: Check<'build'> = {
  id: toRuleId('df-dockerignore-gaps'),
  title: '.dockerignore lets through what should stay out',
  severity: 'low',
  layer: 'container',
  on: 'build',
  why: 'The history of the repository has what was ever in it, deleted credentials too, and .env files have the current ones: both are in the image as soon as they lie in the folder of who builds.',
  todo: 'Add .git and .env* to the .dockerignore',
  refs: ['SYS:3.3'],
  since: '2026.11',
  examples: {
    bad: [{ ...onDebian('COPY . /srv/app'), files: { '.dockerignore': 'node_modules\n' } }],
    good: [
      { ...onDebian('COPY . /srv/app'), files: { '.dockerignore': '.git\n.env*\n' } },
      { ...onDebian('COPY src /srv/app'), files: { '.dockerignore': 'node_modules\n' } },
    ],
  },
  *run(build) {
    const { path, patterns } = build.ignore ?? { patterns: [] };
    const copies = path === undefined ? [] : wholeContextCopies(build);
    if (copies.length === 0) return;
    const open = unwanted.flatMap(([what, inside]) => (isIgnored(patterns, inside) === false ? [what] : []));
    if (open.length === 0) return;
    yield {
      key: open.join(' '),
      what: `the .dockerignore does not keep ${open.join(' and ')} out of what is copied`,
      fields: copies.slice(0, 20).map(instructionField),
      ...(path !== undefined && keepOut(build, path, open)),
    };
  },
};
