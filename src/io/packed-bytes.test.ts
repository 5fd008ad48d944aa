import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { packBytes } from './packed-bytes.ts';

const megabyte = 1024 * 1024;
/** Different in every place, and not to be told from what lies a block further on but by its number. */
function textOf(bytes: number): Buffer {
  return Buffer.from(
    Array.from({ length: bytes / 16 }, (_, index) => `line ${String(index).padStart(11, '0')}`).join(''),
  );
}
const rows: readonly (readonly [fact: string, bytes: number, part: number])[] = [
  ['nothing', 0, 1],
  ['one part', 16, 64],
  ['many small parts', 3 * megabyte, 65_536],
  ['parts larger than a block', 12 * megabyte, 3 * megabyte],
  ['a long text in uneven parts', 20 * megabyte, 1_000_003],
];
for (const [fact, bytes, part] of rows) {
  test(`packed bytes come back as they were: ${fact}`, () => {
    const text = textOf(bytes);
    const packing = packBytes();
    for (let at = 0; at < bytes; at += part) packing.add(text.subarray(at, at + part));
    const packed = packing.done();
    assert.equal(packed.size, bytes);
    assert.ok(Buffer.concat([...packed.blocks()]).equals(text));
    for (const [offset, length] of [
      [0, 10],
      [bytes - 5, 10],
      [Math.floor(bytes / 2) - 7, 14],
      [0, bytes],
    ] as const) {
      const from = Math.max(0, offset);
      assert.ok(text.subarray(from, from + length).equals(packed.range(from, length)), `${from}, ${length}`);
    }
  });
}
test('a long text takes a fraction of itself', () => {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  collect();
  const before = process.memoryUsage().arrayBuffers;
  const packing = packBytes();
  for (let count = 0; count < 64; count += 1) packing.add(Buffer.alloc(megabyte, 'the same words '));
  const packed = packing.done();
  collect();
  const kept = process.memoryUsage().arrayBuffers - before;
  assert.equal(packed.size, 64 * megabyte);
  assert.ok(kept < 16 * megabyte, `${kept} bytes`);
});
