// Judges pods that may all be on one node: https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { manifests } from '../rbac/example-text.ts';
import type { JudgedWorkload } from './container.ts';
import { podsOf } from './example-pods.ts';
import { ofTheWhole, replicasOf } from './pod-kinds.ts';

export const antiAffinity: Check<'workload'> = {
  id: toRuleId('wl-anti-affinity'),
  title: 'Its pods may all be on one node',
  severity: 'info',
  layer: 'cluster',
  on: 'workload',
  why: 'One node that fails takes all of them with it.',
  todo: "Spread them with topologySpreadConstraints, or a podAntiAffinity on the host's name.",
  refs: [
    'kl:no-anti-affinity',
    'kl:no-node-affinity',
    'sc:deployment-has-host-podantiaffinity',
    'sc:statefulset-has-host-podantiaffinity',
    'kics:a31b7b82',
    'kics:d740d048',
    'pol:topologySpreadConstraint',
    'sc:pod-topology-spread-constraints',
  ],
  since: '2026.11',
  pack: 'reliability',
  get examples() {
    const pod = { topologySpreadConstraints: '' };
    return {
      bad: [manifests(podsOf({ pod }))],
      good: [
        manifests(podsOf({})),
        manifests(podsOf({ pod, spec: { replicas: '1' } })),
        manifests(podsOf({ pod, kind: 'DaemonSet' })),
        manifests(
          podsOf({
            pod: {
              ...pod,
              affinity: '{podAntiAffinity: {preferredDuringSchedulingIgnoredDuringExecution: [{weight: 1}]}}',
            },
          }),
        ),
      ],
    };
  },
  run: (workload) =>
    spread.has(workload.type) && isTogether(workload)
      ? ofTheWhole(workload, {
          key: 'spread',
          what: 'may have all its pods on one node',
          name: 'replicas',
          field: workload.pod?.replicas,
        })
      : [],
};

const spread: ReadonlySet<string> = new Set(['Deployment', 'StatefulSet']);
function isTogether({ pod }: JudgedWorkload): boolean {
  return pod !== undefined && (replicasOf(pod) ?? 1) > 1 && !pod.podAntiAffinity && !pod.topologySpread;
}
