// Where what is sent to a container over a network ends: its networks, and the ports of its host that it takes.
import type { World } from '../model/facts.ts';
import type { NodeId } from '../model/graph.ts';
import { isKnown, type Field } from '../model/field.ts';
import type { Port } from '../model/workload.ts';
import { always, type Condition } from './conditions.ts';
import { networksOf, type Membership } from './networks.ts';
import { hostListeners, hostNetworkNode } from './nodes.ts';
import type { Subject } from './step.ts';

export interface Arrival {
  readonly node: NodeId;
  readonly when: Condition;
  /** A network that the container is on; absent where it is the ports of its host. */
  readonly membership?: Membership;
}
export function arrivalsOf(world: World, subject: Subject): readonly Arrival[] {
  const { workload, container } = subject;
  const memberships = networksOf(world, subject);
  const onHost = memberships.some(({ node }) => node === hostNetworkNode(workload));
  const inside = onHost
    ? []
    : memberships.map((membership): Arrival => ({ node: membership.arrives, when: membership.when, membership }));
  const published = onHost || container.effective.ports.some((field) => isOpen(subject, field));
  return published ? [...inside, { node: hostListeners(workload), when: always }] : inside;
}
const loopback = /^(?:127\.|::1$|\[::1\]$|localhost$)/;
/** Docker publishes every port that is named; Kubernetes only those with one of the host. */
export function isOpen({ workload }: Pick<Subject, 'workload'>, field: Field<Port>): boolean {
  if (!isKnown(field)) return true;
  if (workload.engine === 'kubernetes' && field.value.host === undefined) return false;
  return field.value.hostIp === undefined || !loopback.test(field.value.hostIp);
}
