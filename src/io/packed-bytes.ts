// Bytes that came once and are asked for again: long ones are kept packed, since what is long in text is mostly the same
// words over and over. https://www.rfc-editor.org/rfc/rfc8878
import type * as Zlib from 'node:zlib';

export interface PackedBytes {
  readonly size: number;
  /** In order; each block is unpacked when its turn comes. */
  blocks(): IteratorObject<Uint8Array>;
  /** Those from `offset` on, at most `length`; fewer only at the end. */
  range(offset: number, length: number): Uint8Array;
}
export interface Packing {
  add(part: Uint8Array): void;
  done(): PackedBytes;
}
interface Block {
  readonly bytes: Uint8Array;
  readonly size: number;
  readonly packed: boolean;
}
const blockBytes = 1024 * 1024;
/** What lies before this is kept as it is: less than a process takes anyway. */
const plainBytes = 8 * 1024 * 1024;

export function packBytes(): Packing {
  const blocks: Block[] = [];
  let open: Uint8Array[] = [];
  let openSize = 0;
  let size = 0;
  const close = (): void => {
    const bytes = open.length === 1 && open[0] !== undefined ? open[0] : Buffer.concat(open, openSize);
    const packed = size > plainBytes;
    blocks.push({ bytes: packed ? pack(bytes) : bytes, size: openSize, packed });
    open = [];
    openSize = 0;
  };
  return {
    add(part) {
      open.push(part);
      openSize += part.length;
      size += part.length;
      if (openSize >= blockBytes) close();
    },
    done() {
      if (openSize > 0) close();
      return { size, blocks: () => unpacked(blocks), range: (offset, length) => rangeOf(blocks, offset, length) };
    },
  };
}
function* unpacked(blocks: readonly Block[]): Generator<Uint8Array> {
  for (const block of blocks) yield bytesOf(block);
}
function bytesOf({ bytes, packed }: Block): Uint8Array {
  return packed ? zlib().zstdDecompressSync(bytes) : bytes;
}
function pack(bytes: Uint8Array): Uint8Array {
  const { constants, zstdCompressSync } = zlib();
  // What it gives is a part of a buffer of 128 KiB.
  return Buffer.from(zstdCompressSync(bytes, { params: { [constants.ZSTD_c_compressionLevel]: 1 } }));
}
/** Loaded for long texts only. */
function zlib(): typeof Zlib {
  return process.getBuiltinModule('node:zlib');
}
function rangeOf(blocks: readonly Block[], offset: number, length: number): Uint8Array {
  const found: Uint8Array[] = [];
  let at = 0;
  for (const block of blocks) {
    const from = Math.max(0, offset - at);
    const to = Math.min(block.size, offset + length - at);
    if (from < to) found.push(bytesOf(block).subarray(from, to));
    at += block.size;
  }
  const [first] = found;
  return found.length === 1 && first !== undefined ? first : Buffer.concat(found);
}
