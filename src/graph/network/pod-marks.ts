// Ways between groups of pods of which policies of the cluster tell something: where these decide by who the two are,
// whatever the port, the rest is for the policies of namespaces; else each pair is asked by itself.
// https://network-policy-api.sigs.k8s.io/api-overview/
import type { World } from '../../model/facts.ts';
import {
  adminPoliciesIn,
  isAdminPeer,
  isCrowded,
  isGoverned,
  outcomesOf,
  type Outcome,
  type Tier,
} from './admin-policy.ts';
import { isBound, policyIndex, sideOf, type Way } from './network-policy.ts';
import type { JudgedWorkload } from '../nodes.ts';
import type { Field, Link, Receiver, Right, Sender } from './pod-links.ts';
import { between } from './pod-meetings.ts';
import { pairwise, type Group } from './pod-pairs.ts';

/** Beyond as many kinds of pairs each group is asked by itself. */
const mostKinds = 2000;
export function* underCluster(
  field: Field,
  senders: readonly Sender[],
  receivers: readonly Receiver[],
): Iterable<Link> {
  const { world, scope } = field;
  if (adminPoliciesIn(world, scope).length === 0) return;
  const [sending, receiving] = [byMark(senders), byMark(receivers)];
  const isFew = sending.length * receiving.length <= mostKinds;
  const asked: Group[] = [];
  for (const [number, from] of sending.entries()) {
    for (const [other, to] of receiving.entries()) {
      const [sender, receiver] = [from[0], to[0]];
      if (sender === undefined || receiver === undefined) continue;
      if (!isGoverned(sender.mark) && !isGoverned(receiver.mark)) continue;
      const ways = isFew ? waysOf(world, sender, receiver) : undefined;
      if (ways === undefined) asked.push({ senders: from, receivers: to });
      else if (ways !== 'denied')
        yield* between(
          { ...field, tag: `${number}-${other} ` },
          from.map((one) => ({ ...one, rights: left(ways.egress, one.rights) })),
          to.map((one) => ({ ...one, rights: left(ways.ingress, one.rights) })),
        );
    }
  }
  yield* pairwise(field, asked);
}
/** Machines by themselves. */
function byMark<T extends Sender>(groups: readonly T[]): readonly (readonly T[])[] {
  return [...Map.groupBy(groups, ({ mark, end }) => `${end === 'node' ? 'node' : isBound(end)} ${mark}`).values()];
}

/** What is left to policies of namespaces: all of it, nothing since it is allowed, or only what these let through. */
type Left = 'all' | 'nothing' | 'let through';
function left(what: Left, rights: readonly Right[]): readonly Right[] {
  switch (what) {
    case 'all':
      return rights;
    case 'nothing':
      return [{}];
    case 'let through':
      return rights.filter(({ pass, doubt }) => pass !== undefined || doubt !== undefined);
  }
}
/** Undefined where it hangs on more than who they are. */
function waysOf(world: World, sender: Sender, receiver: Receiver): Readonly<Record<Way, Left>> | 'denied' | undefined {
  const egress = sender.end === 'node' ? 'all' : leftBy(world, sender.end, { other: receiver.end, way: 'egress' });
  const ingress = leftBy(world, receiver.end, { other: sender.end, way: 'ingress' });
  if (egress === 'denied' || ingress === 'denied') return 'denied';
  return egress === undefined || ingress === undefined ? undefined : { egress, ingress };
}
interface Facing {
  readonly other: JudgedWorkload | 'node';
  readonly way: Way;
}
function leftBy(world: World, own: JudgedWorkload, { other, way }: Facing): Left | 'denied' | undefined {
  if (isCrowded(world, own.scope) || isBound(own) !== 'yes' || (other !== 'node' && isBound(other) !== 'yes'))
    return undefined;
  const { labelsOf } = policyIndex(world);
  const side = sideOf(other);
  const only = (tier: Tier): Outcome | undefined => {
    const outcomes = outcomesOf(world, own, {
      tier,
      way,
      labelsOf,
      isPeer: (peer) => isAdminPeer(peer, side, { scope: own.scope, labelsOf }),
      isOnPort: ({ ports }) => (ports.length === 0 ? 'yes' : 'unknown'),
    });
    const [first] = outcomes;
    const goesOn = [...outcomes].every((outcome) => outcome === 'pass' || outcome === 'none');
    return goesOn ? 'none' : outcomes.size === 1 ? first : undefined;
  };
  const first = only('admin');
  if (first === 'deny') return 'denied';
  if (first === 'allow') return 'nothing';
  const last = first === undefined ? undefined : only('baseline');
  if (last === undefined) return undefined;
  return last === 'deny' ? 'let through' : 'all';
}
