// The step to the account of the cloud that the host may run in: https://attack.mitre.org/techniques/T1552/005/
import type { EdgeRule } from '../../model/graph.ts';
import { assuming } from '../conditions.ts';
import { composeExample, kubernetesExample } from '../example-text.ts';
import { cloudNode } from '../nodes.ts';
import { networksOf } from '../networks.ts';
import { subjectsOf, toEdge } from '../step.ts';

export const metadataService: EdgeRule = {
  id: 'metadata-service',
  title: 'A cloud gives credentials to its machines',
  why: 'In most clouds an address that every container reaches hands out the credentials of the machine. Whether the host is such a machine, and whether the address is closed to containers, was not seen.',
  refs: ['T1552.005'],
  examples: {
    bad: [composeExample(), kubernetesExample()],
    good: [composeExample({ network_mode: 'none' }), composeExample({}, 'networks: {default: {internal: true}}\n')],
  },
  *edges(world, facts) {
    const reach = assuming(
      'metadata-service',
      'the host is a machine of a cloud that gives containers its credentials',
    );
    for (const { workload, container, node } of subjectsOf(world, facts)) {
      if (!networksOf(world, { workload, container }).some(({ routed }) => routed)) continue;
      yield toEdge({
        rule: 'metadata-service',
        from: node,
        to: cloudNode(workload),
        when: reach,
        why: 'it reaches the address where clouds give credentials',
        yields: ['CLOUD_ACCOUNT'],
      });
    }
  },
};
