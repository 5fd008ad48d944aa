// The step of a container that uses the network of its host: https://docs.docker.com/engine/network/drivers/host/
import type { EdgeRule } from '../../model/graph.ts';
import { holdsCapability } from '../host/capabilities.ts';
import { all, assuming, granted } from '../conditions.ts';
import { composeExample, kubernetesExample } from '../example-text.ts';
import { effectNode } from '../nodes.ts';
import { placedSubjectsOf, toEdge, unsharing, type Subject } from '../step.ts';

export const hostNetwork: EdgeRule = {
  id: 'host-network',
  title: 'The loopback of the host is in reach',
  why: 'Services that listen only on the loopback of the host, and abstract sockets, are in reach; network policies are passed over, and with NET_RAW traffic of the host can be read, which is the step "capability-effect". None of that is the host itself: a service there has to accept it.',
  refs: ['T1046', 'T1040', 'CVE-2020-15257', 'BadPods hostnetwork'],
  examples: {
    bad: [composeExample({ network_mode: 'host' }), kubernetesExample({ pod: { hostNetwork: 'true' } })],
    good: [composeExample({ network_mode: 'none' }), kubernetesExample()],
  },
  *edges(world, facts) {
    for (const subject of placedSubjectsOf(world, facts)) {
      const shares = granted(subject.container, 'network', (value) => value === 'host');
      if (shares === undefined) continue;
      const step = {
        rule: 'host-network',
        from: subject.node,
        fixes: unsharing(subject, 'give it its own network', 'network'),
      };
      yield toEdge({
        ...step,
        to: effectNode(subject.host, 'HOST_LOCAL_SVC'),
        when: shares,
        why: 'it speaks to what listens on the loopback of the host',
        yields: ['HOST_LOCAL_SVC', 'POLICY_BYPASS'],
      });
      const accepted = all(shares, loopbackService);
      if (accepted !== undefined)
        yield toEdge({
          ...step,
          to: subject.host,
          when: accepted,
          why: 'it uses the network of the host',
          yields: ['HOST_LOCAL_SVC', 'POLICY_BYPASS', ...byCapability(subject)],
        });
    }
  },
};
const loopbackService = assuming(
  'loopback-service',
  'a service on the loopback of the host, such as a kubelet or an engine, accepts it',
);
function byCapability({ workload, container }: Subject): readonly string[] {
  const holds = (name: string): boolean => holdsCapability(workload, container, name)?.assumes.length === 0;
  return [...(holds('NET_RAW') ? ['HOST_NET_SNIFF'] : []), ...(holds('NET_ADMIN') ? ['HOST_NET_CTRL'] : [])];
}
