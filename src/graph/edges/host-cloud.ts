// The step from a host to the cloud it may run in: https://attack.mitre.org/techniques/T1552/005/
import type { EdgeRule } from '../../model/graph.ts';
import { isKnown } from '../../model/field.ts';
import { assuming } from '../conditions.ts';
import { composeExample, kubernetesExample } from '../example-text.ts';
import { machineOf } from '../host/machines.ts';
import { cloudNode, hostsIn } from '../nodes.ts';
import { toEdge } from '../step.ts';

export const hostCloud: EdgeRule = {
  id: 'host-cloud',
  title: 'A machine of a cloud has rights in it',
  why: 'Root of a machine has the credentials that its cloud gave to the machine, however well they are kept from containers. What these may do, and for most hosts whether they are such machines, was not seen.',
  refs: ['T1552.005', 'T1078.004'],
  examples: {
    bad: [composeExample(), kubernetesExample()],
    good: [{ format: 'dockerfile', text: 'FROM scratch\n' }],
  },
  *edges(world) {
    for (const { host, workload } of hostsIn(world)) {
      const cloud = machineOf(world, { host, workload })?.cloud;
      const when = isKnown(cloud)
        ? assuming('cloud-rights', `the machine, one of ${cloud.value}, has rights in its cloud`)
        : assuming('cloud-machine', 'the host is a machine of a cloud, with rights of its own');
      yield toEdge({
        rule: 'host-cloud',
        from: host,
        to: cloudNode(workload),
        when,
        why: 'a machine has the credentials that its cloud gave it',
        yields: ['CLOUD_ACCOUNT'],
      });
    }
  },
};
