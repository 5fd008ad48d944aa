// Where rules of senders and receivers meet, for all groups of pods that policies of the cluster do not tell apart.
// https://kubernetes.io/docs/concepts/services-networking/network-policies/
import { toNodeId, type Assumption, type NodeId } from '../../model/graph.ts';
import { tellLimit } from '../../model/limits.ts';
import { doubts, label, type Field, type Link, type Receiver, type Sender } from './pod-links.ts';
import { portsMeet } from './policy-ports.ts';
import type { Being, Pass } from './policy-rules.ts';

/** One pass of the sender's together with one of the receiver's. */
interface Meeting {
  readonly node: NodeId;
  readonly senders: Map<NodeId, Link>;
  readonly ends: Link[];
}
/** A hundred times what 500 policies in 200 namespaces need. */
const mostMeetings = 200_000;
export function* between(field: Field, senders: readonly Sender[], receivers: readonly Receiver[]): Iterable<Link> {
  const meetings = new Map<string, Meeting>();
  let left = mostMeetings;
  for (const sender of senders) {
    for (const [out, into, assumes] of chances(sender, field.rules.passes.ingress)) {
      left -= 1;
      if (left < 0) break;
      const meeting = meetingOf(meetings, field, { out, into });
      const why =
        out === undefined ? 'no policy holds back what it sends' : `the policy ${out.policy.name} lets it send there`;
      addSender(meeting, { from: sender.node, to: meeting.node, why, assumes, ...placeOfPass(out) });
    }
    if (left < 0)
      yield { from: sender.node, to: field.past, why: 'it is on the network of the pods', assumes: [doubts.many] };
  }
  const fewerSenders = left < 0;
  for (const receiver of receivers) {
    for (const [into, out, assumes] of chances(receiver, field.rules.passes.egress)) {
      left -= 1;
      if (left < -mostMeetings) break;
      const meeting = meetings.get(`${out?.number} ${into?.number}`);
      if (meeting === undefined) continue;
      const verdict = portsMeet(out?.ports ?? [], into?.ports ?? [], receiver.listener);
      if (verdict === 'no') continue;
      const why = into === undefined ? 'no policy keeps it out' : `the policy ${into.policy.name} lets it in`;
      const all = verdict === 'yes' ? assumes : [...assumes, doubts.port];
      meeting.ends.push({ from: meeting.node, to: receiver.node, why, assumes: all, ...placeOfPass(into) });
    }
  }
  if (fewerSenders || left < -mostMeetings) {
    const why = `rules of network policies meet in more than ${mostMeetings} ways; the others were left out`;
    tellLimit(field.world, { rule: 'network policies', scope: field.scope, why });
  }
  for (const { senders: all, ends } of meetings.values()) {
    const links = ends.length === 0 ? [] : [...all.values(), ...ends];
    for (const link of links) if (link.from !== link.to) yield link;
  }
}
type Chance = readonly [own: Pass | undefined, other: Pass | undefined, assumes: readonly Assumption[]];
/** Every right of one end with every pass of the other ends that is about it, and with those that are free. */
function* chances({ rights, beings }: Sender, passes: readonly Pass[]): Iterable<Chance> {
  const about = passesAbout(beings, passes);
  for (const { pass, doubt } of rights) {
    const own = doubt === undefined ? [] : [doubts[doubt]];
    yield [pass, undefined, own];
    for (const [other, sure] of about) yield [pass, other, sure ? own : [...own, doubts.peer]];
  }
}
const byPeer = new WeakMap<readonly Pass[], ReadonlyMap<number, readonly Pass[]>>();
function passesAbout(beings: readonly Being[], passes: readonly Pass[]): readonly (readonly [Pass, boolean])[] {
  const index = byPeer.get(passes) ?? Map.groupBy(passes, ({ peer }) => peer.number);
  byPeer.set(passes, index);
  return beings.flatMap(({ peer, verdict }) =>
    (index.get(peer.number) ?? []).map((pass) => [pass, verdict === 'yes'] as const),
  );
}
function placeOfPass(pass: Pass | undefined): Pick<Link, 'at'> {
  const [at] = pass?.policy.at ?? [];
  return at === undefined ? {} : { at };
}
function addSender({ senders }: Meeting, link: Link): void {
  const before = senders.get(link.from);
  if (before === undefined || before.assumes.length > link.assumes.length) senders.set(link.from, link);
}
function wordsOf(names: readonly string[]): string {
  return names.length === 0 ? 'let through by policies of the cluster' : `let through by ${names.join(' and ')}`;
}
function meetingOf(
  meetings: Map<string, Meeting>,
  { place, open, tag = '' }: Pick<Field, 'place' | 'open' | 'tag'>,
  { out, into }: { readonly out: Pass | undefined; readonly into: Pass | undefined },
): Meeting {
  const key = `${out?.number} ${into?.number}`;
  const names = [...new Set([out, into].flatMap((pass) => (pass === undefined ? [] : [label(pass.policy.name)])))];
  const found = meetings.get(key) ?? {
    node:
      names.length === 0 && tag === '' ? open : toNodeId('network', `${place}/through ${tag}${key}/${wordsOf(names)}`),
    senders: new Map(),
    ends: [],
  };
  meetings.set(key, found);
  return found;
}
