// The steps from an identity to what bindings give it, directly or by its groups: https://kubernetes.io/docs/reference/access-authn-authz/rbac/#rolebinding-and-clusterrolebinding
import type { EdgeRule } from '../../model/graph.ts';
import { always } from '../conditions.ts';
import { composeExample, rightsExample, ruleText } from '../example-text.ts';
import { identitiesOf } from '../rights/identities.ts';
import { sayRole, withoutSubject } from '../rights/rights-step.ts';
import { toEdge } from '../step.ts';

export const roleBinding: EdgeRule = {
  id: 'role-binding',
  title: 'A binding gives an identity the rights of a role',
  why: 'What the role grants is granted to every subject of the binding, and to all members of a group among them. Only bindings that lead somewhere are steps.',
  refs: ['T1078.004', 'KubeHound PERMISSION_DISCOVER', 'IceKube BOUND_TO', 'IceKube GRANTS_PERMISSION'],
  examples: {
    bad: [rightsExample({ rules: [ruleText('', ['secrets'], ['get'])] })],
    good: [rightsExample({ rules: [ruleText('', ['services'], ['get', 'list'])] }), composeExample()],
  },
  *edges(world) {
    const step = { rule: 'role-binding', when: always, yields: ['API_RIGHTS'] };
    for (const { node, grants, groups } of identitiesOf(world).holders) {
      for (const { grant, bound } of grants) {
        const why = `the binding ${bound.binding.name} gives it the ${sayRole(grant)}`;
        const fixes = withoutSubject(bound);
        yield toEdge({ ...step, from: node, to: grant.node, why, at: bound.subject.at, fixes });
      }
      for (const group of groups)
        yield toEdge({ ...step, from: node, to: group.node, why: `it is in the group ${group.name}` });
    }
  },
};
