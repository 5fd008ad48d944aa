// The graph with numbers for names, in a few long lists: a large cluster has hundreds of thousands of edges.
import type { Edge, Graph, NodeId, ReachLevel } from '../../model/graph.ts';
import type { FactId } from '../../model/brand.ts';
import { levelOfNode } from '../nodes.ts';
import { onceFor } from '../../model/once-for.ts';

/** Lists of numbers, one a row: row `n` is `items` from `starts[n]` up to `starts[n + 1]`. */
export interface Rows {
  readonly starts: Uint32Array;
  readonly items: Uint32Array;
}
export function rowOf({ starts, items }: Rows, row: number): Uint32Array {
  return items.subarray(starts[row], starts[row + 1]);
}

export interface Compiled {
  readonly graph: Graph;
  /** Ends of each edge. */
  readonly from: Uint32Array;
  readonly to: Uint32Array;
  readonly also: readonly (readonly number[])[];
  /** Edges that arrive at, and that leave or need, each node. */
  readonly arriving: Rows;
  readonly leaving: Rows;
  readonly cost: Uint32Array;
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
  const { nodes, edges } = graph;
  const index = new Map(nodes.map(({ id }, number) => [id, number]));
  const numberOf = (id: NodeId): number => {
    const number = index.get(id);
    if (number === undefined) throw new Error(`an edge ends at a node that is not there: ${id}`);
    return number;
  };
  const from = Uint32Array.from(edges, (edge) => numberOf(edge.from));
  const to = Uint32Array.from(edges, (edge) => numberOf(edge.to));
  const also = edges.map((edge) => (edge.also.length === 0 ? nobody : edge.also.map(numberOf)));
  const leaving = toRows(nodes.length, edges.length, (edge) => needsOf({ from, also }, edge));
  const { workloads, starts, owner } = startsOf(graph);
  return {
    graph,
    from,
    to,
    also,
    arriving: toRows(nodes.length, edges.length, (edge) => [at(to, edge)]),
    leaving,
    cost: Uint32Array.from(edges, costOf),
    hasAlso: also.some((needed) => needed.length > 0),
    levels: nodes.map(({ kind, id }) => levelOfNode(kind, id)),
    owners: ownersOf(graph, { to, leaving, owner }),
    workloads,
    starts,
  };
}
const nobody: readonly never[] = [];
function costOf({ assumes, to }: Edge): number {
  return 1 + assumptionCost * assumes.length + (to.startsWith('effect:') ? effectCost : 0);
}
/** The nodes that a step needs, each once. */
export function needsOf({ from, also }: Pick<Compiled, 'from' | 'also'>, edge: number): readonly number[] {
  const more = at(also, edge);
  return more.length === 0 ? [at(from, edge)] : [...new Set([at(from, edge), ...more])];
}
/** Counted first, then filled: each row's edges in their order. */
function toRows(rows: number, edges: number, rowsOf: (edge: number) => readonly number[]): Rows {
  const starts = new Uint32Array(rows + 1);
  for (let edge = 0; edge < edges; edge += 1) for (const row of rowsOf(edge)) starts[row + 1] = at(starts, row + 1) + 1;
  for (let row = 0; row < rows; row += 1) starts[row + 1] = at(starts, row + 1) + at(starts, row);
  const items = new Uint32Array(at(starts, rows));
  const next = starts.slice();
  for (let edge = 0; edge < edges; edge += 1) {
    for (const row of rowsOf(edge)) {
      items[at(next, row)] = edge;
      next[row] = at(next, row) + 1;
    }
  }
  return { starts, items };
}

interface Starts extends Pick<Compiled, 'workloads' | 'starts'> {
  /** Of each node that is a container: the number of its workload. */
  readonly owner: readonly (number | undefined)[];
}
function startsOf({ nodes }: Graph): Starts {
  const workloads = new Map<FactId, number>();
  const starts: number[][] = [];
  const owner = nodes.map(({ kind, workload }, node) => {
    if (kind !== 'container' || workload === undefined) return undefined;
    const number = workloads.get(workload) ?? workloads.size;
    workloads.set(workload, number);
    starts[number] = (starts[number] ?? []).concat(node);
    return number;
  });
  return { workloads, starts, owner };
}
/**
 * Whose a node is: at most two workloads. A volume is its users': to write it is to reach them, also before any of
 * them trusts what is in it. So is a secret, which only those reach who may read those of others.
 */
function ownersOf(
  { nodes }: Graph,
  { to, leaving, owner }: Pick<Compiled, 'to' | 'leaving'> & Pick<Starts, 'owner'>,
): readonly (readonly number[])[] {
  return nodes.map(({ kind }, node) => {
    const own = owner[node];
    if (kind !== 'volume' && kind !== 'secret') return own === undefined ? nobody : [own];
    const users = new Set<number>();
    for (const edge of rowOf(leaving, node)) {
      const user = owner[at(to, edge)];
      if (user !== undefined) users.add(user);
      if (users.size === 2) break;
    }
    return [...users];
  });
}

/** Of a list that has it. */
export function at<T>(list: { readonly [index: number]: T }, index: number): T {
  const value = list[index];
  if (value === undefined) throw new Error(`nothing at ${index}`);
  return value;
}
