// The cheapest proof that a workload reaches a level, for all workloads at once: backwards from the level's nodes, and
// forwards only where a step needs several nodes together (Dowling and Gallier 1984, Horn clauses in linear time).
import { reachLevels, type Graph, type ReachLevel } from '../model/graph.ts';
import type { FactId } from '../model/brand.ts';
import { levelOfNode } from './nodes.ts';
import { onceFor } from '../model/once-for.ts';

/** The graph with numbers for names. */
export interface Compiled {
  readonly graph: Graph;
  readonly from: readonly number[];
  readonly to: readonly number[];
  readonly also: readonly (readonly number[])[];
  /** Edges that arrive at, and that leave or need, each node. */
  readonly arriving: readonly (readonly number[])[];
  readonly leaving: readonly (readonly number[])[];
  readonly cost: readonly number[];
  readonly hasAlso: boolean;
  readonly levels: readonly ReachLevel[];
  /** Whose the node is: up to two workloads, as numbers; empty when nobody's. */
  readonly owners: readonly (readonly number[])[];
  readonly workloads: ReadonlyMap<FactId, number>;
  readonly starts: readonly (readonly number[])[];
}
/** A path with fewer assumptions is cheaper than any that is this much shorter. */
const assumptionCost = 256;
/** To take a neighbour over says more than to read or disturb it, also when it takes this many steps more. */
const effectCost = 8;

/** Every question about one graph shares it. */
export const compileGraph = onceFor(compileAnew);
function compileAnew(graph: Graph): Compiled {
  const index = new Map(graph.nodes.map(({ id }, number) => [id, number]));
  const numberOf = (id: string): number => {
    const number = index.get(id as `${'host'}:${string}`);
    if (number === undefined) throw new Error(`an edge ends at a node that is not there: ${id}`);
    return number;
  };
  const from = graph.edges.map((edge) => numberOf(edge.from));
  const to = graph.edges.map((edge) => numberOf(edge.to));
  const also = graph.edges.map((edge) => edge.also.map(numberOf));
  const arriving: number[][] = graph.nodes.map(() => []);
  const leaving: number[][] = graph.nodes.map(() => []);
  for (const edge of from.keys()) {
    arriving[at(to, edge)]?.push(edge);
    for (const node of new Set([at(from, edge), ...at(also, edge)])) leaving[node]?.push(edge);
  }
  const workloads = new Map<FactId, number>();
  const starts: number[][] = [];
  const owner = graph.nodes.map((): number | undefined => undefined);
  for (const [node, { kind, workload }] of graph.nodes.entries()) {
    if (kind !== 'container' || workload === undefined) continue;
    const number = workloads.get(workload) ?? workloads.size;
    workloads.set(workload, number);
    (starts[number] ??= []).push(node);
    owner[node] = number;
  }
  return {
    graph,
    from,
    to,
    also,
    arriving,
    leaving,
    cost: graph.edges.map(
      ({ assumes, to: end }) => 1 + assumptionCost * assumes.length + (end.startsWith('effect:') ? effectCost : 0),
    ),
    hasAlso: also.some((nodes) => nodes.length > 0),
    levels: graph.nodes.map(({ kind, id }) => levelOfNode(kind, id)),
    owners: ownersOf(graph, { to, leaving, owner }),
    workloads,
    starts,
  };
}
/**
 * Whose a node is: at most two workloads. A volume is its users': to write it is to reach them, also before any of
 * them trusts what is in it. So is a secret, which only those reach who may read those of others.
 */
function ownersOf(
  { nodes }: Graph,
  { to, leaving, owner }: Pick<Compiled, 'to' | 'leaving'> & { readonly owner: readonly (number | undefined)[] },
): readonly (readonly number[])[] {
  return nodes.map(({ kind }, node) => {
    if (kind !== 'volume' && kind !== 'secret') return [owner[node]].filter((one) => one !== undefined);
    const users = at(leaving, node).map((edge) => owner[at(to, edge)]);
    return [...new Set(users.filter((one) => one !== undefined))].slice(0, 2);
  });
}

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
  for (let cost = 0; cost < buckets.length; cost += 1) {
    const bucket = buckets[cost] ?? [];
    for (const way of bucket) {
      const ways = at(found, way.node);
      if (ways.length === 2 || ways.some(({ owner }) => owner === way.owner)) continue;
      ways.push(way);
      for (const edge of at(compiled.arriving, way.node)) {
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
    for (const edge of at(compiled.leaving, node)) {
      if ((goal.open[edge] ?? shut) < goal.least) continue;
      const needs = missing.get(edge) ?? new Set([at(compiled.from, edge), ...at(compiled.also, edge)]).size;
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
function edgesBehind(compiled: Compiled, by: ReadonlyMap<number, number>, goal: number): readonly number[] {
  const edges: number[] = [];
  const seen = new Set<number>();
  const open: { readonly node: number; readonly leave: boolean }[] = [{ node: goal, leave: false }];
  while (open.length > 0) {
    const { node, leave } = open.pop() ?? { node: goal, leave: true };
    const edge = by.get(node) ?? -1;
    if (edge === -1 || (!leave && seen.has(node))) continue;
    if (leave) {
      edges.push(edge);
      continue;
    }
    seen.add(node);
    open.push({ node, leave: true });
    for (const need of [at(compiled.from, edge), ...at(compiled.also, edge)]) open.push({ node: need, leave: false });
  }
  return edges;
}

function at<T>(list: readonly T[], index: number): T {
  const value = list[index];
  if (value === undefined) throw new Error(`nothing at ${index}`);
  return value;
}
export function isFurther(a: ReachLevel, b: ReachLevel): boolean {
  return reachLevels.indexOf(a) > reachLevels.indexOf(b);
}
