// Judges pods that push others out: https://kubernetes.io/docs/concepts/scheduling-eviction/pod-priority-preemption/
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { isKnown } from '../../model/field.ts';
import { manifests } from '../rbac/example-text.ts';
import { podsOf } from './example-pods.ts';
import { fixOf, removeAt } from './pod-fix.ts';

export const prioritySystem: Check<'workload'> = {
  id: toRuleId('wl-priority-system'),
  title: "Takes the priority of the cluster's own components",
  severity: 'low',
  layer: 'cluster',
  on: 'workload',
  why: 'On a full node the pods of others are ended to make room for it, and it is evicted last: whoever may make such pods empties nodes.',
  todo: 'Make a priority class for what is urgent, below those of the system.',
  refs: ['T1499', 'kyv:allowed-pod-priorities', 'kl:priority-class-name', 'pol:priorityClassNotSet'],
  since: '2026.11',
  get examples() {
    const pod = { priorityClassName: 'system-cluster-critical' };
    return {
      bad: [manifests(podsOf({ pod }))],
      good: [
        manifests(podsOf({ pod: { priorityClassName: 'urgent' } })),
        manifests(podsOf({ pod: { priorityClassName: '"{{ .class }}"' } })),
        manifests(podsOf({ pod, metadata: '{name: web, namespace: kube-system}' })),
      ],
    };
  },
  *run(workload) {
    const { pod, namespace } = workload;
    const field = pod?.priorityClass;
    if (!isKnown(field) || !field.value.startsWith('system-')) return;
    if (namespace === undefined || namespace === 'kube-system') return;
    yield {
      key: 'priority',
      what: `has the priority class ${field.value} in ${namespace}`,
      fields: [{ name: 'priorityClassName', field }],
      ...fixOf('take the usual priority', removeAt(workload, { in: 'pod', way: ['priorityClassName'] }, field)),
    };
  },
};
