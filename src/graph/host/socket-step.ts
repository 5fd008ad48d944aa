// A step through a mounted socket, for every kind of program behind one.
import type { World } from '../../model/facts.ts';
import { valueOf } from '../../model/field.ts';
import type { Assumption, Edge, GraphFacts, NodeId } from '../../model/graph.ts';
import {
  all,
  always,
  asFileOwner,
  assuming,
  isSandboxed,
  labelledFiles,
  mappedUsers,
  type Condition,
} from '../conditions.ts';
import { unconfined } from './confinement.ts';
import { hostMountsOf, type HostMount } from './host-mounts.ts';
import { findSocket, type Socket, type SocketKind } from './sockets.ts';
import { afterSocket } from '../made-for.ts';
import { removing, placedSubjectsOf, toEdge, type Subject } from '../step.ts';

export interface SocketRule {
  readonly rule: string;
  readonly kinds: readonly SocketKind[];
  readonly to: (subject: Subject) => NodeId;
  readonly why: (path: string) => string;
  readonly say: string;
  readonly yields: readonly string[];
  readonly assumes?: Assumption;
  /** A profile of the engine's own stands in the way. */
  readonly confined?: true;
}
export function* socketEdges(world: World, facts: GraphFacts, rule: SocketRule): Iterable<Edge> {
  for (const subject of placedSubjectsOf(world, facts)) {
    for (const found of hostMountsOf(subject, world)) {
      const socket = findSocket(found.path, subject.workload.engine);
      if (socket === undefined || !rule.kinds.includes(socket.kind)) continue;
      const when = all(found.when, ...needs(subject, found, { socket, rule }));
      if (when === undefined) continue;
      yield toEdge({
        rule: rule.rule,
        from: subject.node,
        to: rule.to(subject),
        when,
        why: rule.why(`${socket.itself ? '' : 'in '}${found.mount.source ?? found.path}`),
        yields: rule.yields,
        fixes: removing(subject, socket.itself ? sayFor(rule, subject) : `remove the mount of ${found.path}`, {
          name: 'mounts',
          field: found.field,
        }),
      });
    }
  }
}
function sayFor({ say, kinds }: SocketRule, { container }: Subject): string {
  return kinds.includes('engine') ? `${say}${afterSocket(container)}` : say;
}
/** Who mounts a socket itself means to connect to it, so its mode lets them; a folder's sockets are for root. */
function needs(
  { container, machine }: Subject,
  found: HostMount,
  { socket, rule }: Needed,
): readonly (Condition | undefined)[] {
  const purposeful = socket.itself && socket.kind !== 'init' && socket.kind !== 'manager';
  const ownEngine = valueOf(machine?.rootless) === true && found.path.startsWith('/run/user/');
  return [
    purposeful ? always : asFileOwner(container),
    ownEngine ? always : mappedUsers(container, machine),
    labelledFiles(container, machine),
    isSandboxed(container)
      ? assuming('sandbox-socket', 'the sandbox of the runtime lets sockets of the host through')
      : always,
    rule.confined === true ? unconfined(container, machine) : always,
    rule.assumes === undefined ? always : assuming(rule.assumes.name, rule.assumes.why),
  ];
}
interface Needed {
  readonly socket: Socket;
  readonly rule: SocketRule;
}
