// How far everything reaches, and the smallest change that brings it within the line.
import type { World } from '../model/facts.ts';
import { limitsOf } from '../model/limits.ts';
import type { CutEdit, NodeId, ReachLevel } from '../model/graph.ts';
import type { Report } from '../model/report.ts';
import type { Workload } from '../model/workload.ts';
import type { Unknown } from '../model/unknown.ts';
import { buildGraph } from '../graph/build.ts';
import { cutOf } from '../graph/search/cut.ts';
import { reachOf } from '../graph/search/reach.ts';
import { unseenKinds } from '../graph/unseen-kinds.ts';
import { byPlace, editPlace } from './edit-place.ts';
import { refusedPods } from './admission.ts';

export interface ReachQuestion {
  readonly loadLine: ReachLevel;
  readonly exploitable: ReadonlySet<NodeId>;
}
export function reachAnswer(
  world: World,
  workloads: readonly Workload[],
  { loadLine, exploitable }: ReachQuestion,
): Pick<Report, 'graph' | 'reach' | 'cut'> & { readonly unknowns: readonly Unknown[] } {
  const graph = buildGraph(world, exploitable, refusedPods(world));
  const ids = workloads.map(({ id }) => id);
  const cut = cutOf(graph, ids, loadLine);
  const edits = cut.edits.map((edit): CutEdit => {
    const at = editPlace(edit.fix, workloads);
    return { ...edit, ...(at && { at }) };
  });
  return {
    graph,
    reach: reachOf(graph, ids),
    cut: { ...cut, edits: edits.toSorted(byPlace) },
    unknowns: [...limitsOf(world), ...unseenKinds(world)],
  };
}
