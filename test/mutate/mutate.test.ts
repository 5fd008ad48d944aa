// A slice of `npm run mutate`: some damaged inputs of every format through the whole program.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formats } from './formats.ts';
import { type Row, runBatches } from './run-batches.ts';

const count = 100;
/** By day and by night another slice would make a failure that nobody can see again. */
const firstSeed = 1;

test(`${count} damaged inputs of each of ${formats.length} formats end in a report or in words`, async () => {
  const rows: Row[] = [];
  const batches = formats.map(({ id }) => ({ format: id, firstSeed, count, twiceEvery: 4 }));
  await runBatches(batches, { atOnce: 2, processes: 'used again', onRow: (row) => rows.push(row) });
  assert.deepEqual(
    rows.flatMap(({ wrong }) => wrong),
    [],
  );
  assert.equal(rows.length, formats.length);
  for (const { format, inputs, outcomes } of rows) {
    assert.equal(inputs, count, format);
    assert.ok(Object.keys(outcomes).length > 0, `${format}: nothing came of it`);
  }
});
