// Judges the bound on memory: https://docs.docker.com/engine/containers/resource_constraints/
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { accuseSetting } from './container.ts';
import { inEveryFormat } from './every-format.ts';
import { memoryFix } from './limit-from-use.ts';
import { usedBeside } from './example-use.ts';

export const memoryLimit: Check<'workload'> = {
  id: toRuleId('wl-memory-limit'),
  title: 'No memory limit',
  severity: 'medium',
  layer: 'container',
  on: 'workload',
  why: 'One container that leaks or is made to allocate takes the memory of all others on the host.',
  todo: 'Set a limit a little above the highest use that was measured under load.',
  refs: [
    'CISD 5.11',
    'NSA:Net',
    'OWD:7',
    'OWK:K01',
    'T1499',
    'CWE-770',
    'KSV-0018',
    'CKV_K8S_13',
    'C-0271',
    'C-0004',
    'kl:unset-memory-requirements',
    'ks:LimitsMemory',
    'pol:memoryLimitsMissing',
    'kics:b14d1bc4',
    'kyv:require-pod-requests-limits',
  ],
  since: '2026.11',
  get examples() {
    const bad = inEveryFormat({ memoryLimit: undefined });
    return { bad: [...bad, ...usedBeside(bad)], good: inEveryFormat() };
  },
  run: (workload, world) =>
    accuseSetting(workload, {
      name: 'memoryLimit',
      isBad: (value) => value <= 0,
      clause: () => 'has no memory limit',
      fix: (field, _, container) => memoryFix(field, { workload, container, world }),
    }),
};
