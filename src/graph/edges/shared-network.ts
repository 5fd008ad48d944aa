// The step over a network to a neighbour: https://attack.mitre.org/techniques/T1210/
import type { World } from '../../model/facts.ts';
import type { Edge, EdgeRule, GraphFacts, NodeId } from '../../model/graph.ts';
import { isKnown } from '../../model/field.ts';
import { all, always, assuming, type Condition } from '../conditions.ts';
import { composeExample, composeServices, kubernetesExample } from '../example-text.ts';
import { hostListeners, hostNetworkNode, networksOf } from '../networks.ts';
import { placeOf } from '../nodes.ts';
import { subjectsOf, toEdge, type Subject } from '../step.ts';
import { isOpen } from './published-port.ts';

export const sharedNetwork: EdgeRule = {
  id: 'shared-network',
  title: 'A neighbour is in reach over the network',
  why: 'Reaching a neighbour is not yet taking it over: it has to have an exploitable program that listens. Where none is known, a service that accepts anyone is an assumption.',
  refs: ['T1210', 'T1021', 'T1557.002'],
  examples: {
    bad: [composeServices({ web: {}, db: {} }), kubernetesExample()],
    good: [composeExample({ network_mode: 'none' })],
  },
  *edges(world, facts) {
    const routes = new Map<string, Edge>();
    for (const subject of subjectsOf(world, facts)) {
      const onHost = isOnHost(subject);
      for (const { node, when } of networksOf(world, subject)) {
        yield toEdge({
          rule: 'shared-network',
          from: subject.node,
          to: node,
          when,
          why: 'it is on the network',
          yields: [],
        });
        if (onHost) continue;
        yield arrival(node, subject, { facts, when });
        noteRoutes(routes, node, subject);
      }
      if (onHost || subject.container.effective.ports.some((field) => isOpen(subject, field)))
        yield arrival(hostListeners(subject.workload), subject, { facts, when: always });
    }
    yield* hostRoutes(world, routes);
  },
};
function isOnHost({ container }: Subject): boolean {
  const { network } = container.effective;
  return isKnown(network) && network.value === 'host';
}
interface Arriving {
  readonly facts: GraphFacts;
  readonly when: Condition;
}
function arrival(network: NodeId, { node }: Subject, { facts, when }: Arriving): Edge {
  const weak = facts.exploitable.has(node);
  const accepts = assuming(
    'neighbour-accepts',
    'a service of the neighbour accepts it without a credential, or has a flaw',
  );
  return toEdge({
    rule: 'shared-network',
    from: network,
    to: node,
    when: weak ? when : (all(when, accepts) ?? accepts),
    why: weak ? 'a program that listens there is exploitable' : 'a service listens there',
    yields: ['PEER_CODE'],
  });
}
/** From a network to the ports of its host, and from the host's own network to every other one. */
function noteRoutes(routes: Map<string, Edge>, network: NodeId, { workload }: Subject): void {
  const step = { rule: 'shared-network', when: always, yields: [] };
  const own = hostNetworkNode(workload);
  const why = 'the host is on the network';
  routes.set(`in ${network}`, toEdge({ ...step, from: own, to: network, why }));
  routes.set(`out ${network}`, toEdge({ ...step, from: network, to: hostListeners(workload), why }));
  routes.set(`own ${placeOf(workload)}`, toEdge({ ...step, from: own, to: hostListeners(workload), why }));
}
/** Only drawn where something stands at their ends. */
function* hostRoutes(world: World, routes: ReadonlyMap<string, Edge>): Iterable<Edge> {
  const ends = new Set<NodeId>();
  for (const workload of world.facts('workload')) {
    for (const container of workload.containers) {
      const { network, ports } = container.effective;
      const onHost = isKnown(network) && network.value === 'host';
      if (onHost) ends.add(hostNetworkNode(workload));
      if (onHost || ports.some((field) => isOpen({ workload }, field))) ends.add(hostListeners(workload));
    }
  }
  for (const edge of routes.values()) if (ends.has(edge.from) || ends.has(edge.to)) yield edge;
}
