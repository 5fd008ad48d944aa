// The steps from the cluster to everything in it: https://attack.mitre.org/techniques/T1078/
import type { EdgeRule } from '../../model/graph.ts';
import { always } from '../conditions.ts';
import { composeExample, kubernetesExample } from '../example-text.ts';
import { clusterNode, rightsNode } from '../nodes.ts';
import { clustersIn } from '../rights/rights-places.ts';
import { toEdge } from '../step.ts';

export const clusterOwner: EdgeRule = {
  id: 'cluster-owner',
  title: 'Who controls the cluster controls all that is in it',
  why: 'It puts a pod on any node, runs commands in any container, reads every secret and acts as every account, and as the identities that accounts have in a cloud.',
  refs: ['T1078', 'T1609', 'T1610'],
  examples: { bad: [kubernetesExample()], good: [composeExample()] },
  *edges(world) {
    for (const { place } of clustersIn(world)) {
      const step = { rule: 'cluster-owner', from: clusterNode(place), when: always };
      const nodes = rightsNode(place, undefined, 'nodes');
      yield toEdge({ ...step, to: nodes, why: 'the cluster runs any pod on any node', yields: ['HOST_ROOT'] });
      const all = rightsNode(place, undefined, 'everything');
      yield toEdge({ ...step, to: all, why: 'everything in the cluster obeys it', yields: ['CTR_ALL'] });
    }
  },
};
