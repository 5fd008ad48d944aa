// Judges the group that no rule can stop: https://kubernetes.io/docs/concepts/security/rbac-good-practices/#least-privilege
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { bindingText, manifests } from './example-text.ts';
import { isOwnOfKubernetes } from './own-objects.ts';
import { saySubject } from './role-extent.ts';
import { subjectRef, unstoppable } from './subjects.ts';

export const systemMasters: Check<'binding'> = {
  id: toRuleId('rbac-system-masters'),
  title: 'Relies on the group system:masters',
  severity: 'critical',
  layer: 'cluster',
  on: 'binding',
  why: 'Members of system:masters pass every authorization, and taking a binding away does not change that: a lost certificate with this group stays the key to the cluster until its authority is replaced.',
  todo: 'Give administrators a group of your own, bound to cluster-admin; keep certificates with system:masters for emergencies.',
  refs: ['CISK 5.1.7', 'OWK:K02', 'T1078', 'KSV-0123', 'C-0246', 'kyv:restrict-binding-system-groups'],
  since: '2026.11',
  examples: {
    bad: [
      manifests(
        bindingText({ role: 'ClusterRole cluster-admin', subjects: ['{kind: Group, name: "system:masters"}'] }),
      ),
    ],
    good: [
      manifests(
        bindingText({
          role: 'ClusterRole view',
          subjects: ['{kind: User, name: "system:masters"}', '{kind: Group, name: ops}'],
        }),
      ),
      manifests(
        `apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRoleBinding\nmetadata: {name: cluster-admin, labels: {kubernetes.io/bootstrapping: rbac-defaults}}\nroleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: cluster-admin}\nsubjects: [{kind: Group, name: "system:masters"}]\n`,
      ),
    ],
  },
  *run(binding) {
    const subject = binding.subjects.find(unstoppable);
    if (subject === undefined || isOwnOfKubernetes(binding)) return;
    yield {
      key: 'system:masters',
      what: `binds ${saySubject(subject)} to ${binding.role.name}`,
      fields: [subjectRef(subject)],
    };
  },
};
