// Test support: random pods and network policies, and an evaluator that knows nothing of the one that is tested: the
// sentences of the specification, one pair and one port at a time, without an index.
// https://kubernetes.io/docs/concepts/services-networking/network-policies/
import { toFactId } from '../../model/brand.ts';
import type { AdminPolicyFact, NamespaceFact, NetworkPolicyFact } from '../../model/facts.ts';
import type { AdminPeer, AdminRule, PolicyPeer, PolicyPort, TrafficRule } from '../../model/network-facts.ts';
import { isKnown } from '../../model/field.ts';
import type { Port, Selector, Workload } from '../../model/workload.ts';
import type { Traffic } from '../network/network-policy.ts';
import type { Verdict } from '../network/policy-match.ts';
import { sampleWorkload } from './sample-world.ts';

export type Next = (limit: number) => number;
export const raw = { format: 'kubernetes', path: 'policies.yaml', document: 0, pointer: [] } as const;
export const at = { path: 'policies.yaml' };
export const one = <T>(next: Next, values: readonly [T, ...T[]]): T => values[next(values.length)] ?? values[0];

export function selector(labels: Readonly<Record<string, string>> = {}): Selector {
  return { labels, expressions: [] };
}
export function samplePolicy(changes: Partial<NetworkPolicyFact>): NetworkPolicyFact {
  return {
    kind: 'network-policy',
    id: toFactId('network-policy', 'test', `${changes.namespace ?? 'shop'}/${changes.name ?? 'p'}`),
    scope: 'test',
    name: 'p',
    namespace: 'shop',
    pods: selector(),
    isolates: { ingress: true, egress: false },
    ingress: [],
    egress: [],
    unclear: false,
    at: [at],
    raw,
    ...changes,
  };
}
export function sampleNamespace(name: string, labels: Readonly<Record<string, string>>): NamespaceFact {
  return { kind: 'namespace', id: toFactId('namespace', 'test', name), scope: 'test', name, labels, at: [at], raw };
}

const spaces = ['a', 'b', 'c'] as const;
export function samplePods(next: Next): readonly Workload[] {
  return Array.from({ length: 3 + next(4) }, (_, index) => {
    const labels = { ...(next(4) > 0 && { app: one(next, ['x', 'y']) }), ...(next(2) === 0 && { tier: 'front' }) };
    const ports: Port[] = Array.from({ length: next(3) }, () => ({
      container: 79 + next(4),
      protocol: one(next, ['tcp', 'tcp', 'udp']),
      ...(next(2) === 0 && { name: one(next, ['http', 'dns']) }),
    }));
    return sampleWorkload({
      engine: 'kubernetes',
      name: `p${index}`,
      project: one(next, spaces),
      labels,
      type: next(6) === 0 ? 'DaemonSet' : 'Deployment',
      ...(next(3) === 0 && { nodes: [one(next, ['n1', 'n2'])] }),
      containers: [{ network: next(7) === 0 ? 'host' : 'pod', ports }],
    });
  });
}
export function sampleSelector(next: Next): Selector {
  const labels = { ...(next(3) === 0 && { app: one(next, ['x', 'y']) }), ...(next(5) === 0 && { tier: 'front' }) };
  if (next(3) > 0) return selector(labels);
  const operator = one(next, ['In', 'NotIn', 'Exists', 'DoesNotExist']);
  const values = operator.endsWith('In') ? [one(next, ['x', 'front']), ...(next(2) === 0 ? ['y'] : [])] : [];
  return { labels, expressions: [{ key: one(next, ['app', 'tier']), operator, values }] };
}
export function sampleSpaces(next: Next): Selector {
  const kind = next(4);
  if (kind === 0) return selector();
  if (kind === 1) return selector({ 'kubernetes.io/metadata.name': one(next, spaces) });
  if (kind === 2) return selector({ team: one(next, ['ops', 'dev']) });
  const key = one(next, ['team', 'kubernetes.io/metadata.name']);
  return { labels: {}, expressions: [{ key, operator: one(next, ['In', 'NotIn']), values: ['ops', 'b'] }] };
}
export const blocks = ['0.0.0.0/0', '10.0.0.0/8', '10.1.0.0/16', '::/0', '2001:db8::/32', '192.0.2.0/24'] as const;
const inside: Readonly<Record<string, readonly string[]>> = {
  '0.0.0.0/0': ['10.1.2.0/24', '172.16.0.0/12'],
  '10.0.0.0/8': ['10.1.2.3/32'],
  '::/0': ['2001:db8::/64'],
};
function samplePeer(next: Next): PolicyPeer {
  const kind = next(4);
  if (kind === 0) {
    const cidr = one(next, blocks);
    return { cidr, except: next(2) === 0 ? (inside[cidr] ?? []) : [] };
  }
  return {
    ...(kind !== 1 && { namespaces: sampleSpaces(next) }),
    ...(kind !== 2 && { pods: sampleSelector(next) }),
    except: [],
  };
}
export function samplePort(next: Next): PolicyPort {
  const protocol = one(next, ['tcp', 'tcp', 'udp'] as const);
  const kind = next(4);
  if (kind === 0) return { protocol };
  if (kind === 1) return { protocol, port: one(next, ['http', 'dns']) };
  const port = 79 + next(4);
  return { protocol, port, ...(kind === 2 && { endPort: port + next(3) }) };
}
function sampleRule(next: Next): TrafficRule {
  return {
    peers: Array.from({ length: next(3) }, () => samplePeer(next)),
    ports: Array.from({ length: next(3) }, () => samplePort(next)),
    at,
    pointer: [],
  };
}
export interface Policies {
  readonly policies: readonly NetworkPolicyFact[];
  /** Those of the cluster. */
  readonly admin?: readonly AdminPolicyFact[];
  readonly namespaces: readonly NamespaceFact[];
}
export function samplePolicies(next: Next): Policies {
  const policies = Array.from({ length: 1 + next(5) }, (_, index) =>
    samplePolicy({
      name: `p${index}`,
      namespace: one(next, spaces),
      pods: sampleSelector(next),
      isolates: one<NetworkPolicyFact['isolates']>(next, [
        { ingress: true, egress: false },
        { ingress: false, egress: true },
        { ingress: true, egress: true },
      ]),
      ingress: Array.from({ length: next(3) }, () => sampleRule(next)),
      egress: Array.from({ length: next(3) }, () => sampleRule(next)),
      unclear: next(12) === 0,
    }),
  );
  const namespaces = spaces
    .filter(() => next(3) > 0)
    .map((name) => sampleNamespace(name, next(2) === 0 ? { team: one(next, ['ops', 'dev']) } : {}));
  return { policies, namespaces };
}

/**
 * "By default, a pod is non-isolated"; a policy that selects it isolates it for a direction, and then it may do what
 * any of those policies lists. "For a connection from a source pod to a destination pod to be allowed, both the egress
 * policy on the source pod and the ingress policy on the destination pod need to allow the connection."
 */
export function bruteForce(facts: Policies, traffic: Traffic): Verdict {
  const [out, into] = [oneWay(facts, traffic, 'egress'), oneWay(facts, traffic, 'ingress')];
  if (out === 'no' || into === 'no') return 'no';
  return out === 'yes' && into === 'yes' ? 'yes' : 'unknown';
}
type End = Traffic['from'];
function isPod(end: End): end is Workload {
  return typeof end === 'object' && 'containers' in end;
}
function isHost(end: End): boolean {
  const network = isPod(end) ? end.containers[0]?.effective.network : undefined;
  return isKnown(network) && network.value === 'host';
}
/**
 * "Policies with lower priority values have higher precedence", "the relative precedence of the rules within a single
 * object will be determined by the order in which the rule is written"; what they pass on, or say nothing about, is for
 * NetworkPolicies, and where none of these selects the pod for the one of the baseline. Every order of those with the same
 * priority is tried, and a rule that may be about the traffic both ways.
 */
function oneWay(facts: Policies, traffic: Traffic, way: 'ingress' | 'egress'): Verdict {
  const subject = way === 'ingress' ? traffic.to : traffic.from;
  if (!isPod(subject) || isHost(subject)) return 'yes';
  const of = (tier: AdminPolicyFact['tier']): readonly AdminPolicyFact[] =>
    (facts.admin ?? []).filter((policy) => policy.tier === tier);
  const last = (): ReadonlySet<Verdict> => spoken(facts, { traffic, way, policies: of('baseline'), after: always });
  const middle = (): ReadonlySet<Verdict> => {
    const verdict = namespaced(facts, traffic, way);
    return verdict === undefined ? last() : new Set([verdict]);
  };
  const answers = new Set(
    orders(of('admin')).flatMap((policies) => [...spoken(facts, { traffic, way, policies, after: middle })]),
  );
  const [answer = 'unknown'] = answers;
  return answers.size === 1 ? answer : 'unknown';
}
function always(): ReadonlySet<Verdict> {
  return new Set(['yes']);
}
function orders(policies: readonly AdminPolicyFact[]): readonly (readonly AdminPolicyFact[])[] {
  if (policies.length === 0) return [[]];
  const least = Math.min(...policies.map(({ priority }) => priority));
  return policies
    .filter(({ priority }) => priority === least)
    .flatMap((first) => orders(policies.filter((policy) => policy !== first)).map((rest) => [first, ...rest]));
}
interface Spoken {
  readonly traffic: Traffic;
  readonly way: 'ingress' | 'egress';
  readonly policies: readonly AdminPolicyFact[];
  readonly after: () => ReadonlySet<Verdict>;
}
function spoken(facts: Policies, { traffic, way, policies, after }: Spoken): ReadonlySet<Verdict> {
  const [first, ...others] = policies;
  if (first === undefined) return after();
  const subject = way === 'ingress' ? traffic.to : traffic.from;
  const peer = way === 'ingress' ? traffic.from : traffic.to;
  const rest = (): ReadonlySet<Verdict> => spoken(facts, { traffic, way, policies: others, after });
  const bound = adminPeerIs(first.subject, subject, facts);
  if (bound === 'no') return rest();
  const says: Readonly<Record<AdminRule['action'], () => ReadonlySet<Verdict>>> = {
    allow: () => new Set(['yes']),
    deny: () => new Set(['no']),
    pass: after,
  };
  if (first.unclear) return new Set([...says.allow(), ...says.deny(), ...rest()]);
  const from = (index: number): ReadonlySet<Verdict> => {
    const rule = first[way][index];
    if (rule === undefined) return rest();
    const isOn = rule.ports.length === 0 || rule.ports.some((port) => isPort(port, traffic));
    const peers = rule.peers.map((item) => adminPeerIs(item, peer, facts));
    if (!isOn || peers.every((answer) => answer === 'no')) return from(index + 1);
    if (bound === 'yes' && peers.includes('yes')) return says[rule.action]();
    return new Set([...says[rule.action](), ...from(index + 1)]);
  };
  return from(0);
}
function adminPeerIs(peer: AdminPeer, end: End, facts: Policies): Verdict {
  if (peer.domains) return isPod(end) ? 'no' : 'unknown';
  if (peer.nodes !== undefined) {
    if (!isPod(end) || !isHost(end)) return 'no';
    return Object.keys(peer.nodes.labels).length === 0 ? 'yes' : 'unknown';
  }
  return isPeer({ ...peer, except: [] }, end, { namespace: '', facts });
}
/** Undefined where no policy selects the pod. */
function namespaced(
  facts: Policies,
  { from, to, port, protocol }: Traffic,
  way: 'ingress' | 'egress',
): Verdict | undefined {
  const subject = way === 'ingress' ? to : from;
  const peer = way === 'ingress' ? from : to;
  if (!isPod(subject)) return undefined;
  let isolated = false;
  let doubt = false;
  let allowed = false;
  for (const policy of facts.policies) {
    if (policy.namespace !== subject.namespace) continue;
    if (policy.unclear) {
      doubt = true;
      continue;
    }
    if (!policy.isolates[way] || !hasLabels(subject.labels, policy.pods)) continue;
    isolated = true;
    for (const { peers, ports } of policy[way]) {
      const onPort = ports.length === 0 || ports.some((item) => isPort(item, { port, protocol, to }));
      if (!onPort) continue;
      if (peers.length === 0) allowed = true;
      for (const item of peers) {
        const answer = isPeer(item, peer, { namespace: policy.namespace, facts });
        if (answer === 'yes') allowed = true;
        if (answer === 'unknown') doubt = true;
      }
    }
  }
  if (!isolated) return doubt ? 'unknown' : undefined;
  if (allowed) return 'yes';
  // "traffic to and from the node where a Pod is running is always allowed"
  if (isPod(peer) && isHost(peer)) {
    const together = subject.nodes?.some((node) => peer.nodes?.includes(node)) === true;
    return together || peer.type === 'DaemonSet' ? 'yes' : 'unknown';
  }
  return doubt ? 'unknown' : 'no';
}
function hasLabels(labels: Readonly<Record<string, string>>, { labels: wanted, expressions }: Selector): boolean {
  for (const [key, value] of Object.entries(wanted)) if (labels[key] !== value) return false;
  for (const { key, operator, values } of expressions) {
    const value = labels[key];
    const holds =
      operator === 'Exists'
        ? value !== undefined
        : operator === 'DoesNotExist'
          ? value === undefined
          : (value !== undefined && values.includes(value)) === (operator === 'In');
    if (!holds) return false;
  }
  return true;
}
function isPort(item: PolicyPort, { port, protocol, to }: Pick<Traffic, 'port' | 'protocol' | 'to'>): boolean {
  if (item.protocol !== protocol) return false;
  if (item.port === undefined) return true;
  if (typeof item.port === 'number') return port >= item.port && port <= (item.endPort ?? item.port);
  if (!isPod(to)) return false;
  return to.containers.some(({ effective }) =>
    effective.ports.some(
      (field) =>
        isKnown(field) &&
        field.value.name === item.port &&
        field.value.protocol === protocol &&
        field.value.container === port,
    ),
  );
}
function isPeer(
  peer: PolicyPeer,
  end: End,
  { namespace, facts }: { readonly namespace: string | undefined; readonly facts: Policies },
): Verdict {
  if (peer.cidr !== undefined) {
    if (typeof end === 'object' && 'address' in end)
      return isIn(end.address, peer.cidr) && !peer.except.some((block) => isIn(end.address, block)) ? 'yes' : 'no';
    return peer.cidr === '0.0.0.0/0' && peer.except.length === 0 ? 'yes' : 'unknown';
  }
  if (!isPod(end) || isHost(end)) return 'no';
  if (peer.pods !== undefined && !hasLabels(end.labels, peer.pods)) return 'no';
  if (peer.namespaces === undefined) return end.namespace === namespace ? 'yes' : 'no';
  const name = end.namespace ?? '';
  const seen = facts.namespaces.find((namespace) => namespace.name === name);
  // What a namespace that was not seen is labelled with: anything, so every way that the selector can tell apart.
  const possible =
    seen === undefined ? [{}, { team: 'ops' }, { team: 'dev' }, { team: 'b' }, { team: '?' }] : [seen.labels];
  const answers = possible.map((labels) =>
    hasLabels({ ...labels, 'kubernetes.io/metadata.name': name }, peer.namespaces ?? selector()),
  );
  return answers.every(Boolean) ? 'yes' : answers.some(Boolean) ? 'unknown' : 'no';
}
/** As text of zeros and ones. */
function isIn(address: string, block: string): boolean {
  const [start = '', length = ''] = block.split('/');
  const [a, b] = [bitsOf(address), bitsOf(start)];
  return a.length === b.length && a.slice(0, Number(length)) === b.slice(0, Number(length));
}
function bitsOf(address: string): string {
  if (!address.includes(':'))
    return address
      .split('.')
      .map((part) => Number(part).toString(2).padStart(8, '0'))
      .join('');
  const [head = '', tail] = address.split('::');
  const groups = (text: string): readonly string[] => text.split(':').filter((group) => group !== '');
  const [first, last] = [groups(head), groups(tail ?? '')];
  const zeros = Array.from({ length: 8 - first.length - last.length }, () => '0');
  return [...first, ...zeros, ...last]
    .map((group) => Number.parseInt(group, 16).toString(2).padStart(16, '0'))
    .join('');
}
