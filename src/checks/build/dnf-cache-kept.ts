// Judges dnf installs that leave the manager's cache in the layer.
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { keptCaches } from './cache-kept.ts';
import { onDebian } from './example-text.ts';

export const dnfCacheKept: Check<'build'> = {
  id: toRuleId('df-dnf-cache-kept'),
  title: 'dnf cache stays in the image',
  severity: 'info',
  layer: 'container',
  on: 'build',
  why: 'The cache is dead weight in every copy of the image, and its stale index makes later installs in derived images pick old packages.',
  todo: 'Clean up in the same RUN: dnf clean all, or mount a cache there',
  refs: ['DL3040', 'DS-0019', 'kics:295acb63'],
  since: '2026.11',
  examples: {
    bad: [onDebian('RUN dnf install -y tzdata-2024b-1.el9')],
    good: [
      onDebian('RUN dnf install -y tzdata-2024b-1.el9 && dnf clean all'),
      onDebian('RUN --mount=type=cache,target=/var/cache/dnf dnf install -y tzdata-2024b-1.el9'),
    ],
  },
  *run(build) {
    yield* keptCaches(build, {
      manager: 'dnf',
      folders: ['/var/cache/dnf', '/var/cache/libdnf5', '/var/cache/yum'],
      clean: ['clean', 'all'],
      append: 'dnf clean all',
    });
  },
};
