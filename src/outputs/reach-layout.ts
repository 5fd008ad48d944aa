// Where everything in the picture stands: a column for each stage of an intrusion, then the order and the height in each
// column by the middle of the neighbours (Sugiyama, Tagawa and Toda 1981). Edges over several columns get room in each.
import type { NodeId, ReachLevel } from '../model/graph.ts';
import { reachLevels } from '../model/graph.ts';
import type { DrawnEdge, DrawnNode, Drawing } from './reach-drawing.ts';
import { stagesOf } from './reach-stages.ts';
import { widthOf } from './printable.ts';

export interface Box {
  readonly node: DrawnNode;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}
export interface Route {
  readonly edge: DrawnEdge;
  /** Cubic curves: the first point, then three points for each. */
  readonly points: readonly (readonly [x: number, y: number])[];
  readonly label: readonly [x: number, y: number];
}
export interface Layout {
  readonly boxes: readonly Box[];
  readonly routes: readonly Route[];
  readonly lineX: number;
  readonly width: number;
  readonly height: number;
}

const margin = 24;
const rowGap = 22;
const boxHeight = 44;
const passHeight = 26;
const minWidth = 92;
const maxWidth = 304;
const minGap = 84;
const maxGap = 270;
export const letterWidth = 7.2;
export const smallLetterWidth = 6.7;

/** A node, or an edge on its way through a column. */
interface Slot {
  readonly node?: DrawnNode;
  readonly column: number;
  readonly height: number;
  y: number;
}
interface Link {
  /** Where between its ends an edge leaves the height of its beginning. */
  readonly bend?: number;
  readonly edge: DrawnEdge;
  /** From end to end, the columns between included. */
  readonly slots: readonly Slot[];
}

export function layOut({ nodes, edges, loadLine }: Drawing): Layout {
  const columnAt = stagesOf(nodes, edges);
  const slots = nodes.map((node): Slot => ({ node, column: columnAt(node), height: boxHeight, y: 0 }));
  const byId = new Map<NodeId, Slot>(slots.flatMap((slot) => (slot.node ? [[slot.node.id, slot] as const] : [])));
  const links = edges.flatMap((edge) => toLink(edge, byId, slots));
  const columns = columnsOf(slots);
  arrange(columns, links);
  const xs = placeColumns(columns, links, loadLine);
  const bottom = Math.max(...slots.map(({ y, height }) => y + height), boxHeight);
  const boxes = slots.flatMap((slot): readonly Box[] => {
    const { x = 0, width = minWidth } = xs.columns.get(slot.column) ?? {};
    return slot.node === undefined ? [] : [{ node: slot.node, x, y: slot.y + margin, width, height: boxHeight }];
  });
  const boxOf = new Map(boxes.map((box) => [box.node.id, box]));
  const routes = apart(links.map((link) => toRoute({ ...link, bend: bendOf(link, links) }, boxOf, xs.columns)));
  return { boxes, routes, lineX: xs.lineX, width: xs.width, height: bottom + 2 * margin };
}

/** The column before which the line is drawn. */
function lineColumn(loadLine: ReachLevel): number {
  return 2 + reachLevels.indexOf(loadLine);
}

function toLink(edge: DrawnEdge, byId: ReadonlyMap<NodeId, Slot>, slots: Slot[]): readonly Link[] {
  const from = byId.get(edge.from);
  const to = byId.get(edge.to);
  if (from === undefined || to === undefined) return [];
  const between: Slot[] = [];
  for (const column of new Set(slots.map((slot) => slot.column)))
    if (column > from.column && column < to.column) between.push({ column, height: passHeight, y: 0 });
  between.sort((a, b) => a.column - b.column);
  slots.push(...between);
  return [{ edge, slots: [from, ...between, to] }];
}
function columnsOf(slots: readonly Slot[]): readonly Slot[][] {
  const byColumn = Map.groupBy(slots, ({ column }) => column);
  return [...byColumn].sort(([a], [b]) => a - b).map(([, own]) => own);
}

const rounds = 12;
function arrange(columns: readonly Slot[][], links: readonly Link[]): void {
  const near = new Map<Slot, Slot[]>();
  const note = (slot: Slot, other: Slot): void => {
    const list = near.get(slot);
    if (list === undefined) near.set(slot, [other]);
    else list.push(other);
  };
  for (const { slots } of links) {
    for (const [index, slot] of slots.entries()) {
      const next = slots[index + 1];
      if (next === undefined) continue;
      note(slot, next);
      note(next, slot);
    }
  }
  for (const column of columns) stack(column);
  for (let round = 0; round < rounds; round += 1) {
    for (const column of round % 2 === 0 ? columns : columns.toReversed()) {
      const wishes = new Map(column.map((slot) => [slot, wishOf(slot, near.get(slot) ?? [])]));
      column.sort((a, b) => (wishes.get(a)?.middle ?? 0) - (wishes.get(b)?.middle ?? 0));
      settle(column, wishes);
    }
  }
  closeUp(columns.flat());
}
/** What is empty in every column is taken out, so that all that is level stays level. */
function closeUp(slots: readonly Slot[]): void {
  const sorted = slots.toSorted((a, b) => a.y - b.y);
  let bottom = sorted[0]?.y ?? 0;
  let taken = bottom;
  for (const slot of sorted) {
    taken += Math.max(0, slot.y - bottom - rowGap);
    bottom = Math.max(bottom, slot.y + slot.height);
    slot.y -= taken;
  }
}
function stack(column: readonly Slot[]): void {
  let y = 0;
  for (const slot of column) {
    slot.y = y;
    y += slot.height + rowGap;
  }
}
interface Wish {
  readonly middle: number;
  readonly weight: number;
}
/** The middle of its neighbours in other columns; who has none makes way. */
function wishOf(slot: Slot, near: readonly Slot[]): Wish {
  const there = near.filter(({ column }) => column !== slot.column);
  if (there.length === 0) return { middle: slot.y + slot.height / 2, weight: 0.01 };
  return { middle: there.reduce((sum, { y, height }) => sum + y + height / 2, 0) / there.length, weight: there.length };
}
/** As near to all wishes as the order allows: the pool of adjacent violators (Ayer et al. 1955). */
function settle(column: readonly Slot[], wishes: ReadonlyMap<Slot, Wish>): void {
  const blocks: { sum: number; weight: number; slots: Slot[] }[] = [];
  const offsets = new Map<Slot, number>();
  let offset = 0;
  for (const slot of column) {
    const { middle, weight } = wishes.get(slot) ?? { middle: 0, weight: 0.01 };
    offsets.set(slot, offset);
    let block = { sum: (middle - slot.height / 2 - offset) * weight, weight, slots: [slot] };
    for (let last = blocks.at(-1); last !== undefined && mean(last) > mean(block); last = blocks.at(-1)) {
      block = { sum: last.sum + block.sum, weight: last.weight + block.weight, slots: [...last.slots, ...block.slots] };
      blocks.pop();
    }
    blocks.push(block);
    offset += slot.height + rowGap;
  }
  for (const block of blocks) for (const slot of block.slots) slot.y = mean(block) + (offsets.get(slot) ?? 0);
}
function mean({ sum, weight }: { readonly sum: number; readonly weight: number }): number {
  return sum / weight;
}

interface Columns {
  readonly columns: ReadonlyMap<number, { readonly x: number; readonly width: number }>;
  readonly lineX: number;
  readonly width: number;
}
function placeColumns(columns: readonly Slot[][], links: readonly Link[], loadLine: ReachLevel): Columns {
  const placed = new Map<number, { x: number; width: number }>();
  const line = lineColumn(loadLine);
  let x = margin;
  let lineX: number | undefined;
  for (const [index, column] of columns.entries()) {
    const number = column[0]?.column ?? 0;
    if (number >= line && lineX === undefined) lineX = x - (x === margin ? 0 : 30);
    const width = clamp(
      Math.max(...column.map(({ node }) => (node === undefined ? 0 : textWidth(node)))),
      minWidth,
      maxWidth,
    );
    placed.set(number, { x, width });
    const leaving = links.filter(({ slots }) => slots[0]?.column === number);
    const next = columns[index + 1]?.[0]?.column ?? line;
    const nearLine = number < line && next >= line ? 30 : 0;
    x += width + nearLine + clamp(Math.max(0, ...leaving.map(({ edge }) => labelWidth(edge))) + 52, minGap, maxGap);
  }
  const last = placed.get(columns.at(-1)?.[0]?.column ?? 0);
  const right = last === undefined ? x : last.x + last.width;
  lineX ??= right + 48;
  return { columns: placed, lineX, width: Math.max(right + 40, lineX + 70) + margin };
}
/** An edge that an edit takes away says which. */
export function labelWidth({ label, cutBy, assumes }: DrawnEdge): number {
  const letters = Math.min(mostLetters, widthOf(label)) + (assumes.length > 0 ? 2 : 0) + (cutBy === undefined ? 0 : 7);
  return letters * smallLetterWidth;
}
export const mostLetters = 30;
function textWidth({ label, detail }: DrawnNode): number {
  return Math.max(widthOf(label) * (letterWidth + 0.6), widthOf(detail) * smallLetterWidth) + 22;
}
function clamp(value: number, least: number, most: number): number {
  return Math.round(Math.min(most, Math.max(least, value)));
}

type Point = readonly [number, number];
function toRoute(
  { edge, slots, bend = 0.5 }: Link,
  boxOf: ReadonlyMap<NodeId, Box>,
  columns: Columns['columns'],
): Route {
  const from = boxOf.get(edge.from);
  const to = boxOf.get(edge.to);
  if (from === undefined || to === undefined) throw new Error('an edge without ends');
  const startY = from.y + from.height / 2;
  const endY = to.y + to.height / 2;
  if (to.x > from.x) {
    const points: Point[] = [[from.x + from.width, startY]];
    for (const slot of slots.slice(1, -1)) {
      const { x = 0, width = 0 } = columns.get(slot.column) ?? {};
      const y = slot.y + margin + slot.height / 2;
      curve(points, [x, y], points.length === 1 ? bend : 0.5);
      curve(points, [x + width, y]);
    }
    curve(points, [to.x, endY], points.length === 1 ? bend : 0.5);
    return { edge, points, label: halfway(points[0], points[3], bend) };
  }
  if (to.x < from.x) {
    // Back from what is shared to whom it is shared with.
    const start: Point = [from.x, startY + 9];
    const end: Point = [to.x + to.width, endY + 9];
    const points: Point[] = [start];
    curve(points, end);
    return { edge, points, label: halfway(start, end, 0.5) };
  }
  const side = from.x + from.width + 38;
  const points: Point[] = [
    [from.x + from.width, startY],
    [side, startY],
    [side, endY],
    [to.x + to.width, endY],
  ];
  return { edge, points, label: [side + labelWidth(edge) / 2 - 10, (startY + endY) / 2] };
}
const labelHeight = 20;
/** Labels that would lie on each other move down, the upper ones first. */
function apart(routes: readonly Route[]): readonly Route[] {
  const placed: { readonly x: number; readonly y: number; readonly half: number }[] = [];
  const moved = new Map<Route, Route>();
  for (const route of routes.toSorted((a, b) => a.label[1] - b.label[1] || a.label[0] - b.label[0])) {
    const [x] = route.label;
    let [, y] = route.label;
    const half = labelWidth(route.edge) / 2 + 9;
    for (const other of placed)
      if (Math.abs(other.x - x) < other.half + half && Math.abs(other.y - y) < labelHeight) y = other.y + labelHeight;
    placed.push({ x, y, half });
    placed.sort((a, b) => a.y - b.y);
    moved.set(route, { ...route, label: [x, y] });
  }
  return routes.map((route) => moved.get(route) ?? route);
}
/** Of many edges to one end the labels stand at the other ends, where they do not meet. */
function bendOf({ slots }: Link, links: readonly Link[]): number {
  const [from, to] = [slots[0], slots[1]];
  const leaving = links.filter((link) => link.slots[0] === from).length;
  const arriving = links.filter((link) => link.slots.at(-1) === to).length;
  return leaving === arriving ? 0.5 : leaving > arriving ? 0.2 : 0.8;
}
function curve(points: Point[], [x, y]: Point, bend = 0.5): void {
  const [fromX, fromY] = points.at(-1) ?? [x, y];
  const turn = fromX + (x - fromX) * bend;
  points.push([turn, fromY], [turn, y], [x, y]);
}
/** The point of a curve in the middle of its width. */
function halfway(a: Point | undefined, b: Point | undefined, bend: number): Point {
  const [fromX, fromY] = a ?? [0, 0];
  const [x, y] = b ?? [0, 0];
  let [low, high] = [0, 1];
  for (let round = 0; round < 20; round += 1) {
    const t = (low + high) / 2;
    if (3 * bend * t * (1 - t) + t ** 3 < 0.5) low = t;
    else high = t;
  }
  return [(fromX + x) / 2, fromY + (y - fromY) * (3 * low ** 2 - 2 * low ** 3)];
}
