// Judges microdnf installs that leave the manager's cache in the layer.
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { keptCaches } from './cache-kept.ts';
import { onDebian } from './example-text.ts';

export const microdnfCacheKept: Check<'build'> = {
  id: toRuleId('df-microdnf-cache-kept'),
  title: 'microdnf cache stays in the image',
  severity: 'info',
  layer: 'container',
  on: 'build',
  why: 'The cache is dead weight in every copy of the image, and its stale index makes later installs in derived images pick old packages.',
  todo: 'Clean up in the same RUN: microdnf clean all, or mount a cache there',
  refs: ['DS-0027'],
  since: '2026.11',
  examples: {
    bad: [onDebian('RUN microdnf install -y tzdata-2024b-1.el9')],
    good: [
      onDebian('RUN microdnf install -y tzdata-2024b-1.el9 && microdnf clean all'),
      onDebian('RUN --mount=type=cache,target=/var/cache/dnf microdnf install -y tzdata-2024b-1.el9'),
    ],
  },
  *run(build) {
    yield* keptCaches(build, {
      manager: 'microdnf',
      folders: ['/var/cache/yum', '/var/cache/dnf', '/var/cache/libdnf5'],
      clean: ['clean', 'all'],
      append: 'microdnf clean all',
    });
  },
};
