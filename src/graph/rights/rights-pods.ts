// The pods that a right over a few names is over; pods of a controller begin with its name.
// https://kubernetes.io/docs/concepts/overview/working-with-objects/names/
import type { World } from '../../model/facts.ts';
import type { GraphFacts, NodeId } from '../../model/graph.ts';
import { placeOf, type JudgedWorkload, type Place } from '../nodes.ts';
import type { Named } from './rights-accounts.ts';
import { clustersIn } from './rights-places.ts';

export interface NamedPods extends Named {
  readonly place: Place;
  /** Kinds of workloads whose own name it is; undefined where it is that of a pod. */
  readonly types: readonly string[] | undefined;
}
export type FindPods = (wanted: NamedPods) => readonly NodeId[];

export function podsNamed(world: World, facts: GraphFacts): FindPods {
  const workloads = clustersIn(world).flatMap((cluster) => cluster.workloads);
  const byName = Map.groupBy(workloads, (one) => `${placeOf(one)}\n${one.name}`);
  return ({ place, namespace, name, types }) => {
    const names = types === undefined ? startsOf(name) : [name];
    const found = names.flatMap((start) => byName.get(`${placeOf(place)}\n${start}`) ?? []);
    return found
      .filter((one) => namespace === undefined || (one.namespace ?? 'default') === namespace)
      .filter((one) => (types === undefined ? isPodOf(one, name) : types.includes(one.type)))
      .flatMap((one) => nodesOf(one, facts));
  };
}
/** Pods on one node: its proxy reaches all of them. */
export function podsOnNodes(world: World, facts: GraphFacts): FindPods {
  const placed = clustersIn(world)
    .flatMap((cluster) => cluster.workloads)
    .flatMap((workload) => (workload.nodes ?? []).map((node) => ({ workload, node })));
  const byNode = Map.groupBy(placed, ({ workload, node }) => `${placeOf(workload)}\n${node}`);
  return ({ place, name }) =>
    (byNode.get(`${placeOf(place)}\n${name}`) ?? []).flatMap(({ workload }) => nodesOf(workload, facts));
}
function nodesOf({ id, containers }: JudgedWorkload, facts: GraphFacts): readonly NodeId[] {
  return containers.map(({ name }) => facts.nodeOf(id, name));
}
function isPodOf({ type, name }: JudgedWorkload, pod: string): boolean {
  return type === 'Pod' ? name === pod : name !== pod;
}
const longestName = 253;
/** `web-7d4-x` is of `web-7d4`, or of `web`. */
function startsOf(pod: string): readonly string[] {
  if (pod.length > longestName) return [];
  const parts = pod.split('-');
  return parts.map((_, index) => parts.slice(0, index + 1).join('-'));
}
