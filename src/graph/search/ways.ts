// Who gets to some nodes, and what falls with some nodes: one way each, proven where there is a proof.
import type { FactId } from '../../model/brand.ts';
import type { Graph, GraphNode, Step } from '../../model/graph.ts';
import type { Way } from '../../model/reach-question.ts';
import { waysAmong, type WayBounds } from './all-ways.ts';
import { waysFrom, waysTo, type Ways } from './paths.ts';
import { compileGraph, type Compiled } from './compile.ts';
import { isProven, sayEdges } from './reach.ts';

export interface Bounds {
  /** Edges looked at for steps that need several nodes. */
  readonly most?: number;
  readonly onLimit?: (() => void) | undefined;
}
/** One way for each workload that gets to one of the nodes and is none of them: proven first, then shortest first. */
export function whoReaches(
  graph: Graph,
  nodes: readonly GraphNode[],
  { most = mostLooked, onLimit }: Bounds = {},
): readonly Way[] {
  const compiled = compileGraph(graph);
  const goals = numbersOf(graph, nodes);
  const wanted = new Set(nodes.map(({ workload }) => workload));
  const asked = [...compiled.workloads].filter(([id]) => !wanted.has(id));
  const search = (usable: (edge: number) => boolean): ((workload: number) => readonly number[] | undefined) => {
    const back = waysTo(compiled, goals, usable);
    if (!compiled.hasAlso) return (workload) => cheapest(compiled, compiled.starts[workload] ?? [], back);
    const ask = forwards(compiled, usable, { most, onLimit });
    return (workload) => {
      const starts = compiled.starts[workload] ?? [];
      return cheapest(compiled, starts, back) === undefined ? undefined : cheapest(compiled, goals, ask(starts));
    };
  };
  const proven = search((edge) => isProven(graph, edge));
  const possible = search(() => true);
  return sorted(
    asked.flatMap(([id, number]) => {
      const edges = proven(number) ?? possible(number);
      return edges === undefined || edges.length === 0 ? [] : [toWay(compiled, edges, startOf(compiled, id, edges))];
    }),
  );
}
/** Every node that is got to from one of these, with the way: proven first, then shortest first. */
export function whatFalls(graph: Graph, nodes: readonly GraphNode[]): readonly Way[] {
  const compiled = compileGraph(graph);
  const starts = numbersOf(graph, nodes);
  const own = new Set(starts);
  const proven = waysFrom(compiled, starts, (edge) => isProven(graph, edge));
  const possible = waysFrom(compiled, starts, () => true);
  const found = new Set([...proven.nodes, ...possible.nodes]);
  return sorted(
    [...found].flatMap((node) => {
      if (own.has(node)) return [];
      const edges = proven.find(node) ?? possible.find(node);
      return edges === undefined ? [] : [toWay(compiled, edges, compiled.from[edges[0] ?? -1] ?? -1)];
    }),
  );
}

/** Each way from one of the starts to one of the nodes that takes none of them on its way, as far as a list can hold them. */
export function waysBetween(
  graph: Graph,
  { starts, nodes }: { readonly starts: readonly GraphNode[]; readonly nodes: readonly GraphNode[] },
  bounds: WayBounds = {},
): { readonly ways: readonly Way[]; readonly more: boolean } {
  const compiled = compileGraph(graph);
  const ends = { starts: numbersOf(graph, starts), goals: numbersOf(graph, nodes) };
  const { ways, more } = waysAmong(compiled, ends, bounds);
  const found = ways.map((edges) => toWay(compiled, edges, compiled.from[edges[0] ?? -1] ?? -1));
  if (!compiled.hasAlso) return { ways: sorted(found), more };
  // Steps that need several nodes make proofs, of which each node has one.
  const goals = new Set(nodes.map(({ id }) => id));
  const simple = new Set(found.map(({ to }) => to));
  const needy = new Set(graph.edges.filter(({ also }) => also.length > 0).map(keyOf));
  const outside = starts.filter(({ id }) => !goals.has(id));
  const joint = whatFalls(graph, outside).filter(
    ({ to, steps }) => goals.has(to) && !simple.has(to) && steps.some((step) => needy.has(keyOf(step))),
  );
  return { ways: sorted([...found, ...joint]), more };
}

function keyOf({ rule, from, to }: Step): string {
  return `${rule}\n${from}\n${to}`;
}

/**
 * Steps that need several nodes are asked from each workload's own side. How often is bounded by edges looked at; past
 * the bound only steps that need a single node are taken.
 */
function forwards(
  compiled: Compiled,
  usable: (edge: number) => boolean,
  { most = mostLooked, onLimit }: Bounds,
): (starts: readonly number[]) => Ways {
  const simple = (edge: number): boolean => usable(edge) && compiled.also[edge]?.length === 0;
  let left = most;
  return (starts) => {
    left -= compiled.from.length;
    if (left < 0) onLimit?.();
    return waysFrom(compiled, starts, left < 0 ? simple : usable);
  };
}
const mostLooked = 60_000_000;
function cheapest({ cost }: Compiled, nodes: readonly number[], ways: Ways): readonly number[] | undefined {
  const costOf = (edges: readonly number[]): number => edges.reduce((sum, edge) => sum + (cost[edge] ?? 1), 0);
  const found = nodes.map((node) => ways.find(node)).filter((edges) => edges !== undefined);
  return found.length < 2 ? found[0] : found.toSorted((a, b) => costOf(a) - costOf(b))[0];
}
function numbersOf(graph: Graph, nodes: readonly GraphNode[]): readonly number[] {
  const ids = new Set(nodes.map(({ id }) => id));
  return graph.nodes.flatMap(({ id }, number) => (ids.has(id) ? [number] : []));
}
function startOf(compiled: Compiled, workload: FactId, edges: readonly number[]): number {
  const starts = compiled.starts[compiled.workloads.get(workload) ?? -1] ?? [];
  const left = new Set(edges.map((edge) => compiled.from[edge]));
  return starts.find((start) => left.has(start)) ?? starts[0] ?? -1;
}
function toWay({ graph, to }: Compiled, numbers: readonly number[], start: number): Way {
  const from = graph.nodes[start]?.id;
  const end = graph.nodes[to[numbers.at(-1) ?? -1] ?? -1]?.id;
  if (from === undefined || end === undefined) throw new Error('a way without ends');
  return { from, to: end, ...sayEdges(graph, numbers) };
}
function sorted(ways: readonly Way[]): readonly Way[] {
  const isMaybe = ({ assumes }: Way): number => Math.min(1, assumes.length);
  return ways.toSorted(
    (a, b) => isMaybe(a) - isMaybe(b) || a.steps.length - b.steps.length || a.assumes.length - b.assumes.length,
  );
}
