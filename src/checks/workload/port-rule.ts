// Which published ports nobody outside should reach, and one message a port that is bound beyond the loopback.
import type { Message } from '../../model/check.ts';
import type { EditTarget } from '../../model/edit.ts';
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
export function isSensitivePort(port: Port): boolean {
  return sensitivePorts.has(port.container) || (port.host !== undefined && sensitivePorts.has(port.host));
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
    for (const field of container.effective.ports) {
      if (!isKnown(field) || !isPublished(field.value)) continue;
      const port = field.value;
      const where = judge(onEveryAddress(port));
      if (where === undefined) continue;
      const name = `${String(port.container)}/${port.protocol}`;
      yield {
        key: `${container.name}/${String(port.host)}:${name}`,
        what: sayOf(workload, container, `publishes port ${name} as ${String(port.host)} ${where}`),
        fields: [refOf('ports', field, container)],
        ...fixOf(remedy, { target: targetOf(workload, container), field }),
      };
    }
  }
}

function fixOf(
  remedy: 'loopback' | 'remove',
  { target, field }: { readonly target: EditTarget; readonly field: Known<Port> },
): Pick<Message, 'fix'> {
  const at = locationOf(field);
  if (at === undefined) return {};
  const item = { target, field: 'ports', value: field.value, at } as const;
  return remedy === 'remove'
    ? { fix: { say: 'do not publish the port', edits: [{ op: 'remove', ...item }] } }
    : {
        fix: { say: 'publish the port on 127.0.0.1', edits: [{ op: 'change', ...item, to: { hostIp: '127.0.0.1' } }] },
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
