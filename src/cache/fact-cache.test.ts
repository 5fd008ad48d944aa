import assert from 'node:assert/strict';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { parseDigest, type Digest } from '../model/brand.ts';
import type { LayerDescription } from '../model/entry.ts';
import { openFactCache } from './fact-cache.ts';

const work = mkdtempSync(path.join(tmpdir(), 'plimsoll-cache-'));
after(() => rmSync(work, { recursive: true, force: true }));
function scratch(): string {
  return path.join(mkdtempSync(path.join(work, 's-')), 'layers');
}
function digest(letter: string): Digest {
  const found = parseDigest(`sha256:${letter.repeat(64)}`);
  if (found === undefined) throw new Error(`no digest of ${letter}`);
  return found;
}
function layer(letter: string, more: Partial<LayerDescription> = {}): LayerDescription {
  return { diffId: digest(letter), verified: true, place: `place-${letter}`, ...more };
}
const readers = ['apk@1', 'dpkg@2'];
const facts = { members: [{ path: 'etc/os-release' }], ['__proto__']: 1 };
function onlyFact(folder: string): string {
  const file = readdirSync(folder)
    .map((name) => path.join(folder, name))
    .find((name) => readFileSync(name, 'utf8').includes('os-release'));
  if (file === undefined) throw new Error('no fact was kept');
  return file;
}

test('what was put is found by the chain of digests, also by the next run', () => {
  const folder = scratch();
  openFactCache(folder).put([layer('a'), layer('b')], readers, facts);
  assert.deepEqual(openFactCache(folder).get({ chain: [digest('a'), digest('b')], readers }), facts);
});
const others: readonly (readonly [fact: string, key: { chain: readonly Digest[]; readers: readonly string[] }])[] = [
  ['another layer below', { chain: [digest('c'), digest('b')], readers }],
  ['the layer alone', { chain: [digest('b')], readers }],
  ['another order', { chain: [digest('b'), digest('a')], readers }],
  ['another version of a reader', { chain: [digest('a'), digest('b')], readers: ['apk@2', 'dpkg@2'] }],
  ['one reader less', { chain: [digest('a'), digest('b')], readers: ['apk@1'] }],
];
for (const [fact, key] of others) {
  test(`${fact} is another key`, () => {
    const cache = openFactCache(scratch());
    cache.put([layer('a'), layer('b')], readers, facts);
    assert.equal(cache.get(key), undefined);
  });
}

const unverified: readonly (readonly [fact: string, layers: readonly LayerDescription[]])[] = [
  ['a layer that was only sought through', [layer('a', { verified: false })]],
  ['a layer over an unverified one', [layer('a', { verified: false }), layer('b')]],
  ['a verified layer without any digest', [{ verified: true, place: 'p' }]],
  ['no layer at all', []],
];
for (const [fact, layers] of unverified) {
  test(`${fact} is not kept`, () => {
    const folder = scratch();
    const cache = openFactCache(folder);
    cache.put(layers, readers, facts);
    assert.equal(cache.get({ chain: layers.map(({ diffId }) => diffId ?? digest('f')), readers }), undefined);
    assert.equal(
      readdirSync(folder).filter((name) => readFileSync(path.join(folder, name), 'utf8').includes('os-release')).length,
      0,
    );
  });
}
test('a place remembers the digest that its bytes were found to have', () => {
  const folder = scratch();
  openFactCache(folder).put([layer('a')], readers, facts);
  const cache = openFactCache(folder);
  assert.equal(cache.rememberedDigest('place-a'), digest('a'));
  assert.equal(cache.rememberedDigest('place-b'), undefined);
});
test('an unverified layer remembers nothing', () => {
  const cache = openFactCache(scratch());
  cache.put([layer('a', { verified: false })], readers, facts);
  assert.equal(cache.rememberedDigest('place-a'), undefined);
});
test('a layer over a recalled one is kept, for its bytes were verified before', () => {
  const cache = openFactCache(scratch());
  cache.put([layer('a')], readers, facts);
  cache.put([layer('a', { verified: false }), layer('b')], readers, facts);
  assert.deepEqual(cache.get({ chain: [digest('a'), digest('b')], readers }), facts);
});
test('a claim over remembered bytes does not count: the remembered digest does', () => {
  const cache = openFactCache(scratch());
  cache.put([layer('a')], readers, facts);
  cache.put([layer('c', { verified: false, place: 'place-a' }), layer('b')], readers, facts);
  assert.equal(cache.get({ chain: [digest('c'), digest('b')], readers }), undefined);
});

const damages: readonly (readonly [fact: string, damage: (file: string) => void])[] = [
  [
    'a flipped bit',
    (file) => {
      const bytes = readFileSync(file);
      bytes[bytes.length - 3] = (bytes[bytes.length - 3] ?? 0) ^ 1;
      writeFileSync(file, bytes);
    },
  ],
  ['a lost end', (file) => writeFileSync(file, readFileSync(file).subarray(0, -1))],
  ['an empty file', (file) => writeFileSync(file, '')],
  ['no checksum', (file) => writeFileSync(file, '{"members":[]}')],
  [
    'a folder in its place',
    (file) => {
      rmSync(file);
      mkdirSync(file);
    },
  ],
  [
    'a link to elsewhere',
    (file) => {
      writeFileSync(path.join(work, 'elsewhere'), readFileSync(file));
      rmSync(file);
      symlinkSync(path.join(work, 'elsewhere'), file);
    },
  ],
];
for (const [fact, damage] of damages) {
  test(`${fact} is as good as absent`, () => {
    const folder = scratch();
    const cache = openFactCache(folder);
    cache.put([layer('a')], readers, facts);
    damage(onlyFact(folder));
    assert.equal(cache.get({ chain: [digest('a')], readers }), undefined);
  });
}

test('the folder and its files are for this user only', () => {
  const folder = scratch();
  openFactCache(folder).put([layer('a')], readers, facts);
  assert.equal(statSync(folder).mode & 0o777, 0o700);
  assert.equal(statSync(onlyFact(folder)).mode & 0o777, 0o600);
});
const strange: readonly (readonly [fact: string, make: (folder: string) => void])[] = [
  [
    'others can write to',
    (folder) => {
      mkdirSync(folder);
      chmodSync(folder, 0o777);
    },
  ],
  ['is a link', (folder) => symlinkSync(mkdtempSync(path.join(work, 'x-')), folder)],
  ['is a file', (folder) => writeFileSync(folder, '')],
];
for (const [fact, make] of strange) {
  test(`a folder that ${fact} is not used`, () => {
    const folder = scratch();
    make(folder);
    const cache = openFactCache(folder);
    cache.put([layer('a')], readers, facts);
    assert.equal(cache.get({ chain: [digest('a')], readers }), undefined);
  });
}

test('what was used longest ago makes room', () => {
  const folder = scratch();
  const cache = openFactCache(folder, { maxBytes: 5000 });
  const big = { text: 'x'.repeat(1500) };
  for (const [index, letter] of ['a', 'b'].entries()) {
    cache.put([layer(letter, { place: `p${index}` })], readers, big);
    for (const name of readdirSync(folder)) utimesSync(path.join(folder, name), 1000 + index, 1000 + index);
  }
  // Reading makes it the one used last.
  assert.deepEqual(cache.get({ chain: [digest('a')], readers }), big);
  cache.put([layer('c')], readers, big);
  cache.put([layer('d')], readers, { ...big, more: 'x'.repeat(300) });
  assert.equal(cache.get({ chain: [digest('b')], readers }), undefined);
  const total = readdirSync(folder).reduce((sum, name) => sum + statSync(path.join(folder, name)).size, 0);
  assert.ok(total <= 5000, `${total} bytes are left`);
});
