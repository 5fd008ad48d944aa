// Judges workloads with roles that are made for people: https://kubernetes.io/docs/reference/access-authn-authz/rbac/#user-facing-roles
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { bindingText, manifests } from './example-text.ts';
import { isOwnOfKubernetes } from './own-objects.ts';
import { listed, saySubject } from './role-extent.ts';
import { subjectRef } from './subjects.ts';

export const builtinAdminEditView: Check<'binding'> = {
  id: toRuleId('rbac-builtin-admin-edit-view'),
  title: 'Workload has a role that is made for people',
  severity: 'medium',
  layer: 'cluster',
  on: 'binding',
  why: 'Admin and edit bring every secret and every pod of their namespaces, and view shows all settings of the cluster: far more than a program uses, and all of it is the attacker’s who takes it over.',
  todo: 'Write a role of what the program asks for.',
  refs: ['OWK:K02', 'C-0272'],
  since: '2026.11',
  examples: {
    bad: [
      manifests(bindingText({ role: 'ClusterRole edit', namespace: 'shop' })),
      manifests(bindingText({ role: 'ClusterRole view' })),
      manifests(bindingText({ role: 'ClusterRole admin' })),
    ],
    good: [
      manifests(bindingText({ role: 'ClusterRole view', namespace: 'shop' })),
      manifests(bindingText({ role: 'Role admin', namespace: 'shop' })),
      manifests(bindingText({ role: 'ClusterRole admin', namespace: 'shop', subjects: ['{kind: User, name: jane}'] })),
      manifests(bindingText({ role: 'ClusterRole app' })),
    ],
  },
  *run(binding) {
    const { role, cluster, namespace } = binding;
    const isBroad = broad.has(role.name);
    if (!role.cluster || isOwnOfKubernetes(binding) || !(isBroad || (cluster && role.name === 'view'))) return;
    const subjects = binding.subjects.filter(({ type }) => type === 'ServiceAccount');
    if (subjects.length === 0) return;
    yield {
      key: 'subjects',
      what: `gives ${role.name} to ${listed(subjects.map(saySubject))} ${cluster ? 'in the whole cluster' : `in namespace ${namespace ?? 'default'}`}`,
      severity: isBroad && (cluster || namespace === 'kube-system') ? 'high' : 'medium',
      fields: subjects.map(subjectRef),
    };
  },
};
const broad: ReadonlySet<string> = new Set(['admin', 'edit']);
