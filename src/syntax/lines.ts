// Which line an offset is on.

/** Both count from 1; columns are UTF-16 units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}
export interface LineIndex {
  positionOf(offset: number): Position;
  lineOf(offset: number): number;
}
/** The index is built when first asked: most files have nothing to report. */
export function openLines(text: string): LineIndex {
  let starts: readonly number[] | undefined;
  let last = 0;
  const indexOf = (offset: number): number => {
    starts ??= findLineStarts(text);
    last = findLine(starts, offset, last);
    return last;
  };
  return {
    lineOf: (offset) => indexOf(offset) + 1,
    positionOf: (offset) => {
      const line = indexOf(offset);
      return { line: line + 1, column: offset - (starts?.[line] ?? 0) + 1 };
    },
  };
}

const nearby = 8;
/** Who reads a text from top to bottom asks for one of the next lines, mostly. */
function findLine(starts: readonly number[], offset: number, last: number): number {
  let low = 0;
  let high = starts.length - 1;
  if ((starts[last] ?? 0) <= offset) {
    const end = Math.min(last + nearby, high);
    for (low = last; low < end; low += 1) if ((starts[low + 1] ?? 0) > offset) return low;
  } else high = last;
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
function findLineStarts(text: string): readonly number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}
