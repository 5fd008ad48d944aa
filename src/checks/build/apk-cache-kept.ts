// Judges apk installs that keep the package index in the layer.
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { isMounted, isRemoval } from './cache-kept.ts';
import { onAlpine } from './example-text.ts';
import { shippedStages } from './final-stages.ts';
import { commandField, hasOption, invocationsIn, replaceWord } from './invocation.ts';
import { installsOf } from './package-install.ts';

const folders = ['/var/cache/apk', '/etc/apk/cache'];

export const apkCacheKept: Check<'build'> = {
  id: toRuleId('df-apk-cache-kept'),
  title: 'Package index of apk stays in the image',
  severity: 'info',
  layer: 'container',
  on: 'build',
  why: 'The index is dead weight in every copy of the image, and a stale one makes later installs in derived images pick old packages.',
  todo: 'Add --no-cache',
  refs: ['DL3019', 'DS-0025', 'DKL-DI-0004', 'kics:ae9c56a6'],
  since: '2026.11',
  examples: {
    bad: [onAlpine('RUN apk add tzdata=2024b-r1')],
    good: [
      onAlpine('RUN apk add --no-cache tzdata=2024b-r1'),
      onAlpine('RUN apk add -U tzdata=2024b-r1 && rm -rf /var/cache/apk/*'),
    ],
  },
  *run(build) {
    for (const install of installsOf(shippedStages(build), 'apk')) {
      const { instruction } = install;
      if (hasOption(install, '--no-cache') || isMounted(instruction, folders)) continue;
      if (invocationsIn(instruction).some((invocation) => isRemoval(invocation, folders))) continue;
      const edits = replaceWord(build, install, 'add', 'add --no-cache');
      yield {
        key: install.packages.join(' '),
        what: 'apk add keeps its index in the layer',
        fields: [commandField(install)],
        ...(edits.length === 0 ? {} : { fix: { say: 'add --no-cache', edits } }),
      };
    }
  },
};
