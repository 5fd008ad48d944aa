// The step over a network to a neighbour: https://attack.mitre.org/techniques/T1210/
import type { World } from '../../model/facts.ts';
import type { Edge, EdgeRule, GraphFacts, NodeId } from '../../model/graph.ts';
import { arrivalsOf } from '../network/arrivals.ts';
import { all, always, assuming, type Condition } from '../conditions.ts';
import { doorsOf, through } from '../rights/doors.ts';
import { composeExample, composeServices, kubernetesExample } from '../example-text.ts';
import { engineAddressOf } from '../network/engine-address.ts';
import { networksOf, type Membership } from '../network/networks.ts';
import { hostListeners, hostNetworkNode, placeOf } from '../nodes.ts';
import type { Link } from '../network/pod-links.ts';
import { podNetworksOf, type PodNetwork } from '../network/pod-network.ts';
import { subjectsOf, toEdge, type Subject } from '../step.ts';

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
    const ends = new Set<NodeId>();
    for (const subject of subjectsOf(world, facts)) {
      const own = hostNetworkNode(subject.workload);
      const memberships = networksOf(world, subject);
      const onHost = memberships.some(({ node }) => node === own);
      if (onHost) ends.add(own);
      if (hasOthers(world, subject)) ends.add(hostListeners(subject.workload));
      for (const { node, when, fact } of memberships) {
        const why = node === own ? 'it is on the network of the host' : onNetwork(subject, fact);
        yield toEdge({ rule: 'shared-network', from: subject.node, to: node, when, why, yields: [] });
      }
      for (const one of arrivalsOf(world, subject)) {
        yield arrival(one.node, subject, { facts, when: one.when, fixes: one.fixes });
        if (one.membership === undefined) ends.add(one.node);
        else if (!one.membership.outside && !hasPolicies(world, subject)) noteRoutes(routes, one.membership, subject);
      }
      if (memberships.length > 0)
        for (const door of doorsOf(world, facts, subject))
          yield arrival(door.node, subject, { facts, when: through(door) });
      if (onHost) yield* asDaemon(world, subject, facts);
    }
    // Only drawn where something stands at their ends.
    for (const edge of routes.values()) if (ends.has(edge.from) || ends.has(edge.to)) yield edge;
    for (const pods of podNetworksOf(world).values()) yield* policyEdges(pods, ends);
  },
};
function onNetwork({ workload }: Subject, fact: Membership['fact']): string {
  return workload.engine === 'kubernetes' ? 'it is on the network of the pods' : `it is on the network${nameOf(fact)}`;
}
function nameOf(fact: Membership['fact']): string {
  return fact === undefined ? '' : ` ${fact.name}`;
}
/** A kubelet, a control plane or an engine listens there, which is no workload. */
function hasOthers(world: World, subject: Subject): boolean {
  return subject.workload.engine === 'kubernetes' || engineAddressOf(world, subject)?.open === true;
}
/** Where policies decide, the links between the groups of pods say what passes. */
function hasPolicies(world: World, { workload }: Subject): boolean {
  return (podNetworksOf(world).get(placeOf(workload))?.links.length ?? 0) > 0;
}
/** On every node there is one of it, and a node and its own pods reach each other whatever policies say. */
function* asDaemon(world: World, subject: Subject, facts: GraphFacts): Iterable<Edge> {
  const pods = podNetworksOf(world).get(placeOf(subject.workload));
  if (subject.workload.type !== 'DaemonSet' || pods === undefined || !hasPolicies(world, subject)) return;
  const why = 'it runs on every node, and a node reaches its pods';
  yield toEdge({
    rule: 'shared-network',
    from: subject.node,
    to: pods.past,
    when: always,
    why,
    yields: ['POLICY_BYPASS'],
  });
  yield arrival(pods.daemons, subject, { facts, when: always });
}
function* policyEdges({ links, hosts }: PodNetwork, ends: ReadonlySet<NodeId>): Iterable<Edge> {
  for (const link of links) {
    const idle = [link.from, link.to].some((node) => hosts.has(node) && !ends.has(node));
    if (!idle) yield linkEdge(link);
  }
}
function linkEdge({ from, to, why, assumes, at }: Link): Edge {
  return toEdge({ rule: 'shared-network', from, to, when: { ...always, assumes }, why, yields: [], at });
}
interface Arriving {
  readonly facts: GraphFacts;
  readonly when: Condition;
  readonly fixes?: Edge['fixes'];
}
function arrival(network: NodeId, { node }: Subject, { facts, when, fixes = [] }: Arriving): Edge {
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
    fixes,
  });
}
const notKept = assuming('icc-not-enforced', 'the firewall of the host does not keep containers of one network apart');
/** From a network to the ports of its host, and from the host's own network to every other one. */
function noteRoutes(
  routes: Map<string, Edge>,
  { node, arrives, isolated, fact }: Membership,
  { workload }: Subject,
): void {
  if (routes.has(`in ${node}`)) return;
  const step = { rule: 'shared-network', when: always, yields: [] };
  const own = hostNetworkNode(workload);
  const why = `the host is on the network${nameOf(fact)}`;
  routes.set(`in ${node}`, toEdge({ ...step, from: own, to: arrives, why }));
  routes.set(`out ${node}`, toEdge({ ...step, from: node, to: hostListeners(workload), why }));
  if (isolated) {
    const said = 'it is on the same network, whose containers the host keeps apart';
    routes.set(`past ${node}`, toEdge({ ...step, from: node, to: arrives, when: notKept, why: said }));
  }
  const open = 'the ports of the host are there';
  routes.set(`own ${placeOf(workload)}`, toEdge({ ...step, from: own, to: hostListeners(workload), why: open }));
}
