// The cheapest proof that a workload reaches a level, for all workloads at once: backwards from the level's nodes, and
// forwards only where a step needs several nodes together (Dowling and Gallier 1984, Horn clauses in linear time).
import { reachLevels, type ReachLevel } from '../../model/graph.ts';
import { at, needsOf, rowOf, type Compiled } from './compile.ts';
import { edgesBehind } from './paths.ts';

/** One way to a node of a level, by its next edge; `owner` is the workload that is reached, or -1 for everyone's. */
interface Way {
  readonly node: number;
  readonly cost: number;
  readonly owner: number;
  readonly edge: number;
  readonly next: Way | undefined;
}
const everyone = -1;
export type Target = Exclude<ReachLevel, 'contained'>;
export const targets: readonly Target[] = ['neighbours', 'node', 'cluster', 'cloud'];

export interface Proofs {
  /** The edges in the order in which they are taken; undefined when the level is out of reach. */
  find(workload: number, level: Target): readonly number[] | undefined;
  /** The furthest level that the workload reaches. */
  levelOf(workload: number): ReachLevel;
}
/** `usable` says which edges can be taken, by number. */
export function findProofs(compiled: Compiled, usable: (edge: number) => boolean): Proofs {
  const tables = new Map<string, readonly (readonly Way[])[]>();
  const open = openEdges(compiled, usable);
  const search = (level: Target, mode: 'plain' | 'hopeful'): readonly (readonly Way[])[] => {
    const key = `${level} ${mode}`;
    const known = tables.get(key);
    if (known !== undefined) return known;
    const table = searchBack(compiled, { level, open, least: mode === 'hopeful' ? together : alone });
    tables.set(key, table);
    return table;
  };
  const find = (workload: number, level: Target): readonly number[] | undefined => {
    const plain = bestWay(compiled, workload, search(level, 'plain'));
    if (plain !== undefined) return edgesOf(plain);
    if (!compiled.hasAlso || bestWay(compiled, workload, search(level, 'hopeful')) === undefined) return undefined;
    return proveForwards(compiled, workload, { level, open, least: together });
  };
  const levelOf = (workload: number): ReachLevel =>
    targets.findLast((level) => find(workload, level) !== undefined) ?? 'contained';
  return { find, levelOf };
}

function bestWay(compiled: Compiled, workload: number, table: readonly (readonly Way[])[]): Way | undefined {
  let best: Way | undefined;
  for (const node of compiled.starts[workload] ?? []) {
    const way = table[node]?.find(({ owner }) => owner !== workload);
    if (way !== undefined && (best === undefined || way.cost < best.cost)) best = way;
  }
  return best;
}
function edgesOf(way: Way): readonly number[] {
  const edges: number[] = [];
  for (let step: Way | undefined = way; step?.next !== undefined; step = step.next) edges.push(step.edge);
  return edges;
}

/**
 * From the nodes of a level to everything before them, cheapest first. Each node keeps the cheapest way to each of at
 * most two owners: one of them is always another than the workload that asks.
 */
function searchBack(compiled: Compiled, goal: Goal): readonly (readonly Way[])[] {
  const found: Way[][] = compiled.graph.nodes.map(() => []);
  const buckets: Way[][] = [seedsOf(compiled, goal)];
  const { starts, items } = compiled.arriving;
  for (let cost = 0; cost < buckets.length; cost += 1) {
    const bucket = buckets[cost] ?? [];
    for (const way of bucket) {
      const ways = at(found, way.node);
      if (ways.length === 2 || ways.some(({ owner }) => owner === way.owner)) continue;
      ways.push(way);
      // By number: a view of the row for each node is more work than the row.
      for (let index = at(starts, way.node), end = at(starts, way.node + 1); index < end; index += 1) {
        const edge = at(items, index);
        if ((goal.open[edge] ?? shut) < goal.least) continue;
        const node = at(compiled.from, edge);
        if ((found[node]?.length ?? 2) === 2) continue;
        const next = { node, cost: cost + at(compiled.cost, edge), owner: way.owner, edge, next: way };
        (buckets[next.cost] ??= []).push(next);
      }
    }
    buckets[cost] = [];
  }
  return found;
}
function seedsOf({ graph, levels, owners }: Compiled, { level }: Goal): Way[] {
  const seeds: Way[] = [];
  const seed = (node: number, owner: number): void => {
    seeds.push({ node, cost: 0, owner, edge: -1, next: undefined });
  };
  for (const node of graph.nodes.keys()) {
    if (levels[node] === level) seed(node, everyone);
    else if (level === 'neighbours') for (const owner of at(owners, node)) seed(node, owner);
  }
  return seeds;
}

interface Goal {
  readonly level: Target;
  /** Of every edge: whether it can be taken, and from one node alone. */
  readonly open: Uint8Array;
  readonly least: number;
}
const [shut, together, alone] = [0, 1, 2] as const;
/** Asked once of every edge: searches come by most of them several times. */
function openEdges({ also }: Compiled, usable: (edge: number) => boolean): Uint8Array {
  const open = new Uint8Array(also.length);
  for (const [edge, nodes] of also.entries()) if (usable(edge)) open[edge] = nodes.length === 0 ? alone : together;
  return open;
}
/** Every edge once all that it needs has been reached; then back over what was really needed. */
function proveForwards(compiled: Compiled, workload: number, goal: Goal): readonly number[] | undefined {
  const by = new Map<number, number>((compiled.starts[workload] ?? []).map((node) => [node, -1]));
  const missing = new Map<number, number>();
  const order = [...by.keys()];
  for (const node of order) {
    if (isGoal(compiled, node, { ...goal, workload })) return edgesBehind(compiled, by, node);
    for (const edge of rowOf(compiled.leaving, node)) {
      if ((goal.open[edge] ?? shut) < goal.least) continue;
      const needs = missing.get(edge) ?? needsOf(compiled, edge).length;
      missing.set(edge, needs - 1);
      const next = at(compiled.to, edge);
      if (needs > 1 || by.has(next)) continue;
      by.set(next, edge);
      order.push(next);
    }
  }
  return undefined;
}
function isGoal(compiled: Compiled, node: number, goal: Goal & { readonly workload: number }): boolean {
  if (compiled.levels[node] === goal.level) return true;
  return goal.level === 'neighbours' && at(compiled.owners, node).some((owner) => owner !== goal.workload);
}
export function isFurther(a: ReachLevel, b: ReachLevel): boolean {
  return reachLevels.indexOf(a) > reachLevels.indexOf(b);
}
