// Which networks a container is on: https://docs.docker.com/compose/how-tos/networking/, https://kubernetes.io/docs/concepts/services-networking/
import type { JudgedOf, World } from '../model/facts.ts';
import { isKnown, type Engine, type Field } from '../model/field.ts';
import { toNodeId, type NodeId } from '../model/graph.ts';
import { grantedBy, refOf, always, type Condition } from './conditions.ts';
import { placeOf, type JudgedWorkload } from './nodes.ts';
import type { Subject } from './step.ts';

export interface Membership {
  readonly node: NodeId;
  /** It has a route out. */
  readonly routed: boolean;
  readonly when: Condition;
}
/** Pods share one flat network; services are on those they name, else on the project's default one. */
export function networksOf(
  world: World,
  { workload, container }: Pick<Subject, 'workload' | 'container'>,
): readonly Membership[] {
  const { network, networks } = container.effective;
  if (isKnown(network) && (network.value === 'none' || network.value.startsWith('container:'))) return [];
  const place = placeOf(workload);
  if (isKnown(network) && network.value === 'host')
    return [{ node: hostNetworkNode(workload), routed: true, when: always }];
  if (workload.engine === 'kubernetes')
    return [{ node: toNodeId('network', `${place}/pods`), routed: true, when: always }];
  if (workload.format === 'image')
    return [{ node: toNodeId('network', `${place}/bridge`), routed: true, when: always }];
  if (networks.length === 0) return [membership(world, workload, { name: ownNetwork[workload.engine], when: always })];
  return networks.flatMap((field: Field<string>) => {
    const when = grantedBy(refOf(container, 'networks', field), field, () => true);
    return when === undefined
      ? []
      : [membership(world, workload, { name: isKnown(field) ? field.value : 'default', when })];
  });
}
/** Where a container is that names no network; services of a project always do. */
const ownNetwork: Readonly<Record<Engine, string>> = {
  docker: 'bridge',
  podman: 'podman',
  kubernetes: 'default',
  ecs: 'default',
};
/** What a container on the host's own network reaches, and where it is reached. */
export function hostNetworkNode(workload: JudgedWorkload): NodeId {
  return toNodeId('network', `${placeOf(workload)}/from the host`);
}
export function hostListeners(workload: JudgedWorkload): NodeId {
  return toNodeId('network', `${placeOf(workload)}/ports of the host`);
}

function membership(
  world: World,
  workload: JudgedWorkload,
  { name, when }: { readonly name: string; readonly when: Condition },
): Membership {
  const fact = networkFacts(world).get(factKey(workload.scope, workload.namespace, name));
  const owner = fact?.external === true ? '' : (workload.namespace ?? '');
  const node = toNodeId('network', `${placeOf(workload)}/${owner}/${name}`);
  return { node, routed: fact?.internal !== true, when };
}
type JudgedNetwork = JudgedOf<'network'>;
const indexes = new WeakMap<readonly JudgedNetwork[], ReadonlyMap<string, JudgedNetwork>>();
function networkFacts(world: World): ReadonlyMap<string, JudgedNetwork> {
  const networks = world.facts('network');
  const known = indexes.get(networks);
  if (known !== undefined) return known;
  const index = new Map(networks.map((one) => [factKey(one.scope, one.project, one.name), one]));
  indexes.set(networks, index);
  return index;
}
function factKey(scope: string, project: string | undefined, name: string): string {
  return JSON.stringify([scope, project ?? '', name]);
}
