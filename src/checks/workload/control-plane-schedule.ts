// Judges pods that go where the cluster is run from: https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/
import { toRuleId } from '../../model/brand.ts';
import type { Check, Message } from '../../model/check.ts';
import type { ModelEdit } from '../../model/edit.ts';
import { isKnown, valueOf } from '../../model/field.ts';
import type { Toleration } from '../../model/workload.ts';
import { manifests } from '../rbac/example-text.ts';
import type { JudgedWorkload } from './container.ts';
import { podsOf } from './example-pods.ts';
import { fixOf, removeAt } from './pod-fix.ts';

export const controlPlaneSchedule: Check<'workload'> = {
  id: toRuleId('wl-control-plane-schedule'),
  title: 'May run on a node of the control plane',
  severity: 'medium',
  layer: 'cluster',
  on: 'workload',
  why: 'Whoever gets out of its container is on the machine that holds the keys of the cluster and the database of everything in it.',
  todo: 'Remove the toleration and what picks the node; let the scheduler choose among the workers.',
  refs: ['N190:4.3.4', 'kyv:restrict-controlplane-scheduling', 'kyv:restrict-node-selection'],
  since: '2026.11',
  get examples() {
    const role = 'node-role.kubernetes.io/control-plane';
    return {
      bad: [
        manifests(podsOf({ pod: { tolerations: `[{key: ${role}, operator: Exists, effect: NoSchedule}]` } })),
        manifests(podsOf({ pod: { tolerations: '[{operator: Exists}]' }, kind: 'DaemonSet' })),
        manifests(podsOf({ pod: { nodeSelector: `{${role}: ""}` } })),
        manifests(podsOf({ pod: { nodeName: 'first' } })),
      ],
      good: [
        manifests(
          podsOf({ pod: { tolerations: '[{key: gpu, operator: Exists}, {operator: Exists, effect: NoExecute}]' } }),
        ),
        manifests(podsOf({ pod: { nodeSelector: '{disk: ssd}' } })),
        manifests(podsOf({ pod: { nodeName: '"{{ .node }}"' } })),
        manifests(podsOf({ pod: { nodeName: '""' } })),
        manifests(podsOf({})),
      ],
    };
  },
  run: accuse,
};

const roles: ReadonlySet<string> = new Set(['node-role.kubernetes.io/control-plane', 'node-role.kubernetes.io/master']);
function* accuse(workload: JudgedWorkload): Iterable<Message> {
  const { pod, namespace } = workload;
  if (pod === undefined || namespace === 'kube-system') return;
  for (const field of pod.tolerations) {
    const verdict = judge(valueOf(field));
    if (verdict === undefined) continue;
    yield {
      key: 'toleration',
      ...verdict,
      fields: [{ name: 'tolerations', field }],
      ...fixOf('stay away from the control plane', removalsOf(workload)),
    };
    break;
  }
  const picked = pod.nodeSelector.find((field) => roles.has(valueOf(field)?.split('=')[0] ?? ''));
  if (picked !== undefined)
    yield {
      key: 'selector',
      what: 'picks nodes of the control plane',
      fields: [{ name: 'nodeSelector', field: picked }],
    };
  const { nodeName } = pod;
  if (isKnown(nodeName) && nodeName.value !== '')
    yield {
      key: 'node',
      what: `names its node, ${nodeName.value}, which no taint keeps it from`,
      severity: 'low',
      fields: [{ name: 'nodeName', field: nodeName }],
      ...fixOf('leave the node to the scheduler', removeAt(workload, { in: 'pod', way: ['nodeName'] }, nodeName)),
    };
}
/** A pod that tolerates everything is an agent as often as not. */
function removalsOf(workload: JudgedWorkload): readonly ModelEdit[] {
  return (workload.pod?.tolerations ?? []).flatMap((field, index) => {
    const toleration = valueOf(field);
    if (toleration?.key === undefined || judge(toleration) === undefined) return [];
    return removeAt(workload, { in: 'pod', way: ['tolerations', index] }, field);
  });
}
function judge(toleration: Toleration | undefined): Pick<Message, 'what' | 'severity'> | undefined {
  if (toleration === undefined || !(toleration.effect === undefined || toleration.effect === 'NoSchedule'))
    return undefined;
  if (toleration.key !== undefined)
    return roles.has(toleration.key) ? { what: 'tolerates nodes of the control plane' } : undefined;
  // Agents that have to be on every node say that.
  return toleration.operator === 'Exists' ? { what: 'tolerates every node', severity: 'low' } : undefined;
}
