// Test support: edits on files written by hand, with places found by the text that stands there.
import { toFactId } from '../model/brand.ts';
import type { ItemChange } from '../model/edit.ts';
import type { Location } from '../model/location.ts';
import type { ListName, SettingName } from '../model/workload.ts';
import type { PlacedEdit } from './placed-edit.ts';

const target = { fact: toFactId('workload', 'test', 'web') };
export type Pointer = readonly (string | number)[];

/** Where `mark` first stands in the text. */
export function placeOf(text: string, mark: string): Location {
  const offset = text.indexOf(mark);
  if (offset === -1) throw new Error(`no ${mark} in the text`);
  const before = text.slice(0, offset).split('\n');
  return { path: 'f.yaml', line: before.length, column: (before.at(-1) ?? '').length + 1 };
}
function rawOf(pointer: Pointer, document: number): PlacedEdit['raw'] {
  return { format: pointer.includes('services') ? 'compose' : 'kubernetes', path: 'f.yaml', document, pointer };
}
export interface EditSample {
  readonly pointer?: Pointer;
  readonly document?: number;
  /** Text at which the edit's location is. */
  readonly mark?: string;
}
const web: Pointer = ['services', 'web'];
export function setting(text: string, field: SettingName, value: unknown, sample: EditSample = {}): PlacedEdit {
  const raw = rawOf(sample.pointer ?? web, sample.document ?? 0);
  const edit = { op: 'set', target, field, value, raw } as const;
  return sample.mark === undefined ? edit : { ...edit, at: placeOf(text, sample.mark) };
}
export function unsetting(text: string, field: SettingName, mark: string, sample: EditSample = {}): PlacedEdit {
  return {
    op: 'unset',
    target,
    field,
    at: placeOf(text, mark),
    raw: rawOf(sample.pointer ?? web, sample.document ?? 0),
  };
}
export function adding(field: ListName, value: unknown, sample: EditSample = {}): PlacedEdit {
  return { op: 'add', target, field, value, raw: rawOf(sample.pointer ?? web, sample.document ?? 0) };
}
export function removing(
  text: string,
  list: { readonly field: ListName; readonly value: unknown },
  mark: string,
  sample: EditSample = {},
): PlacedEdit {
  const raw = rawOf(sample.pointer ?? web, sample.document ?? 0);
  return { op: 'remove', target, ...list, at: placeOf(text, mark), raw };
}

export function changing(
  text: string,
  item: { readonly field: ListName; readonly value: unknown; readonly to: ItemChange },
  mark: string,
  sample: EditSample = {},
): PlacedEdit {
  const raw = rawOf(sample.pointer ?? web, sample.document ?? 0);
  return { op: 'change', target, ...item, at: placeOf(text, mark), raw };
}
export function withoutRight(
  text: string,
  right: 'privileged' | 'security.insecure' | 'network.host',
  sample: EditSample = {},
): PlacedEdit {
  const raw = rawOf(sample.pointer ?? web, sample.document ?? 0);
  return { op: 'deny-build', target, right, at: placeOf(text, 'build'), raw };
}
export function replacing(text: string, from: string, to: string, sample: EditSample = {}): PlacedEdit {
  const raw = rawOf(sample.pointer ?? web, sample.document ?? 0);
  return { op: 'replace-text', target, from, to, at: placeOf(text, from), raw };
}
/** A document behind the last one. */
export function appending(value: string): PlacedEdit {
  return { op: 'append-document', target, value, raw: rawOf([], 0) };
}

/** An edit of an object as a whole; `pointer` of the sample leads to the object. */
export function settingAt(text: string, way: Pointer, value: unknown, sample: EditSample = {}): PlacedEdit {
  const raw = rawOf(sample.pointer ?? [], sample.document ?? 0);
  const edit = { op: 'set-at', target, pointer: way, value, raw } as const;
  return sample.mark === undefined ? edit : { ...edit, at: placeOf(text, sample.mark) };
}
export function removingAt(text: string, way: Pointer, mark: string, sample: EditSample = {}): PlacedEdit {
  const raw = rawOf(sample.pointer ?? [], sample.document ?? 0);
  return { op: 'remove-at', target, pointer: way, at: placeOf(text, mark), raw };
}

/** The text before and after an edit: lines that begin with `-` go, those with `+` come, the others stay. */
export function sidesOf(marked: string): { readonly before: string; readonly after: string } {
  const lines = marked.slice(1).split('\n');
  const side = (skip: string): string =>
    lines
      .filter((line) => !line.startsWith(skip))
      .map((line) => line.slice(2))
      .join('\n');
  return { before: side('+'), after: side('-') };
}
