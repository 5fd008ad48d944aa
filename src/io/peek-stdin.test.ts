import assert from 'node:assert/strict';
import { test } from 'node:test';
import { peekStdin } from './peek-stdin.ts';

const rows: readonly (readonly [fact: string, chunks: readonly number[], first: number])[] = [
  ['an empty stream', [], 0],
  ['one short chunk', [10], 10],
  ['many short chunks', Array.from({ length: 3000 }, () => 3), 4096],
  ['one long chunk', [100_000], 4096],
  ['empty chunks between', [0, 5000, 0, 1], 4096],
];
for (const [fact, sizes, length] of rows) {
  test(`${fact}: the first bytes are known, and none is lost`, async () => {
    let next = 0;
    const all = sizes.map((size) => Uint8Array.from({ length: size }, () => (next = (next + 1) % 251)));
    const { first, rest } = await peekStdin(
      (async function* () {
        yield* all;
      })(),
    );
    const whole = Buffer.concat(all);
    assert.deepEqual(Buffer.from(first), whole.subarray(0, length));
    const parts: Uint8Array[] = [];
    for await (const part of rest) parts.push(part);
    assert.ok(Buffer.concat(parts).equals(whole));
  });
}
test('a stream that fails later fails whoever reads on', async () => {
  const { rest } = await peekStdin(
    (async function* () {
      yield Buffer.alloc(5000);
      throw new Error('gone');
    })(),
  );
  await assert.rejects(async () => {
    for await (const _part of rest);
  }, /gone/u);
});
test('whoever stops early lets go of the stream', async () => {
  let ended = false;
  const { rest } = await peekStdin(
    (async function* () {
      try {
        for (;;) yield Buffer.alloc(5000);
      } finally {
        ended = true;
      }
    })(),
  );
  for await (const _part of rest) break;
  assert.ok(ended);
});
