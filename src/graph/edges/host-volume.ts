// The step from an identity that may make volumes of the host's folders and use them to the nodes: https://kubernetes.io/docs/concepts/security/rbac-good-practices/#persistent-volume-creation
import type { EdgeRule } from '../../model/graph.ts';
import { rightsExample, ruleText } from '../example-text.ts';
import { rightsNode } from '../nodes.ts';
import { stepsTogether } from '../rights/rights-step.ts';

const volumes = ruleText('', ['persistentvolumes'], ['create']);
const pods = ruleText('', ['pods'], ['create']);
export const hostVolume: EdgeRule = {
  id: 'host-volume',
  title: 'An identity may make volumes out of folders of nodes',
  why: 'A persistent volume may stand for any folder of a node, and Pod Security does not look into what a claim is bound to. A pod that uses it writes there.',
  refs: ['T1611', 'IceKube PERSISTENT_VOLUME_CREATION'],
  examples: {
    bad: [rightsExample({ rules: [volumes, pods], everywhere: true })],
    good: [rightsExample({ rules: [volumes], everywhere: true }), rightsExample({ rules: [volumes, pods] })],
  },
  *edges(world) {
    const rights = [['createVolumes'], ['createPods', 'createWorkloads']] as const;
    yield* stepsTogether(world, { rule: 'host-volume', rights }, ({ place }) => [
      { to: rightsNode(place, undefined, 'nodes'), yields: ['HOST_WRITE', 'HOST_ROOT'] },
    ]);
  },
};
