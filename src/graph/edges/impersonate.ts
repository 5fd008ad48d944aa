// The steps from an identity that may act as others to these: https://kubernetes.io/docs/reference/access-authn-authz/authentication/#user-impersonation
import type { EdgeRule } from '../../model/graph.ts';
import { assuming } from '../conditions.ts';
import { composeExample, rightsExample, ruleText } from '../example-text.ts';
import { identitiesOf } from '../rights/identities.ts';
import { clusterNode, identityNode, rightsNode } from '../nodes.ts';
import { accountsNamed } from '../rights/rights-accounts.ts';
import { stepsByRight, stepsTogether } from '../rights/rights-step.ts';

export const impersonate: EdgeRule = {
  id: 'impersonate',
  title: 'An identity may act as another',
  why: 'With a header of the request it is another user or account. Together with a group, such as the one that may do everything, it is a member of that.',
  refs: ['T1550', 'T1134', 'KubeHound IDENTITY_IMPERSONATE', 'IceKube CAN_IMPERSONATE', 'rp:impersonate'],
  examples: {
    bad: [
      rightsExample({ rules: [ruleText('', ['users', 'groups'], ['impersonate'])], everywhere: true }),
      rightsExample({ rules: [ruleText('', ['serviceaccounts'], ['impersonate'])] }),
    ],
    good: [
      rightsExample({ rules: [ruleText('', ['groups'], ['impersonate'])], everywhere: true }),
      rightsExample({ rules: [ruleText('', ['users'], ['impersonate'])] }),
      composeExample(),
    ],
  },
  *edges(world) {
    const { accounts } = identitiesOf(world);
    yield* stepsByRight(
      world,
      { rule: 'impersonate', rights: ['impersonateAccounts'] },
      ({ place, namespace }, { names }) =>
        names.length === 0
          ? [{ to: rightsNode(place, namespace, 'accounts'), yields }]
          : names.flatMap((name) => accountsNamed(accounts, place, { namespace, name }).map((to) => ({ to, yields }))),
    );
    yield* stepsByRight(world, { rule: 'impersonate', rights: ['impersonateUsers'] }, ({ place }, { names }) =>
      names.length === 0
        ? [
            { to: rightsNode(place, undefined, 'users'), yields },
            { to: clusterNode(place), when: controlPlane, yields: ['CLUSTER_ADMIN'] },
          ]
        : names.map((name) => ({ to: identityNode(place, 'user', name), yields })),
    );
    // A group comes only with somebody who is in it.
    const rights = [['impersonateGroups'], ['impersonateUsers', 'impersonateAccounts']] as const;
    yield* stepsTogether(world, { rule: 'impersonate', rights }, ({ place }, { parts: [groups = []] }) => {
      if (groups.some(({ held }) => held.names.length === 0))
        return [{ to: clusterNode(place), more: ', so as a member of system:masters', yields: ['CLUSTER_ADMIN'] }];
      const names = new Set(groups.flatMap(({ held }) => held.names));
      return [...names].map((name) => ({
        to: name === 'system:masters' ? clusterNode(place) : identityNode(place, 'group', name),
        more: `, so as a member of ${name}`,
        yields,
      }));
    });
  },
};
const yields = ['SA_TOKENS'];
const controlPlane = assuming(
  'control-plane-users',
  'components of the control plane are users that may have tokens made, as they are unless switched off',
);
