// Judges services that are one pod: https://kubernetes.io/docs/concepts/workloads/controllers/deployment/
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { manifests } from '../rbac/example-text.ts';
import { podsOf, scalerText } from './example-pods.ts';
import { ofTheWhole, replicasOf } from './pod-kinds.ts';
import { isScaled } from './scaler.ts';

export const replicas: Check<'workload'> = {
  id: toRuleId('wl-replicas'),
  title: 'One pod only',
  severity: 'info',
  layer: 'cluster',
  on: 'workload',
  why: 'When its node goes, or is taken out for repairs, the service is gone until another pod answers.',
  todo: 'Run two or more, on different nodes.',
  refs: [
    'kl:minimum-three-replicas',
    'pol:deploymentMissingReplicas',
    'sc:deployment-replicas',
    'kyv:require-deployments-have-multiple-replicas',
    'gk:replicalimits',
  ],
  since: '2026.11',
  pack: 'reliability',
  get examples() {
    return {
      bad: [manifests(podsOf({ spec: { replicas: '1' } })), manifests(podsOf({ spec: { replicas: '' } }))],
      good: [
        manifests(podsOf({})),
        manifests(podsOf({ kind: 'StatefulSet', spec: { replicas: '1' } })),
        manifests(podsOf({ spec: { replicas: '' } }), scalerText('minReplicas: 2')),
      ],
    };
  },
  run: (workload, world) =>
    workload.type === 'Deployment' &&
    workload.pod !== undefined &&
    replicasOf(workload.pod) === 1 &&
    !isScaled(workload, world)
      ? ofTheWhole(workload, {
          key: 'replicas',
          what: 'runs one pod only',
          name: 'replicas',
          field: workload.pod.replicas,
        })
      : [],
};
