// Judges the bound on processor time: https://docs.docker.com/engine/containers/resource_constraints/
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { accuseSetting } from './container.ts';
import { inEveryFormat } from './every-format.ts';
import { cpuFix } from './limit-from-use.ts';
import { usedBeside } from './example-use.ts';

export const cpuLimit: Check<'workload'> = {
  id: toRuleId('wl-cpu-limit'),
  title: 'No processor limit',
  severity: 'low',
  layer: 'container',
  on: 'workload',
  why: 'A stolen or looping container takes processor time away from everything else on the host; miners live on it.',
  todo: 'Set a limit a little above the highest use that was measured under load.',
  refs: [
    'CISD 5.12',
    'OWD:7',
    'CWE-770',
    'KSV-0011',
    'CKV_K8S_11',
    'C-0270',
    'C-0050',
    'ks:LimitsCPU',
    'pol:cpuLimitsMissing',
    'kics:4ac0e2b7',
  ],
  since: '2026.11',
  get examples() {
    const bad = inEveryFormat({ cpuLimit: undefined });
    return { bad: [...bad, ...usedBeside(bad)], good: inEveryFormat() };
  },
  run: (workload, world) =>
    accuseSetting(workload, {
      name: 'cpuLimit',
      isBad: (value) => value <= 0,
      clause: () => 'has no processor limit',
      fix: (field, _, container) => cpuFix(field, { workload, container, world }),
    }),
};
