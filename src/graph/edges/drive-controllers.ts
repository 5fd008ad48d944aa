// The steps from an identity that tells controllers and nodes what to do, to what these may do: https://kubernetes.io/docs/concepts/extend-kubernetes/operator/
import type { EdgeRule } from '../../model/graph.ts';
import { assuming } from '../conditions.ts';
import { composeExample, rightsExample, ruleText } from '../example-text.ts';
import { clusterNode, rightsNode } from '../nodes.ts';
import { stepsByRight } from '../rights/rights-step.ts';

export const driveControllers: EdgeRule = {
  id: 'drive-controllers',
  title: 'An identity may have a controller act for it',
  why: 'Objects of Argo CD, Flux, Tekton, Crossplane and their like are orders to a controller that often may do everything. Who changes nodes has pods moved to where it reads their tokens.',
  refs: ['T1610', 'T1562', 'rp:steal_pods', 'rp:modify_node_status'],
  examples: {
    bad: [
      rightsExample({ rules: [ruleText('argoproj.io', ['applications'], ['create'])] }),
      rightsExample({ rules: [ruleText('', ['nodes'], ['patch'])], everywhere: true }),
    ],
    good: [
      rightsExample({ rules: [ruleText('argoproj.io', ['applications'], ['get'])] }),
      rightsExample({ rules: [ruleText('', ['nodes'], ['patch'])] }),
      composeExample(),
    ],
  },
  *edges(world) {
    const wide = assuming('controller-rights', 'a controller with wide rights does what these objects say');
    yield* stepsByRight(world, { rule: 'drive-controllers', rights: ['driveControllers'] }, ({ place }) => [
      { to: clusterNode(place), when: wide, yields: ['CLUSTER_ADMIN'] },
    ]);
    const node = assuming('holds-a-node', 'it has a node in its hands to which it steers pods of others');
    yield* stepsByRight(world, { rule: 'drive-controllers', rights: ['editNodes'] }, ({ place }) => [
      { to: rightsNode(place, undefined, 'accounts'), when: node, yields: ['SA_TOKENS'] },
    ]);
  },
};
