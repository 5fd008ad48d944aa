// Judges apk installs without a version.
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { onAlpine } from './example-text.ts';
import { systemPackages } from './system-packages.ts';
import { isFile, unpinned } from './unpinned.ts';

export const pinApk: Check<'build'> = {
  id: toRuleId('df-pin-apk'),
  title: 'apk installs whatever version there is',
  severity: 'low',
  layer: 'container',
  on: 'build',
  why: 'Two builds of one file give different images, and a version that was published an hour ago, by whoever took the account over, is in the next one unseen.',
  todo: 'Name the version, tool=1.2.3-r0, or at least its line, tool=~1.2',
  refs: ['CISD 4.11', 'DL3018', 'kics:d3499f6d'],
  since: '2026.11',
  examples: {
    bad: [onAlpine('RUN apk add --no-cache tzdata')],
    good: [onAlpine('RUN apk add --no-cache tzdata=2024b-r1 tool~1.2'), onAlpine('RUN apk add --no-cache ./tool.apk')],
  },
  *run(build) {
    yield* unpinned(build, {
      programs: /^apk$/u,
      packagesOf: systemPackages,
      isPinned: (word) => /[=~<]|^!|\.apk$/u.test(word) || isFile(word),
    });
  },
};
