// Pages of an SQLite database, those of its write-ahead log laid over the file: sqlite.org/fileformat2.html,
// sections 1.3 and 4. The bytes come from an image: every number in them is a claim.
import { InputError } from '../../model/errors.ts';

const magic = 'SQLite format 3\u0000';
const logMagic = 0x377f0682;
const logHeaderBytes = 32;
const frameHeaderBytes = 24;

export interface SqlitePages {
  /** Bytes of a page that may be used. */
  readonly usable: number;
  /** Bytes of the file and of the log together: no table can hold more. */
  readonly bytes: number;
  /** Pages are numbered from 1; undefined for one that is not there. */
  page(number: number): Buffer | undefined;
}

/** Throws InputError `bad-syntax` when this is no database, `unsupported` when it is one of a kind that rpm never makes. */
export function openPages(file: Uint8Array, log?: Uint8Array): SqlitePages {
  const bytes = asBuffer(file);
  const newer = log === undefined ? undefined : openLog(asBuffer(log));
  const first = newer?.pages.get(1) ?? bytes;
  const { pageSize, usable } = readHeader(first);
  if (newer !== undefined && newer.pageSize !== pageSize)
    throw new InputError('bad-syntax', 'the database and its write-ahead log have pages of different sizes');
  const inFile = Math.floor(bytes.length / pageSize);
  return {
    usable,
    bytes: bytes.length + (log?.length ?? 0),
    page(number) {
      const page = newer?.pages.get(number);
      if (page !== undefined) return page;
      return number < 1 || number > inFile ? undefined : bytes.subarray((number - 1) * pageSize, number * pageSize);
    },
  };
}
function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function readHeader(page: Buffer): { readonly pageSize: number; readonly usable: number } {
  if (page.length < 100 || page.latin1Slice(0, 16) !== magic)
    throw new InputError('bad-syntax', 'the database does not begin like one of SQLite');
  const written = page.readUInt16BE(16);
  const pageSize = written === 1 ? 65_536 : written;
  const usable = pageSize - page.readUInt8(20);
  if (pageSize < 512 || (pageSize & (pageSize - 1)) !== 0 || usable < 480)
    throw new InputError('bad-syntax', `the database claims pages of ${pageSize} bytes, ${usable} of them usable`);
  const encoding = page.readUInt32BE(56);
  if (encoding > 1) throw new InputError('unsupported', 'the text of the database is not UTF-8');
  return { pageSize, usable };
}

interface Log {
  readonly pageSize: number;
  readonly pages: ReadonlyMap<number, Buffer>;
}
/** Frames up to the last commit whose salts and running checksums hold; what follows is of an older round or was never finished. */
function openLog(log: Buffer): Log | undefined {
  if (log.length < logHeaderBytes) return undefined;
  const kind = log.readUInt32BE(0);
  if ((kind & ~1) >>> 0 !== logMagic) return undefined;
  const bigEndian = (kind & 1) === 1;
  const pageSize = log.readUInt32BE(8);
  if (pageSize < 512 || pageSize > 65_536) return undefined;
  let sum = sumOf(log.subarray(0, 24), [0, 0], bigEndian);
  if (!isSum(log, 24, sum)) return undefined;
  const pages = new Map<number, Buffer>();
  let pending = new Map<number, Buffer>();
  const frameBytes = frameHeaderBytes + pageSize;
  for (let at = logHeaderBytes; at + frameBytes <= log.length; at += frameBytes) {
    if (log.compare(log, 16, 24, at + 8, at + 16) !== 0) break;
    sum = sumOf(log.subarray(at, at + 8), sum, bigEndian);
    sum = sumOf(log.subarray(at + frameHeaderBytes, at + frameBytes), sum, bigEndian);
    if (!isSum(log, at + 16, sum)) break;
    pending.set(log.readUInt32BE(at), log.subarray(at + frameHeaderBytes, at + frameBytes));
    const isCommit = log.readUInt32BE(at + 4) !== 0;
    if (!isCommit) continue;
    for (const [number, page] of pending) pages.set(number, page);
    pending = new Map();
  }
  return pages.size === 0 ? undefined : { pageSize, pages };
}

type Sum = readonly [number, number];
function isSum(log: Buffer, at: number, [one, two]: Sum): boolean {
  return log.readUInt32BE(at) === one && log.readUInt32BE(at + 4) === two;
}
function sumOf(bytes: Buffer, from: Sum, bigEndian: boolean): Sum {
  let [one, two] = from;
  for (let at = 0; at + 8 <= bytes.length; at += 8) {
    one = (one + (bigEndian ? bytes.readUInt32BE(at) : bytes.readUInt32LE(at)) + two) >>> 0;
    two = (two + (bigEndian ? bytes.readUInt32BE(at + 4) : bytes.readUInt32LE(at + 4)) + one) >>> 0;
  }
  return [one, two];
}
