// The step from whoever reaches the API server to what it lets everybody do: https://kubernetes.io/docs/reference/access-authn-authz/authentication/#anonymous-requests
import type { EdgeRule, NodeId } from '../../model/graph.ts';
import { always } from '../conditions.ts';
import { rightsExample, ruleText } from '../example-text.ts';
import { identitiesOf } from '../rights/identities.ts';
import { networksOf } from '../network/networks.ts';
import { identityNode } from '../nodes.ts';
import { subjectsOf, toEdge } from '../step.ts';

const rbac = 'rbac.authorization.k8s.io';
const open = (name: string): string =>
  `apiVersion: ${rbac}/v1\nkind: ClusterRoleBinding\nmetadata: {name: open}\nroleRef: {apiGroup: ${rbac}, kind: ClusterRole, name: web}\nsubjects:\n- {apiGroup: ${rbac}, kind: Group, name: "${name}"}\n`;
const rules = [ruleText('', ['secrets'], ['list'])];
export const anonymousAccess: EdgeRule = {
  id: 'anonymous-access',
  title: 'The API server lets everybody do something',
  why: 'A binding to anonymous requests needs no token: to reach the API server is enough, and every pod with a network does.',
  refs: ['T1190', 'T1078.001', 'C-0262'],
  examples: {
    bad: [rightsExample({ rules, rest: [open('system:unauthenticated')] })],
    good: [rightsExample({ rules, rest: [open('system:authenticated')] }), rightsExample({ rules })],
  },
  *edges(world, facts) {
    const { groups, users } = identitiesOf(world);
    const nobody = [
      { list: groups, type: 'group', name: 'system:unauthenticated' },
      { list: users, type: 'user', name: 'system:anonymous' },
    ] as const;
    for (const { workload, container, node } of subjectsOf(world, facts)) {
      if (workload.engine !== 'kubernetes') continue;
      for (const { list, type, name } of nobody) {
        const to: NodeId = identityNode(workload, type, name);
        if ((list.get(to)?.grants.length ?? 0) === 0) continue;
        if (!networksOf(world, { workload, container }).some(({ routed }) => routed)) continue;
        const why = `the API server answers it without a token, as ${name}`;
        yield toEdge({ rule: 'anonymous-access', from: node, to, when: always, why, yields: ['ANONYMOUS'] });
      }
    }
  },
};
