// Judges the old name of serviceAccountName: https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { declared, valueOf } from '../../model/field.ts';
import { manifests } from '../rbac/example-text.ts';
import { podsOf } from './example-pods.ts';
import { fixOf, removeAt, setAt } from './pod-fix.ts';

export const saDeprecatedField: Check<'workload'> = {
  id: toRuleId('wl-sa-deprecated-field'),
  title: 'Names its account by a field that is deprecated',
  severity: 'info',
  layer: 'cluster',
  on: 'workload',
  why: 'Whoever reads or patches serviceAccountName alone misses which account the pod has.',
  todo: 'Write serviceAccountName.',
  refs: ['kl:deprecated-service-account-field', 'C-0294'],
  since: '2026.11',
  pack: 'hygiene',
  get examples() {
    return {
      bad: [manifests(podsOf({ pod: { serviceAccount: 'web' } }))],
      good: [manifests(podsOf({ pod: { serviceAccountName: 'web' } }))],
    };
  },
  *run(workload) {
    const at = workload.pod?.oldServiceAccount;
    const name = valueOf(workload.containers[0]?.effective.serviceAccount);
    if (at === undefined) return;
    const renamed = name === undefined ? [] : setAt(workload, { in: 'pod', way: ['serviceAccountName'] }, name);
    const removed = removeAt(workload, { in: 'pod', way: ['serviceAccount'] }, at);
    yield {
      key: 'serviceAccount',
      what: 'names its account in serviceAccount',
      fields: [{ name: 'serviceAccount', field: declared(name ?? '', at) }],
      ...(renamed.length > 0 && fixOf('write serviceAccountName', [...renamed, ...removed])),
    };
  },
};
