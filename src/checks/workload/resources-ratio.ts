// Judges memory that is promised twice: https://kubernetes.io/docs/concepts/workloads/pods/pod-qos/
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { isKnown } from '../../model/field.ts';
import { accuseSetting, type JudgedContainer } from './container.ts';
import { inFormats } from './every-format.ts';
import { isServing } from './pod-kinds.ts';

export const resourcesRatio: Check<'workload'> = {
  id: toRuleId('wl-resources-ratio'),
  title: 'Reserves less memory than it may use',
  severity: 'info',
  layer: 'cluster',
  on: 'workload',
  why: 'Nodes are filled by what is reserved: when several pods use what they may, the kernel ends some of them.',
  todo: 'Reserve as much memory as the limit allows.',
  refs: [
    'sc:container-resource-requests-equal-limits',
    'sc:container-cpu-requests-equal-limits',
    'sc:container-memory-requests-equal-limits',
    'sc:container-ephemeral-storage-request-equals-limit',
    'gk:containerresourceratios',
    'kyv:require-qos-guaranteed',
  ],
  since: '2026.11',
  pack: 'reliability',
  get examples() {
    return {
      bad: inFormats(['kubernetes'], { memoryRequest: 1_048_576 }),
      good: [...inFormats(['kubernetes'], {}), ...inFormats(['kubernetes'], { memoryRequest: undefined })],
    };
  },
  run: (workload) =>
    accuseSetting(workload, {
      name: 'memoryRequest',
      isBad: (value, container) =>
        workload.engine === 'kubernetes' && isServing(container) && isBelow(value, container),
      clause: () => 'reserves less memory than it may use',
    }),
};

function isBelow(request: number, { effective }: JudgedContainer): boolean {
  return request > 0 && isKnown(effective.memoryLimit) && request < effective.memoryLimit.value;
}
