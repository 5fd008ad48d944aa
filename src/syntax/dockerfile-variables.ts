// How BuildKit expands variables and takes quotes off in the instructions that it expands itself.
// https://docs.docker.com/reference/dockerfile/#environment-replacement

import { parsePattern, withReplaced, withoutPrefix, withoutSuffix } from './dockerfile-pattern.ts';

/** `value` is absent where something is set and nobody here knows to what. */
export interface VariableValue {
  readonly value?: string;
}
export interface Expansion {
  /** Absent when it hangs on something that is not known here. */
  readonly text?: string;
  /** Names that it hangs on. */
  readonly missing: readonly string[];
}
interface ExpandOptions {
  readonly escape: string;
  /** Undefined where nothing sets the name. */
  lookup(name: string): VariableValue | undefined;
  readonly maxLength: number;
}
const maxDepth = 8;
const namePattern = /^(?:[\p{L}_][\p{L}\p{Nd}_]*|\p{Nd}+|[@*#?$!-])/u;
/** Parameters that a shell has and a build has not: never set. */
const specialPattern = /^(?:\p{Nd}+|[@*#?$!-])$/u;
const operatorPattern = /^(?::?[-+?]|##?|%%?|\/\/?)/u;

interface Cursor {
  readonly text: string;
  at: number;
  readonly missing: Set<string>;
  length: number;
  failed: boolean;
  readonly options: ExpandOptions;
}

/** One word, quotes taken off. */
export function expandWord(raw: string, options: ExpandOptions): Expansion {
  if (!/[$"'\\`]/u.test(raw)) return { text: raw, missing: [] };
  const cursor: Cursor = { text: raw, at: 0, missing: new Set(), length: 0, failed: false, options };
  const text = expandUntil(cursor, '', { depth: 0, escapes: 'taken' });
  const missing = [...cursor.missing];
  return cursor.failed || missing.length > 0 ? { missing } : { text, missing };
}

/** Up to an unquoted `end`, which is left standing; '' means up to the end of the text. */
function expandUntil(cursor: Cursor, end: string, { depth, escapes }: OperandOptions): string {
  const pieces: string[] = [];
  const { text, options } = cursor;
  let isQuoted = false;
  while (cursor.at < text.length) {
    const character = text[cursor.at] ?? '';
    if (character === end && !isQuoted) break;
    if (character === '"') {
      isQuoted = !isQuoted;
      cursor.at++;
    } else if (character === "'" && !isQuoted) {
      const close = text.indexOf("'", cursor.at + 1);
      const quoted = text.slice(cursor.at + 1, close === -1 ? text.length : close);
      const { escape } = options;
      append(cursor, pieces, escapes === 'pattern' ? quoted.replaceAll(escape, escape + escape) : quoted);
      cursor.at = close === -1 ? text.length : close + 1;
    } else if (character === options.escape) {
      append(cursor, pieces, escaped(cursor, { isQuoted, escapes }));
    } else if (character === '$') {
      append(cursor, pieces, expandVariable(cursor, depth));
    } else {
      append(cursor, pieces, character);
      cursor.at++;
    }
  }
  return pieces.join('');
}

function append(cursor: Cursor, pieces: string[], piece: string): void {
  cursor.length += piece.length;
  if (cursor.length > cursor.options.maxLength) cursor.failed = true;
  else pieces.push(piece);
}

/** Inside double quotes only a quote, a dollar and the escape itself lose their meaning by it. */
function escaped(
  cursor: Cursor,
  { isQuoted, escapes }: { readonly isQuoted: boolean; readonly escapes: Escapes },
): string {
  const next = cursor.text[cursor.at + 1];
  cursor.at += next === undefined ? 1 : 2;
  if (next === undefined) return '';
  const isSpecial = next === '"' || next === '$' || next === cursor.options.escape;
  const kept = escapes === 'taken' ? '' : cursor.options.escape;
  return isQuoted && !isSpecial ? kept + cursor.options.escape + next : kept + next;
}

function expandVariable(cursor: Cursor, depth: number): string {
  const { text } = cursor;
  const isBraced = text[cursor.at + 1] === '{';
  const start = cursor.at + (isBraced ? 2 : 1);
  const name = namePattern.exec(text.slice(start, start + 256))?.[0];
  if (name === undefined) {
    cursor.at++;
    if (isBraced) cursor.failed = true;
    return '$';
  }
  cursor.at = start + name.length;
  if (!isBraced) return known(cursor, name, cursor.options.lookup(name));
  return expandBraced(cursor, name, depth);
}

function expandBraced(cursor: Cursor, name: string, depth: number): string {
  const { text } = cursor;
  const found = cursor.options.lookup(name);
  if (text[cursor.at] === '}') {
    cursor.at++;
    return known(cursor, name, found);
  }
  const operator = operatorPattern.exec(text.slice(cursor.at, cursor.at + 2))?.[0];
  if (operator === undefined || depth >= maxDepth) {
    cursor.failed = true;
    cursor.at = text.length;
    return '';
  }
  cursor.at += operator.length;
  // What stands in the other branch is read over, and what it hangs on does not matter.
  const inner: Cursor = { ...cursor, missing: new Set() };
  const isPattern = /^[#%/]/u.test(operator);
  const pattern = operator.startsWith('/') ? readOperand(inner, '/', { depth, escapes: 'pattern' }) : '';
  const operand = readOperand(inner, '}', {
    depth,
    escapes: !isPattern ? 'taken' : operator.startsWith('/') ? 'kept' : 'pattern',
  });
  cursor.at = inner.at;
  cursor.failed ||= inner.failed;
  const takeOperand = (): string => {
    for (const missing of inner.missing) cursor.missing.add(missing);
    return operand;
  };
  return applyOperator({ cursor, name, operator, found, pattern, takeOperand });
}
type Escapes = 'taken' | 'kept' | 'pattern';
interface OperandOptions {
  readonly depth: number;
  /** `kept`: the escape character stays before what it escapes; in a `pattern` also where quotes make it one like others. */
  readonly escapes: Escapes;
}
function readOperand(inner: Cursor, end: string, { depth, escapes }: OperandOptions): string {
  const operand = expandUntil(inner, end, { depth: depth + 1, escapes });
  if (inner.text[inner.at] !== end) inner.failed = true;
  inner.at += 1;
  return operand;
}

interface Operation {
  readonly cursor: Cursor;
  readonly name: string;
  readonly operator: string;
  readonly found: VariableValue | undefined;
  /** What is to be replaced, of `/` and `//`. */
  readonly pattern: string;
  readonly takeOperand: () => string;
}
function applyOperator(operation: Operation): string {
  const { cursor, name, operator, found, pattern, takeOperand } = operation;
  if (found !== undefined && found.value === undefined) return known(cursor, name, found);
  const value = found?.value;
  const isSet = operator.startsWith(':') ? value !== undefined && value !== '' : value !== undefined;
  if (operator.endsWith('-')) return isSet ? (value ?? '') : takeOperand();
  if (operator.endsWith('+')) return isSet ? takeOperand() : '';
  if (operator.endsWith('?')) return isSet ? (value ?? '') : known(cursor, name, undefined);
  if (value === undefined) return known(cursor, name, undefined);
  const operand = takeOperand();
  const result = operator.startsWith('/')
    ? replaced(value, { pattern, by: operand, which: operator === '//' ? 'all' : 'first' })
    : stripped(value, operator, operand);
  if (result === undefined) cursor.failed = true;
  return result ?? '';
}

function known(cursor: Cursor, name: string, found: VariableValue | undefined): string {
  if (specialPattern.test(name)) return '';
  if (found?.value === undefined) cursor.missing.add(name);
  return found?.value ?? '';
}

function stripped(value: string, operator: string, text: string): string | undefined {
  const pattern = parsePattern(text);
  if (pattern === undefined) return undefined;
  const extent = operator.length === 2 ? 'longest' : 'shortest';
  return operator.startsWith('#') ? withoutPrefix(value, pattern, extent) : withoutSuffix(value, pattern, extent);
}
function replaced(
  value: string,
  { pattern: text, by, which }: { readonly pattern: string; readonly by: string; readonly which: 'first' | 'all' },
): string | undefined {
  const pattern = parsePattern(text);
  return pattern === undefined ? undefined : withReplaced(value, pattern, { by, which });
}
