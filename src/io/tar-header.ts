// The fields of one 512-byte tar header: numbers, names, checksum. POSIX.1-2024 pax, "ustar Interchange Format";
// GNU tar manual, "Basic Tar Format" for base-256 numbers.

declare global {
  // Node has these on every Buffer; they skip the argument handling of toString.
  interface Buffer {
    latin1Slice(start: number, end: number): string;
    utf8Slice(start: number, end: number): string;
  }
}

export const blockBytes = 512;

/** Where the fields lie in a header block. */
export const fields = {
  name: [0, 100],
  mode: [100, 8],
  uid: [108, 8],
  gid: [116, 8],
  size: [124, 12],
  link: [157, 100],
  prefix: [345, 155],
  starPrefix: [345, 131],
} as const;
export const typeAt = 156;

const checksumAt = 148;
const checksumBytes = 8;
const lanes = 0x00ff00ff;

/** Sum of all bytes with the checksum field taken as blanks; some old writers summed signed bytes. */
export function hasValidChecksum(view: DataView, at: number): boolean {
  let even = 0;
  let odd = 0;
  for (let offset = at; offset < at + blockBytes; offset += 16) {
    const a = view.getInt32(offset, true);
    const b = view.getInt32(offset + 4, true);
    const c = view.getInt32(offset + 8, true);
    const d = view.getInt32(offset + 12, true);
    // Most of a header is zeros.
    if ((a | b | c | d) === 0) continue;
    even = (even + (a & lanes) + (b & lanes) + (c & lanes) + (d & lanes)) | 0;
    odd = (odd + ((a >>> 8) & lanes) + ((b >>> 8) & lanes) + ((c >>> 8) & lanes) + ((d >>> 8) & lanes)) | 0;
  }
  let sum = (even & 0xffff) + (even >>> 16) + (odd & 0xffff) + (odd >>> 16);
  let claimed = 0;
  let digits = 0;
  let done = false;
  for (let offset = at + checksumAt; offset < at + checksumAt + checksumBytes; offset += 1) {
    const byte = view.getUint8(offset);
    sum += 0x20 - byte;
    const digit = byte - 0x30;
    if (done) continue;
    if (digit >= 0 && digit <= 7) {
      claimed = claimed * 8 + digit;
      digits += 1;
    } else if (digits > 0) done = true;
    else if (byte !== 0x20 && byte !== 0) return false;
  }
  return digits > 0 && (claimed === sum || claimed === signedSum(view, at));
}

function signedSum(view: DataView, at: number): number {
  let sum = 0;
  for (let offset = 0; offset < blockBytes; offset += 1) {
    const inChecksum = offset >= checksumAt && offset < checksumAt + checksumBytes;
    sum += inChecksum ? 0x20 : view.getInt8(at + offset);
  }
  return sum;
}

export function isZeroBlock(view: DataView, at: number): boolean {
  for (let offset = at; offset < at + blockBytes; offset += 4) if (view.getInt32(offset, true) !== 0) return false;
  return true;
}

/** Octal, or base-256 when the top bit is set; NaN for anything else and for what a double cannot hold. */
export function parseNumber(bytes: Uint8Array, at: number, length: number): number {
  const end = at + length;
  if (((bytes[at] ?? 0) & 0x80) !== 0) return parseBase256(bytes, at, end);
  let offset = at;
  while (offset < end && (bytes[offset] === 0x20 || bytes[offset] === 0)) offset += 1;
  let value = 0;
  for (; offset < end; offset += 1) {
    const byte = bytes[offset] ?? 0;
    if (byte === 0 || byte === 0x20) break;
    if (byte < 0x30 || byte > 0x37) return Number.NaN;
    value = value * 8 + byte - 0x30;
  }
  return value;
}

function parseBase256(bytes: Uint8Array, at: number, end: number): number {
  const first = bytes[at] ?? 0;
  const negative = (first & 0x40) !== 0;
  // Two's complement: a negative number is minus (its inverted bits plus one).
  const invert = negative ? 0xff : 0;
  let value = (first ^ invert) & 0x3f;
  for (let offset = at + 1; offset < end; offset += 1) value = value * 256 + ((bytes[offset] ?? 0) ^ invert);
  if (value >= Number.MAX_SAFE_INTEGER) return Number.NaN;
  return negative ? -(value + 1) : value;
}

/** Bytes up to the first NUL, at most `max`: latin1 is right and quicker when all of them are ASCII. */
export function readText(bytes: Buffer, at: number, max: number): string {
  const limit = Math.min(at + max, bytes.length);
  let end = at;
  let all = 0;
  while (end < limit) {
    const byte = bytes[end] ?? 0;
    if (byte === 0) break;
    all |= byte;
    end += 1;
  }
  return all < 0x80 ? bytes.latin1Slice(at, end) : bytes.utf8Slice(at, end);
}

export type Dialect = 'v7' | 'ustar' | 'gnu' | 'star';

/** By the magic at 257: it decides whether the bytes at 345 are a path prefix. */
export function dialectOf(view: DataView, at: number): Dialect {
  // "usta", "r\0", "r " and "tar\0" as little-endian words.
  if (view.getInt32(at + 257, true) !== 0x61747375) return 'v7';
  const rest = view.getUint16(at + 261, true);
  if (rest === 0x2072) return 'gnu';
  if (rest !== 0x0072) return 'v7';
  return view.getInt32(at + 508, true) === 0x00726174 ? 'star' : 'ustar';
}

/** Whether a tar begins here; 512 bytes are enough, and fewer are none. */
export function startsLikeTar(first: Uint8Array): boolean {
  if (first.length < blockBytes) return false;
  const view = new DataView(first.buffer, first.byteOffset, blockBytes);
  return view.getUint8(0) !== 0 && hasValidChecksum(view, 0);
}
