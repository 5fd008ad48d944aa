// Makes many edits in one YAML file: in rounds, each on a fresh tree and at most one for a workload, so that edits
// that build on each other see each other, and thousands of them still take few parses.
import type { Location } from '../model/location.ts';
import type { RawRef } from '../model/workload.ts';
import { parseYaml } from '../syntax/yaml.ts';
import { isRefusal } from './placed-edit.ts';
import type { PlacedEdit, Plan, RefusedEdit, WrittenFixes } from './placed-edit.ts';
import { applyEdits, collide, lineStartsOf } from './text-edit.ts';
import type { TextEdit } from './text-edit.ts';
import { toDocument } from './yaml-document.ts';
import type { YamlDocument } from './yaml-document.ts';

/** One edit in its document. */
export interface Task {
  readonly document: YamlDocument;
  readonly edit: PlacedEdit;
  /** Where the edit's own location is in the text as it is now; undefined when it has none any more. */
  readonly offset: number | undefined;
  /** Containers, as `toOwner` names them, that want this very place changed in this very way. */
  readonly wantedBy: ReadonlySet<string>;
}
export interface YamlFormat {
  /** What of the document an edit may change: edits with the same one wait for each other. */
  partOf(edit: PlacedEdit): RawRef['pointer'];
  /** Lower ones come first. */
  orderOf(edit: PlacedEdit): number;
  plan(task: Task): Plan;
}
/** Bound on the text that is parsed again and again, in UTF-16 units. */
const maxParsed = 200_000_000;
const maxRounds = 2000;

interface Pending {
  readonly edit: PlacedEdit;
  readonly offset: number | undefined;
}
export function writeYaml(text: string, edits: readonly PlacedEdit[], format: YamlFormat): WrittenFixes {
  const wishes = gatherWishes(edits);
  const starts = lineStartsOf(text);
  let pending: readonly Pending[] = [...edits]
    .sort((a, b) => format.orderOf(a) - format.orderOf(b))
    .map((edit) => ({ edit, offset: offsetOf('at' in edit ? edit.at : undefined, starts) }));
  let now = text;
  const done: PlacedEdit[] = [];
  const refused: RefusedEdit[] = [];
  const rounds = Math.min(maxRounds, Math.ceil(maxParsed / (text.length + 1)));
  for (let round = 0; pending.length > 0 && round < rounds; round += 1) {
    const result = runRound(now, pending, { format, wishes });
    done.push(...result.done);
    refused.push(...result.refused);
    pending = result.later.map((one) => ({ edit: one.edit, offset: moved(one.offset, result.changes) }));
    now = applyEdits(now, result.changes);
  }
  for (const { edit } of pending) refused.push({ edit, why: 'too many edits fall together: run it again' });
  return { text: now, done, refused };
}
/** The key of edits that ask for the same thing at the same place. */
function wishOf(edit: PlacedEdit): string {
  const at = 'at' in edit ? edit.at : undefined;
  return JSON.stringify([
    edit.raw.document,
    edit.op,
    'field' in edit ? edit.field : '',
    'value' in edit ? edit.value : '',
    at?.path,
    at?.line,
    at?.column,
  ]);
}
/** Names a container by its place in the file. */
export function toOwner(raw: Pick<RawRef, 'pointer'>): string {
  return JSON.stringify(raw.pointer);
}
function gatherWishes(edits: readonly PlacedEdit[]): ReadonlyMap<string, ReadonlySet<string>> {
  const wishes = new Map<string, Set<string>>();
  for (const edit of edits) {
    const wish = wishOf(edit);
    const owners = wishes.get(wish) ?? new Set<string>();
    wishes.set(wish, owners.add(toOwner(edit.raw)));
  }
  return wishes;
}
function offsetOf(at: Location | undefined, starts: readonly number[]): number | undefined {
  const start = at?.line === undefined ? undefined : starts[at.line - 1];
  return start === undefined ? undefined : start + (at?.column ?? 1) - 1;
}

interface Round {
  readonly changes: readonly TextEdit[];
  readonly done: readonly PlacedEdit[];
  readonly refused: readonly RefusedEdit[];
  readonly later: readonly Pending[];
}
interface Rules {
  readonly format: YamlFormat;
  readonly wishes: ReadonlyMap<string, ReadonlySet<string>>;
}
interface Planned {
  readonly one: Pending;
  readonly plan: readonly TextEdit[];
}
function runRound(text: string, pending: readonly Pending[], rules: Rules): Round {
  const { documents, problems } = parseAll(text);
  const taken = new Set<string>();
  const planned: Planned[] = [];
  const refused: RefusedEdit[] = [];
  const later: Pending[] = [];
  for (const one of pending) {
    const group = JSON.stringify([one.edit.raw.document, rules.format.partOf(one.edit)]);
    if (taken.has(group)) {
      later.push(one);
      continue;
    }
    const plan = planOne(documents, one, rules);
    if (isRefusal(plan)) refused.push({ edit: one.edit, why: plan.why });
    else {
      planned.push({ one, plan });
      if (plan.length > 0) taken.add(group);
    }
  }
  const { kept, waiting } = withoutCollisions(planned);
  return settle(text, kept, { refused, later: [...waiting, ...later], problems });
}
function planOne(documents: readonly (YamlDocument | undefined)[], one: Pending, rules: Rules): Plan {
  const document = documents[one.edit.raw.document];
  if (document === undefined) return { why: 'the file is not YAML that we can read' };
  const wantedBy = rules.wishes.get(wishOf(one.edit)) ?? new Set();
  return rules.format.plan({ document, edit: one.edit, wantedBy, offset: one.offset });
}
/** Documents by their number; those that cannot be read are undefined. */
function parseAll(text: string): {
  readonly documents: readonly (YamlDocument | undefined)[];
  readonly problems: number;
} {
  const starts = lineStartsOf(text);
  const parsed = parseYaml(text);
  const documents = parsed.documents.map(({ root }) =>
    root === undefined ? undefined : toDocument(text, starts, root),
  );
  return { documents, problems: parsed.problems.length };
}
function isBroken(text: string, problems: number): boolean {
  return parseYaml(text).problems.length > problems;
}

/** Two workloads may want the same change of a shared place; what merely touches waits for the next round. */
function withoutCollisions(planned: readonly Planned[]): {
  readonly kept: readonly Planned[];
  readonly waiting: readonly Pending[];
} {
  const ordered = planned
    .flatMap((entry) => entry.plan.map((change) => ({ entry, change })))
    .sort((a, b) => a.change.from - b.change.from || a.change.to - b.change.to);
  const dropped = new Set<Planned>();
  let last: (typeof ordered)[number] | undefined;
  for (const next of ordered) {
    if (dropped.has(next.entry)) continue;
    if (last !== undefined && last.entry !== next.entry && collide(last.change, next.change)) dropped.add(next.entry);
    else if (last === undefined || next.change.to >= last.change.to) last = next;
  }
  return {
    kept: planned.filter((entry) => !dropped.has(entry)),
    waiting: planned.filter((entry) => dropped.has(entry)).map(({ one }) => one),
  };
}

/** What would not parse any more is not done: then one by one, to spare the others. */
function settle(
  text: string,
  planned: readonly Planned[],
  rest: Pick<Round, 'refused' | 'later'> & { readonly problems: number },
): Round {
  const { refused, later, problems } = rest;
  const all = planned.flatMap(({ plan }) => plan);
  if (all.length === 0 || !isBroken(applyEdits(text, all), problems)) {
    return { refused, later, changes: all, done: planned.map(({ one }) => one.edit) };
  }
  const [first, ...others] = planned;
  const waiting = [...others.map(({ one }) => one), ...later];
  if (first === undefined) return { refused, later, changes: [], done: [] };
  if (!isBroken(applyEdits(text, first.plan), problems)) {
    return { refused, later: waiting, changes: first.plan, done: [first.one.edit] };
  }
  const why = 'the file would not be YAML any more';
  return { refused: [...refused, { edit: first.one.edit, why }], later: waiting, changes: [], done: [] };
}
/** Where an offset is after the changes; gone when what it pointed to is. */
function moved(offset: number | undefined, changes: readonly TextEdit[]): number | undefined {
  if (offset === undefined) return undefined;
  let shift = 0;
  for (const { from, to, text } of changes) {
    if (to <= offset) shift += text.length - (to - from);
    else if (from <= offset) return undefined;
  }
  return offset + shift;
}
