// The step from a pod to its service account: https://kubernetes.io/docs/concepts/security/service-accounts/
import type { EdgeRule } from '../../model/graph.ts';
import { isKnown, locationOf, type Field } from '../../model/field.ts';
import type { Mount } from '../../model/workload.ts';
import { always, granted, refOf } from '../conditions.ts';
import { composeExample, kubernetesExample } from '../example-text.ts';
import { accountOf } from '../rights/identities.ts';
import { accountNode } from '../nodes.ts';
import { removing, setting, subjectsOf, toEdge, type Subject } from '../step.ts';

export const serviceAccount: EdgeRule = {
  id: 'service-account',
  title: 'A token of the cluster is mounted',
  why: 'Whoever controls the container has the rights of its service account. With a token that is made for the API server, nothing else is needed.',
  refs: ['T1528', 'KubeHound IDENTITY_ASSUME', 'IceKube USES_ACCOUNT', 'KSV-0036'],
  examples: {
    bad: [
      kubernetesExample({ pod: { automountServiceAccountToken: 'true' } }),
      kubernetesExample({
        pod: { volumes: '[{name: token, projected: {sources: [{serviceAccountToken: {path: token}}]}}]' },
        container: { volumeMounts: '[{name: token, mountPath: /token}]' },
      }),
    ],
    good: [
      kubernetesExample({ pod: { automountServiceAccountToken: 'false' } }),
      kubernetesExample({
        pod: {
          volumes: '[{name: token, projected: {sources: [{serviceAccountToken: {path: token, audience: vault}}]}}]',
        },
        container: { volumeMounts: '[{name: token, mountPath: /token}]' },
      }),
      composeExample(),
    ],
  },
  *edges(world, facts) {
    for (const subject of subjectsOf(world, facts)) {
      const { workload, container, node } = subject;
      if (workload.engine !== 'kubernetes') continue;
      const to = accountNode(workload, accountOf(container));
      const step = { rule: 'service-account', from: node, to, yields: ['SA_TOKEN'] };
      const when = granted(container, 'serviceAccountToken', (value) => value);
      if (when !== undefined) {
        const fixes = setting(subject, 'do not mount the token', { name: 'serviceAccountToken', value: false });
        yield toEdge({ ...step, when, why: 'the token of its service account is mounted', fixes });
      }
      for (const field of container.effective.mounts.filter(isTokenForApi)) {
        const fields = [refOf(container, 'mounts', field)];
        const why = 'a token of its service account is mounted as a volume';
        yield toEdge({
          ...step,
          when: { ...always, fields },
          why,
          at: locationOf(field),
          fixes: without(subject, field),
        });
      }
    }
  },
};
function without(subject: Subject, field: Field<Mount>): ReturnType<typeof removing> {
  return removing(subject, 'do not mount the token', { name: 'mounts', field });
}
/** The API server refuses a token that was made for somebody else. */
function isTokenForApi(field: Field<Mount>): boolean {
  const token = isKnown(field) ? field.value.token : undefined;
  if (token === undefined) return false;
  return token.audience === undefined || /^(?:https:\/\/kubernetes\.default|api$)/.test(token.audience);
}
