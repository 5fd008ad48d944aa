// The rules of all policies of a cluster, each distinct one once, and which pods are the peers that they name.
import type { PolicyPeer, PolicyPort } from '../../model/network-facts.ts';
import { selects } from '../../model/selector.ts';
import type { JudgedWorkload } from '../nodes.ts';
import { namespaceOf, type Granted, type PolicyIndex, type Way } from './network-policy.ts';
import { both, peerIs, picksNamespace, type Policy, type Side, type Verdict } from './policy-match.ts';

/** Rules of one direction that let the same peers through at the same ports are one. */
export interface Pass {
  readonly number: number;
  readonly peer: Peer;
  readonly ports: readonly PolicyPort[];
  /** The first policy that has it. */
  readonly policy: Policy;
}
export interface Peer {
  readonly number: number;
  /** Absent is everybody. */
  readonly peer?: PolicyPeer;
  readonly namespace: string;
}
/** A peer that a pod is, for certain or perhaps. */
export interface Being {
  readonly peer: Peer;
  readonly verdict: Exclude<Verdict, 'no'>;
}
export interface PolicyRules {
  readonly passes: Readonly<Record<Way, readonly Pass[]>>;
  passesOf(granted: Granted, way: Way): readonly Pass[];
  /** Those among the peers of one direction. */
  peersOf(workload: JudgedWorkload, way: Way): readonly Being[];
  /** Those that a node is. */
  readonly ofNodes: Readonly<Record<Way, readonly Being[]>>;
  /** Labels that any policy asks for. */
  readonly keys: ReadonlySet<string>;
}

export function gatherRules(policies: readonly Policy[], { labelsOf }: Pick<PolicyIndex, 'labelsOf'>): PolicyRules {
  const tables = { ingress: passTable(), egress: passTable() };
  const keys = new Set<string>();
  for (const policy of policies) {
    for (const key of labelKeys(policy.pods)) keys.add(key);
    for (const way of ['ingress', 'egress'] as const) {
      for (const rule of policy[way]) {
        tables[way].add({ rule, policy });
        for (const { pods } of rule.peers) for (const key of pods === undefined ? [] : labelKeys(pods)) keys.add(key);
      }
    }
  }
  const finders = {
    ingress: peerFinder(tables.ingress.peers(), labelsOf),
    egress: peerFinder(tables.egress.peers(), labelsOf),
  };
  return {
    passes: { ingress: tables.ingress.passes(), egress: tables.egress.passes() },
    passesOf: (granted, way) => tables[way].add(granted),
    peersOf: (workload, way) => finders[way](workload),
    ofNodes: { ingress: nodePeers(tables.ingress.peers()), egress: nodePeers(tables.egress.peers()) },
    keys,
  };
}
function labelKeys({ labels, expressions }: Policy['pods']): readonly string[] {
  return [...Object.keys(labels), ...expressions.map(({ key }) => key)];
}

interface PassTable {
  add(granted: Granted): readonly Pass[];
  passes(): readonly Pass[];
  peers(): readonly Peer[];
}
const everybody = { except: [] };
function passTable(): PassTable {
  const passes = new Map<string, Pass>();
  const peers = new Map<string, Peer>();
  const known = new Map<Granted['rule'], readonly Pass[]>();
  const peerOf = (peer: PolicyPeer, policy: Policy): Peer => {
    const all = peer === everybody;
    const namespace = all || peer.cidr !== undefined || peer.namespaces !== undefined ? '' : namespaceOf(policy);
    const key = all ? '' : JSON.stringify([namespace, peer]);
    const found = peers.get(key) ?? { number: peers.size, namespace, ...(!all && { peer }) };
    peers.set(key, found);
    return found;
  };
  const add = ({ rule, policy }: Granted): readonly Pass[] => {
    const before = known.get(rule);
    if (before !== undefined) return before;
    const ports = JSON.stringify(rule.ports);
    const made = (rule.peers.length === 0 ? [everybody] : rule.peers).map((one) => {
      const peer = peerOf(one, policy);
      const key = `${peer.number} ${ports}`;
      const pass = passes.get(key) ?? { number: passes.size, peer, ports: rule.ports, policy };
      passes.set(key, pass);
      return pass;
    });
    known.set(rule, made);
    return made;
  };
  return { add, passes: () => [...passes.values()], peers: () => [...peers.values()] };
}

/** Peers by the namespace of the pod, and in it by one label that they ask for. */
function peerFinder(
  peers: readonly Peer[],
  labelsOf: PolicyIndex['labelsOf'],
): (pod: JudgedWorkload) => readonly Being[] {
  const constant = peers.filter(({ peer }) => peer === undefined || peer.cidr !== undefined);
  const [sample] = [{ kind: 'pod', scope: '', namespace: '', labels: {} } as const satisfies Side];
  const always = beings(constant, sample);
  const local = Map.groupBy(
    peers.filter(({ peer }) => peer !== undefined && peer.cidr === undefined && peer.namespaces === undefined),
    ({ namespace }) => namespace,
  );
  const across = groupBySelector(peers);
  const near = new Map<string, ReadonlyMap<string, readonly Being[]>>();
  const inNamespace = (scope: string, name: string): ReadonlyMap<string, readonly Being[]> => {
    const key = `${scope}\n${name}`;
    const found = near.get(key);
    if (found !== undefined) return found;
    const list: Being[] = (local.get(name) ?? []).map((peer) => ({ peer, verdict: 'yes' }));
    for (const [selector, group] of across) {
      const verdict = picksNamespace(selector, name, labelsOf(scope, name));
      if (verdict !== 'no') for (const peer of group) list.push({ peer, verdict });
    }
    const made = Map.groupBy(list, ({ peer }) => firstLabel(peer));
    near.set(key, made);
    return made;
  };
  return (pod) => {
    const lists = inNamespace(pod.scope, namespaceOf(pod));
    const labels = Object.entries(pod.labels).map(([key, value]) => `${key}\n${value}`);
    const found = ['', ...labels].flatMap((label) => lists.get(label) ?? []);
    return [
      ...always,
      ...found.filter(({ peer: { peer } }) => peer?.pods === undefined || selects(peer.pods, pod.labels)),
    ];
  };
}
type Spaces = NonNullable<PolicyPeer['namespaces']>;
function groupBySelector(peers: readonly Peer[]): readonly (readonly [Spaces, readonly Peer[]])[] {
  const groups = new Map<string, [Spaces, Peer[]]>();
  for (const one of peers) {
    const selector = one.peer?.namespaces;
    if (selector === undefined) continue;
    const key = JSON.stringify(selector);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [selector, [one]]);
    else group[1].push(one);
  }
  return [...groups.values()];
}
function firstLabel({ peer }: Peer): string {
  const [first] = Object.entries(peer?.pods?.labels ?? {});
  return first === undefined ? '' : first.join('\n');
}
function nodePeers(peers: readonly Peer[]): readonly Being[] {
  return beings(peers, { kind: 'node' });
}
function beings(peers: readonly Peer[], side: Side): readonly Being[] {
  return peers.flatMap((one): readonly Being[] => {
    const context = { scope: '', namespace: one.namespace, labelsOf: () => [] };
    const verdict = one.peer === undefined ? 'yes' : both('yes', peerIs(one.peer, side, context));
    return verdict === 'no' ? [] : [{ peer: one, verdict }];
  });
}
