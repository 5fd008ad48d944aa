// Judges mounts that are taken over from another container: https://docs.docker.com/reference/compose-file/services/#volumes_from
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { inEveryFormat } from './every-format.ts';
import { accuseItems } from './list-rule.ts';

export const volumesFrom: Check<'workload'> = {
  id: toRuleId('wl-volumes-from'),
  title: 'Takes over every mount of another container',
  severity: 'medium',
  layer: 'container',
  on: 'workload',
  why: 'Whatever the other one is given later, a secret or a socket, this one has too, and nobody who reads its own lines sees it.',
  todo: 'Name the volumes that it needs, read-only where that is enough.',
  refs: ['N190:4.3.4'],
  since: '2026.11',
  get examples() {
    return { bad: inEveryFormat({ volumesFrom: ['db'] }), good: inEveryFormat() };
  },
  run: (workload) =>
    accuseItems(workload, {
      name: 'volumesFrom',
      judge: (from) => `takes over the mounts of ${from}`,
      keyOf: (from) => from,
    }),
};
