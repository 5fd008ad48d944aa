// Judges zypper installs without a version.
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { onDebian } from './example-text.ts';
import { systemPackages } from './system-packages.ts';
import { isFile, unpinned } from './unpinned.ts';

export const pinZypper: Check<'build'> = {
  id: toRuleId('df-pin-zypper'),
  title: 'zypper installs whatever version there is',
  severity: 'low',
  layer: 'container',
  on: 'build',
  why: 'Two builds of one file give different images, and a version that was published an hour ago, by whoever took the account over, is in the next one unseen.',
  todo: 'Name the version, tool=1.2.3',
  refs: ['CISD 4.11', 'DL3037', 'kics:562952e4'],
  since: '2026.11',
  examples: {
    bad: [onDebian('RUN zypper install -y tzdata && zypper clean --all')],
    good: [onDebian('RUN zypper install -y tzdata=2024b-1 && zypper clean --all')],
  },
  *run(build) {
    yield* unpinned(build, {
      programs: /^zypper$/u,
      packagesOf: systemPackages,
      isPinned: (word) => /[=<>]|\.rpm$/u.test(word) || isFile(word),
    });
  },
};
