// What of the graph is drawn: the chains that the question is about, worst first, as far as a picture can hold them.
import type { ModelEdit, Fix } from '../model/edit.ts';
import { compareReach, type Edge, type GraphNode, type NodeId, type ReachLevel, type Step } from '../model/graph.ts';
import type { Location } from '../model/location.ts';
import type { NamedEdit, ReachAnswer } from '../model/reach-question.ts';
import { plural } from './counts.ts';
import { targetNames } from './page.ts';
import { printable, shortened } from './printable.ts';
import { nodeLabel, reachWords, toRows, type Row } from './workload-rows.ts';

/** Text in here comes from a target and is printable; every format escapes it in its own way. */
export interface DrawnNode {
  readonly id: NodeId;
  readonly kind: GraphNode['kind'];
  readonly label: string;
  /** Of a container: how far its workload gets. */
  readonly detail: string;
  readonly isOver: boolean;
  /** It is beyond the load line. */
  readonly isBeyond: boolean;
  /** The level that it means for everyone who reaches it. */
  readonly level: ReachLevel;
}
export interface DrawnEdge {
  readonly from: NodeId;
  readonly to: NodeId;
  /** Where it is written, or the rule. */
  readonly label: string;
  readonly whys: readonly string[];
  /** What has to hold for it; empty when it is proven. */
  readonly assumes: readonly string[];
  /** The edit of the answer that takes it away. */
  readonly cutBy?: string;
}
export interface Drawing {
  readonly title: string;
  readonly loadLine: ReachLevel;
  readonly nodes: readonly DrawnNode[];
  readonly edges: readonly DrawnEdge[];
  readonly edits: readonly { readonly id: string; readonly place: string; readonly say: string }[];
  /** What is not in it, in words; empty when all is. */
  readonly leftOut: string;
}

const mostNodes = 60;
/** A column of more boxes is a list, not a picture. */
const mostContainers = 30;
/** Workloads that nothing is wrong with are drawn while the picture is no larger than this. */
const fewNodes = 24;
const mostEdits = 30;

export function toDrawing(answer: ReachAnswer): Drawing {
  const { report, levels, of } = answer;
  const rows = toRows(report);
  const sketch = sketchOf(answer, rows);
  const edits = of.kind === 'without' ? of.edits : answer.cut;
  const shown = new Set(sketch.nodes);
  const nodes = report.graph.nodes.filter(({ id }) => shown.has(id));
  const rowOf = new Map(rows.map((row) => [row.workload.id, row]));
  const path = pathOf(answer);
  const edges = drawnEdges(answer, sketch.steps, { edits, path });
  const made = new Set(edges.map(({ cutBy }) => cutBy));
  return {
    title: titleOf(answer),
    loadLine: report.loadLine,
    nodes: nodes.map((node): DrawnNode => {
      const level = levels.get(node.id) ?? 'contained';
      const row = node.workload === undefined ? undefined : rowOf.get(node.workload);
      return {
        id: node.id,
        kind: node.kind,
        label: short(nodeLabel(node, row)),
        detail: row === undefined ? '' : reachWords[row.reach.level],
        isOver: row?.isOver === true,
        isBeyond: compareReach(level, report.loadLine) > 0,
        level,
      };
    }),
    edges,
    edits: (of.kind === 'without' ? edits : edits.filter(({ id }) => made.has(id)))
      .slice(0, mostEdits)
      .map(({ id, at, fix }) => ({
        id,
        place: at === undefined ? '' : placeOf(at, path),
        say: printable(fix.say),
      })),
    leftOut: sketch.leftOut === 0 ? '' : `${plural(sketch.leftOut, ...sketch.what)} not drawn`,
  };
}
/** Without the only target's own prefix, as in the table. */
function pathOf({ report }: ReachAnswer): (path: string) => string {
  const [only, ...more] = report.targets;
  const prefix = more.length === 0 ? (only?.prefix ?? '') : '';
  return (path) => printable(path.startsWith(prefix) ? path.slice(prefix.length) : path);
}
function placeOf({ path, line }: Location, shown: (path: string) => string): string {
  return line === undefined ? shown(path) : `${shown(path)}:${line}`;
}
/** Letters of what was judged, above a drawing. */
const mostTitle = 60;
function titleOf({ of, report }: ReachAnswer): string {
  const where = targetNames(report.targets, mostTitle);
  switch (of.kind) {
    case 'all':
      return `How far an intruder gets in ${where}`;
    case 'to':
      return `Who reaches ${printable(of.name)} in ${where}`;
    case 'from':
      return `What falls with ${printable(of.name)} in ${where}`;
    case 'between':
      return `How ${printable(of.start)} gets to ${printable(of.name)} in ${where}`;
    case 'without':
      return `How far an intruder gets in ${where}, and what ${plural(of.edits.length, 'edit')} would cut`;
  }
}

interface Sketch {
  readonly nodes: Iterable<NodeId>;
  readonly steps: readonly Step[];
  readonly leftOut: number;
  readonly what: readonly [one: string, many?: string];
}
function sketchOf(answer: ReachAnswer, rows: readonly Row[]): Sketch {
  const { of } = answer;
  return 'ways' in of ? sketchOfWays(of) : sketchOfAll(answer, rows);
}
function sketchOfWays({ ways, nodes, kind }: Extract<ReachAnswer['of'], { ways: unknown }>): Sketch {
  const shown = new Set<NodeId>(nodes.slice(0, mostNodes / 2).map(({ id }) => id));
  const steps: Step[] = [];
  let leftOut = 0;
  for (const way of ways) {
    if (!takes(shown, way.steps)) leftOut += 1;
    else steps.push(...way.steps);
  }
  return { nodes: shown, steps, leftOut, what: [drawnWords[kind]] };
}
const drawnWords = { to: 'workload', from: 'node', between: 'way' } as const;
/** Over the line first; the ways in are drawn to what is drawn. */
function sketchOfAll({ of, entries, report }: ReachAnswer, rows: readonly Row[]): Sketch {
  const shown = new Set<NodeId>();
  const steps: Step[] = [];
  const after = new Map(of.kind === 'without' ? of.after.map((one) => [one.workload, one.chains]) : []);
  const containers = Map.groupBy(
    report.graph.nodes.filter(({ workload }) => workload !== undefined),
    ({ workload }) => workload,
  );
  let leftOut = 0;
  for (const { workload, reach, isOver } of rows) {
    if (!isOver && shown.size >= fewNodes) {
      leftOut += 1;
      continue;
    }
    const proven = [...reach.chains, ...(after.get(workload.id) ?? [])].filter(({ assumes }) => assumes.length === 0);
    const own = containers.get(workload.id)?.map(({ id }) => id) ?? [];
    const mine = proven.flatMap((chain) => chain.steps);
    const starts = mine.length > 0 ? [] : own.slice(0, 1);
    if (!takes(shown, mine, starts)) leftOut += 1;
    else steps.push(...mine);
  }
  const inwards = entries.map(({ step }) => step).filter((step) => shown.has(step.to) && takes(shown, [step]));
  return { nodes: shown, steps: [...inwards, ...steps], leftOut, what: ['workload'] };
}
/** Takes the ends of the steps in, if there is room for all of them. */
function takes(shown: Set<NodeId>, steps: readonly Step[], more: readonly NodeId[] = []): boolean {
  const fresh = new Set([...more, ...steps.flatMap(({ from, to }) => [from, to])]);
  for (const id of fresh) if (shown.has(id)) fresh.delete(id);
  const count = (kind: string): number => [...shown, ...fresh].filter((id) => id.startsWith(kind)).length;
  if (fresh.size > 0 && (count('') > mostNodes || count('container:') > mostContainers)) return false;
  for (const id of fresh) shown.add(id);
  return true;
}

interface Marks {
  readonly edits: readonly NamedEdit[];
  readonly path: (path: string) => string;
}
/** Steps between the same two nodes are one line in the picture. */
function drawnEdges({ report }: ReachAnswer, steps: readonly Step[], { edits, path }: Marks): readonly DrawnEdge[] {
  const wanted = new Map(steps.map((step) => [stepKey(step), step]));
  const edges = new Map<string, Edge>();
  for (const edge of report.graph.edges) {
    const key = stepKey(edge);
    if (wanted.has(key) && !edges.has(key)) edges.set(key, edge);
  }
  const cuts = new Map(edits.flatMap(({ id, fix }) => placeKeys(fix).map((key) => [key, id] as const)));
  const pairs = Map.groupBy(wanted.values(), ({ from, to }) => `${from}\n${to}`);
  return [...pairs.values()].flatMap((same): readonly DrawnEdge[] => {
    const [first] = same;
    if (first === undefined) return [];
    const own = same.map((step) => edges.get(stepKey(step)));
    const proven = own.some((edge) => edge !== undefined && edge.assumes.length === 0);
    const assumes = proven ? [] : own.flatMap((edge) => edge?.assumes.map(({ why }) => printable(why)) ?? []);
    const cutBy = cutOf(own, cuts);
    const labels = [...new Set(same.map(({ at, rule }) => (at === undefined ? rule : placeOf(at, path))))];
    return [
      {
        from: first.from,
        to: first.to,
        label: `${short(labels[0] ?? '')}${labels.length > 1 ? ` +${labels.length - 1}` : ''}`,
        whys: [...new Set(same.map(({ why }) => long(printable(why))))],
        assumes: [...new Set(assumes.map(long))],
        ...(cutBy !== undefined && { cutBy }),
      },
    ];
  });
}
/** Names are as long as their authors like. */
function short(text: string): string {
  return shortened(text, 60, '…');
}
function long(text: string): string {
  return shortened(text, 240, '…');
}
function stepKey({ rule, from, to, why, at }: Step): string {
  return `${rule}\n${from}\n${to}\n${at?.path}\n${at?.line}\n${why}`;
}
/** An edge is gone when one of its fixes is made where an edit is. */
function cutOf(edges: readonly (Edge | undefined)[], cuts: ReadonlyMap<string, string>): string | undefined {
  const ids = edges.map((edge) => {
    const fix = edge?.fixes.find((one) => one.edits.length > 0 && placeKeys(one).every((key) => cuts.has(key)));
    return fix === undefined ? undefined : cuts.get(placeKeys(fix)[0] ?? '');
  });
  return ids.every((id) => id !== undefined) ? ids[0] : undefined;
}
function placeKeys({ edits }: Fix): readonly string[] {
  return edits.map((edit: ModelEdit) => {
    const at = 'at' in edit ? edit.at : undefined;
    const what = at === undefined && 'field' in edit ? edit.field : '';
    return JSON.stringify([edit.target.fact, edit.target.container, at?.path, at?.line, at?.column, what]);
  });
}
