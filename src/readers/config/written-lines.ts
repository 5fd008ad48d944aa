// Which line of a file a line of what was rendered from it is: the only one with these words, and the words are there
// only once. In a template, a line with actions is told by what stands before the first one.

export interface WrittenOptions {
  /** Whether a line keeps its indentation. */
  readonly indented: boolean;
}
/** Gives the line in `written`, from 1, of a line of `rendered`. */
export function openWritten(
  rendered: string,
  written: string,
  { indented }: WrittenOptions,
): (line: number) => number | undefined {
  const key = (line: string): string => (indented ? line.trimEnd() : line.trim());
  const renderedKeys = rendered.split('\n').map(key);
  let index: Index | undefined;
  return (line) => {
    const words = renderedKeys[line - 1] ?? '';
    if (!/\w/u.test(words)) return undefined;
    index ??= { counts: countsOf(renderedKeys), ...linesOf(written, key) };
    if (index.counts.get(words) !== 1) return undefined;
    if (index.whole.has(words)) return index.whole.get(words);
    return byBeginning(words, index, renderedKeys);
  };
}

interface Index {
  readonly counts: ReadonlyMap<string, number>;
  /** Undefined where the line is there more than once. */
  readonly whole: ReadonlyMap<string, number | undefined>;
  /** What stands before the first action, and on which line. */
  readonly begun: readonly (readonly [beginning: string, line: number])[];
}
function countsOf(lines: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const line of lines) counts.set(line, (counts.get(line) ?? 0) + 1);
  return counts;
}
function linesOf(text: string, key: (line: string) => string): Pick<Index, 'whole' | 'begun'> {
  const whole = new Map<string, number | undefined>();
  const begun: [string, number][] = [];
  for (const [at, line] of text.split('\n').entries()) {
    const action = line.indexOf('{{');
    const words = key(line);
    if (action === -1) whole.set(words, whole.has(words) ? undefined : at + 1);
    else if (/\w["']?:/u.test(line.slice(0, action))) begun.push([line.slice(0, action).trimEnd(), at + 1]);
  }
  return { whole, begun };
}
function byBeginning(words: string, { begun }: Index, rendered: readonly string[]): number | undefined {
  const [first, second] = begun.filter(([beginning]) => words.startsWith(beginning));
  if (first === undefined || second !== undefined) return undefined;
  return rendered.filter((line) => line.startsWith(first[0])).length === 1 ? first[1] : undefined;
}
