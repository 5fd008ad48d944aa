// Which networks a container is on: https://docs.docker.com/compose/how-tos/networking/, https://kubernetes.io/docs/concepts/services-networking/
import type { FactId } from '../../model/brand.ts';
import type { JudgedOf, World } from '../../model/facts.ts';
import { isHostEngine, isKnown, type Engine, type Field } from '../../model/field.ts';
import { toNodeId, type NodeId } from '../../model/graph.ts';
import { tellLimit } from '../../model/limits.ts';
import { grantedBy, refOf, always, assuming, type Condition } from '../conditions.ts';
import { hostNetworkNode, placeOf, type JudgedWorkload } from '../nodes.ts';
import { podNetworksOf } from './pod-network.ts';
import type { Subject } from '../step.ts';
import { onceFor } from '../../model/once-for.ts';

type Placed = Pick<Subject, 'workload' | 'container'>;
export interface Membership {
  /** Where what it sends begins, and where what is sent to it ends. */
  readonly node: NodeId;
  readonly arrives: NodeId;
  /** It has a route out. */
  readonly routed: boolean;
  /** It is a segment of the network that the host itself is on, which the host does not pass on to. */
  readonly outside: boolean;
  /** The host keeps those on it apart; what comes from itself arrives. */
  readonly isolated: boolean;
  readonly when: Condition;
  /** What was said of it, where something was. */
  readonly fact?: JudgedNetwork;
}
/** Pods share one flat network; services are on those they name, else on the project's default one. */
export function networksOf(world: World, placed: Placed): readonly Membership[] {
  const owner = networkOwner(world, placed);
  const all = ownNetworks(world, owner);
  if (!all.some(({ isolated }) => isolated) || !sharedOwners(world).has(owner.workload.id)) return all;
  const loopback = toNodeId('network', `${owner.workload.id}/loopback of ${owner.workload.name}`);
  return [...all, { ...flat(loopback), routed: false }];
}
/** Those whose network another container joins: what keeps containers apart is not between these. */
const sharedOwners = onceFor((world: World): ReadonlySet<FactId> => {
  const found = new Set<FactId>();
  for (const workload of world.facts('workload')) {
    for (const container of workload.containers) {
      const owner = networkOwner(world, { workload, container });
      if (owner.workload !== workload) found.add(owner.workload.id);
    }
  }
  return found;
});
/** Whose network it is: that of another container where it was joined to that. */
function networkOwner(world: World, placed: Placed): Placed {
  let owner = placed;
  for (let steps = 0; steps < mostJoined; steps += 1) {
    const next = joinedTo(world, owner);
    if (next === undefined) return owner;
    owner = next;
  }
  const { workload } = placed;
  const why = `a container is on the network of another, through more than ${mostJoined} of them`;
  tellLimit(world, { rule: 'shared-network', scope: workload.namespace ?? workload.scope, why });
  return owner;
}
const mostJoined = 8;
function joinedTo(world: World, { workload, container }: Placed): Placed | undefined {
  const { network } = container.effective;
  if (!isKnown(network) || !network.value.startsWith(joined)) return undefined;
  const peer = byName(world).get(factKey(placeOf(workload), workload.namespace, network.value.slice(joined.length)));
  const other = peer?.containers[0];
  return peer === undefined || other === undefined ? undefined : { workload: peer, container: other };
}
const joined = 'container:';
const byName = onceFor((world: World): ReadonlyMap<string, JudgedWorkload> => {
  const workloads = world.facts('workload').filter(({ engine }) => isHostEngine(engine));
  const made = new Map(workloads.map((one) => [factKey(placeOf(one), one.namespace, one.name), one]));
  return made;
});

function ownNetworks(world: World, { workload, container }: Placed): readonly Membership[] {
  const { network, networks } = container.effective;
  if (isKnown(network) && network.value === 'none') return [];
  if (isKnown(network) && network.value.startsWith(joined))
    return [unseen(workload, network.value.slice(joined.length))];
  if (isKnown(network) && network.value === 'host') return [flat(hostNetworkNode(workload))];
  if (workload.engine === 'kubernetes') {
    const pods = podNetworksOf(world).get(placeOf(workload));
    return pods === undefined ? [] : [{ ...flat(pods.out(workload)), arrives: pods.into(workload, container) }];
  }
  const place = placeOf(workload);
  if (workload.format === 'image') return [flat(toNodeId('network', `${place}/bridge`))];
  if (networks.length === 0) return [membership(world, workload, { name: ownNetwork[workload.engine], when: always })];
  return networks.flatMap((field: Field<string>) => {
    const when = grantedBy(refOf(container, 'networks', field), field, () => true);
    return when === undefined
      ? []
      : [membership(world, workload, { name: isKnown(field) ? field.value : 'default', when })];
  });
}
/** On the network of a container that is not here, or that is on its own in a circle. */
function unseen(workload: JudgedWorkload, peer: string): Membership {
  const when = assuming('network-unseen', `${peer}, which was not seen, is on a network`);
  return { ...flat(toNodeId('network', `${placeOf(workload)}/of ${peer}`)), when };
}
function flat(node: NodeId): Membership {
  return { node, arrives: node, routed: true, outside: false, isolated: false, when: always };
}
/** Where a container is that names no network; services of a project always do. */
const ownNetwork: Readonly<Record<Engine, string>> = {
  docker: 'bridge',
  podman: 'podman',
  kubernetes: 'default',
  ecs: 'default',
};

/**
 * To take a container off the network of another puts it on the one that everything is on which names none. Whether it
 * meets nobody there whom it does not meet already, also once others are taken off theirs.
 */
export function meetsNobodyNew(world: World, placed: Placed): boolean {
  const owner = networkOwner(world, placed);
  if (isOnDefault(owner)) return true;
  const { workload } = placed;
  const others = ofDefault(world).get(JSON.stringify([placeOf(workload), workload.namespace ?? ''])) ?? [];
  return others.every(({ id }) => id === workload.id);
}
function isOnDefault({ workload, container: { effective } }: Placed): boolean {
  const { network, networks } = effective;
  if (isKnown(network) && (network.value === 'none' || network.value === 'host')) return false;
  if (isKnown(network) && network.value.startsWith(joined)) return false;
  const names: ReadonlySet<string> = new Set(['default', ownNetwork[workload.engine]]);
  return networks.length === 0 || networks.some((field) => !isKnown(field) || names.has(field.value));
}
/** Those that are on it, and those that would be if they were taken off the network of another. */
const ofDefault = onceFor((world: World): ReadonlyMap<string, readonly JudgedWorkload[]> => {
  const there = world.facts('workload').filter((workload) =>
    workload.containers.some((container) => {
      const { network } = container.effective;
      return isOnDefault({ workload, container }) || (isKnown(network) && network.value.startsWith(joined));
    }),
  );
  const made = Map.groupBy(there, (one) => JSON.stringify([placeOf(one), one.namespace ?? '']));
  return made;
});

/** Drivers that put a container beside the host, on a network of its. */
const segments: ReadonlySet<string> = new Set(['macvlan', 'ipvlan']);
function membership(
  world: World,
  workload: JudgedWorkload,
  { name, when }: { readonly name: string; readonly when: Condition },
): Membership {
  const { own, shared, observed } = networkFacts(world);
  const fact = own.get(factKey(workload.scope, workload.namespace, name));
  // Who brings it about says how it is; who only uses it knows its name.
  const source = fact?.external === true ? (shared.get(factKey(workload.scope, '', name)) ?? fact) : fact;
  const owner = source?.external === true ? '' : (source?.project ?? workload.namespace ?? '');
  const node = toNodeId('network', `${placeOf(workload)}/${owner}/${source?.name ?? name}`);
  const told = workload.engine === 'docker' ? (observed.get(source === undefined ? name : realName(source)) ?? []) : [];
  const isolated = source?.isolated === true || (told.length > 0 && told.every((one) => one.isolated === true));
  return {
    ...flat(node),
    ...(isolated && { arrives: toNodeId('network', `${node.slice('network:'.length)} behind its host`) }),
    isolated,
    routed: source?.internal !== true,
    outside: segments.has(source?.driver ?? ''),
    when,
    ...(source && { fact: source }),
  };
}
type JudgedNetwork = JudgedOf<'network'>;
interface Networks {
  readonly own: ReadonlyMap<string, JudgedNetwork>;
  /** Those that some project makes, by the name that it gives them. */
  readonly shared: ReadonlyMap<string, JudgedNetwork>;
  /** What engines told, by the names that they have for them; several engines may have one of a name. */
  readonly observed: ReadonlyMap<string, readonly JudgedNetwork[]>;
}
const indexes = new WeakMap<readonly JudgedNetwork[], Networks>();
function networkFacts(world: World): Networks {
  const networks = world.facts('network');
  const known = indexes.get(networks);
  if (known !== undefined) return known;
  const made = networks.filter(({ external }) => !external);
  const declared = networks.filter(({ observed }) => observed !== true);
  const index = {
    own: new Map(declared.map((one) => [factKey(one.scope, one.project, one.name), one])),
    shared: new Map(made.map((one) => [factKey(one.scope, '', realName(one)), one])),
    observed: Map.groupBy(
      networks.filter(({ observed }) => observed === true),
      ({ name }) => name,
    ),
  };
  indexes.set(networks, index);
  return index;
}
function realName({ name, project, fixedName, external }: JudgedNetwork): string {
  return fixedName || external || project === undefined ? name : `${project}_${name}`;
}
function factKey(scope: string, project: string | undefined, name: string): string {
  return JSON.stringify([scope, project ?? '', name]);
}
