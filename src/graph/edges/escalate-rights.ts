// The steps from an identity that may give itself rights to these rights: https://kubernetes.io/docs/reference/access-authn-authz/rbac/#privilege-escalation-prevention-and-bootstrapping
import type { EdgeRule } from '../../model/graph.ts';
import { assuming } from '../conditions.ts';
import { composeExample, rightsExample, ruleText } from '../example-text.ts';
import { boundRoleNode } from '../rights/grants.ts';
import { clusterNode, rightsNode } from '../nodes.ts';
import { stepsTogether, type Joint, type Together, type Way } from '../rights/rights-step.ts';

const rbac = 'rbac.authorization.k8s.io';
export const escalateRights: EdgeRule = {
  id: 'escalate-rights',
  title: 'An identity may give itself any rights',
  why: 'The verbs escalate and bind are the exceptions to the rule that nobody gives rights that they do not have. With escalate one writes any rule into a role, with bind one takes any role.',
  refs: ['T1098.006', 'KubeHound ROLE_BIND', 'IceKube RBAC_ESCALATE_TO', 'rp:escalate_roles', 'rp:bind_roles'],
  examples: {
    bad: [
      rightsExample({ rules: [ruleText(rbac, ['clusterroles'], ['escalate', 'update'])], everywhere: true }),
      rightsExample({ rules: [ruleText(rbac, ['clusterroles', 'rolebindings'], ['bind', 'create'])] }),
    ],
    good: [
      rightsExample({ rules: [ruleText(rbac, ['clusterroles'], ['update'])], everywhere: true }),
      rightsExample({ rules: [ruleText(rbac, ['clusterroles'], ['escalate', 'update'])] }),
      rightsExample({ rules: [ruleText(rbac, ['rolebindings'], ['create'])] }),
      composeExample(),
    ],
  },
  *edges(world) {
    for (const { rights, waysOf } of kinds)
      yield* stepsTogether(world, { rule: 'escalate-rights', rights }, (holder, joint) => waysOf(holder.place, joint));
  },
};
type Place = Parameters<typeof clusterNode>[0];
interface Kind extends Pick<Together, 'rights'> {
  readonly waysOf: (place: Place, joint: Joint) => readonly Way[];
}
const kinds: readonly Kind[] = [
  {
    rights: [['escalateClusterRoles'], ['editClusterRoles']],
    waysOf: (place, joint) => [{ to: clusterNode(place), yields: ['CLUSTER_ADMIN'], ...byEscalating(joint) }],
  },
  {
    rights: [['escalateRoles'], ['editRoles']],
    waysOf: (place, joint) => [{ ...everythingIn(place, joint), ...byEscalating(joint) }],
  },
  {
    rights: [['bindClusterRoles'], ['writeClusterBindings']],
    waysOf: (place, joint) =>
      // Who may bind in a namespace only binds nothing for the whole cluster.
      (joint.namespace === undefined ? rolesTaken(joint) : []).map((name) => {
        const to = name === undefined ? clusterNode(place) : boundRoleNode(place, 'cluster', name);
        return { to, yields: ['CLUSTER_ADMIN'], more: sayTaken(name) };
      }),
  },
  {
    rights: [['bindClusterRoles'], ['writeBindings']],
    waysOf: (place, joint) =>
      rolesTaken(joint).map((name) => {
        const more = sayTaken(name);
        if (name === undefined || widest.has(name)) return { ...everythingIn(place, joint), more };
        const extent = joint.namespace === undefined ? 'each' : { namespace: joint.namespace };
        return { to: boundRoleNode(place, extent, name), yields: ['NS_TAKEOVER'], more };
      }),
  },
];
const roleHeld = assuming('role-is-held', 'one of the roles is bound to an identity that it can act as');
function byEscalating({ parts }: Joint): Pick<Way, 'when' | 'more'> {
  const few = parts.some((own) => own.every(({ held }) => held.names.length > 0));
  return { more: ', which writes any right into a role', when: few ? roleHeld : undefined };
}
function everythingIn(place: Place, { namespace }: Joint): Pick<Way, 'to' | 'yields'> {
  return { to: rightsNode(place, namespace, 'everything'), yields: ['NS_TAKEOVER'] };
}
/** Bound in one namespace, these give all that is in it. */
const widest: ReadonlySet<string> = new Set(['cluster-admin', 'admin', 'edit']);
/** Undefined is any role. */
function rolesTaken({ parts: [binds = []] }: Joint): readonly (string | undefined)[] {
  if (binds.some(({ held }) => held.names.length === 0)) return [undefined];
  return [...new Set(binds.flatMap(({ held }) => held.names))];
}
function sayTaken(name: string | undefined): string {
  return `, which takes ${name === undefined ? 'any role' : `the role ${name}`}`;
}
