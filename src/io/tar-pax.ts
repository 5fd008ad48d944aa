// The records of a pax extended header. POSIX.1-2024 pax, "pax Extended Header"; star(5) for SCHILY.xattr,
// libarchive's tar(5) for LIBARCHIVE.xattr; GNU tar manual, "Storing Sparse Files".
import { InputError } from '../model/errors.ts';

/** What of it describes a member; an empty value takes a global one back. */
export interface PaxRecords {
  path?: string | undefined;
  link?: string | undefined;
  size?: number | undefined;
  uid?: number | undefined;
  gid?: number | undefined;
  /** Values are bytes, one a character. */
  xattrs?: Map<string, string>;
  /** Real size of a sparse file, -1 when it does not say. */
  sparseSize?: number;
  sparseName?: string;
}

const maxXattrs = 256;
const schily = 'SCHILY.xattr.';
const libarchive = 'LIBARCHIVE.xattr.';

/** Throws InputError `archive-corrupt`. */
export function parsePax(bytes: Buffer): PaxRecords {
  const records: PaxRecords = {};
  let at = 0;
  while (at < bytes.length) {
    // Some writers pad with NULs up to the block.
    if (bytes[at] === 0) break;
    const blank = bytes.indexOf(0x20, at);
    const length = blank === -1 || blank - at > 8 ? Number.NaN : parseDecimal(bytes.latin1Slice(at, blank));
    const end = at + length;
    if (!(end <= bytes.length) || end <= blank + 1 || bytes[end - 1] !== 0x0a) throw damaged('record length');
    const equals = bytes.indexOf(0x3d, blank);
    if (equals === -1 || equals >= end) throw damaged('record without =');
    addRecord(records, bytes.utf8Slice(blank + 1, equals), bytes.subarray(equals + 1, end - 1));
    at = end;
  }
  return records;
}

function addRecord(records: PaxRecords, key: string, value: Buffer): void {
  switch (key) {
    case 'path':
      records.path = textOf(value);
      return;
    case 'linkpath':
      records.link = textOf(value);
      return;
    case 'size':
    case 'uid':
    case 'gid':
      records[key] = value.length === 0 ? undefined : numberOf(key, value);
      return;
    default:
      if (key.startsWith('GNU.sparse.')) addSparse(records, key, value);
      else addXattr(records, key, value);
  }
}

function addSparse(records: PaxRecords, key: string, value: Buffer): void {
  records.sparseSize ??= -1;
  if (key === 'GNU.sparse.size' || key === 'GNU.sparse.realsize') records.sparseSize = numberOf(key, value);
  if (key === 'GNU.sparse.name') records.sparseName = value.toString('utf8');
}

function addXattr(records: PaxRecords, key: string, value: Buffer): void {
  const found = key.startsWith(schily)
    ? { name: key.slice(schily.length), text: value.toString('latin1') }
    : key.startsWith(libarchive)
      ? {
          name: unescaped(key.slice(libarchive.length)),
          text: Buffer.from(value.toString('latin1'), 'base64').toString('latin1'),
        }
      : undefined;
  if (found === undefined) return;
  records.xattrs ??= new Map();
  records.xattrs.set(found.name, found.text);
  if (records.xattrs.size > maxXattrs) throw new InputError('limit-reached', `more than ${maxXattrs} xattrs`);
}

function unescaped(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
function textOf(value: Buffer): string | undefined {
  return value.length === 0 ? undefined : value.toString('utf8');
}
function numberOf(key: string, value: Buffer): number {
  const text = value.length > 20 ? '' : value.toString('latin1');
  // Some systems give `nobody` a negative id.
  const negative = (key === 'uid' || key === 'gid') && text.startsWith('-');
  const number = negative ? -parseDecimal(text.slice(1)) : parseDecimal(text);
  if (Number.isNaN(number)) throw damaged(key);
  return number;
}
function parseDecimal(text: string): number {
  const number = /^[0-9]+$/.test(text) ? Number(text) : Number.NaN;
  return Number.isSafeInteger(number) ? number : Number.NaN;
}
function damaged(what: string): InputError {
  return new InputError('archive-corrupt', `a pax header is damaged: ${what}`);
}
