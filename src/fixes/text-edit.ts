// Changes to a text by range, and where a place of the old text is in the new one.

/** Offsets in UTF-16 units; `from === to` inserts. */
export interface TextEdit {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** Whether one cannot be made without knowing of the other: they overlap, or one inserts at an end of the other. */
export function collide(a: TextEdit, b: TextEdit): boolean {
  if (a.from === a.to || b.from === b.to) return a.from <= b.to && b.from <= a.to;
  return a.from < b.to && b.from < a.to;
}
/** Whether one inserts whole lines right before or behind what the other replaces: then each can be made alone. */
export function isBeside(a: TextEdit, b: TextEdit): boolean {
  const [insertion, other] = a.from === a.to ? [a, b] : [b, a];
  const isInsertion = insertion.from === insertion.to && insertion.text.includes('\n') && other.from < other.to;
  return isInsertion && (insertion.from === other.from || insertion.from === other.to);
}
/** The text with all edits made; only removals may overlap. What is inserted comes before what is replaced there. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const parts: string[] = [];
  let at = 0;
  for (const edit of [...edits].sort((a, b) => a.from - b.from || a.to - b.to)) {
    parts.push(text.slice(at, edit.from), edit.text);
    at = Math.max(at, edit.to);
  }
  parts.push(text.slice(at));
  return parts.join('');
}

/** The line end that the text uses. */
export function lineEndOf(text: string): '\r\n' | '\n' {
  const first = text.indexOf('\n');
  return first > 0 && text[first - 1] === '\r' ? '\r\n' : '\n';
}
/** Offsets at which the lines begin; the last entry is the end of the text. */
export function lineStartsOf(text: string): readonly number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  if (starts.at(-1) !== text.length) starts.push(text.length);
  return starts;
}
/** Index of the line that holds the offset. */
export function lineAt(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
/** An insertion of whole lines at the start of a line, or at the end of a text without a last line end. */
export function insertLines(text: string, offset: number, lines: readonly string[]): TextEdit {
  const end = lineEndOf(text);
  const unended = offset > 0 && offset === text.length && text[offset - 1] !== '\n';
  const body = lines.join(end);
  return { from: offset, to: offset, text: unended ? `${end}${body}` : `${body}${end}` };
}
