// Whether a container listens where two rules meet, the sender's and its own.
import type { PolicyPort } from '../../model/network-facts.ts';
import { isKnown } from '../../model/field.ts';
import type { Port } from '../../model/workload.ts';
import type { JudgedContainer } from '../conditions.ts';
import { anyOf, both, portIs, type Listening, type Verdict } from './policy-match.ts';

export interface Listener {
  /** Undefined where it may listen anywhere: it names no port, or one that could not be resolved. */
  readonly own?: readonly Port[];
  readonly pod: Listening;
}
export function listenerOf({ effective: { ports } }: JudgedContainer, pod: Listening): Listener {
  const own = ports.filter(isKnown).map(({ value }) => value);
  return own.length === 0 || own.length < ports.length ? { pod } : { own, pod };
}
type Ports = readonly PolicyPort[];
export function portsMeet(a: Ports, b: Ports, { own, pod }: Listener): Verdict {
  if (a.length === 0 && b.length === 0) return 'yes';
  if (own === undefined) return rangesMeet(a, b, pod);
  const has = (ports: Ports, { container: port, protocol }: Port): Verdict =>
    ports.length === 0 ? 'yes' : anyOf(ports, (one) => portIs(one, { port, protocol }, pod));
  return anyOf(own, (port) => both(has(a, port), has(b, port)));
}
/** A rule without ports is about all of them. */
function rangesMeet(a: Ports, b: Ports, pod: Listening): Verdict {
  if (a.length === 0 || b.length === 0) return anyOf([...a, ...b], (one) => (isNamed(one) ? namedIn(one, pod) : 'yes'));
  return anyOf(a, (one) => anyOf(b, (other) => overlap(one, other, pod)));
}
function isNamed({ port }: PolicyPort): boolean {
  return typeof port === 'string';
}
function namedIn({ port: name, protocol }: PolicyPort, { ports, blurred }: Listening): Verdict {
  if (ports.some((one) => one.name === name && one.protocol === protocol)) return 'yes';
  return blurred ? 'unknown' : 'no';
}
function overlap(a: PolicyPort, b: PolicyPort, pod: Listening): Verdict {
  if (a.protocol !== b.protocol) return 'no';
  if (isNamed(a) || isNamed(b)) return viaName(a, b, pod);
  const [[low, high], [first, last]] = [rangeOf(a), rangeOf(b)];
  return low <= last && first <= high ? 'yes' : 'no';
}
function viaName(a: PolicyPort, b: PolicyPort, pod: Listening): Verdict {
  const found = anyOf(pod.ports, ({ container: port, protocol }) =>
    both(portIs(a, { port, protocol }, pod), portIs(b, { port, protocol }, pod)),
  );
  return found === 'no' && pod.blurred ? 'unknown' : found;
}
const highest = 65_535;
function rangeOf({ port, endPort }: PolicyPort): readonly [number, number] {
  return typeof port === 'number' ? [port, endPort ?? port] : [0, highest];
}
