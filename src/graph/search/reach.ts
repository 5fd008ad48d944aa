// How far each workload gets, proven and possible, with the chains that show it.
import type { FactId } from '../../model/brand.ts';
import type { Chain, Graph, Reach, ReachLevel } from '../../model/graph.ts';
import { at, compileGraph, type Compiled } from './compile.ts';
import { distinct } from '../conditions.ts';
import { findProofs, isFurther, targets, type Proofs, type Target } from './proofs.ts';

/** One a workload, in the order given; one that has no container in the graph is contained. */
export function reachOf(graph: Graph, workloads: readonly FactId[]): readonly Reach[] {
  const compiled = compileGraph(graph);
  const proven = findProofs(compiled, (edge) => isProven(graph, edge));
  const possible = findProofs(compiled, () => true);
  return workloads.map((workload) => {
    const number = compiled.workloads.get(workload);
    if (number === undefined) return { workload, level: 'contained', possible: 'contained', chains: [] };
    return { workload, ...answer(compiled, number, { proven, possible }) };
  });
}
export function isProven(graph: Graph, edge: number): boolean {
  return graph.edges[edge]?.assumes.length === 0;
}

interface Both {
  readonly proven: Proofs;
  readonly possible: Proofs;
}
function answer(compiled: Compiled, workload: number, { proven, possible }: Both): Omit<Reach, 'workload'> {
  const chains: Chain[] = [];
  const level = proven.levelOf(workload);
  for (const target of targets.toReversed()) {
    const certain = proven.find(workload, target);
    const edges = certain ?? (isFurther(target, level) ? possible.find(workload, target) : undefined);
    if (edges !== undefined && !passesFurther(compiled, edges, target)) chains.push(toChain(compiled, edges, target));
  }
  return { level, possible: possible.levelOf(workload), chains };
}
/** A chain to the neighbours over the host says nothing that the chain to the host does not. */
function passesFurther({ to, levels }: Compiled, edges: readonly number[], target: Target): boolean {
  return edges.some((edge) => isFurther(levels[to[edge] ?? -1] ?? 'contained', target));
}
function toChain({ graph }: Compiled, edges: readonly number[], to: ReachLevel): Chain {
  return { to, ...sayEdges(graph, edges) };
}
/** The steps, and what they assume together. */
export function sayEdges({ edges }: Graph, numbers: readonly number[]): Pick<Chain, 'steps' | 'assumes'> {
  // An edge says all that a step does, and tens of thousands of chains share their ends.
  const steps = numbers.map((number) => at(edges, number));
  return { steps, assumes: distinct(steps.map(({ assumes }) => assumes)) };
}
