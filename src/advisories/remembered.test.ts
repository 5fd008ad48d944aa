import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { rememberEcosystems, rememberedEcosystems } from './remembered.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'plimsoll-remembered-'));
after(() => rmSync(folder, { recursive: true }));

test('nothing is remembered at first', () =>
  assert.deepEqual(rememberedEcosystems(path.join(folder, 'none.json')), []));
test('what was met is added to what was, without releases', () => {
  const file = path.join(folder, 'new', 'ecosystems.json');
  rememberEcosystems(file, ['npm', 'Debian:12', 'Debian:13']);
  rememberEcosystems(file, ['Alpine:v3.20']);
  assert.deepEqual(rememberedEcosystems(file), ['Alpine', 'Debian', 'npm']);
});
test('a damaged file is as none', () => {
  const file = path.join(folder, 'damaged.json');
  writeFileSync(file, '{"ecosystems":[7,"npm"');
  assert.deepEqual(rememberedEcosystems(file), []);
  rememberEcosystems(file, ['npm']);
  assert.deepEqual(rememberedEcosystems(file), ['npm']);
});
test('a place that cannot be written is no error', () => {
  const blocked = path.join(folder, 'blocked');
  writeFileSync(blocked, '');
  rememberEcosystems(path.join(blocked, 'ecosystems.json'), ['npm']);
});
