// How something at a way through an API object is set or taken out: rules of a role, subjects, fields of an account.
import type { PlacedEdit, Plan } from './placed-edit.ts';
import { planAppend, planRemove, planReplaceItem, planSet } from './yaml-change.ts';
import { findShared, nameOf, nodeAt, stepsTo } from './yaml-document.ts';
import type { Step } from './yaml-document.ts';
import { textOf } from './yaml-item.ts';
import { needsQuotes } from './yaml-render.ts';
import type { Leaf } from './yaml-render.ts';
import type { Task } from './yaml-rounds.ts';

type ObjectEdit = Extract<PlacedEdit, { op: 'set-at' | 'remove-at' }>;
export function isObjectEdit(edit: PlacedEdit): edit is ObjectEdit {
  return edit.op === 'set-at' || edit.op === 'remove-at';
}
/** Removals from the end, so that indexes go on to mean what they meant. */
export function lastFirst(edits: readonly PlacedEdit[]): readonly PlacedEdit[] {
  const wayOf = (edit: PlacedEdit): Pointer => (edit.op === 'remove-at' ? edit.pointer : []);
  return [...edits].sort((a, b) => comparePointers(wayOf(b), wayOf(a)));
}
type Pointer = readonly (string | number)[];
/** Deeper ones are greater. */
function comparePointers(a: Pointer, b: Pointer): number {
  for (const [index, part] of a.entries()) {
    const other = b[index];
    if (other === undefined) return 1;
    if (part === other) continue;
    if (typeof part === 'number' && typeof other === 'number') return part - other;
    return String(part) < String(other) ? -1 : 1;
  }
  return a.length - b.length;
}

export function planObjectEdit(task: Task, edit: ObjectEdit): Plan {
  const gone = edit.at !== undefined && task.offset === undefined;
  if (gone) return edit.op === 'remove-at' ? [] : { why: 'it is not where it was read' };
  return edit.op === 'remove-at' ? planRemoval(task, edit.pointer) : planValue(task, edit);
}

function planRemoval(task: Task, pointer: Pointer): Plan {
  const { document, edit } = task;
  if (pointer.length <= edit.raw.pointer.length) return { why: 'the object as a whole is not ours to remove' };
  const steps = stepsTo(document.root, pointer);
  if (steps === undefined || !leadsThrough(task, steps)) {
    return { why: 'it comes from an anchor or from another place' };
  }
  const shared = findShared(document, steps);
  if (shared !== undefined) return { why: `it is shared with others through &${shared}` };
  return planRemove(document, withEmptied(steps), edit.raw.pointer.length);
}
/** The edit's own place is on the way: what stood there has not gone, nor has anything taken its place. */
function leadsThrough({ offset }: Task, steps: readonly Step[]): boolean {
  return offset === undefined || steps.some(({ parent, index }) => startsAt(parent, index) === offset);
}
function startsAt(parent: Step['parent'], index: number): number | undefined {
  return parent.kind === 'map' ? parent.pairs[index]?.key.start : parent.items[index]?.start;
}
/** Lists of a rule that must not be empty, or that mean everything when they are. */
const needed: ReadonlySet<string | number> = new Set([
  'apiGroups',
  'resources',
  'verbs',
  'resourceNames',
  'nonResourceURLs',
]);
/** With the last word of such a list the rule goes. */
function withEmptied(steps: readonly Step[]): readonly Step[] {
  const last = steps.at(-1);
  const list = steps.at(-2);
  if (last?.parent.kind !== 'list' || last.parent.items.length > 1 || list === undefined) return steps;
  return needed.has(nameOf(list)) && steps.at(-3)?.parent.kind === 'list' ? steps.slice(0, -2) : steps;
}

function planValue(task: Task, edit: Extract<ObjectEdit, { op: 'set-at' }>): Plan {
  const { document } = task;
  const text = toText(edit.value);
  if (text === undefined) return { why: 'the new value is not a plain one' };
  const last = edit.pointer.at(-1);
  const lead = edit.pointer.length - (typeof last === 'number' ? 1 : keysBehind(edit.pointer));
  const steps = stepsTo(document.root, edit.pointer.slice(0, lead));
  if (steps === undefined || !leadsThrough(task, stepsTo(document.root, edit.pointer) ?? steps)) {
    return { why: 'it is not where it was read' };
  }
  const shared = findShared(document, steps);
  if (shared !== undefined) return { why: `it is shared with others through &${shared}` };
  const end = steps.at(-1);
  const node = end === undefined ? document.root : nodeAt(end);
  if (typeof last === 'number') {
    if (node?.kind !== 'list') return { why: 'it is not a list' };
    if (last < node.items.length) return planReplaceItem(document, { parent: node, index: last }, text);
    return node.items.some((item) => textOf(item) === text) ? [] : planAppend(document, node, text);
  }
  if (node?.kind !== 'map') return { why: 'it is not where it was read' };
  return planSet(document, node, edit.pointer.slice(lead).map(String), toLeaf(edit.value, text));
}
/** How many keys at the end of a way may have to be made: all behind the last index. */
function keysBehind(pointer: Pointer): number {
  return pointer.length - 1 - pointer.findLastIndex((part) => typeof part === 'number');
}
/** '' for lists, which have a leaf of their own. */
function toText(value: unknown): string | undefined {
  if (Array.isArray(value) && value.length > 0) return '';
  return typeof value === 'string' || typeof value === 'boolean' || typeof value === 'number'
    ? String(value)
    : undefined;
}
/** A text that looks like something else is quoted. */
function toLeaf(value: unknown, text: string): Leaf {
  if (typeof value === 'object' && value !== null) return { kind: 'tree', value };
  return typeof value === 'string' && needsQuotes(text)
    ? { kind: 'raw', text: JSON.stringify(text) }
    : { kind: 'value', text };
}
