// What an env file says, read as the reference implementation does: quotes, escapes, several lines, comments.
// https://docs.docker.com/compose/how-tos/environment-variables/variable-interpolation/#env-file-syntax
import type { Interpolated, Lookup } from './compose-variables.ts';
import { interpolate } from './compose-variables.ts';

export interface EnvLine {
  readonly name: string;
  /** Absent where only the name stands there, which takes its value from elsewhere. */
  readonly text?: string;
  /** Variables in it are resolved, which single quotes prevent. */
  readonly literal: boolean;
  /** From 1. */
  readonly line: number;
}
export interface EnvFile {
  readonly lines: readonly EnvLine[];
  /** Where Compose would refuse the file, and why; what follows is not read. */
  readonly problem?: { readonly line: number; readonly why: string };
}
const maxLines = 50_000;

interface Cursor {
  readonly text: string;
  at: number;
  /** Where lines were counted up to, and how many. */
  counted: number;
  line: number;
}
export function parseEnvFile(text: string): EnvFile {
  const cursor: Cursor = { text: text.replace(/^\ufeff/, ''), at: 0, counted: 0, line: 1 };
  const lines: EnvLine[] = [];
  for (skipToStatement(cursor); cursor.at < cursor.text.length; skipToStatement(cursor)) {
    const line = lineOf(cursor);
    if (lines.length >= maxLines) return { lines, problem: { line, why: 'too many lines' } };
    const read = readStatement(cursor, line);
    if ('why' in read) return { lines, problem: { line, why: read.why } };
    lines.push(read);
  }
  return { lines };
}
function lineOf(cursor: Cursor): number {
  for (let next = nextLine(cursor, cursor.counted); next <= cursor.at; next = nextLine(cursor, next)) {
    cursor.line += 1;
    cursor.counted = next;
  }
  return cursor.line;
}
/** Offset behind the end of the line. */
function nextLine({ text }: Cursor, from: number): number {
  const end = text.indexOf('\n', from);
  return end === -1 ? Infinity : end + 1;
}
const gap = /(?:\s+|#[^\n]*)*/y;
function skipToStatement(cursor: Cursor): void {
  gap.lastIndex = cursor.at;
  cursor.at += gap.exec(cursor.text)?.[0].length ?? 0;
}
/** Space within a line, as Go counts it. */
const space = /[\t\v\f\r \u0085\u00a0]*/y;
function skipSpace(cursor: Cursor): void {
  space.lastIndex = cursor.at;
  cursor.at += space.exec(cursor.text)?.[0].length ?? 0;
}
const exporting = /export(?=\s)/y;
const namePattern = /[\p{L}\p{N}_.\-[\]\t\v\f\r \u0085\u00a0]*/uy;
function readStatement(cursor: Cursor, line: number): EnvLine | { readonly why: string } {
  exporting.lastIndex = cursor.at;
  if (exporting.test(cursor.text)) {
    cursor.at += 'export'.length;
    skipSpace(cursor);
  }
  namePattern.lastIndex = cursor.at;
  const written = namePattern.exec(cursor.text)?.[0] ?? '';
  const after = cursor.text[cursor.at + written.length];
  // Without an end the reference implementation takes a last name for the value of nothing.
  if (after === undefined) return readValue(cursor, { name: '', line });
  if (after !== '=' && after !== ':' && after !== '\n')
    return { why: `${JSON.stringify(after)} stands in the name of a variable` };
  const name = written.trimEnd();
  cursor.at += written.length + 1;
  skipSpace(cursor);
  if (name.includes(' ')) return { why: 'the name of a variable has a space in it' };
  return after === '\n' ? { name, literal: true, line } : readValue(cursor, { name, line });
}
function readValue(cursor: Cursor, { name, line }: Pick<EnvLine, 'name' | 'line'>): EnvLine | { readonly why: string } {
  const quote = cursor.text[cursor.at];
  if (quote === '"' || quote === "'") return readQuoted(cursor, { name, line, quote });
  const end = Math.min(nextLine(cursor, cursor.at), cursor.text.length + 1) - 1;
  const written = cursor.text.slice(cursor.at, end);
  cursor.at = end;
  const comment = written.indexOf(' #');
  const text = (comment === -1 ? written : written.slice(0, comment)).trimEnd();
  return { name, text, literal: false, line };
}
function readQuoted(
  cursor: Cursor,
  { name, line, quote }: Pick<EnvLine, 'name' | 'line'> & { readonly quote: string },
): EnvLine | { readonly why: string } {
  const pattern = quote === '"' ? /"((?:[^"\\]|\\.)*)"/sy : /'((?:[^'\\]|\\.)*)'/sy;
  pattern.lastIndex = cursor.at;
  const match = pattern.exec(cursor.text);
  if (match === null) return { why: `the value of ${name} has no closing quote` };
  cursor.at += match[0].length;
  const inside = (match[1] ?? '').replaceAll(`\\${quote}`, quote);
  return quote === "'"
    ? { name, text: inside, literal: true, line }
    : { name, text: expandEscapes(match[1] ?? ''), literal: false, line };
}
const escapes = /\\(?:([abcfnrtv$"\\])|0(\d{0,3}))/g;
const escaped: Readonly<Record<string, string>> = {
  a: '\u0007',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  $: '$$',
  '"': '"',
  '\\': '\\',
};
function expandEscapes(text: string): string {
  return text.replaceAll(escapes, (whole, char: string | undefined, octal: string | undefined) => {
    if (octal === undefined) return escaped[char ?? ''] ?? whole;
    return /^[0-3][0-7]{2}$/.test(octal) ? String.fromCodePoint(Number.parseInt(octal, 8)) : `\\${octal}`;
  });
}

/** `format: raw`: a variable a line, quotes and dollars as they are. */
export function parseRawFile(text: string): EnvFile {
  const lines: EnvLine[] = [];
  for (const [index, written] of text
    .replace(/^\ufeff/, '')
    .split('\n', maxLines)
    .entries()) {
    const line = written.trimStart().replace(/\r$/, '');
    if (line === '' || line.startsWith('#')) continue;
    const equals = line.indexOf('=');
    const name = equals === -1 ? line : line.slice(0, equals);
    if (name === '' || /[ \t]/.test(name)) return { lines, problem: { line: index + 1, why: 'no name of a variable' } };
    lines.push({ name, ...(equals !== -1 && { text: line.slice(equals + 1) }), literal: true, line: index + 1 });
  }
  return { lines };
}

/** The value with its variables; undefined where nothing sets it. */
export function resolveLine(line: EnvLine, lookup: Lookup): Omit<Interpolated, 'via'> | undefined {
  if (line.text === undefined) {
    const found = lookup.values.get(line.name);
    return found && { text: found.text, missing: found.missing ?? [] };
  }
  return line.literal ? { text: line.text, missing: [] } : interpolate(line.text, lookup);
}
