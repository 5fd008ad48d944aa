// Judges the bound on processes: https://docs.kernel.org/admin-guide/cgroup-v2.html#pid
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { isHostEngine } from '../../model/field.ts';
import { accuseSetting, setFix, targetOf } from './container.ts';
import { inEveryFormat, inFormats } from './every-format.ts';

const proposedLimit = 512;

export const pidsLimit: Check<'workload'> = {
  id: toRuleId('wl-pids-limit'),
  title: 'No limit on processes',
  severity: 'medium',
  layer: 'container',
  on: 'workload',
  why: 'A fork bomb in one container exhausts the process table of the whole host.',
  todo: 'Set a limit on processes; a few hundred is enough for most programs.',
  refs: ['CISD 5.29', 'CISK 4.2.13', 'OWD:7', 'CWE-770', 'kics:221e0658', 'C-0284'],
  since: '2026.11',
  get examples() {
    return {
      bad: [...inEveryFormat({ pidsLimit: -1 }), ...inFormats(['compose'], { pidsLimit: undefined })],
      good: inEveryFormat(),
    };
  },
  run: (workload) =>
    accuseSetting(workload, {
      name: 'pidsLimit',
      // A pod and a task cannot set it: there the node does.
      isBad: (value) => isHostEngine(workload.engine) && value <= 0,
      clause: () => 'has no limit on processes',
      fix: (field, _, container) =>
        setFix(
          `allow ${proposedLimit} processes`,
          { name: 'pidsLimit', value: proposedLimit, field },
          targetOf(workload, container),
        ),
    }),
};
