// How far everything gets once some edits are made: the same graph without the edges that they take away.
import type { FactId } from '../../model/brand.ts';
import type { Graph, Reach } from '../../model/graph.ts';
import type { LevelChange } from '../../model/reach-question.ts';
import type { EdgeFixes } from './cut.ts';
import { compileGraph } from './compile.ts';
import { findProofs, isFurther } from './proofs.ts';
import { isProven, reachOf } from './reach.ts';

/** `made` are numbers of fixes. */
export function graphWithout({ nodes, edges }: Graph, { ofEdge }: EdgeFixes, made: ReadonlySet<number>): Graph {
  return { nodes, edges: edges.filter((_edge, number) => !isTaken(ofEdge, number, made)) };
}
export function reachWithout(
  graph: Graph,
  workloads: readonly FactId[],
  { fixes, made }: { readonly fixes: EdgeFixes; readonly made: ReadonlySet<number> },
): readonly Reach[] {
  return reachOf(graphWithout(graph, fixes, made), workloads);
}
/** Workloads, of those given, whose proven level falls by these edits and no others. */
export function fallsWithout(
  graph: Graph,
  before: readonly Reach[],
  { fixes, made }: { readonly fixes: EdgeFixes; readonly made: ReadonlySet<number> },
): readonly LevelChange[] {
  const compiled = compileGraph(graph);
  const after = findProofs(compiled, (edge) => isProven(graph, edge) && !isTaken(fixes.ofEdge, edge, made));
  return before.flatMap(({ workload, level }) => {
    const number = compiled.workloads.get(workload);
    const to = number === undefined ? level : after.levelOf(number);
    return isFurther(level, to) ? [{ workload, from: level, to }] : [];
  });
}
function isTaken(ofEdge: EdgeFixes['ofEdge'], edge: number, made: ReadonlySet<number>): boolean {
  return ofEdge[edge]?.some((fix) => made.has(fix)) === true;
}
