// The step from an account whose rights may not all have been seen to the cluster: https://kubernetes.io/docs/concepts/security/rbac-good-practices/
import type { EdgeRule } from '../../model/graph.ts';
import { assuming } from '../conditions.ts';
import { composeExample, kubernetesExample } from '../example-text.ts';
import { identitiesOf, knowsRights } from '../rights/identities.ts';
import { clusterNode } from '../nodes.ts';
import { toEdge } from '../step.ts';

export const accountRights: EdgeRule = {
  id: 'account-rights',
  title: 'An account may have rights that were not seen',
  why: 'Files hold some of the roles and bindings of a cluster, seldom all. Until all were read, an account may have more than what is written there.',
  refs: ['T1078', 'T1528'],
  examples: { bad: [kubernetesExample()], good: [composeExample()] },
  *edges(world) {
    const when = assuming(
      'account-rights',
      'the account has rights that were not read, such as to read secrets or to create pods everywhere',
    );
    for (const { node, place } of identitiesOf(world).accounts) {
      if (knowsRights(world, place.scope)) continue;
      const to = clusterNode(place);
      const why = 'the cluster accepts its token';
      yield toEdge({ rule: 'account-rights', from: node, to, when, why, yields: ['CLUSTER_ADMIN'] });
    }
  },
};
