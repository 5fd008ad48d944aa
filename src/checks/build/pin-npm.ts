// Judges npm installs of single packages without a version.
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { onDebian } from './example-text.ts';
import type { Invocation } from './invocation.ts';
import { isFile, unpinned, wordsAfter } from './unpinned.ts';

export const pinNpm: Check<'build'> = {
  id: toRuleId('df-pin-npm'),
  title: 'npm installs whatever version there is',
  severity: 'low',
  layer: 'container',
  on: 'build',
  why: 'Two builds of one file give different images, and a version that was published an hour ago, by whoever took the account over, is in the next one unseen.',
  todo: 'Name the version, tool@1.2.3',
  refs: ['CISD 4.11', 'DL3016', 'kics:e36d8880'],
  since: '2026.11',
  examples: {
    bad: [onDebian('RUN npm install -g typescript'), onDebian('RUN yarn global add @example/tool@latest')],
    good: [
      onDebian('RUN npm install -g typescript@5.6.3 @example/tool@1.2.3'),
      onDebian('RUN npm install -g ./tool.tgz'),
      onDebian('RUN npm ci --omit=dev'),
    ],
  },
  *run(build) {
    yield* unpinned(build, {
      programs: /^(?:npm|yarn|pnpm)$/u,
      packagesOf: npmPackages,
      isPinned,
    });
  },
};

const valued = new Set([
  '--prefix',
  '--registry',
  '--cache',
  '--workspace',
  '-w',
  '--tag',
  '--userconfig',
  '--dir',
  '-C',
  '--cwd',
]);

function npmPackages({ program, args }: Invocation): readonly string[] {
  if (program !== 'yarn') return wordsAfter(args, /^(?:install|i|add)$/u, valued);
  return wordsAfter(args[0] === 'global' ? args.slice(1) : args, /^add$/u, valued);
}
/** Tags such as `latest` name no version; a commit does. */
function isPinned(word: string): boolean {
  if (/\.(?:tgz|tar|tar\.gz)$/u.test(word) || /^(?:file|link|workspace):/u.test(word)) return true;
  if (/^(?:git[+@:]|(?:github|gitlab|bitbucket):)/u.test(word)) return word.includes('#');
  if (isFile(word)) return true;
  return /\d/u.test(word.slice(word.indexOf('@', 1)).slice(1)) && word.includes('@', 1);
}
