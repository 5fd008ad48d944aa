// Which published ports nobody outside should reach, and one message a port that is bound beyond the loopback.
import type { Message } from '../../model/check.ts';
import type { EditTarget, ModelEdit } from '../../model/edit.ts';
import { isHostEngine, isKnown, locationOf } from '../../model/field.ts';
import type { Known } from '../../model/field.ts';
import type { Port } from '../../model/workload.ts';
import { containersOf, refOf, sayOf, targetOf } from './container.ts';
import type { JudgedWorkload } from './container.ts';

/** Ports of databases, caches, queues, debuggers, engines and their consoles. */
const sensitivePorts: ReadonlySet<number> = new Set(
  [
    [1433, 1521, 3306, 5432, 5984, 6379, 7000, 7474, 7687, 8086, 8529, 9042, 9200, 9300, 11211, 26257, 27017, 28015],
    [2375, 2376, 2377, 2379, 2380, 4194, 6443, 8001, 10250, 10255, 8500, 8200, 4646],
    [5005, 9229, 5858, 6060, 8787, 3389, 5900, 5601, 15672, 5672, 9092, 2181, 4222, 1883, 61616],
  ].flat(),
);
/** Memcached answers to whoever asks from a forged address; what else listens there speaks TCP. */
const sensitiveDatagrams: ReadonlySet<number> = new Set([11211]);
export function isSensitivePort(port: Port): boolean {
  const ports = port.protocol === 'udp' ? sensitiveDatagrams : sensitivePorts;
  return ports.has(port.container) || (port.host !== undefined && ports.has(port.host));
}

/** `judge` gets ports that the host publishes beyond its loopback, with `hostIp` absent for every address. */
export function* accusePorts(
  workload: JudgedWorkload,
  judge: (port: Port) => string | undefined,
  remedy: 'loopback' | 'remove',
): Iterable<Message> {
  if (!isHostEngine(workload.engine)) return;
  for (const container of containersOf(workload)) {
    const network = container.effective.network;
    if (isKnown(network) && network.value !== 'private') continue;
    const accused: Accused[] = [];
    for (const field of container.effective.ports) {
      if (!isKnown(field) || !isPublished(field.value)) continue;
      const where = judge(onEveryAddress(field.value));
      if (where !== undefined) accused.push({ field, where });
    }
    for (const { first, last, fields, where } of rangesOf(accused)) {
      const name = `${rangeOf(first.container, last.container)}/${first.protocol}`;
      const host = rangeOf(first.host, last.host);
      yield {
        key: `${container.name}/${host}:${name}`,
        what: sayOf(workload, container, `publishes ${first === last ? 'port' : 'ports'} ${name} as ${host} ${where}`),
        fields: [...new Set([fields[0], fields.at(-1)])].flatMap((field) =>
          field === undefined ? [] : refOf('ports', field, container),
        ),
        ...fixOf(remedy, { target: targetOf(workload, container), fields }),
      };
    }
  }
}

interface Accused {
  readonly field: Known<Port>;
  readonly where: string;
}
interface Range {
  readonly first: Port;
  readonly place: string;
  last: Port;
  readonly fields: Known<Port>[];
  readonly where: string;
}
/** Ports that are written as one range. */
function rangesOf(accused: readonly Accused[]): readonly Range[] {
  const ranges: Range[] = [];
  for (const { field, where } of accused) {
    const range = ranges.at(-1);
    if (range !== undefined && range.where === where && isNext(range, field)) {
      range.last = field.value;
      range.fields.push(field);
    } else ranges.push({ first: field.value, place: placeOf(field), last: field.value, fields: [field], where });
  }
  return ranges;
}
function isNext({ last, place }: Range, field: Known<Port>): boolean {
  return place === placeOf(field) && field.value.container === last.container + 1;
}
function placeOf(field: Known<Port>): string {
  const { path = '', line = 0, column = 0 } = locationOf(field) ?? {};
  return `${path}:${String(line)}:${String(column)}`;
}
function rangeOf(first: number | undefined, last: number | undefined): string {
  return first === last ? String(first) : `${String(first)}-${String(last)}`;
}

function fixOf(
  remedy: 'loopback' | 'remove',
  { target, fields }: { readonly target: EditTarget; readonly fields: readonly Known<Port>[] },
): Pick<Message, 'fix'> {
  const edits = fields.flatMap((field): readonly ModelEdit[] => {
    const at = locationOf(field);
    if (at === undefined) return [];
    const item = { target, field: 'ports', value: field.value, at } as const;
    return [remedy === 'remove' ? { op: 'remove', ...item } : { op: 'change', ...item, to: { hostIp: '127.0.0.1' } }];
  });
  if (edits.length === 0) return {};
  const ports = edits.length === 1 ? 'port' : 'ports';
  return {
    fix: { say: remedy === 'remove' ? `do not publish the ${ports}` : `publish the ${ports} on 127.0.0.1`, edits },
  };
}
function isPublished(port: Port): boolean {
  return port.host !== undefined && !isLoopback(port.hostIp);
}
function isLoopback(address: string | undefined): boolean {
  return (
    address !== undefined &&
    (address.startsWith('127.') || address === '::1' || address === '[::1]' || address === 'localhost')
  );
}
const anyAddress: ReadonlySet<string> = new Set(['', '0.0.0.0', '::', '[::]']);
function onEveryAddress(port: Port): Port {
  const { hostIp, ...rest } = port;
  return hostIp === undefined || anyAddress.has(hostIp) ? rest : port;
}
