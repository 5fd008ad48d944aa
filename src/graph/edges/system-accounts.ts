// The step from the accounts of the control plane to the cluster: https://kubernetes.io/docs/reference/access-authn-authz/rbac/#controller-roles
import type { EdgeRule } from '../../model/graph.ts';
import { assuming } from '../conditions.ts';
import { composeExample, kubernetesExample } from '../example-text.ts';
import { knowsRights } from '../rights/identities.ts';
import { clusterNode, rightsNode } from '../nodes.ts';
import { clustersIn, systemNamespace } from '../rights/rights-places.ts';
import { toEdge } from '../step.ts';

export const systemAccounts: EdgeRule = {
  id: 'system-accounts',
  title: 'Accounts in kube-system may do everything',
  why: 'Controllers of the control plane run as accounts in kube-system, among them one that may write any role. Whether a cluster has them there was not seen.',
  refs: ['T1078', 'rp:token_request'],
  examples: { bad: [kubernetesExample()], good: [composeExample()] },
  *edges(world) {
    const when = assuming('controller-accounts', 'controllers of the cluster have their accounts in kube-system');
    for (const { place } of clustersIn(world)) {
      // Otherwise those that there are have steps of their own.
      if (knowsRights(world, place.scope) && world.known('identity', place.scope) === 'all') continue;
      yield toEdge({
        rule: 'system-accounts',
        from: rightsNode(place, systemNamespace, 'accounts'),
        to: clusterNode(place),
        when,
        why: 'an account of a controller may write any role',
        yields: ['CLUSTER_ADMIN'],
      });
    }
  },
};
