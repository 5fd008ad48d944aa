// The step from a pod to what its service account may do: https://kubernetes.io/docs/concepts/security/rbac-good-practices/
import type { EdgeRule } from '../../model/graph.ts';
import { isKnown } from '../../model/field.ts';
import { always, assuming, granted } from '../conditions.ts';
import { composeExample, kubernetesExample } from '../example-text.ts';
import { accountNode, clusterNode } from '../nodes.ts';
import { setting, subjectsOf, toEdge } from '../step.ts';

export const serviceAccount: EdgeRule = {
  id: 'service-account',
  title: 'A token of the cluster is mounted',
  why: 'Whoever controls the container has the rights of its service account. Roles and bindings were not read, so that they are wide is an assumption.',
  refs: ['T1528', 'KubeHound IDENTITY_ASSUME', 'IceKube USES_ACCOUNT', 'KSV-0036'],
  examples: {
    bad: [kubernetesExample({ pod: { automountServiceAccountToken: 'true' } })],
    good: [kubernetesExample({ pod: { automountServiceAccountToken: 'false' } }), composeExample()],
  },
  *edges(world, facts) {
    const seen = new Set<string>();
    for (const subject of subjectsOf(world, facts)) {
      const { workload, container, node } = subject;
      const when = granted(container, 'serviceAccountToken', (value) => value);
      if (workload.engine !== 'kubernetes' || when === undefined) continue;
      const { serviceAccount: field } = container.effective;
      const account = accountNode(workload, isKnown(field) && field.value !== '' ? field.value : 'default');
      yield toEdge({
        rule: 'service-account',
        from: node,
        to: account,
        when,
        why: 'the token of its service account is mounted',
        yields: ['SA_TOKEN'],
        fixes: setting(subject, 'do not mount the token', { name: 'serviceAccountToken', value: false }),
      });
      if (seen.has(account)) continue;
      seen.add(account);
      yield toEdge({
        rule: 'service-account',
        from: account,
        to: clusterNode(workload),
        when: {
          ...always,
          ...assuming('account-rights', 'the account may read secrets or create pods across the cluster'),
        },
        why: 'the cluster accepts the token',
        yields: ['CLUSTER_ADMIN'],
      });
    }
  },
};
