// What is known of the machine behind a host of the graph, where a cluster or an engine told of it.
import type { JudgedOf, World } from '../../model/facts.ts';
import { isHostEngine, valueOf } from '../../model/field.ts';
import type { NodeId } from '../../model/graph.ts';
import { machineNode, type JudgedWorkload } from '../nodes.ts';

export type Machine = JudgedOf<'host'>;

/** Undefined where nobody told; an engine's own answer speaks for its workloads wherever they were declared. */
export function machineOf(
  world: World,
  { host, workload }: { readonly host: NodeId; readonly workload: Pick<JudgedWorkload, 'engine'> },
): Machine | undefined {
  const { byNode, engines } = indexOf(world);
  if (!isHostEngine(workload.engine)) return byNode.get(host);
  const own = engines.filter(({ engine }) => engine === workload.engine);
  return own.length === 1 ? own[0] : undefined;
}
interface Index {
  readonly byNode: ReadonlyMap<NodeId, Machine>;
  readonly engines: readonly Machine[];
}
const indexes = new WeakMap<readonly Machine[], Index>();
function indexOf(world: World): Index {
  const machines = world.facts('host');
  const known = indexes.get(machines);
  if (known !== undefined) return known;
  const index = {
    byNode: new Map(machines.map((machine) => [machineNode(machine, machine.name), machine])),
    engines: machines.filter(({ engine }) => isHostEngine(engine)),
  };
  indexes.set(machines, index);
  return index;
}
/** Whether what was told of a machine says that an assumption holds; undefined where it says nothing. */
export function settledBy(machine: Machine | undefined, assumption: string): boolean | undefined {
  if (machine === undefined) return undefined;
  const cgroup = valueOf(machine.cgroup);
  if (assumption === 'cgroup-v1') return cgroup === undefined ? undefined : cgroup === 1;
  if (assumption === 'control-plane') return isHostEngine(machine.engine) ? undefined : machine.controlPlane;
  return undefined;
}
