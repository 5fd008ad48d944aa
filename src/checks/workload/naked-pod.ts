// Judges pods that nobody starts again elsewhere: https://kubernetes.io/docs/concepts/workloads/pods/#working-with-pods
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { manifests } from '../rbac/example-text.ts';
import { podsOf } from './example-pods.ts';
import { ofTheWhole } from './pod-kinds.ts';

export const nakedPod: Check<'workload'> = {
  id: toRuleId('wl-naked-pod'),
  title: 'Pod without a controller',
  severity: 'low',
  layer: 'cluster',
  on: 'workload',
  why: 'When its node goes, the pod is gone; and what changes it has no history to go back to.',
  todo: 'Let a Deployment, a StatefulSet or a Job make it.',
  refs: ['C-0073', 'kyv:prevent-bare-pods'],
  since: '2026.11',
  pack: 'reliability',
  get examples() {
    return {
      bad: [manifests(podsOf({ kind: 'Pod' }))],
      good: [manifests(podsOf({})), manifests(podsOf({ kind: 'Job' }))],
    };
  },
  run: (workload) =>
    workload.engine === 'kubernetes' && workload.type === 'Pod'
      ? ofTheWhole(workload, { key: 'pod', what: 'is made by no controller', name: 'kind', value: 'Pod' })
      : [],
};
