// Judges updates that stop the service: https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#strategy
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { valueOf } from '../../model/field.ts';
import { manifests } from '../rbac/example-text.ts';
import { podsOf } from './example-pods.ts';
import { fixOf, setAt } from './pod-fix.ts';
import { ofTheWhole } from './pod-kinds.ts';

export const rollingUpdate: Check<'workload'> = {
  id: toRuleId('wl-rolling-update'),
  title: 'Is not updated pod by pod',
  severity: 'info',
  layer: 'cluster',
  on: 'workload',
  why: 'An update, also one that repairs a flaw, stops the service or waits until somebody deletes pods: it is put off.',
  todo: 'Use RollingUpdate.',
  refs: ['kl:no-rolling-update-strategy', 'C-0305', 'sc:deployment-strategy'],
  since: '2026.11',
  pack: 'reliability',
  get examples() {
    return {
      bad: [
        manifests(podsOf({ spec: { strategy: '{type: Recreate}' } })),
        manifests(podsOf({ kind: 'DaemonSet', spec: { updateStrategy: '{type: OnDelete}' } })),
      ],
      good: [manifests(podsOf({})), manifests(podsOf({ spec: { strategy: '{type: RollingUpdate}' } }))],
    };
  },
  run: (workload) => {
    const field = workload.pod?.strategy;
    const clause = clauses[valueOf(field) ?? ''];
    return clause === undefined || field === undefined
      ? []
      : ofTheWhole(workload, {
          key: 'strategy',
          what: clause,
          name: 'strategy',
          field,
          ...fixOf(
            'update it pod by pod',
            setAt(workload, { in: 'object', way: ['spec', keyOf(workload.type), 'type'] }, 'RollingUpdate'),
          ),
        });
  },
};

const clauses: Readonly<Record<string, string>> = {
  Recreate: 'ends all its pods before it starts new ones',
  OnDelete: 'is updated when somebody deletes its pods',
};
function keyOf(type: string): string {
  return type === 'Deployment' ? 'strategy' : 'updateStrategy';
}
