// The bytes of a ZIP archive: members through the central directory, stored or deflated, ZIP64 included.
// Spec: PKWARE APPNOTE.TXT 6.3.10, sections 4.3 to 4.5.
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { crc32, inflateRawSync } from 'node:zlib';
import { InputError } from '../model/errors.ts';

export interface ZipMember {
  readonly name: string;
  readonly size: number;
}
export interface Zip {
  /** Members in the order of the central directory; the bytes of one are valid until the next is read. */
  members(): Iterable<ZipMember & { read(): Buffer }>;
  close(): void;
}
export interface ZipLimits {
  readonly maxMembers: number;
  readonly maxDirectoryBytes: number;
  /** Of one member, uncompressed. */
  readonly maxMemberBytes: number;
}
interface Directory {
  readonly offset: number;
  readonly size: number;
  readonly count: number;
}
interface Header extends ZipMember {
  readonly method: number;
  readonly crc: number;
  readonly packed: number;
  readonly offset: number;
}

const endSignature = 0x0605_4b50;
const zip64LocatorSignature = 0x0706_4b50;
const zip64EndSignature = 0x0606_4b50;
const centralSignature = 0x0201_4b50;
const localSignature = 0x0403_4b50;
const inZip64 = 0xffff_ffff;
const endSize = 22;
const centralSize = 46;
const localSize = 30;

/** Throws InputError when the file is no ZIP archive or is over a limit; reading a member may throw it too. */
export function openZip(file: string, limits: ZipLimits): Zip {
  const handle = openSync(file, 'r');
  try {
    const directory = findDirectory(handle);
    if (directory.count > limits.maxMembers)
      throw new InputError('limit-reached', `the archive has ${directory.count} members`);
    if (directory.size > limits.maxDirectoryBytes)
      throw new InputError('limit-reached', `the archive's directory has ${directory.size} bytes`);
    const central = readAt(handle, directory.offset, directory.size);
    const scratch = new Scratch();
    return {
      members: () => listMembers(central, (header) => readMember(handle, header, { limits, scratch })),
      close: () => closeSync(handle),
    };
  } catch (error) {
    closeSync(handle);
    throw error;
  }
}

function findDirectory(handle: number): Directory {
  const { size: fileSize } = fstatSync(handle);
  const tailSize = Math.min(fileSize, endSize + 0xffff);
  const tail = readAt(handle, fileSize - tailSize, tailSize);
  for (let at = tail.length - endSize; at >= 0; at -= 1) {
    if (tail.readUInt32LE(at) !== endSignature) continue;
    if (at + endSize + tail.readUInt16LE(at + 20) > tail.length) continue;
    const found = {
      count: tail.readUInt16LE(at + 10),
      size: tail.readUInt32LE(at + 12),
      offset: tail.readUInt32LE(at + 16),
    };
    const directory = needsZip64(found) ? findZip64Directory(handle, fileSize - tailSize + at) : found;
    if (directory.offset + directory.size > fileSize)
      throw new InputError('archive-truncated', 'the archive ends before its directory');
    return directory;
  }
  throw new InputError('archive-corrupt', 'not a ZIP archive: it has no end record');
}
function needsZip64({ count, size, offset }: Directory): boolean {
  return count === 0xffff || size === inZip64 || offset === inZip64;
}
function findZip64Directory(handle: number, end: number): Directory {
  const locator = readAt(handle, end - 20, 20);
  if (locator.readUInt32LE(0) !== zip64LocatorSignature)
    throw new InputError('archive-corrupt', 'the archive lacks its ZIP64 locator');
  const record = readAt(handle, toNumber(locator.readBigUInt64LE(8)), 56);
  if (record.readUInt32LE(0) !== zip64EndSignature)
    throw new InputError('archive-corrupt', 'the archive lacks its ZIP64 end record');
  return {
    count: toNumber(record.readBigUInt64LE(32)),
    size: toNumber(record.readBigUInt64LE(40)),
    offset: toNumber(record.readBigUInt64LE(48)),
  };
}

function* listMembers(central: Buffer, read: (header: Header) => Buffer): Generator<ZipMember & { read(): Buffer }> {
  let at = 0;
  while (at + centralSize <= central.length) {
    if (central.readUInt32LE(at) !== centralSignature)
      throw new InputError('archive-corrupt', 'the archive has a damaged directory');
    const next =
      at + centralSize + central.readUInt16LE(at + 28) + central.readUInt16LE(at + 30) + central.readUInt16LE(at + 32);
    if (next > central.length) throw new InputError('archive-truncated', 'the archive ends within its directory');
    const header = parseHeader(central, at);
    yield { name: header.name, size: header.size, read: () => read(header) };
    at = next;
  }
}
function parseHeader(central: Buffer, at: number): Header {
  const nameEnd = at + centralSize + central.readUInt16LE(at + 28);
  const wide = zip64Fields(central, nameEnd, nameEnd + central.readUInt16LE(at + 30));
  // The extra field holds only those values that did not fit, in this order.
  const pick = (value: number): number => (value === inZip64 ? (wide.shift() ?? value) : value);
  const size = pick(central.readUInt32LE(at + 24));
  const packed = pick(central.readUInt32LE(at + 20));
  const offset = pick(central.readUInt32LE(at + 42));
  return {
    name: central.toString('utf8', at + centralSize, nameEnd),
    method: central.readUInt16LE(at + 10),
    crc: central.readUInt32LE(at + 16),
    size,
    packed,
    offset,
  };
}
function zip64Fields(central: Buffer, from: number, to: number): number[] {
  for (let at = from; at + 4 <= to; at += 4 + central.readUInt16LE(at + 2)) {
    if (central.readUInt16LE(at) !== 1) continue;
    const end = Math.min(to, at + 4 + central.readUInt16LE(at + 2));
    const fields: number[] = [];
    for (let field = at + 4; field + 8 <= end; field += 8) fields.push(toNumber(central.readBigUInt64LE(field)));
    return fields;
  }
  return [];
}

interface Reading {
  readonly limits: ZipLimits;
  readonly scratch: Scratch;
}
function readMember(handle: number, header: Header, { limits, scratch }: Reading): Buffer {
  const { name, size, packed, offset, method, crc } = header;
  if (size > limits.maxMemberBytes || packed > limits.maxMemberBytes)
    throw new InputError('limit-reached', `${name} has ${size} bytes`);
  const local = readAt(handle, offset, localSize);
  if (local.readUInt32LE(0) !== localSignature) throw new InputError('archive-corrupt', `${name} has no local header`);
  const start = offset + localSize + local.readUInt16LE(26) + local.readUInt16LE(28);
  const bytes = unpack(fill(scratch.take(packed), handle, start), { name, method, size });
  if (bytes.length !== size || crc32(bytes) !== crc) throw new InputError('archive-corrupt', `${name} is damaged`);
  return bytes;
}
function unpack(bytes: Buffer, { name, method, size }: Pick<Header, 'name' | 'method' | 'size'>): Buffer {
  if (method === 0) return bytes;
  if (method !== 8) throw new InputError('unsupported', `${name} is packed with method ${method}`);
  try {
    return inflateRawSync(bytes, { maxOutputLength: Math.max(1, size) });
  } catch (error) {
    throw new InputError('archive-corrupt', `${name} cannot be unpacked`, { cause: error });
  }
}

function readAt(handle: number, offset: number, length: number): Buffer {
  if (offset < 0) throw new InputError('archive-corrupt', 'the archive points before its beginning');
  return fill(Buffer.allocUnsafe(length), handle, offset);
}
function fill(buffer: Buffer, handle: number, offset: number): Buffer {
  let done = 0;
  while (done < buffer.length) {
    const count = readSync(handle, buffer, done, buffer.length - done, offset + done);
    if (count === 0) throw new InputError('archive-truncated', 'the archive ends before its contents');
    done += count;
  }
  return buffer;
}
/** One buffer for all members: a fresh one each would wait for the collector by the hundred megabytes. */
class Scratch {
  #bytes = Buffer.alloc(0);

  take(length: number): Buffer {
    if (this.#bytes.length < length) this.#bytes = Buffer.allocUnsafe(Math.max(length, 64 * 1024));
    return this.#bytes.subarray(0, length);
  }
}
function toNumber(value: bigint): number {
  if (value > BigInt(Number.MAX_SAFE_INTEGER)) throw new InputError('archive-corrupt', `a size of ${value} bytes`);
  return Number(value);
}
