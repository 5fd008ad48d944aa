// The cheapest ways from some nodes to all others, and from all nodes to some: Dijkstra over costs that are small whole
// numbers (Dial 1969), with steps that need several nodes together taken once all of them have been reached.
import { needsOf, rowOf, type Compiled } from './compile.ts';

type Usable = (edge: number) => boolean;
export interface Ways {
  /** Cheapest first; the nodes that it began with are the first ones. */
  readonly nodes: readonly number[];
  /** The edges in the order in which they are taken; none at a node that it began with. */
  find(node: number): readonly number[] | undefined;
}

export function waysFrom(compiled: Compiled, starts: readonly number[], usable: Usable): Ways {
  const by = new Map<number, number>();
  const missing = new Map<number, number>();
  const nodes = settle(
    starts,
    (node, cost, reach) => {
      for (const edge of rowOf(compiled.leaving, node)) {
        if (!usable(edge)) continue;
        const needs = compiled.also[edge]?.length === 0 ? 1 : (missing.get(edge) ?? needsOf(compiled, edge).length);
        if (needs > 1) missing.set(edge, needs - 1);
        else reach(compiled.to[edge] ?? -1, cost + (compiled.cost[edge] ?? 1), edge);
      }
    },
    by,
  );
  return { nodes, find: (node) => (by.has(node) ? edgesBehind(compiled, by, node) : undefined) };
}
/** Steps that need several nodes are taken as if they needed the first only: more is found than there is. */
export function waysTo(compiled: Compiled, goals: readonly number[], usable: Usable): Ways {
  const by = new Map<number, number>();
  const nodes = settle(
    goals,
    (node, cost, reach) => {
      for (const edge of rowOf(compiled.arriving, node))
        if (usable(edge)) reach(compiled.from[edge] ?? -1, cost + (compiled.cost[edge] ?? 1), edge);
    },
    by,
  );
  const find = (start: number): readonly number[] | undefined => {
    if (!by.has(start)) return undefined;
    const edges: number[] = [];
    for (let edge = by.get(start) ?? -1; edge !== -1; edge = by.get(compiled.to[edge] ?? -1) ?? -1) edges.push(edge);
    return edges;
  };
  return { nodes, find };
}

/** What it costs at least to get from each node to one of the goals; no entry where there is no way. */
export function costsTo(compiled: Compiled, goals: readonly number[], usable: Usable): ReadonlyMap<number, number> {
  const costs = new Map<number, number>();
  settle(
    goals,
    (node, cost, reach) => {
      costs.set(node, cost);
      for (const edge of rowOf(compiled.arriving, node))
        if (usable(edge)) reach(compiled.from[edge] ?? -1, cost + (compiled.cost[edge] ?? 1), edge);
    },
    new Map(),
  );
  return costs;
}

type Reach = (node: number, cost: number, edge: number) => void;
/** Fills `by` with the edge by which each node is got to, -1 where it began, and gives the nodes in order of cost. */
function settle(
  starts: readonly number[],
  from: (node: number, cost: number, reach: Reach) => void,
  by: Map<number, number>,
): readonly number[] {
  const buckets: { readonly node: number; readonly edge: number }[][] = [starts.map((node) => ({ node, edge: -1 }))];
  const order: number[] = [];
  const reach: Reach = (node, cost, edge) => {
    if (!by.has(node)) (buckets[cost] ??= []).push({ node, edge });
  };
  for (let cost = 0; cost < buckets.length; cost += 1) {
    for (const { node, edge } of buckets[cost] ?? []) {
      if (by.has(node)) continue;
      by.set(node, edge);
      order.push(node);
      from(node, cost, reach);
    }
    buckets[cost] = [];
  }
  return order;
}
/** Each edge after those that it needs, and none twice. */
export function edgesBehind(compiled: Compiled, by: ReadonlyMap<number, number>, goal: number): readonly number[] {
  const edges: number[] = [];
  const seen = new Set<number>();
  const open: { readonly node: number; readonly leave: boolean }[] = [{ node: goal, leave: false }];
  for (let top = open.pop(); top !== undefined; top = open.pop()) {
    const { node, leave } = top;
    const edge = by.get(node) ?? -1;
    if (edge === -1) continue;
    if (leave) edges.push(edge);
    else if (!seen.has(node)) {
      seen.add(node);
      open.push({ node, leave: true });
      for (const need of needsOf(compiled, edge)) open.push({ node: need, leave: false });
    }
  }
  return edges;
}
