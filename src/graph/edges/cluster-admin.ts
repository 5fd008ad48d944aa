// The step from an identity that may do everything to the cluster: https://kubernetes.io/docs/concepts/security/rbac-good-practices/#least-privilege
import type { EdgeRule } from '../../model/graph.ts';
import { always } from '../conditions.ts';
import { rightsExample, ruleText } from '../example-text.ts';
import { identitiesOf } from '../rights/identities.ts';
import { clusterNode } from '../nodes.ts';
import { stepsByRight } from '../rights/rights-step.ts';
import { toEdge } from '../step.ts';

export const clusterAdmin: EdgeRule = {
  id: 'cluster-admin',
  title: 'An identity may do everything in the cluster',
  why: 'Every verb on every resource, or membership of the group that authorization is not even asked about.',
  refs: ['T1078', 'IceKube IS_CLUSTER_ADMIN', 'rp:cluster_admin'],
  examples: {
    bad: [rightsExample({ rules: [ruleText('*', ['*'], ['*'])], everywhere: true })],
    good: [rightsExample({ rules: [ruleText('*', ['*'], ['*'])] }), rightsExample({})],
  },
  *edges(world) {
    const rule = { rule: 'cluster-admin', rights: ['everything'] } as const;
    yield* stepsByRight(world, rule, ({ place }) => [{ to: clusterNode(place), yields: ['CLUSTER_ADMIN'] }]);
    for (const { node, name, place } of identitiesOf(world).groups.values()) {
      if (name !== masters) continue;
      const why = 'the API server lets that group do everything';
      const to = clusterNode(place);
      yield toEdge({ rule: 'cluster-admin', from: node, to, when: always, why, yields: ['CLUSTER_ADMIN'] });
    }
  },
};
const masters = 'system:masters';
