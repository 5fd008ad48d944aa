// Which line of a file a line of what was rendered from it is: the only one with these words, and the words came out
// only once. In a template, a line with actions is told by what stands before the first one.

export interface WrittenOptions {
  /** Whether a line keeps its indentation. */
  readonly indented: boolean;
}
/** The lines of a file, ready to be asked for by what came out of it. */
export interface Written extends WrittenOptions {
  /** Undefined where the line is there more than once. */
  readonly whole: ReadonlyMap<string, number | undefined>;
  /** By key: what stands before the first action, and on which line. */
  readonly begun: ReadonlyMap<string, readonly Beginning[]>;
}
interface Beginning {
  readonly words: string;
  readonly line: number;
}
/** Lines with one key: a file with more of them is asked in vain. */
const mostAlike = 100;

export function toWritten(text: string, { indented }: WrittenOptions): Written {
  const whole = new Map<string, number | undefined>();
  const begun = new Map<string, Beginning[]>();
  for (const [at, line] of text.split('\n').entries()) {
    const action = line.indexOf('{{');
    if (action === -1) {
      const words = wordsOf(line, indented);
      whole.set(words, whole.has(words) ? undefined : at + 1);
      continue;
    }
    const words = line.slice(0, action).trimEnd();
    const key = keyOf(words);
    if (key === undefined) continue;
    const alike = begun.get(key);
    if (alike === undefined) begun.set(key, [{ words, line: at + 1 }]);
    else alike.push({ words, line: at + 1 });
  }
  return { indented, whole, begun };
}

/** Gives the line of the file, from 1, of a line of what came out. */
export function openRendered(rendered: string, written: Written): (line: number) => number | undefined {
  const lines = rendered.split('\n').map((line) => wordsOf(line, written.indented));
  let groups: Groups | undefined;
  return (line) => {
    const words = lines[line - 1] ?? '';
    if (!/\w/u.test(words)) return undefined;
    groups ??= groupsOf(lines);
    if (groups.counts.get(words) !== 1) return undefined;
    return written.whole.has(words) ? written.whole.get(words) : byBeginning(words, written, groups);
  };
}
interface Groups {
  readonly counts: ReadonlyMap<string, number>;
  readonly byKey: ReadonlyMap<string | undefined, readonly string[]>;
}
function groupsOf(lines: readonly string[]): Groups {
  const counts = new Map<string, number>();
  for (const line of lines) counts.set(line, (counts.get(line) ?? 0) + 1);
  return { counts, byKey: Map.groupBy(lines, keyOf) };
}
function byBeginning(words: string, { begun }: Written, { byKey }: Groups): number | undefined {
  const key = keyOf(words);
  const alike = key === undefined ? [] : (begun.get(key) ?? []);
  const rendered = byKey.get(key) ?? [];
  if (alike.length > mostAlike || rendered.length > mostAlike) return undefined;
  const [first, second] = alike.filter((one) => words.startsWith(one.words));
  if (first === undefined || second !== undefined) return undefined;
  return rendered.filter((line) => line.startsWith(first.words)).length === 1 ? first.line : undefined;
}

function wordsOf(line: string, indented: boolean): string {
  return indented ? line.trimEnd() : line.trim();
}
/** Up to and with the first colon behind a word, with its indentation. */
function keyOf(words: string): string | undefined {
  return /^[^:]{0,200}\w["']?:/u.exec(words)?.[0];
}
