import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { writeFileAtomic } from './atomic-file.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'plimsoll-atomic-'));
after(() => rmSync(folder, { recursive: true }));

test('replaces the file, makes its folder, and leaves nothing else behind', () => {
  const file = path.join(folder, 'deep', 'file.json');
  writeFileAtomic(file, 'one');
  writeFileAtomic(file, 'two');
  assert.equal(readFileSync(file, 'utf8'), 'two');
  assert.deepEqual(readdirSync(path.dirname(file)), ['file.json']);
});
test('a failure leaves no draft', () => {
  const blocked = path.join(folder, 'blocked');
  writeFileAtomic(path.join(blocked, 'is-a-folder', 'x'), '');
  assert.throws(() => writeFileAtomic(path.join(blocked, 'is-a-folder'), 'text'));
  assert.deepEqual(readdirSync(blocked), ['is-a-folder']);
});
