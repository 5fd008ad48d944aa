// In which column of the picture a thing stands: by how far whoever has it has come, and within that by what comes
// after what. Where things lead to each other in a circle, the step that closes it counts for nothing.
import { reachLevels, type NodeId, type NodeKind, type ReachLevel } from '../model/graph.ts';
import type { DrawnNode, Drawing } from './reach-drawing.ts';

/** The columns of one level are parts of its number. */
export function stagesOf(nodes: Drawing['nodes'], edges: Drawing['edges']): (node: DrawnNode) => number {
  const columns = new Map(nodes.map((node) => [node.id, columnOf(node)]));
  const after = new Map<NodeId, NodeId[]>();
  for (const { from, to } of edges) {
    const column = columns.get(from) ?? 0;
    if (column < between || columns.get(to) !== column || from === to) continue;
    const list = after.get(from);
    if (list === undefined) after.set(from, [to]);
    else list.push(to);
  }
  const ranks = new Map<NodeId, number>();
  for (const node of ordered(nodes, after)) {
    const rank = ranks.get(node) ?? 0;
    for (const next of after.get(node) ?? []) ranks.set(next, Math.max(ranks.get(next) ?? 0, rank + 1));
  }
  return ({ id }) => (columns.get(id) ?? 0) + (ranks.get(id) ?? 0) / (nodes.length + 1);
}
const between = 2;
/** In from outside, the containers, what lies between, then the levels one by one. */
function columnOf({ kind, level }: { readonly kind: NodeKind; readonly level: ReachLevel }): number {
  if (kind === 'internet') return 0;
  if (kind === 'container') return 1;
  return 1 + Math.max(1, reachLevels.indexOf(level));
}
/** Each before all that it leads to; a step back to where the walk came from is taken out. */
function ordered(nodes: Drawing['nodes'], after: Map<NodeId, NodeId[]>): readonly NodeId[] {
  const done: NodeId[] = [];
  const state = new Map<NodeId, 'open' | 'done'>();
  // A picture has few nodes, so that no way is deep.
  const visit = (id: NodeId): void => {
    state.set(id, 'open');
    const nexts = (after.get(id) ?? []).filter((next) => {
      if (state.get(next) === undefined) visit(next);
      return state.get(next) === 'done';
    });
    after.set(id, nexts);
    state.set(id, 'done');
    done.push(id);
  };
  for (const { id } of nodes) if (state.get(id) === undefined) visit(id);
  return done.toReversed();
}
