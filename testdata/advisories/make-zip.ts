// Writes small ZIP archives for tests, so that each can be damaged on purpose.
// Spec: PKWARE APPNOTE.TXT 6.3.10
import { crc32, deflateRawSync } from 'node:zlib';

export interface ZipOptions {
  readonly deflate?: boolean;
  /** Sizes and offsets in ZIP64 fields, as archives over 4 GiB have them. */
  readonly zip64?: boolean;
}

export function makeZip(files: ReadonlyMap<string, string>, { deflate = true, zip64 = false }: ZipOptions = {}): Buffer {
  const locals: Buffer[] = [];
  const centrals: Buffer[] = [];
  let offset = 0;
  for (const [name, text] of files) {
    const content = Buffer.from(text);
    const packed = deflate ? deflateRawSync(content) : content;
    const nameBytes = Buffer.from(name);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x0403_4b50, 0);
    local.writeUInt16LE(deflate ? 8 : 0, 8);
    local.writeUInt16LE(nameBytes.length, 26);
    locals.push(local, nameBytes, packed);
    const extra = Buffer.alloc(zip64 ? 28 : 0);
    if (zip64) {
      extra.writeUInt16LE(1, 0);
      extra.writeUInt16LE(24, 2);
      extra.writeBigUInt64LE(BigInt(content.length), 4);
      extra.writeBigUInt64LE(BigInt(packed.length), 12);
      extra.writeBigUInt64LE(BigInt(offset), 20);
    }
    const central = Buffer.alloc(46);
    central.writeUInt32LE(0x0201_4b50, 0);
    central.writeUInt16LE(deflate ? 8 : 0, 10);
    central.writeUInt32LE(crc32(content), 16);
    central.writeUInt32LE(zip64 ? 0xffff_ffff : packed.length, 20);
    central.writeUInt32LE(zip64 ? 0xffff_ffff : content.length, 24);
    central.writeUInt16LE(nameBytes.length, 28);
    central.writeUInt16LE(extra.length, 30);
    central.writeUInt32LE(zip64 ? 0xffff_ffff : offset, 42);
    centrals.push(central, nameBytes, extra);
    offset += 30 + nameBytes.length + packed.length;
  }
  const directory = Buffer.concat(centrals);
  return Buffer.concat([...locals, directory, ...endRecords({ count: files.size, size: directory.length, offset }, zip64)]);
}

function endRecords(at: { count: number; size: number; offset: number }, zip64: boolean): readonly Buffer[] {
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x0605_4b50, 0);
  end.writeUInt16LE(zip64 ? 0xffff : at.count, 10);
  end.writeUInt32LE(zip64 ? 0xffff_ffff : at.size, 12);
  end.writeUInt32LE(zip64 ? 0xffff_ffff : at.offset, 16);
  if (!zip64) return [end];
  const record = Buffer.alloc(56);
  record.writeUInt32LE(0x0606_4b50, 0);
  record.writeBigUInt64LE(BigInt(at.count), 32);
  record.writeBigUInt64LE(BigInt(at.size), 40);
  record.writeBigUInt64LE(BigInt(at.offset), 48);
  const locator = Buffer.alloc(20);
  locator.writeUInt32LE(0x0706_4b50, 0);
  locator.writeBigUInt64LE(BigInt(at.offset + at.size), 8);
  return [record, locator, end];
}
