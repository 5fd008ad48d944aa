// Judges yum installs that leave the manager's cache in the layer.
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { keptCaches } from './cache-kept.ts';
import { onDebian } from './example-text.ts';

export const yumCacheKept: Check<'build'> = {
  id: toRuleId('df-yum-cache-kept'),
  title: 'yum cache stays in the image',
  severity: 'info',
  layer: 'container',
  on: 'build',
  why: 'The cache is dead weight in every copy of the image, and its stale index makes later installs in derived images pick old packages.',
  todo: 'Clean up in the same RUN: yum clean all, or mount a cache there',
  refs: ['DL3032', 'DS-0015', 'kics:00481784'],
  since: '2026.11',
  examples: {
    bad: [onDebian('RUN yum install -y tzdata-2024b-1.el9')],
    good: [
      onDebian('RUN yum install -y tzdata-2024b-1.el9 && yum clean all'),
      onDebian('RUN --mount=type=cache,target=/var/cache/yum yum install -y tzdata-2024b-1.el9'),
    ],
  },
  *run(build) {
    yield* keptCaches(build, {
      manager: 'yum',
      folders: ['/var/cache/yum'],
      clean: ['clean', 'all'],
      append: 'yum clean all',
    });
  },
};
