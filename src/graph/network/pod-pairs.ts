// Whether one pod is in reach of another where what policies say hangs on both: asked at each port that may matter.
import { tellLimit } from '../../model/limits.ts';
import type { World } from '../../model/facts.ts';
import { onceFor } from '../../model/once-for.ts';
import { adminPoliciesIn } from './admin-policy.ts';
import { allows, type Traffic } from './network-policy.ts';
import type { JudgedWorkload } from '../nodes.ts';
import { doubts, type Field, type Link, type Receiver, type Sender } from './pod-links.ts';
import { anyOf, type Verdict } from './policy-match.ts';
import type { Listener } from './policy-ports.ts';

/** Where it listens, or wherever it could be let in if that was not said. */
function pairVerdict(
  world: World,
  from: JudgedWorkload | 'node',
  { end, listener }: Pick<Receiver, 'end' | 'listener'>,
): Verdict {
  const at = ({ container: port, protocol }: Listener['pod']['ports'][number]): Spoken => ({ port, protocol });
  if (listener.own !== undefined) return anyOf(listener.own.map(at), (one) => allows(world, { from, to: end, ...one }));
  const { ports, whole } = spokenIn(world, end.scope);
  const verdict = anyOf([...listener.pod.ports.map(at), ...ports], (one) => allows(world, { from, to: end, ...one }));
  return verdict === 'no' && !whole ? 'unknown' : verdict;
}
export function toNodesVerdict(world: World, from: JudgedWorkload): Verdict {
  const { ports, whole } = spokenIn(world, from.scope);
  const verdict = anyOf(ports, (one) => allows(world, { from, to: 'node', ...one }));
  return verdict === 'no' && !whole ? 'unknown' : verdict;
}

type Spoken = Pick<Traffic, 'port' | 'protocol'>;
/** One of each stretch of ports that rules treat alike, for each protocol; not all where there are too many. */
interface AllSpoken {
  readonly ports: readonly Spoken[];
  readonly whole: boolean;
}
const scopes = onceFor((_world: World) => new Map<string, AllSpoken>());
function spokenIn(world: World, scope: string): AllSpoken {
  const known = scopes(world).get(scope) ?? gatherSpoken(world, scope);
  scopes(world).set(scope, known);
  return known;
}
const protocols = ['tcp', 'udp', 'sctp'] as const;
const mostPorts = 100;
const highest = 65_535;
function gatherSpoken(world: World, scope: string): AllSpoken {
  const own = world.facts('network-policy').filter((policy) => policy.scope === scope);
  const rules = [...own, ...adminPoliciesIn(world, scope)].flatMap(({ ingress, egress }) => [...ingress, ...egress]);
  const ends = rules.flatMap(({ ports }) =>
    ports.flatMap(({ port, endPort = port }) =>
      typeof port === 'number' && typeof endPort === 'number' ? [port, port - 1, endPort + 1] : [],
    ),
  );
  const numbers = [...new Set([highest, ...ends])].filter((port) => port > 0 && port <= highest);
  const ports = numbers.slice(0, mostPorts).flatMap((port) => protocols.map((protocol) => ({ port, protocol })));
  return { ports, whole: numbers.length <= mostPorts };
}

/** Pairs of groups that are asked one by one. */
const mostPairs = 200_000;
export interface Group {
  readonly senders: readonly Sender[];
  readonly receivers: readonly Receiver[];
}
/** Which rule is the first to be about the traffic hangs on both ends. */
export function* pairwise({ world, scope, past }: Field, groups: readonly Group[]): Iterable<Link> {
  let left = mostPairs;
  for (const { senders, receivers } of groups) {
    for (const sender of senders) {
      for (const receiver of receivers) {
        left -= 1;
        if (left < 0) break;
        const verdict = pairVerdict(world, sender.end, receiver);
        // What a node sends to its own pods is in the links of nodes.
        if (verdict === 'no' || (verdict === 'unknown' && sender.end === 'node')) continue;
        const why = 'no policy of the cluster or the namespace stands between them';
        yield { from: sender.node, to: receiver.node, why, assumes: verdict === 'yes' ? [] : [doubts.order] };
      }
      if (left < 0)
        yield { from: sender.node, to: past, why: 'it is on the network of the pods', assumes: [doubts.many] };
    }
  }
  if (left >= 0) return;
  const why = `policies of the cluster part more than ${mostPairs} pairs of groups of pods; the others were left out`;
  tellLimit(world, { rule: 'network policies', scope, why });
}
