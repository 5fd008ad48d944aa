// Judges how a workload gets through repairs of nodes: https://kubernetes.io/docs/concepts/workloads/pods/disruptions/
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { valueOf } from '../../model/field.ts';
import { manifests, whole } from '../rbac/example-text.ts';
import { budgetsOf } from './budget.ts';
import { budgetText, podsOf } from './example-pods.ts';
import { ofTheWhole, replicasOf } from './pod-kinds.ts';

export const pdb: Check<'workload'> = {
  id: toRuleId('wl-pdb'),
  title: 'No sound budget for disruptions',
  severity: 'info',
  layer: 'cluster',
  on: 'workload',
  why: 'When nodes are emptied, either all its pods are taken away at once, or none may be and the repair of the node waits for ever.',
  todo: 'Add a PodDisruptionBudget that lets one pod go at a time.',
  refs: [
    'kl:pdb-min-available',
    'kl:pdb-max-unavailable',
    'kl:pdb-unhealthy-pod-eviction-policy',
    'pol:missingPodDisruptionBudget',
    'pol:pdbDisruptionsIsZero',
    'pol:pdbMinAvailableGreaterThanHPAMinReplicas',
    'sc:deployment-has-poddisruptionbudget',
    'sc:statefulset-has-poddisruptionbudget',
    'sc:poddisruptionbudget-has-policy',
    'kics:b23e9b98',
    'kics:1db3a5a5',
    'gk:poddisruptionbudget',
  ],
  since: '2026.11',
  pack: 'reliability',
  get examples() {
    return {
      bad: [
        whole(manifests(podsOf({}))),
        manifests(podsOf({}), budgetText('maxUnavailable: 0')),
        manifests(podsOf({}), budgetText('minAvailable: 2')),
        manifests(
          podsOf({}),
          budgetText('minAvailable: "100%"').replace(
            '{matchLabels: {app: web}}',
            '{matchExpressions: [{key: app, operator: In, values: [web]}]}',
          ),
        ),
      ],
      good: [
        whole(manifests(podsOf({}), budgetText('maxUnavailable: 1'))),
        manifests(podsOf({})),
        whole(manifests(podsOf({ spec: { replicas: '1' } }))),
        manifests(podsOf({}), budgetText('maxUnavailable: 0').replace('app: web', 'app: other')),
      ],
    };
  },
  *run(workload, world) {
    const replicas = workload.pod === undefined ? undefined : replicasOf(workload.pod);
    if (!budgeted.has(workload.type) || replicas === undefined || replicas < 2) return;
    const budgets = budgetsOf(workload, world);
    if (budgets.length === 0 && world.known('object', workload.scope) === 'all')
      yield* ofTheWhole(workload, {
        key: 'missing',
        what: 'has no budget for disruptions',
        name: 'replicas',
        field: workload.pod?.replicas,
      });
    for (const budget of budgets) {
      const leaf = budget.leaves.find(({ pointer, field }) => blocks(pointer, valueOf(field) ?? '', replicas));
      if (leaf === undefined) continue;
      yield {
        key: `blocked/${budget.name}`,
        what: `may lose no pod by the budget ${budget.name}`,
        fields: [{ name: leaf.pointer, field: leaf.field }],
      };
    }
  },
};

const budgeted: ReadonlySet<string> = new Set(['Deployment', 'StatefulSet']);
function blocks(pointer: string, text: string, replicas: number): boolean {
  if (pointer === 'spec/maxUnavailable') return text === '0' || text === '0%';
  return pointer === 'spec/minAvailable' && (text === '100%' || (/^\d+$/.test(text) && Number(text) >= replicas));
}
