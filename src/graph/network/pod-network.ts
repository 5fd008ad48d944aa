// The pods of a cluster in groups that network policies treat alike, and the ways between the groups: nothing is drawn
// from pod to pod. https://kubernetes.io/docs/concepts/services-networking/network-policies/
import type { World } from '../../model/facts.ts';
import { toNodeId, type Assumption, type NodeId } from '../../model/graph.ts';
import { tellLimit } from '../../model/limits.ts';
import { adminKeys, adminMark, adminPoliciesIn, isGoverned } from './admin-policy.ts';
import type { JudgedContainer } from '../conditions.ts';
import { isBound, namespaceOf, policyIndex, standingOf, type Way } from './network-policy.ts';
import { hostListeners, hostNetworkNode, placeOf, type JudgedWorkload } from '../nodes.ts';
import { listeningOf, type Listening } from './policy-match.ts';
import { listenerOf, type Listener } from './policy-ports.ts';
import {
  doubts,
  label,
  type Field,
  type Ground,
  type Link,
  type Receiver,
  type Right,
  type Sender,
} from './pod-links.ts';
import { between } from './pod-meetings.ts';
import { toNodesVerdict } from './pod-pairs.ts';
import { underCluster } from './pod-marks.ts';
import { gatherRules, type Being, type Pass, type PolicyRules } from './policy-rules.ts';
import { onceFor } from '../../model/once-for.ts';

export interface PodNetwork {
  /** Where what the pod sends begins. */
  out(workload: JudgedWorkload): NodeId;
  /** Where what is sent to the container ends. */
  into(workload: JudgedWorkload, container: JudgedContainer): NodeId;
  readonly links: readonly Link[];
  /** The ends of links that are the nodes themselves. */
  readonly hosts: ReadonlySet<NodeId>;
  /** Where what may be sent from everywhere to every pod arrives, policies or not. */
  readonly past: NodeId;
  /** What runs on the network of every node. */
  readonly daemons: NodeId;
}
export const podNetworksOf = onceFor((world: World): ReadonlyMap<string, PodNetwork> => {
  const pods = world.facts('workload').filter((one) => one.engine === 'kubernetes' && isBound(one) !== 'no');
  const made = new Map(
    [...Map.groupBy(pods, placeOf)].map(([place, inside]) => [place, podNetwork(world, place, inside)] as const),
  );
  return made;
});

/** Pods of the same labels, as far as policies ask for them, in one namespace. */
interface Kind {
  readonly rights: Readonly<Record<Way, readonly Right[]>>;
  /** What it is to those who receive, and to those who send. */
  readonly beings: Readonly<Record<Way, readonly Being[]>>;
  /** What policies of the cluster can tell of it, as it sends and as it receives. */
  readonly marks: { readonly sender: string; readonly receiver: string };
}
function podNetwork(world: World, place: string, pods: readonly JudgedWorkload[]): PodNetwork {
  const { scope } = pods[0] ?? { scope: '' };
  const open = toNodeId('network', `${place}/pods`);
  const past = toNodeId('network', `${place}/all pods`);
  const hosts = new Set(pods.slice(0, 1).flatMap((pod) => [hostNetworkNode(pod), hostListeners(pod)]));
  const daemons = toNodeId('network', `${place}/daemons of the node`);
  const plain: PodNetwork = { out: () => open, into: () => open, links: [], hosts, past: open, daemons };
  if (!policyIndex(world).scopes.has(scope)) return plain;
  const policies = world.facts('network-policy').filter((one) => one.scope === scope);
  const rules = gatherRules(policies, policyIndex(world));
  const kindOf = kindFinder(world, scope, rules);
  const senders = senderTable({ place, open }, kindOf);
  const receivers = receiverTable({ place, open, rules }, kindOf);
  for (const pod of pods) {
    senders.of(pod);
    for (const container of pod.containers) receivers.of(pod, container);
  }
  const field = { world, scope, place, open, past, rules };
  const sending = [...senders.all(), hostSender(pods[0], rules)];
  const links = [
    ...between(field, sending.filter(isFreeOfCluster), receivers.all().filter(isFreeOfCluster)),
    ...underCluster(field, sending, receivers.all()),
    ...pastPolicies({ open, past }, senders.all(), receivers.all()),
    ...nodeLinks(world, pods[0], { past, daemons, senders: senders.all() }),
  ];
  return { out: senders.of, into: receivers.of, links, hosts, past, daemons };
}

function isFreeOfCluster({ mark }: Sender): boolean {
  return !isGoverned(mark);
}
function kindFinder(world: World, scope: string, rules: PolicyRules): (pod: JudgedWorkload) => Kind {
  const kinds = new Map<string, Kind>();
  const { labelsOf, keys: foreignKeys } = policyIndex(world);
  const keys = new Set([...rules.keys, ...foreignKeys, ...adminKeys(adminPoliciesIn(world, scope))]);
  const known = new Map<JudgedWorkload, Kind>();
  const find = (pod: JudgedWorkload): Kind => {
    const key = kindKey(pod, keys);
    const same = kinds.get(key);
    if (same !== undefined) return same;
    const rights = (way: Way): readonly Right[] => rightsOf(world, pod, { rules, way });
    const made: Kind = {
      rights: { ingress: rights('ingress'), egress: rights('egress') },
      beings: { ingress: rules.peersOf(pod, 'ingress'), egress: rules.peersOf(pod, 'egress') },
      marks: {
        sender: adminMark(world, pod, { as: 'sender', labelsOf }),
        receiver: adminMark(world, pod, { as: 'receiver', labelsOf }),
      },
    };
    kinds.set(key, made);
    return made;
  };
  return (pod) => {
    const kind = known.get(pod) ?? find(pod);
    known.set(pod, kind);
    return kind;
  };
}
function kindKey(pod: JudgedWorkload, keys: ReadonlySet<string>): string {
  const labels: string[] = [];
  for (const label of Object.entries(pod.labels)) if (keys.has(label[0])) labels.push(JSON.stringify(label));
  return [JSON.stringify(namespaceOf(pod)), isBound(pod), ...labels.sort()].join('\n');
}
/** Far more than the policies about one pod ever have. */
const mostPasses = 200;
function rightsOf(
  world: World,
  pod: JudgedWorkload,
  { rules, way }: { readonly rules: PolicyRules; readonly way: Way },
): readonly Right[] {
  const { isolated, rules: granted, unclear, foreign } = standingOf(world, pod, way);
  const passes = [...new Set(granted.flatMap((one) => rules.passesOf(one, way)))];
  if (foreign) return [{ doubt: 'foreign' }];
  if (!isolated) return [unclear ? { doubt: 'unclear' } : {}];
  if (passes.length > mostPasses) {
    const why = `more than ${mostPasses} rules of network policies are about one pod there; they were not put together`;
    tellLimit(world, { rule: 'network policies', scope: `${pod.scope}/${namespaceOf(pod)}`, why });
    return [{ doubt: 'many' }];
  }
  // On the network of the node it would be bound by none.
  const perhapsFree = unclear || isBound(pod) === 'unknown';
  return [...passes.map((pass) => ({ pass })), ...(perhapsFree ? [{ doubt: 'unclear' } as const] : [])];
}
function isFree(rights: readonly Right[]): boolean {
  return rights.some(({ pass, doubt }) => pass === undefined && doubt === undefined);
}
function keyOf(rights: readonly Right[], beings: readonly Being[]): string {
  const own = rights.map(({ pass, doubt }) => `${pass?.number ?? 'free'}${doubt ?? ''}`);
  return `${own.sort().join(' ')}|${beings.map(({ peer, verdict }) => `${peer.number}${verdict}`).join(' ')}`;
}

interface Table<T, A extends readonly unknown[]> {
  of(...asked: A): NodeId;
  all(): readonly T[];
}
function senderTable({ place, open }: Ground, kindOf: (pod: JudgedWorkload) => Kind): Table<Sender, [JudgedWorkload]> {
  const senders = new Map<string, Sender>();
  const nodes = new Map<Kind, NodeId>();
  const of = (pod: JudgedWorkload): NodeId => {
    const kind = kindOf(pod);
    const known = nodes.get(kind);
    if (known !== undefined) return known;
    const { rights, beings, mark } = {
      rights: kind.rights.egress,
      beings: kind.beings.ingress,
      mark: kind.marks.sender,
    };
    const key = `${keyOf(rights, beings)}|${mark}`;
    const name = `${place}/from ${senders.size}/pods like ${label(pod.name)}`;
    // Who is open to all is where all begin: only where no policy of the cluster tells them apart.
    const node = isFree(rights) && beings.length === 0 && mark === '' ? open : toNodeId('network', name);
    const sender = senders.get(key) ?? { node, rights, beings, end: pod, mark };
    senders.set(key, sender);
    nodes.set(kind, sender.node);
    return sender.node;
  };
  return { of, all: () => [...senders.values()] };
}
function receiverTable(
  { place, open, rules }: Ground & { readonly rules: PolicyRules },
  kindOf: (pod: JudgedWorkload) => Kind,
): Table<Receiver, [JudgedWorkload, JudgedContainer]> {
  const receivers = new Map<string, Receiver>();
  const byPort = [...rules.passes.ingress, ...rules.passes.egress].some(({ ports }) => ports.length > 0);
  const noPorts: Listening = { ports: [], blurred: false };
  const nodes = new Map<JudgedContainer, NodeId>();
  const of = (pod: JudgedWorkload, container: JudgedContainer): NodeId => {
    const known = nodes.get(container);
    if (known !== undefined) return known;
    const { rights: all, beings: seen, marks } = kindOf(pod);
    const { rights, beings } = { rights: all.ingress, beings: seen.egress };
    const mark = marks.receiver;
    const trivial = isFree(rights) && beings.length === 0 && mark === '';
    const listener: Listener =
      (byPort || mark !== '') && !trivial ? listenerOf(container, listeningOf(pod)) : { pod: noPorts };
    const key = `${keyOf(rights, beings)}|${mark}|${JSON.stringify(listener)}`;
    const name = `${place}/to ${receivers.size}/pods like ${label(pod.name)}`;
    const node = trivial ? open : toNodeId('network', name);
    const receiver = receivers.get(key) ?? { node, rights, beings, end: pod, mark, listener };
    receivers.set(key, receiver);
    nodes.set(container, receiver.node);
    return receiver.node;
  };
  return { of, all: () => [...receivers.values()] };
}
/** What the nodes themselves send: no policy holds it back. */
function hostSender(pod: JudgedWorkload | undefined, rules: PolicyRules): Sender {
  const node = hostNetworkNode(pod ?? { scope: '', engine: 'kubernetes' });
  return { node, rights: [{}], beings: rules.ofNodes.ingress, end: 'node', mark: '' };
}

/** A policy is a protection that was seen; that nothing enforces it is for `possible`. */
function* pastPolicies(
  { open, past }: Pick<Field, 'open' | 'past'>,
  senders: readonly Sender[],
  receivers: readonly Receiver[],
): Iterable<Link> {
  const why = 'it is on the network of the pods';
  const nodes = new Set([open, ...senders.map(({ node }) => node)]);
  for (const from of nodes) yield { from, to: past, why, assumes: [doubts.network] };
  for (const to of new Set([open, ...receivers.map(({ node }) => node)])) yield { from: past, to, why, assumes: [] };
}
/** A node reaches its own pods, and they reach it, whatever policies say. */
function* nodeLinks(
  world: World,
  pod: JudgedWorkload | undefined,
  { past, daemons, senders }: Pick<PodNetwork, 'past' | 'daemons'> & { readonly senders: readonly Sender[] },
): Iterable<Link> {
  if (pod === undefined) return;
  const why = 'the host is on the network';
  const own = hostNetworkNode(pod);
  yield { from: own, to: hostListeners(pod), why, assumes: [] };
  yield { from: own, to: past, why, assumes: [doubts.node] };
  for (const sender of senders) {
    const { node } = sender;
    const assumes = nodeAssumptions(world, sender);
    yield { from: node, to: hostListeners(pod), why, assumes };
    if (assumes.some(({ name }) => name === doubts.node.name))
      yield { from: node, to: daemons, why: 'its own node is always in reach', assumes: [] };
  }
}
/** What a policy of the cluster denies of nodes holds for its own one too. */
function nodeAssumptions(world: World, { rights, end, mark }: Sender): readonly Assumption[] {
  if (!isGoverned(mark) || end === 'node') return reachesNodes(rights) ? [] : [doubts.node];
  const verdict = toNodesVerdict(world, end);
  if (verdict === 'yes') return [];
  return [verdict === 'unknown' ? doubts.node : doubts.network];
}
function reachesNodes(rights: readonly Right[]): boolean {
  return rights.some(
    ({ pass, doubt }) => doubt === undefined && (pass === undefined || (pass.ports.length === 0 && holdsNodes(pass))),
  );
}
function holdsNodes({ peer: { peer } }: Pass): boolean {
  return peer === undefined || (peer.cidr === '0.0.0.0/0' && peer.except.length === 0);
}
