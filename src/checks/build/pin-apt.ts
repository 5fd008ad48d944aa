// Judges apt installs without a version.
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { onDebian } from './example-text.ts';
import { systemPackages } from './system-packages.ts';
import { isFile, unpinned } from './unpinned.ts';

export const pinApt: Check<'build'> = {
  id: toRuleId('df-pin-apt'),
  title: 'apt installs whatever version there is',
  severity: 'low',
  layer: 'container',
  on: 'build',
  why: 'Two builds of one file give different images, and a version that was published an hour ago, by whoever took the account over, is in the next one unseen.',
  todo: 'Name the version, tool=1.2-3, and let a bot raise it; or take packages from a snapshot of the archive',
  refs: ['CISD 4.11', 'DL3008', 'kics:965a08d7'],
  since: '2026.11',
  examples: {
    bad: [
      onDebian(
        'RUN apt-get update && apt-get install -y --no-install-recommends tzdata && rm -rf /var/lib/apt/lists/*',
      ),
    ],
    good: [
      onDebian(
        'RUN apt-get update && apt-get install -y --no-install-recommends tzdata=2024b-0+deb12u1 && rm -rf /var/lib/apt/lists/*',
      ),
      onDebian('RUN apt-get install -y --no-install-recommends ./tool.deb'),
    ],
  },
  *run(build) {
    yield* unpinned(build, {
      programs: /^(?:apt-get|apt|aptitude)$/u,
      packagesOf: systemPackages,
      isPinned: (word) => /[=/]|\.deb$/u.test(word) || isFile(word) || word.endsWith('-'),
    });
  },
};
