// Judges dnf installs without a version.
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { onDebian } from './example-text.ts';
import { isRpmPinned, systemPackages } from './system-packages.ts';
import { isFile, unpinned } from './unpinned.ts';

export const pinDnf: Check<'build'> = {
  id: toRuleId('df-pin-dnf'),
  title: 'dnf installs whatever version there is',
  severity: 'low',
  layer: 'container',
  on: 'build',
  why: 'Two builds of one file give different images, and a version that was published an hour ago, by whoever took the account over, is in the next one unseen.',
  todo: 'Name the version, tool-1.2.3',
  refs: ['CISD 4.11', 'DL3041', 'kics:93d88cf7'],
  since: '2026.11',
  examples: {
    bad: [
      onDebian('RUN dnf install -y tzdata && dnf clean all'),
      onDebian('RUN microdnf install -y tzdata && microdnf clean all'),
    ],
    good: [
      onDebian('RUN dnf install -y tzdata-2024b-1.el9 && dnf clean all'),
      onDebian('RUN dnf module install -y nodejs:22 && dnf clean all'),
    ],
  },
  *run(build) {
    yield* unpinned(build, {
      programs: /^(?:micro|t)?dnf$/u,
      packagesOf: systemPackages,
      isPinned: (word) => isRpmPinned(word) || isFile(word),
    });
  },
};
