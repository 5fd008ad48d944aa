// Judges yarn installs that leave its cache in the layer.
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { keptCaches } from './cache-kept.ts';
import { onDebian } from './example-text.ts';
import { shippedStages } from './final-stages.ts';
import { invocationsOf, mountedFolders, operandsOf, type Invocation } from './invocation.ts';

export const yarnCacheKept: Check<'build'> = {
  id: toRuleId('df-yarn-cache-kept'),
  title: 'yarn cache stays in the image',
  severity: 'info',
  layer: 'container',
  on: 'build',
  why: 'The cache holds a second copy of every dependency: dead weight, and code that no later upgrade in the image touches.',
  todo: 'Clean up in the same RUN: yarn cache clean, or mount a cache there',
  refs: ['DL3060'],
  since: '2026.11',
  examples: {
    bad: [onDebian('RUN yarn install --immutable')],
    good: [
      onDebian('RUN yarn install --immutable && yarn cache clean'),
      onDebian('RUN --mount=type=cache,target=/usr/local/share/.cache/yarn yarn install --immutable'),
    ],
  },
  *run(build) {
    const installs = invocationsOf(shippedStages(build), /^yarn$/u).filter(isInstall);
    yield* keptCaches(
      build,
      {
        manager: 'yarn',
        folders: ['/usr/local/share/.cache', '/root/.cache', '/root/.yarn'],
        clean: ['cache', 'clean'],
        append: 'yarn cache clean',
      },
      installs.map((install) => ({ ...install, packages: ['yarn', ...operandsOf(install)] })),
    );
  },
};

function isInstall(invocation: Invocation): boolean {
  const [verb = 'install'] = operandsOf(invocation);
  if (verb !== 'install' || invocation.args.includes('--version')) return false;
  return !mountedFolders(invocation.instruction).some((folder) => folder.includes('yarn'));
}
