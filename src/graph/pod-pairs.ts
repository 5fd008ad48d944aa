// Whether one pod is in reach of another where what policies say hangs on both: asked at each port that may matter.
import type { World } from '../model/facts.ts';
import { onceFor } from '../model/once-for.ts';
import { adminPoliciesIn } from './admin-policy.ts';
import { allows, type Traffic } from './network-policy.ts';
import type { JudgedWorkload } from './nodes.ts';
import { anyOf, type Verdict } from './policy-match.ts';
import type { Listener } from './policy-ports.ts';

interface Receiving {
  readonly end: JudgedWorkload;
  readonly listener: Listener;
}
/** Where it listens, or wherever it could be let in if that was not said. */
export function pairVerdict(world: World, from: JudgedWorkload | 'node', { end, listener }: Receiving): Verdict {
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
