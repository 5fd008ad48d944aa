import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { walk, type WalkOptions, type WalkTrouble } from './walk.ts';

const work = mkdtempSync(path.join(tmpdir(), 'plimsoll-walk-'));
after(() => rmSync(work, { recursive: true, force: true }));
for (const name of ['b/2', 'b/1', 'a/x/y', 'c']) {
  mkdirSync(path.join(work, path.dirname(name)), { recursive: true });
  writeFileSync(path.join(work, name), name);
}
symlinkSync('.', path.join(work, 'self'));

async function walked(
  more: Partial<WalkOptions> = {},
): Promise<{ paths: string[]; troubles: WalkTrouble[]; batches: number }> {
  const paths: string[] = [];
  const troubles: WalkTrouble[] = [];
  let batches = 0;
  const entries = walk({
    root: work,
    prefix: '',
    wanted: { matches: (_path, type) => type !== 'dir', keep: () => ({ keep: 'whole', maxBytes: 100 }) },
    signal: new AbortController().signal,
    leavesOut: () => false,
    crosses: () => false,
    onTrouble: (trouble) => troubles.push(trouble),
    ...more,
  });
  for await (const batch of entries) {
    batches += 1;
    paths.push(...batch.map((entry) => entry.path));
  }
  return { paths, troubles, batches };
}

test('a folder is given by the order of its names, the folders in it after its files', async () => {
  assert.deepEqual((await walked()).paths, ['c', 'self', 'a/x/y', 'b/1', 'b/2']);
});
test('paths begin with the prefix', async () => {
  assert.deepEqual((await walked({ prefix: 'p/' })).paths[0], 'p/c');
});
test('deeper than the bound is told and left out', async () => {
  const { paths, troubles } = await walked({ maxDepth: 1 });
  assert.deepEqual(paths, ['c', 'self', 'b/1', 'b/2']);
  assert.deepEqual(
    troubles.map(({ code, path: at }) => [code, at]),
    [['limit-reached', 'a/x']],
  );
});
test('more names than the bound are told and end it', async () => {
  const { troubles } = await walked({ maxNames: 3 });
  assert.deepEqual(
    troubles.map(({ code }) => code),
    ['limit-reached'],
  );
});
test('a folder that is gone is told', async () => {
  const { troubles } = await walked({
    crosses: () => true,
    leavesOut: (name) => {
      if (name === 'a') rmSync(path.join(work, 'b'), { recursive: true, force: true });
      return false;
    },
  });
  assert.deepEqual(troubles, []);
});
test('thousands of entries come in several batches', async () => {
  const large = mkdtempSync(path.join(work, 'large-'));
  for (let index = 0; index < 2100; index += 1) writeFileSync(path.join(large, `f${index}`), '');
  const { paths, batches } = await walked({ root: large });
  assert.equal(new Set(paths).size, 2100);
  assert.equal(batches, 3);
});
test('a root that is not there has no entries', async () => {
  assert.deepEqual((await walked({ root: path.join(work, 'none') })).paths, []);
});
