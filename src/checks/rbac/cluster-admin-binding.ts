// Judges who is the administrator of the cluster: https://kubernetes.io/docs/reference/access-authn-authz/rbac/#user-facing-roles
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { bindingText, manifests } from './example-text.ts';
import { isOwnOfKubernetes } from './own-objects.ts';
import { listed, saySubject } from './role-extent.ts';
import { everybody, nobody, subjectRef, unstoppable } from './subjects.ts';

export const clusterAdminBinding: Check<'binding'> = {
  id: toRuleId('rbac-cluster-admin-binding'),
  title: 'Bound to cluster-admin',
  severity: 'critical',
  layer: 'cluster',
  on: 'binding',
  why: 'Nothing is forbidden to a holder of cluster-admin: whoever takes one over reads every secret, changes every workload and owns every node.',
  todo: 'Bind a role of what is needed; administrators get cluster-admin for the time of the work.',
  refs: [
    'CISK 5.1.1',
    'NSA:Auth',
    'N190:4.3.1',
    'OWK:K02',
    'T1098.006',
    'KSV-0111',
    'C-0185',
    'C-0035',
    'kl:cluster-admin-role-binding',
    'pol:clusterrolebindingClusterAdmin',
    'pol:rolebindingClusterAdminClusterRole',
    'pol:rolebindingClusterAdminRole',
    'kics:249328b8',
    'kyv:restrict-binding-clusteradmin',
    'falco:"Attach to cluster-admin Role"',
    'ice:IS_CLUSTER_ADMIN',
  ],
  since: '2026.11',
  examples: {
    bad: [
      manifests(bindingText({ role: 'ClusterRole cluster-admin' })),
      manifests(bindingText({ role: 'ClusterRole cluster-admin', namespace: 'shop' })),
      manifests(
        bindingText({
          role: 'ClusterRole cluster-admin',
          subjects: ['{kind: User, name: jane}', '{kind: Group, name: ops}'],
        }),
      ),
    ],
    good: [
      manifests(bindingText({ role: 'ClusterRole view', namespace: 'shop' })),
      manifests(bindingText({ role: 'Role cluster-admin', namespace: 'shop' })),
      manifests(bindingText({ role: 'ClusterRole cluster-admin', subjects: [] })),
      manifests(
        bindingText({
          role: 'ClusterRole cluster-admin',
          subjects: [
            '{kind: Group, name: "system:masters"}',
            '{kind: Group, name: "system:authenticated"}',
            '{kind: Group, name: "system:unauthenticated"}',
          ],
        }),
      ),
    ],
  },
  *run(binding) {
    const { role, cluster, namespace } = binding;
    if (!role.cluster || role.name !== 'cluster-admin' || isOwnOfKubernetes(binding)) return;
    const subjects = binding.subjects.filter(
      (subject) => !unstoppable(subject) && !everybody(subject) && !nobody(subject),
    );
    if (subjects.length === 0) return;
    yield {
      key: 'subjects',
      what: `makes ${listed(subjects.map(saySubject))} ${cluster ? 'administrator of the cluster' : `do everything in namespace ${namespace ?? 'default'}`}`,
      severity: cluster || namespace === 'kube-system' ? 'critical' : 'high',
      fields: subjects.map(subjectRef),
    };
  },
};
