// Unit files of systemd: sections, keys and values with their places, and command lines taken apart into words.
// https://www.freedesktop.org/software/systemd/man/latest/systemd.syntax.html
// https://www.freedesktop.org/software/systemd/man/latest/systemd.service.html#Command%20lines
import type { Piece, ScriptWord } from './shell-script.ts';

export interface UnitEntry {
  readonly section: string;
  readonly key: string;
  /** Of the key. */
  readonly offset: number;
  /** Continued lines in one, as long as in the file: an offset in it plus `valueOffset` is one of the file. */
  readonly value: string;
  readonly valueOffset: number;
}
export interface UnitFile {
  readonly entries: readonly UnitEntry[];
  readonly problem?: { readonly message: string; readonly offset: number };
}
const maxEntries = 20_000;
const maxWords = 2000;

export function parseUnit(text: string): UnitFile {
  const entries: UnitEntry[] = [];
  let section = '';
  let problem: UnitFile['problem'];
  for (let at = text.codePointAt(0) === 0xfeff ? 1 : 0; at < text.length && entries.length < maxEntries;) {
    const { line, end } = readLine(text, at);
    const start = at + (line.length - line.trimStart().length);
    const content = line.trim();
    at = end;
    if (content === '' || content.startsWith('#') || content.startsWith(';')) continue;
    const header = /^\[([^\][]{1,200})\]$/.exec(content)?.[1];
    const equals = content.indexOf('=');
    if (header !== undefined) section = header;
    else if (equals < 1)
      problem ??= { message: 'a line is no section, no key with a value and no comment', offset: start };
    else entries.push(toEntry(section, content, { start, equals }));
  }
  return { entries, ...(problem && { problem }) };
}
function toEntry(section: string, content: string, at: { readonly start: number; readonly equals: number }): UnitEntry {
  const written = content.slice(at.equals + 1);
  const value = written.trimStart();
  return {
    section,
    key: content.slice(0, at.equals).trimEnd(),
    offset: at.start,
    value,
    valueOffset: at.start + at.equals + 1 + written.length - value.length,
  };
}
/** A backslash at its end continues a line, over comments too; all of that becomes blanks. */
function readLine(text: string, from: number): { readonly line: string; readonly end: number } {
  const parts: string[] = [];
  let at = from;
  for (;;) {
    const newline = text.indexOf('\n', at);
    const stop = newline === -1 ? text.length : newline;
    const written = text.slice(at, stop);
    const isNote = parts.length > 0 && /^\s*[#;]/.test(written);
    const bare = written.trimEnd();
    const goesOn = isNote || bare.endsWith('\\');
    if (isNote) parts.push(' '.repeat(written.length));
    else parts.push(goesOn ? bare.slice(0, -1).padEnd(written.length) : written);
    at = stop + 1;
    if (!goesOn || newline === -1) return { line: parts.join(''), end: at };
    parts.push(' ');
  }
}

const escapes: Readonly<Record<string, string>> = {
  a: '\u0007',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  s: ' ',
  t: '\t',
  v: '\v',
};
interface Cursor {
  readonly text: string;
  readonly from: number;
  at: number;
}
/** Commands of a line, which a semicolon by itself keeps apart. */
export function splitCommands(value: string, offset: number): readonly (readonly ScriptWord[])[] {
  const commands: ScriptWord[][] = [[]];
  for (const word of splitWords(value, offset))
    if (word.raw === ';') commands.push([]);
    else commands.at(-1)?.push(word);
  return commands.filter((words) => words.length > 0);
}
export function splitWords(value: string, offset: number): readonly ScriptWord[] {
  const cursor: Cursor = { text: value, from: offset, at: 0 };
  const words: ScriptWord[] = [];
  while (words.length < maxWords) {
    while (isBlank(cursor.text[cursor.at])) cursor.at += 1;
    if (cursor.at >= cursor.text.length) break;
    words.push(readWord(cursor));
  }
  return words;
}
/** A value that is not taken apart: quotes around all of it come off. */
export function wholeValue(value: string, offset: number): ScriptWord {
  const bare = value.trimEnd();
  const quoted = bare.length >= 2 && bare.startsWith('"') && bare.endsWith('"');
  const text = quoted ? bare.slice(1, -1) : bare;
  const pieces: Piece[] = [];
  const cursor: Cursor = { text, from: offset, at: 0 };
  while (cursor.at < text.length) readPiece(cursor, pieces, '');
  return { raw: bare, offset, pieces };
}
function isBlank(character: string | undefined): boolean {
  return character === ' ' || character === '\t' || character === '\n' || character === '\r';
}
function readWord(cursor: Cursor): ScriptWord {
  const { text } = cursor;
  const start = cursor.at;
  const pieces: Piece[] = [];
  let quote = '';
  for (let next = text[cursor.at]; next !== undefined; next = text[cursor.at]) {
    if (quote === '' && isBlank(next)) break;
    if (quote === '' && (next === '"' || next === "'")) {
      quote = next;
      pieces.push({ kind: 'text', text: '', quoted: true });
      cursor.at += 1;
    } else if (next === quote) {
      quote = '';
      cursor.at += 1;
    } else readPiece(cursor, pieces, quote);
  }
  const raw = text.slice(start, cursor.at);
  const alone = /^\$(\w+)$/.exec(raw)?.[1];
  const whole: Piece | undefined =
    alone === undefined ? undefined : { kind: 'variable', name: alone, raw, quoted: false };
  return { raw, offset: cursor.from + start, pieces: whole === undefined ? pieces : [whole] };
}
const variable = /\$\{(\w+)\}/y;
/** Escapes, `%` specifiers and `${VARIABLE}`; `$VARIABLE` counts only as a word of its own. */
function readPiece(cursor: Cursor, pieces: Piece[], quote: string): void {
  const { text } = cursor;
  const character = text[cursor.at] ?? '';
  const next = text[cursor.at + 1] ?? '';
  if (character === '%' && next !== '' && next !== '%' && /[A-Za-z]/.test(next)) {
    pieces.push({ kind: 'unknown', raw: `%${next}`, quoted: true });
    cursor.at += 2;
    return;
  }
  variable.lastIndex = cursor.at;
  const name = character === '$' ? variable.exec(text)?.[1] : undefined;
  if (name !== undefined) {
    pieces.push({ kind: 'variable', name, raw: `\${${name}}`, quoted: true });
    cursor.at += name.length + 3;
    return;
  }
  const { content, length } = character === '\\' ? readEscape(text, cursor.at) : plainOf(character, next);
  addText(pieces, content, quote !== '');
  cursor.at += length;
}
function addText(pieces: Piece[], text: string, quoted: boolean): void {
  const last = pieces.at(-1);
  if (last?.kind === 'text' && last.quoted === quoted) pieces[pieces.length - 1] = { ...last, text: last.text + text };
  else pieces.push({ kind: 'text', text, quoted });
}
function plainOf(character: string, next: string): { readonly content: string; readonly length: number } {
  const doubled = (character === '%' || character === '$') && next === character;
  return { content: character, length: doubled ? 2 : 1 };
}
function readEscape(text: string, at: number): { readonly content: string; readonly length: number } {
  const next = text[at + 1] ?? '';
  const coded = /^\\(?:x([0-9a-f]{2})|u([0-9a-f]{4})|U(000[0-9a-f]{5})|([0-3][0-7]{2}))/i.exec(text.slice(at, at + 10));
  if (coded !== null) {
    const [all, x, u, long, octal] = coded;
    const code = octal === undefined ? Number.parseInt(x ?? u ?? long ?? '', 16) : Number.parseInt(octal, 8);
    return { content: String.fromCodePoint(code), length: all.length };
  }
  return { content: escapes[next] ?? next, length: next === '' ? 1 : 2 };
}
