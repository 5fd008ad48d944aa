// Judges mounts that travel back to the host: https://docs.kernel.org/filesystems/sharedsubtree.html
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { inEveryFormat } from './every-format.ts';
import { bind } from './example-says.ts';
import { accuseMounts } from './mount-rule.ts';

export const mountPropagationShared: Check<'workload'> = {
  id: toRuleId('wl-mount-propagation-shared'),
  title: 'Mounts made inside appear on the host',
  severity: 'high',
  layer: 'container',
  on: 'workload',
  why: 'With shared propagation whatever the container mounts shows up on the host and in other containers, over their own files if it likes.',
  todo: 'Leave propagation private; a container that must see later mounts of the host needs the slave mode only.',
  refs: ['CISD 5.20', 'T1611'],
  since: '2026.11',
  get examples() {
    return {
      bad: inEveryFormat(bind('/srv/app/data', { propagation: 'shared' })),
      good: inEveryFormat(bind('/srv/app/data', { propagation: 'slave' })),
    };
  },
  run: (workload, world) =>
    accuseMounts(workload, world, {
      say: 'keep its mounts to itself',
      change: { propagation: null },
      judge: ({ path, mount }) =>
        mount.propagation === 'shared' ? `shares mounts below ${path} back to the host` : undefined,
    }),
};
