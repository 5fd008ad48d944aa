// The ways from some nodes to others, one after the other, the cheapest first: a best-first search over ways without a
// round, led by what is left at least (Hart, Nilsson and Raphael 1968).
import { costsTo } from './paths.ts';
import { rowOf, type Compiled } from './compile.ts';

export interface WayBounds {
  /** Ways that are found. */
  readonly mostWays?: number;
  /** Edges that are looked at. */
  readonly mostLooked?: number;
}
export interface FoundWays {
  /** Numbers of edges, in the order in which they are taken. */
  readonly ways: readonly (readonly number[])[];
  /** There are more than these, or may be. */
  readonly more: boolean;
}
/** A way as far as it goes. */
interface Part {
  readonly node: number;
  readonly edge: number;
  readonly before: Part | undefined;
  readonly cost: number;
}
/** Each begins at its last start and ends at its first goal. Steps that need several nodes together are not taken. */
export function waysAmong(
  compiled: Compiled,
  { starts, goals }: { readonly starts: readonly number[]; readonly goals: readonly number[] },
  { mostWays = 100, mostLooked = 1_000_000 }: WayBounds = {},
): FoundWays {
  const alone = (edge: number): boolean => compiled.also[edge]?.length === 0;
  const costs = costsTo(compiled, goals, alone);
  const [first, last] = [new Set(starts), new Set(goals)];
  const ways: (readonly number[])[] = [];
  const buckets: Part[][] = [];
  const open = (part: Part): void => {
    const left = costs.get(part.node);
    if (left !== undefined) (buckets[part.cost + left] ??= []).push(part);
  };
  for (const node of first) if (!last.has(node)) open({ node, edge: -1, before: undefined, cost: 0 });
  let looked = 0;
  for (let total = 0; total < buckets.length; total += 1) {
    // More of the same cost is added on the way.
    for (const part of buckets[total] ?? []) {
      if (last.has(part.node)) {
        if (ways.length === mostWays) return { ways, more: true };
        ways.push(edgesOf(part));
        continue;
      }
      const passed = nodesOf(part);
      for (const edge of rowOf(compiled.leaving, part.node)) {
        looked += 1;
        if (looked > mostLooked) return { ways, more: true };
        const node = compiled.to[edge] ?? -1;
        if (!alone(edge) || first.has(node) || passed.has(node)) continue;
        open({ node, edge, before: part, cost: part.cost + (compiled.cost[edge] ?? 1) });
      }
    }
    buckets[total] = [];
  }
  return { ways, more: false };
}
function edgesOf(end: Part): readonly number[] {
  const edges: number[] = [];
  for (let part: Part | undefined = end; part !== undefined; part = part.before) edges.push(part.edge);
  return edges.reverse().slice(1);
}
function nodesOf(end: Part): ReadonlySet<number> {
  const nodes = new Set<number>();
  for (let part: Part | undefined = end; part !== undefined; part = part.before) nodes.add(part.node);
  return nodes;
}
