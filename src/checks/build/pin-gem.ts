// Judges gem installs without a version.
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { onDebian } from './example-text.ts';
import { hasOption } from './invocation.ts';
import { isFile, unpinned, wordsAfter } from './unpinned.ts';

export const pinGem: Check<'build'> = {
  id: toRuleId('df-pin-gem'),
  title: 'gem installs whatever version there is',
  severity: 'low',
  layer: 'container',
  on: 'build',
  why: 'Two builds of one file give different images, and a version that was published an hour ago, by whoever took the account over, is in the next one unseen.',
  todo: 'Name the version, tool:1.2.3 or --version',
  refs: ['CISD 4.11', 'DL3028', 'kics:22cd11f7'],
  since: '2026.11',
  examples: {
    bad: [onDebian('RUN gem install --no-document bundler')],
    good: [
      onDebian('RUN gem install --no-document bundler:2.5.23'),
      onDebian('RUN gem install --no-document bundler -v 2.5.23'),
      onDebian('RUN gem install --no-document ./tool.gem'),
    ],
  },
  *run(build) {
    yield* unpinned(build, {
      programs: /^gem$/u,
      packagesOf: (invocation) =>
        invocation.args.includes('-v') || hasOption(invocation, '--version')
          ? []
          : wordsAfter(ownArguments(invocation.args), /^(?:install|i)$/u, valued),
      isPinned: (word) => word.includes(':') || word.endsWith('.gem') || isFile(word),
    });
  },
};

const valued = new Set([
  '-i',
  '--install-dir',
  '-n',
  '--bindir',
  '-s',
  '--source',
  '-P',
  '--trust-policy',
  '-g',
  '--platform',
]);

/** Behind `--` stand options of what is built. */
function ownArguments(args: readonly string[]): readonly string[] {
  const end = args.indexOf('--');
  return end === -1 ? args : args.slice(0, end);
}
