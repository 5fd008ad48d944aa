// JSON text to the same tree as YAML: strict, so that nothing is read which an engine would refuse.
// https://www.rfc-editor.org/rfc/rfc8259
import { toKeyName } from './key-name.ts';
import { collectRepeated, treeLimits } from './tree.ts';
import type {
  ParsedText,
  SyntaxProblem,
  TreeLimits,
  YamlList,
  YamlMap,
  YamlNode,
  YamlPair,
  YamlScalar,
} from './tree.ts';

interface Cursor {
  readonly text: string;
  readonly limits: TreeLimits;
  at: number;
  nodes: number;
  readonly repeated: YamlScalar[];
  readonly options: JsonOptions;
  /** Member of the outermost object that is being read. */
  outer: string;
}
/** For texts of which many are read one after the other. */
export interface JsonOptions {
  /** Name of a member that nobody asks about: it is passed over, and empty in the tree. */
  readonly skip?: string;
  /** In this member of the outermost object all but these are passed over, by how deep they stand; the object's own are at 1. */
  readonly only?: { readonly outer: string; readonly names: ReadonlyMap<number, ReadonlySet<string>> } | undefined;
  /** Keeps what a text needs, and not all of the text that it was cut out of. */
  readonly keep?: (text: string) => string;
}
class JsonProblem extends Error {
  readonly code: SyntaxProblem['code'];
  readonly offset: number;
  constructor(code: SyntaxProblem['code'], why: string, offset: number) {
    super(why);
    this.code = code;
    this.offset = offset;
  }
}

export function parseJson(text: string, limits: TreeLimits = treeLimits, options: JsonOptions = {}): ParsedText {
  const at = text.codePointAt(0) === 0xfeff ? 1 : 0;
  const cursor: Cursor = { text, limits, at, nodes: 0, repeated: [], options, outer: '' };
  try {
    const root = readValue(cursor, 0);
    skipBlank(cursor);
    if (cursor.at < text.length) throw unexpected(cursor);
    const { repeated } = cursor;
    return { text, documents: [repeated.length === 0 ? { root } : { root, repeated }], problems: [] };
  } catch (error) {
    if (!(error instanceof JsonProblem)) throw error;
    const { code, message, offset } = error;
    return { text, documents: [{}], problems: [{ code, why: message, offset, document: 0 }] };
  }
}

function readValue(cursor: Cursor, depth: number): YamlNode {
  skipBlank(cursor);
  cursor.nodes += 1;
  if (cursor.nodes > cursor.limits.maxNodes) throw limit(cursor, `more than ${String(cursor.limits.maxNodes)} values`);
  switch (cursor.text.charCodeAt(cursor.at)) {
    case 0x22:
      return readString(cursor);
    case 0x7b:
      return readObject(cursor, depth + 1);
    case 0x5b:
      return readArray(cursor, depth + 1);
    default:
      return readLiteral(cursor);
  }
}
function readObject(cursor: Cursor, depth: number): YamlMap {
  const start = enter(cursor, depth);
  const pairs: YamlPair[] = [];
  for (let more = !take(cursor, closeBrace); more;) {
    skipBlank(cursor);
    const key = readKey(cursor);
    if (!take(cursor, colon)) throw unexpected(cursor);
    pairs.push({ key, value: isSkipped(cursor, key.value, depth) ? skipValue(cursor) : readValue(cursor, depth) });
    more = take(cursor, comma);
    if (!more && !take(cursor, closeBrace)) throw unexpected(cursor);
  }
  collectRepeated(pairs, cursor.repeated);
  return { kind: 'map', start, end: cursor.at, flow: true, pairs };
}
function isSkipped(cursor: Cursor, name: string, depth: number): boolean {
  const { skip, only } = cursor.options;
  if (depth === 1) cursor.outer = name;
  if (name === skip) return true;
  return only !== undefined && cursor.outer === only.outer && only.names.get(depth)?.has(name) === false;
}
/** Whether brackets match is asked of what is passed over, and no more. */
function skipValue(cursor: Cursor): YamlNode {
  skipBlank(cursor);
  const { text, at: start } = cursor;
  const first = text.charCodeAt(start);
  if (first !== 0x7b && first !== 0x5b) return readValue(cursor, 0);
  let depth = 0;
  for (let at = start; at < text.length; at += 1) {
    const char = text.charCodeAt(at);
    if (char === 0x22) at = endOfString(text, at);
    else if (char === 0x7b || char === 0x5b) depth += 1;
    else if (char === 0x7d || char === 0x5d) depth -= 1;
    if (depth > 0) continue;
    cursor.at = at + 1;
    return { kind: 'list', start, end: at + 1, flow: true, items: [] };
  }
  cursor.at = text.length;
  throw unexpected(cursor);
}
function endOfString(text: string, start: number): number {
  let end = start;
  do end = text.indexOf('"', end + 1);
  while (end !== -1 && isEscaped(text, end));
  return end === -1 ? text.length : end;
}
function isEscaped(text: string, at: number): boolean {
  let before = at;
  while (text.charCodeAt(before - 1) === 0x5c) before -= 1;
  return (at - before) % 2 === 1;
}
function readArray(cursor: Cursor, depth: number): YamlList {
  const start = enter(cursor, depth);
  const items: YamlNode[] = [];
  for (let more = !take(cursor, closeBracket); more;) {
    items.push(readValue(cursor, depth));
    more = take(cursor, comma);
    if (!more && !take(cursor, closeBracket)) throw unexpected(cursor);
  }
  return { kind: 'list', start, end: cursor.at, flow: true, items };
}
function enter(cursor: Cursor, depth: number): number {
  const { maxDepth } = cursor.limits;
  if (depth > maxDepth) throw limit(cursor, `nested more than ${String(maxDepth)} deep`);
  cursor.at += 1;
  return cursor.at - 1;
}
const [comma, colon, closeBracket, closeBrace] = [0x2c, 0x3a, 0x5d, 0x7d] as const;
function take(cursor: Cursor, char: number): boolean {
  skipBlank(cursor);
  if (cursor.text.charCodeAt(cursor.at) !== char) return false;
  cursor.at += 1;
  return true;
}

function readString(cursor: Cursor): YamlScalar {
  const { at: start, options } = cursor;
  const cut = passString(cursor);
  const value = options.keep?.(cut) ?? cut;
  return { kind: 'scalar', start, end: cursor.at, value, style: 'double', quoted: true, empty: false };
}
function readKey(cursor: Cursor): YamlScalar {
  const { at: start } = cursor;
  const value = toKeyName(passString(cursor));
  return { kind: 'scalar', start, end: cursor.at, value, style: 'double', quoted: true, empty: false };
}
/** Goes past it, and gives what it says. */
function passString(cursor: Cursor): string {
  const { text, at: start } = cursor;
  if (text.charCodeAt(start) !== 0x22) throw unexpected(cursor);
  let escaped = false;
  let at = start + 1;
  for (; ; at += 1) {
    const char = text.charCodeAt(at);
    if (char === 0x22) break;
    if (char === 0x5c) {
      escaped = true;
      at += 1;
    } else if (!(char >= 0x20)) {
      cursor.at = at;
      throw unexpected(cursor);
    }
  }
  cursor.at = at + 1;
  return escaped ? unescape(text, start, at + 1) : text.slice(start + 1, at);
}
function unescape(text: string, start: number, end: number): string {
  try {
    return String(JSON.parse(text.slice(start, end)));
  } catch {
    throw new JsonProblem('bad-syntax', 'a string has an escape that JSON does not know', start);
  }
}

const literal = /(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)(?![\w.+-])/y;
function readLiteral(cursor: Cursor): YamlScalar {
  const { text, at: start } = cursor;
  literal.lastIndex = start;
  if (!literal.test(text)) throw unexpected(cursor);
  const end = literal.lastIndex;
  cursor.at = end;
  return { kind: 'scalar', start, end, value: text.slice(start, end), style: 'plain', quoted: false, empty: false };
}

function skipBlank(cursor: Cursor): void {
  const { text } = cursor;
  let { at } = cursor;
  for (;;) {
    const char = text.charCodeAt(at);
    if (char !== 0x20 && char !== 0x0a && char !== 0x0d && char !== 0x09) break;
    at += 1;
  }
  cursor.at = at;
}
function unexpected({ text, at }: Cursor): JsonProblem {
  const found = at < text.length ? `unexpected ${JSON.stringify(text.slice(at, at + 1))}` : 'unexpected end';
  return new JsonProblem('bad-syntax', found, Math.min(at, text.length));
}
function limit({ at }: Cursor, why: string): JsonProblem {
  return new JsonProblem('limit-reached', why, at);
}
