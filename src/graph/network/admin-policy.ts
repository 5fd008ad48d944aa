// What policies of the cluster make of traffic, before those of namespaces and where none of those is about a pod.
// https://network-policy-api.sigs.k8s.io/api-overview/
import type { JudgedOf, World } from '../../model/facts.ts';
import type { AdminPeer, AdminRule } from '../../model/network-facts.ts';
import { tellLimit } from '../../model/limits.ts';
import { onceFor } from '../../model/once-for.ts';
import { selects } from '../../model/selector.ts';
import { holdsBlock } from '../../model/cidr.ts';
import type { JudgedWorkload } from '../nodes.ts';
import {
  both,
  isSelector,
  peerIs,
  picksNamespace,
  type NamespaceLabels,
  type Side,
  type Verdict,
} from './policy-match.ts';

export type AdminPolicy = JudgedOf<'admin-policy'>;
export type Tier = AdminPolicy['tier'];
type Way = 'ingress' | 'egress';
/** What a tier may come to; `none` leaves the traffic to the next one as `pass` does. */
export type Outcome = AdminRule['action'] | 'none';
/** A policy that is about a pod, or may be. */
interface Applied {
  readonly policy: AdminPolicy;
  readonly verdict: Exclude<Verdict, 'no'>;
}
interface AdminIndex {
  /** By scope, the first to speak first. */
  readonly policies: ReadonlyMap<string, readonly AdminPolicy[]>;
  readonly applied: Map<JudgedWorkload, readonly Applied[]>;
  /** Scopes with more of them than are evaluated. */
  readonly crowded: ReadonlySet<string>;
}
/** Ten times what one cluster is tested with. */
const mostPolicies = 1000;
const mostRules = 10_000;
const indexOf = onceFor((world: World): AdminIndex => {
  const all = Map.groupBy(world.facts('admin-policy'), ({ scope }) => scope);
  const crowded = new Set<string>();
  for (const [scope, own] of all) {
    const rules = own.reduce((sum, { ingress, egress }) => sum + ingress.length + egress.length, 0);
    if (own.length <= mostPolicies && rules <= mostRules) continue;
    crowded.add(scope);
    const why = `there are more than ${mostPolicies} network policies of the cluster, or ${mostRules} rules in them; none was evaluated`;
    tellLimit(world, { rule: 'network policies', scope, why });
  }
  const policies = new Map([...all].map(([scope, own]) => [scope, own.toSorted((a, b) => a.priority - b.priority)]));
  return { policies, applied: new Map(), crowded };
});
export function adminPoliciesIn(world: World, scope: string): readonly AdminPolicy[] {
  return indexOf(world).policies.get(scope) ?? [];
}
/** Where there are too many, what they say is not known. */
export function isCrowded(world: World, scope: string): boolean {
  return indexOf(world).crowded.has(scope);
}
/** Those that may be about the pod, in the order in which they speak. */
function appliedTo(world: World, pod: JudgedWorkload, labelsOf: NamespaceLabels): readonly Applied[] {
  const { applied } = indexOf(world);
  const known = applied.get(pod);
  if (known !== undefined) return known;
  const made = adminPoliciesIn(world, pod.scope).flatMap((policy): readonly Applied[] => {
    const verdict = isMeant(policy.subject, podSide(pod), labelsOf);
    return verdict === 'no' ? [] : [{ policy, verdict }];
  });
  applied.set(pod, made);
  return made;
}
function podSide({ scope, namespace = 'default', labels }: JudgedWorkload): PodSide {
  return { kind: 'pod', scope, namespace, labels };
}
type PodSide = Extract<Side, { kind: 'pod' }>;
function isMeant({ namespaces, pods }: AdminPeer, side: PodSide, labelsOf: NamespaceLabels): Verdict {
  if (pods !== undefined && !selects(pods, side.labels)) return 'no';
  const { scope, namespace } = side;
  return namespaces === undefined ? 'yes' : picksNamespace(namespaces, namespace, labelsOf(scope, namespace));
}
/** Whether the other end is a peer of the rules of a cluster. */
export function isAdminPeer(peer: AdminPeer, side: Side, { scope, labelsOf }: AdminContext): Verdict {
  if (peer.domains === true) return side.kind === 'pod' || side.kind === 'node' ? 'no' : 'unknown';
  if (peer.cidr !== undefined) return peerIs({ cidr: peer.cidr, except: [] }, side, { scope, namespace: '', labelsOf });
  if (peer.nodes !== undefined) {
    const all = Object.keys(peer.nodes.labels).length === 0 && peer.nodes.expressions.length === 0;
    return side.kind === 'node' ? (all ? 'yes' : 'unknown') : 'no';
  }
  return side.kind === 'pod' && side.scope === scope ? isMeant(peer, side, labelsOf) : 'no';
}
export interface AdminContext {
  readonly scope: string;
  readonly labelsOf: NamespaceLabels;
}

export interface AdminAsked {
  readonly way: Way;
  /** Whether a peer is the other end, and whether the ports of a rule are those that are spoken to. */
  readonly isPeer: (peer: AdminPeer) => Verdict;
  readonly isOnPort: (rule: AdminRule) => Verdict;
  readonly labelsOf: NamespaceLabels;
}
/** Several where it is not certain which rule is the first, or which of two policies speaks first. */
export function outcomesOf(
  world: World,
  pod: JudgedWorkload,
  { tier, ...asked }: AdminAsked & { readonly tier: Tier },
): ReadonlySet<Outcome> {
  const found = new Set<Outcome>();
  const applied = appliedTo(world, pod, asked.labelsOf).filter(({ policy }) => policy.tier === tier);
  for (const [, same] of Map.groupBy(applied, ({ policy }) => policy.priority)) {
    let goesOn = true;
    for (const one of same) {
      const own = ofPolicy(one, asked);
      for (const outcome of own) if (outcome !== 'none') found.add(outcome);
      goesOn &&= own.has('none');
    }
    if (!goesOn) return found;
  }
  return found.add('none');
}
const anything: readonly Outcome[] = ['allow', 'deny', 'none'];
function ofPolicy({ policy, verdict }: Applied, { way, isPeer, isOnPort }: AdminAsked): ReadonlySet<Outcome> {
  if (policy.unclear || !isValid(policy)) return new Set(anything);
  const found = new Set<Outcome>();
  for (const rule of policy[way]) {
    const matches = both(both(verdict, isOnPort(rule)), anyPeer(rule.peers, isPeer));
    if (matches !== 'no') found.add(rule.action);
    if (matches === 'yes') return found;
  }
  return found.add('none');
}
function anyPeer(peers: readonly AdminPeer[], test: (peer: AdminPeer) => Verdict): Verdict {
  let found: Verdict = 'no';
  for (const peer of peers) {
    const one = test(peer);
    if (one === 'yes') return one;
    if (one === 'unknown') found = one;
  }
  return found;
}
/** One that a server does not take is not in force, and what was meant is not known. */
const isValid = onceForPolicy(({ subject, ingress, egress }) => {
  const selectors = [...ingress, ...egress].flatMap(({ peers }) => peers).concat(subject);
  return (
    selectors.every(({ namespaces, pods, nodes }) =>
      [namespaces, pods, nodes].every((selector) => selector === undefined || isSelector(selector)),
    ) && selectors.every(({ cidr }) => cidr === undefined || (cidr.includes('/') && holdsBlock(cidr, cidr)))
  );
});
function onceForPolicy(compute: (policy: AdminPolicy) => boolean): (policy: AdminPolicy) => boolean {
  const known = onceFor((policy: AdminPolicy) => ({ value: compute(policy) }));
  return (policy) => known(policy).value;
}

/** Labels of pods that any of them asks for. */
export function adminKeys(policies: readonly AdminPolicy[]): ReadonlySet<string> {
  const selectors = policies.flatMap(({ subject, ingress, egress }) =>
    [subject, ...[...ingress, ...egress].flatMap(({ peers }) => peers)].flatMap(({ pods }: AdminPeer) => pods ?? []),
  );
  return new Set(
    selectors.flatMap(({ labels, expressions }) => [...Object.keys(labels), ...expressions.map(({ key }) => key)]),
  );
}
/**
 * What the rules can tell of a pod that sends or receives, as text: whether it is meant by each of those that bind it
 * and by each peer of those that bind others. Nothing but `n` means that none has a say.
 */
export function adminMark(
  world: World,
  pod: JudgedWorkload,
  { as, labelsOf }: { readonly as: 'sender' | 'receiver'; readonly labelsOf: NamespaceLabels },
): string {
  if (isCrowded(world, pod.scope)) return 'u';
  const side = podSide(pod);
  const [own, others]: readonly [Way, Way] = as === 'sender' ? ['egress', 'ingress'] : ['ingress', 'egress'];
  const context = { scope: pod.scope, labelsOf };
  const letters = adminPoliciesIn(world, pod.scope).map((policy) => {
    const meant = isMeant(policy.subject, side, labelsOf);
    // What is not understood may say anything of those that it is about.
    if (policy.unclear || !isValid(policy)) return meant[0];
    const subject = policy[own].length === 0 ? 'no' : meant;
    const peers = policy[others].flatMap((rule) => rule.peers.map((peer) => isAdminPeer(peer, side, context)));
    return [subject, ...peers].map((verdict) => verdict[0]).join('');
  });
  return letters.join(' ');
}
export function isGoverned(mark: string): boolean {
  return /[yu]/.test(mark);
}
