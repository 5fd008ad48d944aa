// The fewest edits that bring every workload within the load line: an implicit hitting set. Paths over the line are
// found, the fewest fixes that meet them all are chosen, and what is still over the line gives the next paths.
import type { FactId } from '../../model/brand.ts';
import type { Fix, ModelEdit } from '../../model/edit.ts';
import type { Cut, CutEdit, Edge, Graph, ReachLevel } from '../../model/graph.ts';
import type { Location } from '../../model/location.ts';
import { hittingSet } from './hitting-set.ts';
import { compileGraph, type Compiled } from './compile.ts';
import { findProofs, isFurther, targets, type Proofs } from './proofs.ts';
import { isProven } from './reach.ts';

interface Problem {
  readonly compiled: Compiled;
  /** In a fixed order; an element of the hitting set is an index of this. */
  readonly fixes: readonly Fix[];
  /** Fixes of each edge, by index. */
  readonly ofEdge: readonly (readonly number[])[];
  readonly line: ReachLevel;
}

export function cutOf(graph: Graph, workloads: readonly FactId[], line: ReachLevel): Cut {
  const problem = toProblem(graph, line);
  const { compiled } = problem;
  const before = proofsWithout(problem, new Set());
  const over = numbersOf(compiled, workloads).filter((one) => isFurther(before.levelOf(one), line));
  if (over.length === 0) return { edits: [], bound: 0, left: [] };
  const every = proofsWithout(problem, new Set(problem.fixes.keys()));
  const isLeft = (workload: number): boolean => isFurther(every.levelOf(workload), line);
  const curable = over.filter((workload) => !isLeft(workload));
  const { chosen, bound } = choose(problem, curable);
  const names = new Map([...compiled.workloads].map(([id, number]) => [number, id]));
  const left = over.filter(isLeft).map((workload) => nameOf(names, workload));
  const edits = effectsOf(problem, chosen, { over, names, before }).toSorted(compareEdits);
  return { edits, bound, left };
}

function toProblem(graph: Graph, line: ReachLevel): Problem {
  const proven = fixesOfEdges(graph.edges, ({ assumes }) => assumes.length === 0);
  return { compiled: compileGraph(graph), ...proven, line };
}
export type EdgeFixes = Pick<Problem, 'fixes' | 'ofEdge'>;
/** The same edit may take several edges away, and be named in different words. */
export function fixesOfEdges(edges: readonly Edge[], counts: (edge: Edge) => boolean): EdgeFixes {
  const byKey = new Map<string, Fix>();
  const keys = edges.map((edge) =>
    counts(edge) ? edge.fixes.filter(({ edits }) => edits.length > 0).map((fix) => [keyOf(fix), fix] as const) : nobody,
  );
  for (const [key, fix] of keys.flat()) if (!byKey.has(key)) byKey.set(key, fix);
  // Of two that do as much, the one that changes less.
  const sorted = [...byKey].sort(([a, one], [b, other]) => one.edits.length - other.edits.length || (a < b ? -1 : 1));
  const index = new Map(sorted.map(([key], number) => [key, number]));
  const alike = fixesThatDo(sorted.map(([, fix]) => fix));
  return {
    fixes: sorted.map(([, fix]) => fix),
    ofEdge: keys.map((own) =>
      own.length === 0 ? nobody : [...new Set(own.flatMap(([key, fix]) => [index.get(key) ?? 0, ...alike(fix)]))],
    ),
  };
}
const nobody: readonly never[] = [];
/**
 * Which fixes do what another one does: those that only take things away, and all that the other takes away. To remove
 * a mount also does what making it read-only does.
 */
function fixesThatDo(fixes: readonly Fix[]): (fix: Fix) => readonly number[] {
  const byEdit = new Map<string, number[]>();
  const takenBy = fixes.map(({ edits }) => new Set(edits.map(keyOfEdit)));
  for (const [number, { edits }] of fixes.entries()) {
    if (!edits.every(takesAway)) continue;
    for (const key of takenBy[number] ?? []) {
      const list = byEdit.get(key);
      if (list === undefined) byEdit.set(key, [number]);
      else list.push(number);
    }
  }
  return ({ edits }) => {
    const taken = edits.filter(takesAway).map(keyOfEdit);
    const [first] = taken;
    if (first === undefined || edits.some(({ op }) => op === 'set')) return [];
    return (byEdit.get(first) ?? []).filter((number) => taken.every((key) => takenBy[number]?.has(key)));
  };
}
/** To list a capability among those to drop takes it away. */
function takesAway(edit: ModelEdit): boolean {
  if (edit.op === 'add') return edit.field === 'capDrop';
  return edit.op === 'remove' || edit.op === 'unset' || edit.op === 'remove-at';
}
/** Place first, so that ties go to what stands first in the first file. */
export function keyOf({ edits }: Fix): string {
  return JSON.stringify(edits.map(editKey));
}
function keyOfEdit(edit: ModelEdit): string {
  return JSON.stringify(editKey(edit));
}
function editKey(edit: ModelEdit): unknown {
  const { target } = edit;
  const at = locationOfEdit(edit);
  const what = 'field' in edit ? edit.field : 'pointer' in edit ? edit.pointer : '';
  const value = edit.op === 'replace-text' ? [edit.from, edit.to] : 'value' in edit ? edit.value : '';
  const place = (number: number | undefined): string => String(number ?? 0).padStart(9, '0');
  return [
    at?.path ?? '',
    place(at?.line),
    place(at?.column),
    target.fact,
    target.container ?? '',
    edit.op,
    what,
    value,
  ];
}

function proofsWithout({ compiled, ofEdge }: Problem, removed: ReadonlySet<number>): Proofs {
  return findProofs(
    compiled,
    (edge) => isProven(compiled.graph, edge) && ofEdge[edge]?.some((fix) => removed.has(fix)) !== true,
  );
}
function numbersOf({ workloads }: Compiled, ids: readonly FactId[]): readonly number[] {
  return ids.map((id) => workloads.get(id)).filter((number) => number !== undefined);
}
function nameOf(names: ReadonlyMap<number, FactId>, workload: number): FactId {
  const name = names.get(workload);
  if (name === undefined) throw new Error(`no workload ${workload}`);
  return name;
}

const mostRounds = 60;
interface Choice {
  readonly chosen: readonly number[];
  readonly bound: number;
}
/** Each round's choice is the fewest for the paths known so far, so its size bounds the answer from below. */
function choose(problem: Problem, workloads: readonly number[]): Choice {
  const paths: (readonly number[])[] = [];
  let bound = 0;
  for (let round = 0; round < mostRounds; round += 1) {
    const answer = hittingSet(paths);
    bound = Math.max(bound, answer.bound);
    const more = openPaths(problem, workloads, new Set(answer.chosen));
    if (more.length === 0) return { chosen: withoutNeedless(problem, workloads, answer), bound };
    paths.push(...more);
  }
  return { chosen: completed(problem, workloads, paths), bound };
}
/** For each workload over the line its ways there, as the fixes that would close them. */
function openPaths(
  problem: Problem,
  workloads: readonly number[],
  removed: ReadonlySet<number>,
): readonly (readonly number[])[] {
  const proofs = proofsWithout(problem, removed);
  const paths = new Map<string, readonly number[]>();
  for (const workload of workloads) {
    for (const target of targets) {
      if (!isFurther(target, problem.line)) continue;
      const edges = proofs.find(workload, target);
      if (edges === undefined) continue;
      const fixes = [...new Set(edges.flatMap((edge) => problem.ofEdge[edge] ?? []))].sort((a, b) => a - b);
      paths.set(fixes.join(), fixes);
    }
  }
  return [...paths.values()];
}
/** Out of rounds: close every path as it comes, then take back what turned out to be needless. */
function completed(
  problem: Problem,
  workloads: readonly number[],
  paths: readonly (readonly number[])[],
): readonly number[] {
  const chosen = new Set(hittingSet(paths).chosen);
  for (let size = -1; size < chosen.size;) {
    size = chosen.size;
    for (const path of openPaths(problem, workloads, chosen)) for (const fix of path) chosen.add(fix);
  }
  return withoutNeedless(problem, workloads, { chosen: [...chosen], bound: 0 });
}
const mostTried = 200;
function withoutNeedless(problem: Problem, workloads: readonly number[], { chosen, bound }: Choice): readonly number[] {
  if (chosen.length === bound) return chosen;
  const kept = new Set(chosen);
  for (const fix of chosen.toReversed().slice(0, mostTried)) {
    kept.delete(fix);
    if (openPaths(problem, workloads, kept).length > 0) kept.add(fix);
  }
  return [...kept].sort((a, b) => a - b);
}

interface Effects {
  readonly over: readonly number[];
  readonly names: ReadonlyMap<number, FactId>;
  readonly before: Proofs;
}
/** Edges looked at to say what each edit is for; past it, an edit is said to help those whose own file it changes. */
const mostLooked = 600_000;
function effectsOf(problem: Problem, chosen: readonly number[], { over, names, before }: Effects): readonly CutEdit[] {
  const after = proofsWithout(problem, new Set(chosen));
  const small = chosen.length * problem.compiled.graph.edges.length <= mostLooked;
  return chosen.map((number) => {
    const fix = problem.fixes[number] ?? { say: '', edits: [] };
    const without = small ? proofsWithout(problem, new Set(chosen.filter((other) => other !== number))) : before;
    const own = fix.edits.map(({ target }) => problem.compiled.workloads.get(target.fact));
    const concerned = small ? over : [...new Set(own)].filter((one) => one !== undefined);
    const effect = concerned
      .map((workload) => ({ workload, from: without.levelOf(workload), to: after.levelOf(workload) }))
      .filter(({ from, to }) => isFurther(from, to))
      .map(({ workload, from, to }) => ({ workload: nameOf(names, workload), from, to }));
    const at = placeOf(fix);
    return { fix, effect, ...(at && { at }) };
  });
}
function compareEdits(a: CutEdit, b: CutEdit): number {
  return keyOf(a.fix) < keyOf(b.fix) ? -1 : 1;
}
export function placeOf({ edits }: Fix): Location | undefined {
  return edits.map(locationOfEdit).find((at) => at !== undefined);
}
function locationOfEdit(edit: ModelEdit): Location | undefined {
  return 'at' in edit ? edit.at : undefined;
}
