// A JSON text that is one long list, item by item, so that a gigabyte of it takes the memory of its largest item.
// https://www.rfc-editor.org/rfc/rfc8259
import { InputError } from '../model/errors.ts';

/** One object of the list, with the place of its first byte in the whole text. */
export interface JsonItem {
  readonly bytes: Uint8Array;
  /** From 1; the column counts bytes. */
  readonly line: number;
  readonly column: number;
}
export interface JsonList {
  /** Bytes before the first item, the opening bracket included. */
  readonly length: number;
  /** The text up to the list. */
  readonly before: string;
}

/** The list that is the member of that name of the outermost object, where it begins in this first part of the text. */
export function findJsonList(head: Uint8Array, member: string): JsonList | undefined {
  let depth = 0;
  let key = '';
  for (let at = 0; at < head.length; at += 1) {
    const byte = head[at] ?? 0;
    if (byte === quote) {
      const end = endOfString(head, at);
      if (end === -1) return undefined;
      if (depth === 1 && head[skipBlank(head, end + 1)] === colon) key = toText(head.subarray(at + 1, end));
      at = end;
    } else if (byte === openBrace || byte === openBracket) {
      if (depth === 0 && byte !== openBrace) return undefined;
      if (depth === 1 && byte === openBracket && key === member)
        return { length: at + 1, before: toText(head.subarray(0, at)) };
      depth += 1;
    } else if (byte === closeBrace || byte === closeBracket) depth -= 1;
  }
  return undefined;
}
const [quote, backslash, colon, comma, newline] = [0x22, 0x5c, 0x3a, 0x2c, 0x0a];
const [openBrace, closeBrace, openBracket, closeBracket] = [0x7b, 0x7d, 0x5b, 0x5d];
function endOfString(bytes: Uint8Array, start: number): number {
  for (let at = start + 1; at < bytes.length; at += 1) {
    if (bytes[at] === backslash) at += 1;
    else if (bytes[at] === quote) return at;
  }
  return -1;
}
function skipBlank(bytes: Uint8Array, from: number): number {
  let at = from;
  while (isBlank(bytes[at] ?? 0)) at += 1;
  return at;
}
function isBlank(byte: number): boolean {
  return byte === 0x20 || byte === newline || byte === 0x0d || byte === 0x09;
}
function toText(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}

/** What a reader of items remembers between two parts of the text. */
interface Scan {
  line: number;
  /** Offset in the whole text of the first byte of the line. */
  lineStart: number;
  depth: number;
  inString: boolean;
  escaped: boolean;
  /** Parts of an item that began in an earlier part of the text. */
  pieces: Uint8Array[];
  size: number;
  begun: { readonly line: number; readonly column: number };
  ended: boolean;
}
/**
 * Items after the first `skip` bytes, up to the end of their list. Throws InputError for what is no list of objects,
 * for one that ends early, and for an item above `maxItemBytes`.
 */
export async function* readJsonItems(
  parts: AsyncIterable<Uint8Array>,
  { skip, maxItemBytes }: { readonly skip: number; readonly maxItemBytes: number },
): AsyncGenerator<readonly JsonItem[]> {
  const scan: Scan = {
    line: 1,
    lineStart: 0,
    depth: 0,
    inString: false,
    escaped: false,
    pieces: [],
    size: 0,
    begun: { line: 1, column: 1 },
    ended: false,
  };
  let offset = 0;
  for await (const part of parts) {
    const from = Math.min(part.length, Math.max(0, skip - offset));
    countLines(scan, part.subarray(0, from), offset);
    const items = itemsIn(scan, part, { from, offset, maxItemBytes });
    if (items.length > 0) yield items;
    if (scan.ended) return;
    offset += part.length;
  }
  throw new InputError('bad-syntax', `the list is cut off after line ${scan.line}`);
}
function countLines(scan: Scan, bytes: Uint8Array, offset: number): void {
  for (let at = bytes.indexOf(newline); at !== -1; at = bytes.indexOf(newline, at + 1)) {
    scan.line += 1;
    scan.lineStart = offset + at + 1;
  }
}

interface Part {
  readonly from: number;
  /** Of the part in the whole text. */
  readonly offset: number;
  readonly maxItemBytes: number;
}
/** Byte by byte, and nothing made but items: 300 MB take less than a second. */
function itemsIn(scan: Scan, part: Uint8Array, { from, offset, maxItemBytes }: Part): readonly JsonItem[] {
  const items: JsonItem[] = [];
  let { depth, inString, escaped, line, lineStart } = scan;
  let start = depth > 0 ? from : -1;
  for (let at = from; at < part.length; at += 1) {
    const byte = part[at] ?? 0;
    // Half of what kubectl prints.
    if (byte === 0x20 && !escaped) continue;
    if (inString) {
      if (escaped) escaped = false;
      else if (byte === backslash) escaped = true;
      else if (byte === quote) inString = false;
    } else if (byte === newline) {
      line += 1;
      lineStart = offset + at + 1;
    } else if (byte === quote && depth > 0) inString = true;
    else if (byte === openBrace || byte === openBracket) {
      if (depth === 0) {
        if (byte === openBracket) throw unexpected(byte, line);
        start = at;
        scan.begun = { line, column: offset + at - lineStart + 1 };
      }
      depth += 1;
    } else if (byte === closeBrace || byte === closeBracket) {
      if (depth === 0) {
        if (byte === closeBrace) throw unexpected(byte, line);
        scan.ended = true;
        break;
      }
      depth -= 1;
      if (depth > 0) continue;
      const bytes = whole(scan, part.subarray(start, at + 1), maxItemBytes);
      items.push({ bytes, ...scan.begun });
      start = -1;
    } else if (depth === 0 && byte !== comma && !isBlank(byte)) throw unexpected(byte, line);
  }
  Object.assign(scan, { depth, inString, escaped, line, lineStart });
  if (start !== -1 && depth > 0) keep(scan, part.slice(start), maxItemBytes);
  return items;
}
function whole(scan: Scan, end: Uint8Array, maxItemBytes: number): Uint8Array {
  if (scan.pieces.length === 0 && end.length <= maxItemBytes) return end;
  keep(scan, end, maxItemBytes);
  const bytes = Buffer.concat(scan.pieces, scan.size);
  scan.pieces = [];
  scan.size = 0;
  return bytes;
}
function keep(scan: Scan, piece: Uint8Array, maxItemBytes: number): void {
  scan.pieces.push(piece);
  scan.size += piece.length;
  if (scan.size > maxItemBytes)
    throw new InputError('limit-reached', `the item in line ${scan.begun.line} has more than ${maxItemBytes} bytes`);
}
function unexpected(byte: number, line: number): InputError {
  const what = JSON.stringify(String.fromCharCode(byte));
  return new InputError('bad-syntax', `${what} in line ${line}, where an item of the list should stand`);
}
