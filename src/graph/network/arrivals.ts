// Where what is sent to a container over a network ends: its networks, and the ports of its host that it takes.
import type { Fix, ModelEdit } from '../../model/edit.ts';
import type { World } from '../../model/facts.ts';
import type { NodeId } from '../../model/graph.ts';
import { isHostEngine, isKnown, locationOf, type Field } from '../../model/field.ts';
import type { Port } from '../../model/workload.ts';
import { always, type Condition } from '../conditions.ts';
import { networksOf, type Membership } from './networks.ts';
import { hostListeners, hostNetworkNode } from '../nodes.ts';
import { targetOf, type Subject } from '../step.ts';

export interface Arrival {
  readonly node: NodeId;
  readonly when: Condition;
  /** A network that the container is on; absent where it is the ports of its host. */
  readonly membership?: Membership;
  readonly fixes: readonly Fix[];
}
export function arrivalsOf(world: World, subject: Subject): readonly Arrival[] {
  const { workload } = subject;
  const memberships = networksOf(world, subject);
  const onHost = memberships.some(({ node }) => node === hostNetworkNode(workload));
  const inside = onHost
    ? []
    : memberships.map((membership): Arrival => ({
        node: membership.arrives,
        when: membership.when,
        membership,
        fixes: [],
      }));
  const open = openPorts(world, subject);
  if (!onHost && open.length === 0) return inside;
  return [...inside, { node: hostListeners(workload), when: always, fixes: onHost ? [] : closing(subject, open) }];
}
/** Published on the loopback only; a pod gives its port of the host up. None where one of them cannot be. */
export function closing({ workload, container }: Subject, open: readonly Field<Port>[]): readonly Fix[] {
  const docker = isHostEngine(workload.engine);
  const edits = open.flatMap((field): readonly ModelEdit[] => {
    const at = locationOf(field);
    if (!isKnown(field) || at === undefined) return [];
    const target = targetOf({ workload, container });
    const to = docker ? { hostIp: '127.0.0.1' } : { host: null };
    return [{ op: 'change', target, field: 'ports', value: field.value, to, at }];
  });
  const ports = open.length === 1 ? 'its port' : 'its ports';
  const say = docker ? `publish ${ports} on 127.0.0.1` : `do not take ${ports} of the host`;
  return edits.length === open.length ? [{ say, edits }] : [];
}
/** Ports of the host that lead to it from elsewhere. */
export function openPorts(world: World, subject: Subject): readonly Field<Port>[] {
  const { ports } = subject.container.effective;
  if (ports.length === 0 || hasNoWayIn(networksOf(world, subject), subject)) return [];
  return ports.filter((field) => isOpen(subject, field));
}
/** Docker publishes nothing of who is on internal networks only; a swarm does, through a network of its own. */
function hasNoWayIn(memberships: readonly Membership[], { workload }: Subject): boolean {
  if (workload.engine !== 'docker' || memberships.length === 0) return false;
  return memberships.every(
    ({ routed, when, fact }) => !routed && when.assumes.length === 0 && fact?.driver !== 'overlay',
  );
}
const loopback = /^(?:127\.|::1$|\[::1\]$|localhost$)/;
/** Docker publishes every port that is named; Kubernetes only those with one of the host. */
function isOpen({ workload }: Pick<Subject, 'workload'>, field: Field<Port>): boolean {
  if (!isKnown(field)) return true;
  if (workload.engine === 'kubernetes' && field.value.host === undefined) return false;
  return field.value.hostIp === undefined || !loopback.test(field.value.hostIp);
}
