// Judges what a pod has reserved for it: https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { isKnown } from '../../model/field.ts';
import { accuseSetting, type JudgedContainer } from './container.ts';
import { inFormats } from './every-format.ts';
import { isServing } from './pod-kinds.ts';

export const cpuRequest: Check<'workload'> = {
  id: toRuleId('wl-cpu-request'),
  title: 'Reserves no processor time',
  severity: 'low',
  layer: 'cluster',
  on: 'workload',
  why: 'The scheduler places the pod as if it needed no processor, and on a busy node it gets what others leave.',
  todo: 'Request what the program uses under its usual load.',
  refs: [
    'OWD:7',
    'KSV-0015',
    'CKV_K8S_10',
    'C-0268',
    'kl:unset-cpu-requirements',
    'ks:RequestsCPU',
    'pol:cpuRequestsMissing',
    'kics:ca469dd4',
  ],
  since: '2026.11',
  pack: 'reliability',
  get examples() {
    return {
      bad: inFormats(['kubernetes'], { cpuRequest: undefined, cpuLimit: undefined }, ['wl-cpu-limit']),
      good: [...inFormats(['kubernetes'], { cpuRequest: undefined }), ...inFormats(['kubernetes'], {})],
    };
  },
  run: (workload) =>
    accuseSetting(workload, {
      name: 'cpuRequest',
      isBad: (value, container) => value <= 0 && workload.engine === 'kubernetes' && isBare(container),
      clause: () => 'reserves no processor time',
    }),
};

/** A limit alone is a request for as much. */
function isBare(container: JudgedContainer): boolean {
  const { cpuLimit } = container.effective;
  return isServing(container) && isKnown(cpuLimit) && cpuLimit.value <= 0;
}
