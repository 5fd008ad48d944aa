// Judges zypper installs that leave the manager's cache in the layer.
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { keptCaches } from './cache-kept.ts';
import { onDebian } from './example-text.ts';

export const zypperCacheKept: Check<'build'> = {
  id: toRuleId('df-zypper-cache-kept'),
  title: 'zypper cache stays in the image',
  severity: 'info',
  layer: 'container',
  on: 'build',
  why: 'The cache is dead weight in every copy of the image, and its stale index makes later installs in derived images pick old packages.',
  todo: 'Clean up in the same RUN: zypper clean --all, or mount a cache there',
  refs: ['DL3036', 'DS-0020', 'kics:38300d1a'],
  since: '2026.11',
  examples: {
    bad: [onDebian('RUN zypper install -y tzdata=2024b-1')],
    good: [
      onDebian('RUN zypper install -y tzdata=2024b-1 && zypper clean --all'),
      onDebian('RUN --mount=type=cache,target=/var/cache/zypp zypper install -y tzdata=2024b-1'),
    ],
  },
  *run(build) {
    yield* keptCaches(build, {
      manager: 'zypper',
      folders: ['/var/cache/zypp'],
      clean: ['clean'],
      append: 'zypper clean --all',
    });
  },
};
