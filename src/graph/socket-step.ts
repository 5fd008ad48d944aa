// A step through a mounted socket, for every kind of program behind one.
import type { World } from '../model/facts.ts';
import type { Assumption, Edge, GraphFacts } from '../model/graph.ts';
import { all, always, asRoot, assuming, isSandboxed, mappedUsers, unconfined, type Condition } from './conditions.ts';
import { hostMountsOf } from './host-mounts.ts';
import { engineNode } from './nodes.ts';
import { findSocket, type Socket, type SocketKind } from './sockets.ts';
import { removing, placedSubjectsOf, toEdge, type Subject } from './step.ts';

export interface SocketRule {
  readonly rule: string;
  readonly kinds: readonly SocketKind[];
  readonly to: 'engine' | 'host';
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
      const when = all(found.when, ...needs(subject, socket, rule));
      if (when === undefined) continue;
      yield toEdge({
        rule: rule.rule,
        from: subject.node,
        to: rule.to === 'engine' ? engineNode(subject.host) : subject.host,
        when,
        why: rule.why(found.mount.source ?? found.path),
        yields: rule.yields,
        fixes: removing(subject, rule.say, { name: 'mounts', field: found.field }),
      });
    }
  }
}
/** Who mounts a socket itself means to connect to it, so its mode lets them; a folder's sockets are for root. */
function needs({ container }: Subject, socket: Socket, rule: SocketRule): readonly (Condition | undefined)[] {
  const purposeful = socket.itself && socket.kind !== 'init' && socket.kind !== 'manager';
  return [
    purposeful ? always : asRoot(container),
    mappedUsers(container),
    isSandboxed(container)
      ? assuming('sandbox-socket', 'the sandbox of the runtime lets sockets of the host through')
      : always,
    rule.confined === true ? unconfined(container) : always,
    rule.assumes === undefined ? always : assuming(rule.assumes.name, rule.assumes.why),
  ];
}
