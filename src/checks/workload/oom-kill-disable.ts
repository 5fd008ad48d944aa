// Judges who dies when memory runs out: https://docs.docker.com/engine/containers/resource_constraints/#understand-the-risks-of-running-out-of-memory
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { isKnown } from '../../model/field.ts';
import { accuseSetting, targetOf, unsetFix } from './container.ts';
import { inEveryFormat } from './every-format.ts';

export const oomKillDisable: Check<'workload'> = {
  id: toRuleId('wl-oom-kill-disable'),
  title: 'Others die first when memory runs out',
  severity: 'medium',
  layer: 'container',
  on: 'workload',
  why: 'A program that eats all memory, on its own or because somebody makes it, is spared: the kernel ends other programs of the host instead, the engine among them.',
  todo: 'Leave the choice to the kernel, and set a memory limit.',
  refs: ['CISD 5.11'],
  since: '2026.11',
  get examples() {
    return {
      bad: [
        ...inEveryFormat({ oomKillDisable: true, memoryLimit: undefined }, ['wl-memory-limit']),
        ...inEveryFormat({ oomScoreAdj: -1000 }),
      ],
      good: [...inEveryFormat({ oomKillDisable: true }), ...inEveryFormat({ oomScoreAdj: 500 }), ...inEveryFormat()],
    };
  },
  run: (workload) => [
    ...accuseSetting(workload, {
      name: 'oomKillDisable',
      isBad: (off, { effective }) => off && isKnown(effective.memoryLimit) && effective.memoryLimit.value <= 0,
      clause: () => 'is not ended when memory runs out, and has no memory limit',
      fix: (field, _, container) =>
        unsetFix('let the kernel end it', { name: 'oomKillDisable', field }, targetOf(workload, container)),
    }),
    ...accuseSetting(workload, {
      name: 'oomScoreAdj',
      isBad: (score) => score <= spared,
      clause: (score) => `is all but spared when memory runs out (${String(score)})`,
      fix: (field, _, container) =>
        unsetFix('leave the choice to the kernel', { name: 'oomScoreAdj', field }, targetOf(workload, container)),
    }).map((message) => ({ ...message, key: `${message.key}/score` })),
  ],
};

/** Kubernetes gives its own components such scores. */
const spared = -900;
