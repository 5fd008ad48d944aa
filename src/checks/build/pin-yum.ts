// Judges yum installs without a version.
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { onDebian } from './example-text.ts';
import { isRpmPinned, systemPackages } from './system-packages.ts';
import { isFile, unpinned } from './unpinned.ts';

export const pinYum: Check<'build'> = {
  id: toRuleId('df-pin-yum'),
  title: 'yum installs whatever version there is',
  severity: 'low',
  layer: 'container',
  on: 'build',
  why: 'Two builds of one file give different images, and a version that was published an hour ago, by whoever took the account over, is in the next one unseen.',
  todo: 'Name the version, tool-1.2.3',
  refs: ['CISD 4.11', 'DL3033', 'kics:6452c424'],
  since: '2026.11',
  examples: {
    bad: [onDebian('RUN yum install -y tzdata && yum clean all')],
    good: [
      onDebian('RUN yum install -y tzdata-2024b-1.el9 && yum clean all'),
      onDebian('RUN yum install -y https://downloads.example/tool.rpm && yum clean all'),
    ],
  },
  *run(build) {
    yield* unpinned(build, {
      programs: /^yum$/u,
      packagesOf: systemPackages,
      isPinned: (word) => isRpmPinned(word) || isFile(word),
    });
  },
};
