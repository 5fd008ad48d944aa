// Judges whether requests wait for a program: https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/#readiness-probe
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { accuseSetting } from './container.ts';
import { inFormats } from './every-format.ts';
import { manifests } from '../rbac/example-text.ts';
import { podsOf } from './example-pods.ts';
import { isLasting } from './pod-kinds.ts';

export const readiness: Check<'workload'> = {
  id: toRuleId('wl-readiness'),
  title: 'Gets requests before it can answer',
  severity: 'info',
  layer: 'cluster',
  on: 'workload',
  why: 'A pod is sent requests from the moment it runs, and during an update the old ones go before the new ones answer.',
  todo: 'Add a readiness probe.',
  refs: ['CKV_K8S_9', 'C-0018', 'kl:no-readiness-probe', 'pol:readinessProbeMissing', 'sc:pod-probes', 'kics:a659f3b5'],
  since: '2026.11',
  pack: 'reliability',
  get examples() {
    return {
      bad: inFormats(['kubernetes'], { readiness: undefined }),
      good: [...inFormats(['kubernetes'], {}), manifests(podsOf({ kind: 'CronJob', says: { readiness: undefined } }))],
    };
  },
  run: (workload) =>
    accuseSetting(workload, {
      name: 'readiness',
      isBad: (ready, container) =>
        !ready && workload.engine === 'kubernetes' && container.role === 'main' && isLasting(workload),
      clause: () => 'has no readiness probe',
    }),
};
