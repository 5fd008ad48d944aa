// Whether network policies let traffic through, and where that cannot be said.
// https://kubernetes.io/docs/concepts/services-networking/network-policies/
import type { JudgedOf, World } from '../../model/facts.ts';
import type { PolicyPort, TrafficRule } from '../../model/network-facts.ts';
import { isKnown } from '../../model/field.ts';
import { selects } from '../../model/selector.ts';
import type { Port } from '../../model/workload.ts';
import {
  adminPoliciesIn,
  isAdminPeer,
  isCrowded,
  outcomesOf,
  type AdminAsked,
  type Outcome,
  type Tier,
} from './admin-policy.ts';
import type { JudgedWorkload } from '../nodes.ts';
import {
  anyOf,
  both,
  isSelector,
  isValid,
  listeningOf,
  peerIs,
  portIs,
  type NamespaceLabels,
  type Policy,
  type Side,
  type Verdict,
} from './policy-match.ts';
import { onceFor } from '../../model/once-for.ts';

export type Way = 'ingress' | 'egress';
/** A workload, an address outside the cluster, anybody outside, or a machine of the cluster, whichever that is. */
export type Endpoint = JudgedWorkload | { readonly address: string } | 'internet' | 'node';
export interface Traffic {
  readonly from: Endpoint;
  readonly to: Endpoint;
  readonly port: number;
  readonly protocol: Port['protocol'];
}
/** What policies make of traffic; that the network plugin obeys them is for whoever asks to assume. */
export function allows(world: World, traffic: Traffic): Verdict {
  return both(passes(world, traffic, 'egress'), passes(world, traffic, 'ingress'));
}

/** A rule of a policy that selects the pod. */
export interface Granted {
  readonly rule: TrafficRule;
  readonly policy: Policy;
}
export interface Standing {
  /** Some policy that was understood is about it. */
  readonly isolated: boolean;
  readonly rules: readonly Granted[];
  /** A policy that was not understood may be about it too: that one isolates, and lets through. */
  readonly unclear: boolean;
  /** Policies of a network plugin's own kind may allow or deny. */
  readonly foreign: boolean;
}
export function standingOf(world: World, workload: JudgedWorkload, way: Way): Standing {
  const { policies, foreign } = policyIndex(world);
  const near = policies(workload).filter(({ policy }) => policy.isolates[way] || policy.unclear);
  const about = near.filter(({ policy, valid }) => valid && selects(policy.pods, workload.labels));
  const unclear = near.some(
    ({ policy, valid }) =>
      !valid && (policy.unclear || !isSelector(policy.pods) || selects(policy.pods, workload.labels)),
  );
  return {
    isolated: about.length > 0,
    rules: about.flatMap(({ policy }) => policy[way].map((rule) => ({ rule, policy }))),
    unclear,
    foreign: foreign(workload),
  };
}
function passes(world: World, traffic: Traffic, way: Way): Verdict {
  const [own, other] = way === 'egress' ? [traffic.from, traffic.to] : [traffic.to, traffic.from];
  if (!isWorkload(own)) return 'yes';
  const bound = isBound(own);
  if (bound === 'no') return 'yes';
  const judged = judge(world, own, { other, way, traffic });
  return bound === 'yes' || judged === 'yes' ? judged : 'unknown';
}
interface Asked {
  readonly other: Endpoint;
  readonly way: Way;
  readonly traffic: Traffic;
}
/** Policies of the cluster speak before those of namespaces, and where none of these is about the pod. */
function judge(world: World, own: JudgedWorkload, asked: Asked): Verdict {
  if (adminPoliciesIn(world, own.scope).length === 0) return judgeNamespaced(world, own, { ...asked, otherwise: yes });
  if (isCrowded(world, own.scope)) return 'unknown';
  const admin = adminAsked(world, own, asked);
  const tier = (name: Tier, then: () => Verdict): Verdict => {
    const verdicts = new Set([...outcomesOf(world, own, { ...admin, tier: name })].map((one) => verdictOf(one, then)));
    const [only = 'unknown'] = verdicts;
    return verdicts.size === 1 ? only : 'unknown';
  };
  const otherwise = (): Verdict => tier('baseline', yes);
  return tier('admin', () => judgeNamespaced(world, own, { ...asked, otherwise }));
}
const yes = (): Verdict => 'yes';
function verdictOf(outcome: Outcome, then: () => Verdict): Verdict {
  switch (outcome) {
    case 'allow':
      return 'yes';
    case 'deny':
      return 'no';
    case 'pass':
    case 'none':
      return then();
  }
}
function adminAsked(world: World, { scope }: JudgedWorkload, { other, way, traffic }: Asked): AdminAsked {
  const { labelsOf } = policyIndex(world);
  const listening = isWorkload(traffic.to) ? listeningOf(traffic.to) : undefined;
  const unsure = isWorkload(other) && isBound(other) === 'unknown';
  return {
    way,
    labelsOf,
    isPeer: (peer) => {
      const verdict = isAdminPeer(peer, sideOf(other), { scope, labelsOf });
      return unsure && verdict !== isAdminPeer(peer, { kind: 'node' }, { scope, labelsOf }) ? 'unknown' : verdict;
    },
    isOnPort: ({ ports }) => portsAre(ports, (port) => portIs(port, traffic, listening)),
  };
}
interface Namespaced extends Asked {
  /** What holds where no policy of the namespace is about the pod. */
  readonly otherwise: () => Verdict;
}
function judgeNamespaced(world: World, own: JudgedWorkload, { other, way, traffic, otherwise }: Namespaced): Verdict {
  const { isolated, rules, unclear, foreign } = standingOf(world, own, way);
  if (foreign) return 'unknown';
  if (!isolated) return unclear ? 'unknown' : otherwise();
  // What a node and its own pods say to each other always passes.
  const isNode = other === 'node' || (isWorkload(other) && isBound(other) !== 'yes');
  if (isWorkload(other) && isBound(other) === 'no' && isOnItsNode(own, other)) return 'yes';
  const found = anyOf(rules, (granted) => matches(world, granted, { other, traffic }));
  return found === 'no' && (unclear || isNode) ? 'unknown' : found;
}
function matches(world: World, { rule, policy }: Granted, { other, traffic }: Omit<Asked, 'way'>): Verdict {
  const listening = isWorkload(traffic.to) ? listeningOf(traffic.to) : undefined;
  const peers =
    rule.peers.length === 0 ? 'yes' : anyOf(rule.peers, (peer) => peerMeets(world, { peer, policy }, other));
  return both(
    peers,
    portsAre(rule.ports, (port) => portIs(port, traffic, listening)),
  );
}
function peerMeets(
  world: World,
  { peer, policy }: { readonly peer: TrafficRule['peers'][number]; readonly policy: Policy },
  other: Endpoint,
): Verdict {
  const context = { scope: policy.scope, namespace: namespaceOf(policy), labelsOf: policyIndex(world).labelsOf };
  const verdict = peerIs(peer, sideOf(other), context);
  if (!isWorkload(other) || isBound(other) !== 'unknown') return verdict;
  return verdict === 'yes' && peerIs(peer, { kind: 'node' }, context) === 'yes' ? 'yes' : 'unknown';
}
/** No ports are all of them. */
function portsAre(ports: readonly PolicyPort[], test: (port: PolicyPort) => Verdict): Verdict {
  return ports.length === 0 ? 'yes' : anyOf(ports, test);
}

export function isWorkload(endpoint: Endpoint): endpoint is JudgedWorkload {
  return typeof endpoint === 'object' && 'containers' in endpoint;
}
/** Policies do not bind pods on the network of their node. */
export function isBound({ containers }: Pick<JudgedWorkload, 'containers'>): Verdict {
  const network = containers[0]?.effective.network;
  if (!isKnown(network)) return 'unknown';
  return network.value === 'host' ? 'no' : 'yes';
}
export function sideOf(endpoint: Endpoint): Side {
  if (endpoint === 'internet' || endpoint === 'node') return { kind: endpoint };
  if (!isWorkload(endpoint)) return { kind: 'address', address: endpoint.address };
  if (isBound(endpoint) === 'no') return { kind: 'node' };
  const { scope, labels } = endpoint;
  return { kind: 'pod', scope, namespace: namespaceOf(endpoint), labels };
}
/** Something on the network of a node shares one with the pod. */
export function isOnItsNode(pod: JudgedWorkload, host: JudgedWorkload): boolean {
  return host.type === 'DaemonSet' || (pod.nodes ?? []).some((node) => host.nodes?.includes(node) === true);
}
export function namespaceOf({ namespace }: { readonly namespace?: string }): string {
  return namespace ?? 'default';
}

interface Known {
  readonly policy: Policy;
  readonly valid: boolean;
}
export interface PolicyIndex {
  /** Those of its namespace that could be about it. */
  readonly policies: (workload: JudgedWorkload) => readonly Known[];
  readonly foreign: (workload: JudgedWorkload) => boolean;
  readonly labelsOf: NamespaceLabels;
  /** Labels that policies of a network plugin's own kind ask for. */
  readonly keys: ReadonlySet<string>;
  /** Scopes in which something has a say over the network of pods. */
  readonly scopes: ReadonlySet<string>;
}
export const policyIndex = onceFor((world: World): PolicyIndex => {
  const evaluated = new Set(
    world.facts('admin-policy').map((one) => placeKey(one.scope, adminKinds[one.tier], one.name)),
  );
  const objects = world
    .facts('object')
    .filter(({ type, scope, name }) => type.endsWith('NetworkPolicy') && !evaluated.has(placeKey(scope, type, name)));
  const index = {
    policies: policiesFinder(world.facts('network-policy')),
    foreign: foreignFinder(objects),
    keys: new Set(objects.flatMap((object) => toForeign(object).labels.map(([key]) => key))),
    labelsOf: labelsFinder(world.facts('namespace')),
    scopes: new Set(
      [...world.facts('network-policy'), ...world.facts('admin-policy'), ...objects].map(({ scope }) => scope),
    ),
  };
  return index;
});
const adminKinds = { admin: 'AdminNetworkPolicy', baseline: 'BaselineAdminNetworkPolicy' } as const;
function placeKey(scope: string, ...names: readonly string[]): string {
  return [scope, ...names].join('\n');
}
/** By one label that they ask for, where they ask for one. */
function policiesFinder(all: readonly Policy[]): PolicyIndex['policies'] {
  const lists = Map.groupBy(
    all.map((policy): Known => ({ policy, valid: !policy.unclear && isValid(policy) })),
    ({ policy, valid }) => {
      const [label] = valid ? Object.entries(policy.pods.labels) : [];
      return placeKey(policy.scope, namespaceOf(policy), ...(label ?? []));
    },
  );
  return (workload) => {
    const place = [workload.scope, namespaceOf(workload)] as const;
    const general = lists.get(placeKey(...place)) ?? [];
    const named = Object.entries(workload.labels).flatMap((label) => lists.get(placeKey(...place, ...label)) ?? []);
    return named.length === 0 ? general : [...general, ...named];
  };
}
const clusterwide = /^(?:CiliumClusterwide|Global|Admin|BaselineAdmin|Cluster)NetworkPolicy$/;
interface Foreign {
  /** Labels that a pod has to have to be meant; what else is asked for is not evaluated. */
  readonly labels: readonly (readonly [key: string, value: string])[];
}
const wanted = /^spec\/endpointSelector\/matchLabels\/(?:k8s:|any:)?(.+)$/;
function toForeign({ leaves }: JudgedOf<'object'>): Foreign {
  return {
    labels: leaves.flatMap(({ pointer, field }) => {
      const key = wanted.exec(pointer)?.[1];
      // Names of its own, such as that of the namespace, are no labels of the pod.
      return key === undefined || !isKnown(field) || /^(?:io\.(?:kubernetes|cilium)\.|reserved:)/.test(key)
        ? []
        : [[key, field.value] as const];
    }),
  };
}
/** Whom they select in their own words is not evaluated beyond that: all pods where they hold. */
function foreignFinder(objects: readonly JudgedOf<'object'>[]): PolicyIndex['foreign'] {
  const lists = Map.groupBy(objects, (object) =>
    clusterwide.test(object.type) ? object.scope : placeKey(object.scope, namespaceOf(object)),
  );
  const known = new Map([...lists].map(([key, list]) => [key, list.map(toForeign)] as const));
  return (workload) =>
    [workload.scope, placeKey(workload.scope, namespaceOf(workload))].some((key) =>
      known.get(key)?.some(({ labels }) => labels.every(([name, value]) => workload.labels[name] === value)),
    );
}
function labelsFinder(namespaces: readonly JudgedOf<'namespace'>[]): NamespaceLabels {
  const lists = Map.groupBy(namespaces, ({ scope, name }) => placeKey(scope, name));
  return (scope, name) => (lists.get(placeKey(scope, name)) ?? []).map(({ labels }) => labels);
}
