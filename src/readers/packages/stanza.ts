// Stanzas of `Name: value` lines that an empty line ends: Debian Policy 5.1, and apk's database with its one-letter names.
// Walks the text once and never builds more than one stanza.

export interface Stanza {
  /** Its first line, from 1. */
  readonly line: number;
  readonly fields: ReadonlyMap<string, string>;
}
export interface StanzaOptions {
  /** The fields to keep, lower case where `anyCase` is given; a stanza without any of them is passed over. */
  readonly names: ReadonlySet<string>;
  /** Field names are the same in upper and lower case. */
  readonly anyCase?: true;
}

/** Continuation lines are dropped; of a field given twice the last value counts. */
export function* stanzasOf(text: string, { names, anyCase }: StanzaOptions): Iterable<Stanza> {
  const longest = Math.max(...Array.from(names, (name) => name.length));
  let fields = new Map<string, string>();
  let first = 0;
  let line = 0;
  for (let start = 0; start < text.length;) {
    const found = text.indexOf('\n', start);
    const end = found === -1 ? text.length : found;
    line += 1;
    if (isBlank(text, start, end)) {
      if (fields.size > 0) yield { line: first, fields };
      fields = new Map();
      first = 0;
    } else {
      if (first === 0) first = line;
      const name = nameAt(text, start, { longest, end });
      const key = anyCase === true ? name.toLowerCase() : name;
      if (names.has(key)) fields.set(key, text.slice(start + name.length + 1, end).trim());
    }
    start = end + 1;
  }
  if (fields.size > 0) yield { line: first, fields };
}
function isBlank(text: string, start: number, end: number): boolean {
  return end === start || (end === start + 1 && text[start] === '\r');
}
/** '' for names longer than those that are asked for, and for continuation lines. */
function nameAt(text: string, start: number, { longest, end }: { longest: number; end: number }): string {
  const last = Math.min(end, start + longest + 1);
  for (let at = start; at < last; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 0x3a) return text.slice(start, at);
    if (code === 0x20 || code === 0x09) return '';
  }
  return '';
}
