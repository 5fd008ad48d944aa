// Rows of one table of an SQLite database, from its bytes: sqlite.org/fileformat2.html, sections 1.5, 1.6 and 2.1.
// Read-only. Whatever the bytes claim, each page is looked at once and no more is handed out than there are bytes.
import { InputError } from '../../model/errors.ts';
import { openPages, type SqlitePages } from './sqlite-pages.ts';

const maxProblems = 1_000;
const interiorPage = 5;
const leafPage = 13;

export type SqlValue = number | string | Uint8Array | undefined;
/** A row, or something that is damaged: the rest is read all the same. */
export type TableItem = { readonly row: readonly SqlValue[] } | { readonly problem: string };

/** Throws InputError when the bytes are no database at all. */
export function* readTable(file: Uint8Array, table: string, log?: Uint8Array): Iterable<TableItem> {
  const pages = openPages(file, log);
  for (const item of itemsOf(pages, 1)) {
    if ('problem' in item) yield item;
    else {
      const [type, name, , root] = item.row;
      if (type !== 'table' || name !== table || typeof root !== 'number') continue;
      yield* itemsOf(pages, root);
      return;
    }
  }
  yield { problem: `there is no table ${table}` };
}

interface Walk {
  readonly pages: SqlitePages;
  /** Pages that some other page has pointed to already. */
  readonly seen: Set<number>;
  /** Bytes that may still be handed out. */
  left: number;
}
function* itemsOf(pages: SqlitePages, root: number): Iterable<TableItem> {
  const walk: Walk = { pages, seen: new Set([root]), left: pages.bytes };
  let problems = 0;
  const stack = [root];
  for (let number = stack.pop(); number !== undefined; number = stack.pop()) {
    for (const item of pageItems(walk, number, stack)) {
      yield item;
      if ('problem' in item) problems += 1;
      if (problems >= maxProblems) return;
    }
  }
}

function* pageItems(walk: Walk, number: number, stack: number[]): Iterable<TableItem> {
  const page = walk.pages.page(number);
  const start = number === 1 ? 100 : 0;
  const kind = page?.readUInt8(start);
  if (page === undefined || (kind !== interiorPage && kind !== leafPage)) {
    yield { problem: `page ${number} is not there, or is none of a table` };
    return;
  }
  const cells = cellsOf(page, start, walk.pages.usable);
  if (cells === undefined) yield { problem: `page ${number} claims more cells than fit in it` };
  else if (kind === interiorPage) yield* pushChildren(walk, { page, start, cells }, stack);
  else for (const cell of cells) yield readCell(walk, page, cell);
}
function cellsOf(page: Buffer, start: number, usable: number): readonly number[] | undefined {
  const count = page.readUInt16BE(start + 3);
  const pointers = start + (page.readUInt8(start) === interiorPage ? 12 : 8);
  if (pointers + count * 2 > usable) return undefined;
  return Array.from({ length: count }, (_, index) => page.readUInt16BE(pointers + index * 2));
}

interface Interior {
  readonly page: Buffer;
  readonly start: number;
  readonly cells: readonly number[];
}
/** Last child first, so that the first comes off the stack first. */
function* pushChildren(walk: Walk, { page, start, cells }: Interior, stack: number[]): Iterable<TableItem> {
  const children = [page.readUInt32BE(start + 8)];
  for (const cell of cells.toReversed()) children.push(cell + 4 <= walk.pages.usable ? page.readUInt32BE(cell) : 0);
  for (const child of children) {
    if (walk.pages.page(child) === undefined || walk.seen.has(child))
      yield { problem: `page ${child} is not there, or is pointed to twice` };
    else {
      walk.seen.add(child);
      stack.push(child);
    }
  }
}

function readCell(walk: Walk, page: Buffer, cell: number): TableItem {
  try {
    return { row: recordOf(payloadOf(walk, page, cell)) };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return { problem: error.message };
  }
}
function damaged(what: string): InputError {
  return new InputError('bad-syntax', what);
}

/** A leaf's payload, gathered from its overflow pages. */
function payloadOf(walk: Walk, page: Buffer, cell: number): Buffer {
  const { usable } = walk.pages;
  const size = readVarint(page, cell);
  const key = readVarint(page, size.next);
  if (size.value > walk.left) throw damaged('the table claims more bytes than there are');
  walk.left -= size.value + 2;
  const most = usable - 35;
  const least = Math.floor(((usable - 12) * 32) / 255) - 23;
  const fitting = least + ((size.value - least) % (usable - 4));
  const local = size.value <= most ? size.value : fitting <= most ? fitting : least;
  const end = key.next + local;
  if (end + (local < size.value ? 4 : 0) > usable) throw damaged('a cell reaches beyond its page');
  if (local === size.value) return page.subarray(key.next, end);
  const parts = [page.subarray(key.next, end)];
  let missing = size.value - local;
  for (let number = page.readUInt32BE(end); missing > 0;) {
    const more = walk.pages.page(number);
    if (more === undefined || walk.seen.has(number)) throw damaged('a value ends too early');
    walk.seen.add(number);
    const part = more.subarray(4, 4 + Math.min(missing, usable - 4));
    parts.push(part);
    missing -= part.length;
    number = more.readUInt32BE(0);
  }
  return Buffer.concat(parts);
}

interface Varint {
  readonly value: number;
  readonly next: number;
}
/** Seven bits a byte, the ninth byte whole. Above 2^53 inexact, which every bound refuses anyway. */
function readVarint(bytes: Buffer, at: number): Varint {
  let value = 0;
  for (let index = 0; index < 9; index += 1) {
    const byte = bytes[at + index];
    if (byte === undefined) break;
    if (index === 8) return { value: value * 256 + byte, next: at + 9 };
    value = value * 128 + (byte & 0x7f);
    if (byte < 0x80) return { value, next: at + index + 1 };
  }
  throw damaged('a number has no end');
}

function recordOf(payload: Buffer): readonly SqlValue[] {
  const header = readVarint(payload, 0);
  if (header.value > payload.length) throw damaged('a record is shorter than its header');
  const values: SqlValue[] = [];
  let body = header.value;
  for (let at = header.next; at < header.value;) {
    const type = readVarint(payload, at);
    const length = lengthOf(type.value);
    if (body + length > payload.length) throw damaged('a value reaches beyond its record');
    values.push(toValue(payload.subarray(body, body + length), type.value));
    body += length;
    at = type.next;
  }
  return values;
}
const integerBytes = [0, 1, 2, 3, 4, 6, 8, 8];
function lengthOf(type: number): number {
  return type < 12 ? (integerBytes[type] ?? 0) : Math.floor((type - 12) / 2);
}
/** Floating-point numbers and NULL have no meaning here. */
function toValue(bytes: Buffer, type: number): SqlValue {
  if (type >= 12) return type % 2 === 0 ? bytes : bytes.utf8Slice(0, bytes.length);
  if (type === 8 || type === 9) return type - 8;
  if (type === 6) return Number(bytes.readBigInt64BE(0));
  return type >= 1 && type <= 5 ? bytes.readIntBE(0, bytes.length) : undefined;
}
