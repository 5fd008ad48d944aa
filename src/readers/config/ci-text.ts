// Texts of a pipeline: what the service fills in is not known, and each part of a script knows its place in the file.
import { openLines } from '../../syntax/lines.ts';
import type { YamlScalar } from '../../syntax/tree.ts';
import type { RawRef } from '../../model/workload.ts';
import { getMember, membersOf, placeAt, placeOf, scalarText, type Value } from './config-value.ts';
import { markOf, withoutMarks, type Given } from './given.ts';
import type { RunOption } from './run-line.ts';
import { mayStart, type ScriptText } from './run-script.ts';

interface Marked {
  readonly text: string;
  readonly open: readonly string[];
  /** Where a place of it was before. */
  origin(offset: number): number;
}
const maxMarks = 1000;
export function markAll(written: string, pattern: RegExp): Marked {
  const plain = withoutMarks(written);
  const open: string[] = [];
  const cuts: { readonly at: number; readonly shift: number }[] = [];
  let text = '';
  let last = 0;
  for (const match of plain.matchAll(pattern)) {
    if (open.length >= maxMarks) break;
    text += plain.slice(last, match.index) + markOf(open.length);
    open.push(match[0]);
    last = match.index + match[0].length;
    cuts.push({ at: text.length, shift: last - text.length });
  }
  text += plain.slice(last);
  return { text, open, origin: (offset) => offset + (cuts.findLast(({ at }) => at <= offset)?.shift ?? 0) };
}

/** The text of a scalar behind a beginning, such as the name of a variable. */
export function givenIn(value: Value | undefined, pattern: RegExp, begin = ''): Given | undefined {
  const written = scalarText(value);
  if (value === undefined || written === undefined) return undefined;
  const { text, open } = markAll(written, pattern);
  return { text: `${withoutMarks(begin)}${text}`, open, at: placeOf(value), via: value.via };
}
/** A map of variables, or of maps that hold their values; what is no text has no value that could be told. */
export function variablesIn(map: Value | undefined, pattern: RegExp): readonly RunOption[] {
  return membersOf(map).flatMap(({ name, value }) => {
    const given = givenIn(value.node.kind === 'map' ? getMember(value, 'value') : value, pattern, `${name}=`);
    return given === undefined ? [] : [{ name: 'env', given }];
  });
}

export interface ScriptFile {
  readonly text: string;
  readonly pattern: RegExp;
  readonly raw: RawRef;
}
/** Undefined where it cannot start a container. */
export function scriptIn(value: Value, { text: file, pattern, raw }: ScriptFile): ScriptText | undefined {
  const written = scalarText(value);
  if (value.node.kind !== 'scalar' || written === undefined || !mayStart(written)) return undefined;
  const { text, open, origin } = markAll(written, pattern);
  const offsetOf = offsetsIn(value.node, file);
  return {
    text,
    open,
    raw,
    place(from, to) {
      const offset = offsetOf(origin(from));
      return { at: placeAt(value.file, offset), via: value.via, offset, end: Math.max(offset, offsetOf(origin(to))) };
    },
  };
}
/** Line by line where the lines are kept; else as it is written, or where it begins. */
export function offsetsIn(node: YamlScalar, file: string): (offset: number) => number {
  const { start, end, value, style, quoted } = node;
  if (style === 'literal') return linesIn(node, file);
  const begin = start + (quoted ? 1 : 0);
  return file.slice(begin, end).startsWith(value) ? (offset) => begin + offset : () => start;
}
function linesIn({ start, value }: YamlScalar, file: string): (offset: number) => number {
  const lines = openLines(value);
  const begins: number[] = [];
  let at = file.indexOf('\n', start) + 1;
  for (const line of value.split('\n')) {
    const found = file.indexOf('\n', at);
    const end = found === -1 ? file.length : found;
    const width = end - at - (file[end - 1] === '\r' ? 1 : 0);
    begins.push(at + Math.max(0, width - line.length));
    at = end + 1;
  }
  return (offset) => {
    const { line, column } = lines.positionOf(offset);
    return (begins[line - 1] ?? start) + column - 1;
  };
}
