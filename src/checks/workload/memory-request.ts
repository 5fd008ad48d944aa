// Judges what a pod has reserved for it: https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { isKnown } from '../../model/field.ts';
import { accuseSetting, type JudgedContainer } from './container.ts';
import { inFormats } from './every-format.ts';
import { isServing } from './pod-kinds.ts';

export const memoryRequest: Check<'workload'> = {
  id: toRuleId('wl-memory-request'),
  title: 'Reserves no memory',
  severity: 'low',
  layer: 'cluster',
  on: 'workload',
  why: 'The scheduler places the pod as if it needed no memory, and on a full node the kubelet evicts it before those that reserved some.',
  todo: 'Request what the program uses under its usual load.',
  refs: [
    'OWD:7',
    'KSV-0016',
    'CKV_K8S_12',
    'C-0269',
    'ks:RequestsMemory',
    'pol:memoryRequestsMissing',
    'kics:229588ef',
    'gk:containerrequests',
  ],
  since: '2026.11',
  pack: 'reliability',
  get examples() {
    return {
      bad: inFormats(['kubernetes'], { memoryRequest: undefined, memoryLimit: undefined }, ['wl-memory-limit']),
      good: [...inFormats(['kubernetes'], { memoryRequest: undefined }), ...inFormats(['kubernetes'], {})],
    };
  },
  run: (workload) =>
    accuseSetting(workload, {
      name: 'memoryRequest',
      isBad: (value, container) => value <= 0 && workload.engine === 'kubernetes' && isBare(container),
      clause: () => 'reserves no memory',
    }),
};

/** A limit alone is a request for as much. */
function isBare(container: JudgedContainer): boolean {
  const { memoryLimit } = container.effective;
  return isServing(container) && isKnown(memoryLimit) && memoryLimit.value <= 0;
}
