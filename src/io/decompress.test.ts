import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { InputError } from '../model/errors.ts';
import { inPieces } from '../../test/read-tar.ts';
import { ByteBudget } from './byte-budget.ts';
import { type Compression, decompress, sniffCompression } from './decompress.ts';

const text = Buffer.from('some text that is compressed. '.repeat(4000));
const gzip = gzipSync(text);
const zstd = zstdCompressSync(text);
const skippable = Buffer.from([0x50, 0x2a, 0x4d, 0x18, 4, 0, 0, 0, 1, 2, 3, 4]);
/** `printf 'xz data\n' | xz`. */
const xz = Buffer.from(
  '/Td6WFoAAATm1rRGAgAhARYAAAB0L+WjAQAHeHogZGF0YQoAilggEeYrszMAASAIuxnZux+2830BAAAAAARZWg==',
  'base64',
);

function flipped(bytes: Buffer, at: number): Buffer {
  const copy = Buffer.from(bytes);
  copy[at] = (copy[at] ?? 0) ^ 0x55;
  return copy;
}
async function outOf(
  bytes: Buffer,
  compression: Compression = sniffCompression(bytes),
  budget = new ByteBudget(),
): Promise<Buffer | string> {
  const parts: Uint8Array[] = [];
  try {
    for await (const part of decompress(inPieces(bytes, 777), compression, budget)) parts.push(part);
    return Buffer.concat(parts);
  } catch (error) {
    if (error instanceof InputError) return error.code;
    throw error;
  }
}

const rows: readonly {
  readonly is: string;
  readonly bytes: Buffer;
  readonly as?: Compression;
  readonly gives: Buffer | string;
}[] = [
  { is: 'no compression', bytes: text, gives: text },
  { is: 'gzip', bytes: gzip, gives: text },
  { is: 'gzip of two members', bytes: Buffer.concat([gzip, gzip]), gives: Buffer.concat([text, text]) },
  { is: 'gzip padded with zeros', bytes: Buffer.concat([gzip, Buffer.alloc(700)]), gives: text },
  { is: 'gzip with garbage behind it', bytes: Buffer.concat([gzip, Buffer.from('garbage')]), gives: 'archive-corrupt' },
  { is: 'gzip that ends too early', bytes: gzip.subarray(0, -20), gives: 'archive-truncated' },
  { is: 'gzip with a wrong checksum', bytes: flipped(gzip, gzip.length - 6), gives: 'archive-corrupt' },
  { is: 'gzip of nothing', bytes: Buffer.alloc(0), as: 'gzip', gives: 'archive-truncated' },
  { is: 'zstd', bytes: zstd, gives: text },
  {
    is: 'zstd of two frames with others between',
    bytes: Buffer.concat([skippable, zstd, skippable, zstd]),
    gives: Buffer.concat([text, text]),
  },
  {
    is: 'zstd of a large frame',
    bytes: zstdCompressSync(Buffer.alloc(20_000_000, 'x')),
    gives: Buffer.alloc(20_000_000, 'x'),
  },
  { is: 'zstd that ends too early', bytes: zstd.subarray(0, -3), gives: 'archive-truncated' },
  { is: 'zstd with garbage behind it', bytes: Buffer.concat([zstd, Buffer.from('garbage')]), gives: 'archive-corrupt' },
  { is: 'xz', bytes: xz, gives: Buffer.from('xz data\n') },
  { is: 'xz that ends too early', bytes: xz.subarray(0, -30), gives: 'archive-truncated' },
  { is: 'damaged xz', bytes: flipped(xz, 32), gives: 'archive-corrupt' },
  { is: 'xz after all that', bytes: xz, gives: Buffer.from('xz data\n') },
  { is: 'bzip2, which is not read', bytes: Buffer.from('BZh91AY&SY'), gives: 'unsupported' },
];
for (const { is, bytes, as, gives } of rows)
  test(`decompress: ${is}`, async () => {
    const given = await outOf(bytes, as);
    if (typeof gives === 'string') assert.equal(given, gives);
    else assert.ok(Buffer.isBuffer(given) && given.equals(gives), String(given).slice(0, 60));
  });

test('decompress: a bomb is stopped at the limit', async () => {
  const bomb = gzipSync(Buffer.alloc(30_000_000));
  const limits = { maxBytes: 10_000_000, maxRatio: 10_000, freeBytes: 0 };
  assert.equal(await outOf(bomb, 'gzip', new ByteBudget(limits)), 'limit-reached');
});
test('decompress: a bomb is stopped by its ratio, which counts over all streams of a pass', async () => {
  const bomb = gzipSync(Buffer.alloc(3_000_000));
  const budget = new ByteBudget({ maxBytes: 1e9, maxRatio: 250, freeBytes: 5_000_000 });
  assert.ok(Buffer.isBuffer(await outOf(bomb, 'gzip', budget)));
  assert.equal(await outOf(bomb, 'gzip', budget), 'limit-reached');
});
