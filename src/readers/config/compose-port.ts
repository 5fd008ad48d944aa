// Published and exposed ports of a Compose service.
// https://docs.docker.com/reference/compose-file/services/#ports
import type { Field } from '../../model/field.ts';
import { isKnown } from '../../model/field.ts';
import type { Port } from '../../model/workload.ts';
import { readText } from './compose-field.ts';
import { mergeLists, type Keyed } from './compose-list.ts';
import { allOf, uniqueBy } from './compose-merge.ts';
import type { Service } from './compose-project.ts';
import { resolveScalar } from './compose-scalar.ts';
import type { Environment } from './compose-variables.ts';
import { getMember, said, spend, unclear } from './config-value.ts';
import type { Value } from './config-value.ts';

export function portsOf({ layers, project }: Service): readonly Field<Port>[] {
  const { environment } = project;
  const published = mergeLists(allOf(layers, 'ports'), {
    hasForms: true,
    read: (item) => toPorts(item, environment),
  });
  const exposed = mergeLists(allOf(layers, 'expose'), {
    hasForms: false,
    read: (item) => toExposed(item, environment),
  });
  return uniqueBy([...published, ...exposed], (field) => (isKnown(field) ? JSON.stringify(field.value) : undefined));
}
/** What has the same key is the same port, and the last of them holds. */
function keyed(field: Field<Port>, mark = ''): Keyed<Field<Port>> {
  if (!isKnown(field)) return { field };
  const { container, host, hostIp = '0.0.0.0', protocol } = field.value;
  return { field, key: [container, host, hostIp, protocol, mark].join(' ') };
}

function toPorts(item: Value, environment: Environment): readonly Keyed<Field<Port>>[] {
  if (item.node.kind === 'map') {
    const published = getMember(item, 'published');
    const isNumber = published?.node.kind === 'scalar' && resolveScalar(published.node).kind === 'integer';
    // The reference implementation does not see that a number and a text are the same.
    return toLongPorts(item, environment).map((field) => keyed(field, isNumber ? 'number' : ''));
  }
  const text = readText(item, environment);
  if (text === undefined) return [keyed(unclear(item, 'not a port'))];
  if ('unclear' in text) return [keyed(text.unclear)];
  const ports = parseShortPort(text.text);
  spend(item.file, ports?.length ?? 0);
  return ports === undefined
    ? [keyed(unclear(item, 'not a port'))]
    : ports.map((port) => keyed(said(text.value, port)));
}
const shortPattern = /^(?:(?:(\[[\da-fA-F:.]{2,45}\]|[\d.]{7,15})?:)?(\d{0,5}(?:-\d{1,5})?):)?(\d{1,5}(?:-\d{1,5})?)$/;
/** `[[IP:]HOST[-HOST]:]CONTAINER[-CONTAINER][/PROTOCOL]`; a port of the engine's choice is 0. */
export function parseShortPort(text: string): readonly Port[] | undefined {
  const [ports = '', written = ''] = text.split('/');
  const protocol = toProtocol(written === '' ? 'tcp' : written);
  const match = shortPattern.exec(ports);
  if (match === null || protocol === undefined) return undefined;
  const hostIp = match[1]?.replace(/^\[|\]$/g, '');
  const given = match[2] ?? '';
  const host = given === '' ? undefined : parseRange(given);
  if (given !== '' && host === undefined) return undefined;
  return pair({ container: parseRange(match[3] ?? ''), host, hostIp, protocol });
}
function toProtocol(text: string): Port['protocol'] | undefined {
  const lower = text.toLowerCase();
  return lower === 'tcp' || lower === 'udp' || lower === 'sctp' ? lower : undefined;
}

interface Range {
  readonly first: number;
  readonly last: number;
}
const maxPorts = 16_384;
function parseRange(text: string): Range | undefined {
  const [first = '', last = first] = text.split('-');
  const range = { first: Number(first), last: Number(last) };
  const valid = /^\d{1,5}$/.test(first) && /^\d{1,5}$/.test(last) && range.first <= range.last && range.last <= 65_535;
  return valid && range.last - range.first < maxPorts ? range : undefined;
}
interface PortPair {
  readonly container: Range | undefined;
  /** Undefined is a port of the engine's choice. */
  readonly host: Range | undefined;
  readonly hostIp: string | undefined;
  readonly protocol: Port['protocol'];
}
/** One port of the container on a range of the host gets any one of them: the first stands for it. */
function pair({ container, host, hostIp, protocol }: PortPair): readonly Port[] | undefined {
  if (container === undefined) return undefined;
  const count = container.last - container.first + 1;
  if (host !== undefined && count > 1 && host.last - host.first + 1 !== count) return undefined;
  return Array.from({ length: count }, (_, index) => ({
    container: container.first + index,
    host: host === undefined ? 0 : host.first + index,
    ...(hostIp !== undefined && { hostIp }),
    protocol,
  }));
}

function toLongPorts(item: Value, environment: Environment): readonly Field<Port>[] {
  const [target, published, hostIp, protocol] = ['target', 'published', 'host_ip', 'protocol'].map((name) =>
    readText(getMember(item, name), environment),
  );
  for (const text of [target, published, hostIp, protocol])
    if (text !== undefined && 'unclear' in text) return [unclear(item, text.unclear.why)];
  const textOf = (text: typeof target): string | undefined =>
    text !== undefined && 'text' in text ? text.text : undefined;
  const host = textOf(published);
  const kind = toProtocol(textOf(protocol) ?? 'tcp');
  const range = host === undefined || host === '' ? undefined : parseRange(host);
  const wrong = kind === undefined || (host !== undefined && host !== '' && range === undefined);
  const ports = wrong
    ? undefined
    : pair({ container: parseRange(textOf(target) ?? ''), host: range, hostIp: textOf(hostIp), protocol: kind });
  if (ports === undefined) return [unclear(item, 'not a port')];
  const via = [target, published, hostIp].flatMap((text) =>
    text !== undefined && 'value' in text ? text.value.via : [],
  );
  spend(item.file, ports.length);
  return ports.map((port) => said({ ...item, via: [...new Set([...item.via, ...via])] }, port));
}

/** Only says what listens: nothing is published by it. */
function toExposed(item: Value, environment: Environment): readonly Keyed<Field<Port>>[] {
  const text = readText(item, environment);
  if (text === undefined || 'unclear' in text) return [keyed(text?.unclear ?? unclear(item, 'not a port'))];
  const ports = parseShortPort(text.text);
  if (ports === undefined) return [keyed(unclear(item, 'not a port'))];
  spend(item.file, ports.length);
  return ports.map(({ container, protocol }) => keyed(said(text.value, { container, protocol })));
}
