// Which line an offset is on.

export interface LineIndex {
  /** From 1. */
  lineOf(offset: number): number;
  /** From 1, in UTF-16 units. */
  columnOf(offset: number): number;
}
/** The index is built when first asked: most files have nothing to report. */
export function openLines(text: string): LineIndex {
  let starts: Uint32Array | undefined;
  const indexOf = (offset: number): number => {
    starts ??= findLineStarts(text);
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  };
  return {
    lineOf: (offset) => indexOf(offset) + 1,
    columnOf: (offset) => {
      const line = indexOf(offset);
      return offset - (starts?.[line] ?? 0) + 1;
    },
  };
}
function findLineStarts(text: string): Uint32Array {
  let count = 1;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) count += 1;
  const starts = new Uint32Array(count);
  let line = 1;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) {
    starts[line] = at + 1;
    line += 1;
  }
  return starts;
}
