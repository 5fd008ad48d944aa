// What an rpm database holds: one row, one fact; made by SQLite, read by us; and the answers of rpm itself on real ones.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import type { Draft } from '../../model/facts.ts';
import type { PackageDraft } from '../../model/image-facts.ts';
import type { Near } from '../../model/reader.ts';
import { rpmReader } from './rpm.ts';
import { rpmDatabase, rpmHeader, type Tags } from './rpm-sample.ts';
import { draftsOf, entryOf, packagesIn, unknownsIn } from './sample-entry.ts';

const where = 'var/lib/rpm/rpmdb.sqlite';
async function read(file: Uint8Array, log?: Uint8Array): Promise<readonly Draft[]> {
  const near: Near = async (name) => (log === undefined ? undefined : entryOf(name, log));
  return draftsOf(rpmReader, entryOf(where, file), near);
}
function named(name: string, more: Tags = []): Buffer {
  return rpmHeader([[1000, name], [1001, '1.0'], [1002, '1.el9'], ...more]);
}
async function only(tags: Tags): Promise<PackageDraft | undefined> {
  return packagesIn(await read(rpmDatabase([rpmHeader(tags)]).file))[0];
}
const plain: Tags = [
  [1000, 'bash'],
  [1001, '5.1.8'],
  [1002, '6.el9'],
];

const facts: readonly (readonly [fact: string, tags: Tags, expected: Readonly<Record<string, unknown>>])[] = [
  ['a name, a version and a release', plain, { name: 'bash', version: '5.1.8-6.el9', type: 'rpm', state: 'installed' }],
  ['an epoch comes first', [...plain, [1003, 2]], { version: '2:5.1.8-6.el9' }],
  ['an epoch of 0 is none', [...plain, [1003, 0]], { version: '5.1.8-6.el9' }],
  ['the architecture', [...plain, [1022, 'x86_64']], { arch: 'x86_64' }],
  ['the vendor', [...plain, [1011, 'AlmaLinux']], { vendor: 'AlmaLinux' }],
  ['the module', [...plain, [5096, 'nodejs:18:9030:abc']], { module: 'nodejs:18:9030:abc' }],
  [
    'the source package',
    [...plain, [1044, 'bash-static-5.1.8-6.el9.src.rpm']],
    { source: { name: 'bash-static', version: '5.1.8-6.el9' } },
  ],
  [
    'the source of the same version has the same epoch',
    [...plain, [1003, 1], [1044, 'shells-5.1.8-6.el9.src.rpm']],
    { source: { name: 'shells', version: '1:5.1.8-6.el9' } },
  ],
  [
    'the source of another version says nothing of an epoch',
    [...plain, [1003, 1], [1044, 'shells-7-1.src.rpm']],
    { source: { name: 'shells', version: '7-1' } },
  ],
  [
    'a source of the same name and version is left out',
    [...plain, [1044, 'bash-5.1.8-6.el9.src.rpm']],
    { source: undefined },
  ],
  ['a source without a version is none', [...plain, [1044, 'bash.src.rpm']], { source: undefined }],
  ['a tag that was added later replaces the first', [...plain, [1002, '7.el9']], { version: '5.1.8-7.el9' }],
  ['a tag of another type is not read', [...plain, [1003, 'x']], { version: '5.1.8-6.el9' }],
];
for (const [fact, tags, expected] of facts) {
  test(`a header: ${fact}`, async () => {
    const found = await only(tags);
    assert.ok(found !== undefined);
    const names = new Map<string, unknown>(Object.entries(found));
    for (const [name, value] of Object.entries(expected)) assert.deepEqual(names.get(name), value, name);
  });
}
test('keys of repositories are no packages', async () => {
  const drafts = await read(rpmDatabase([named('gpg-pubkey'), named('bash')]).file);
  assert.deepEqual(
    packagesIn(drafts).map(({ name }) => name),
    ['bash'],
  );
  assert.deepEqual(unknownsIn(drafts), []);
});
test('a header without a name is told, and the others are read', async () => {
  const drafts = await read(rpmDatabase([named('a'), rpmHeader([[1001, '1']]), Buffer.from('x'), named('b')]).file);
  assert.deepEqual(
    packagesIn(drafts).map(({ name }) => name),
    ['a', 'b'],
  );
  assert.equal(unknownsIn(drafts)[0]?.code, 'bad-syntax');
  assert.equal(unknownsIn(drafts)[0]?.incomplete, true);
});

for (const pageSize of [512, 4096, 65_536]) {
  test(`pages of ${pageSize} bytes: interior pages and values of every length around a page`, async () => {
    const filler = (size: number): Tags => [[9999, new Uint8Array(size)]];
    const sizes = [
      0, 1, 300, 370, 371, 372, 373, 374, 375, 400, 500, 900, 3_900, 3_940, 4_000, 4_100, 8_200, 70_000, 200_000,
    ];
    const blobs = sizes.map((size) => named(`size-${size}`, filler(size)));
    const many = Array.from({ length: 400 }, (_, index) => named(`many-${index}`));
    const drafts = await read(rpmDatabase([...blobs, ...many], { pageSize }).file);
    assert.deepEqual(unknownsIn(drafts), []);
    assert.deepEqual(
      packagesIn(drafts).map(({ name }) => name),
      [...sizes.map((size) => `size-${size}`), ...many.map((_, index) => `many-${index}`)],
    );
  });
}
test('the end of a value is read from its overflow pages', async () => {
  const drafts = await read(
    rpmDatabase([
      named('a', [
        [9999, new Uint8Array(20_000)],
        [1011, 'after it'],
      ]),
    ]).file,
  );
  assert.equal(packagesIn(drafts)[0]?.vendor, 'after it');
});

const { file, log } = rpmDatabase([named('old')], { later: [named('new'), named('newest')] });
const namesIn = async (bytes: Uint8Array, beside?: Uint8Array): Promise<string> =>
  packagesIn(await read(bytes, beside))
    .map(({ name }) => name)
    .join(' ');
const frame = 24 + 4096;
function changed(bytes: Uint8Array, at: number): Uint8Array {
  // A Buffer's own slice would share its memory.
  const copy = Uint8Array.from(bytes);
  copy[at] = (copy[at] ?? 0) ^ 1;
  return copy;
}
const logs: readonly (readonly [fact: string, log: Uint8Array | undefined, names: string])[] = [
  ['absent', undefined, 'old'],
  ['whole', log, 'old new newest'],
  ['empty', new Uint8Array(), 'old'],
  ['shorter than its header', log.subarray(0, 31), 'old'],
  ['with a damaged header', changed(log, 20), 'old'],
  ['that is no log', changed(log, 0), 'old'],
  ['cut within its last frame', log.subarray(0, log.length - 1), 'old new'],
  ['whose last frame has a wrong checksum', changed(log, log.length - 1), 'old new'],
  ['whose last frame is of an older round', changed(log, log.length - frame + 8), 'old new'],
  ['with a frame of an older round behind it', Buffer.concat([log, log.subarray(32, 32 + frame)]), 'old new newest'],
];
for (const [fact, bytes, names] of logs)
  test(`a write-ahead log ${fact}`, async () => assert.equal(await namesIn(file, bytes), names));
test('a database that is still wholly in its log', async () => {
  const all = rpmDatabase([], { later: [named('a')] });
  assert.equal(await namesIn(all.file, all.log), 'a');
});
test('a log that cannot be had is told, and the database is read without it', async () => {
  const near: Near = async (name) => ({ ...entryOf(name, 'x'), read: entryOf(name, 'x').read.bind(undefined, -1) });
  const drafts = await draftsOf(rpmReader, entryOf(where, file), near);
  assert.deepEqual(
    unknownsIn(drafts).map(({ code }) => code),
    ['companion-missing'],
  );
  assert.deepEqual(
    packagesIn(drafts).map(({ name }) => name),
    ['old'],
  );
});

/** A header page of 512 bytes and whatever follows, so that a page can be bent by hand. */
function bent(change: (bytes: Buffer) => void): Uint8Array {
  const bytes = Buffer.from(
    rpmDatabase(
      Array.from({ length: 40 }, (_, index) => named(`p${index}`, [[9999, new Uint8Array(600)]])),
      { pageSize: 512 },
    ).file,
  );
  change(bytes);
  return bytes;
}
const bends: readonly (readonly [what: string, change: (bytes: Buffer) => void])[] = [
  [
    'every page points to itself',
    (bytes) => {
      for (let at = 512, number = 2; at < bytes.length; at += 512, number += 1) bytes.writeUInt32BE(number, at);
    },
  ],
  [
    'every interior page leads to the first',
    (bytes) => {
      for (let at = 512; at < bytes.length; at += 512) if (bytes[at] === 5) bytes.writeUInt32BE(1, at + 8);
    },
  ],
  [
    'every page claims 65,535 cells',
    (bytes) => {
      for (let at = 512; at < bytes.length; at += 512) bytes.writeUInt16BE(0xffff, at + 3);
    },
  ],
  [
    'every cell is the same',
    (bytes) => {
      for (let at = 512; at < bytes.length; at += 512)
        for (let cell = 10; cell < 60; cell += 2) bytes.writeUInt16BE(bytes.readUInt16BE(at + 8), at + cell);
    },
  ],
  ['a page size that is no power of two', (bytes) => bytes.writeUInt16BE(513, 16)],
  ['a page size of 0', (bytes) => bytes.writeUInt16BE(0, 16)],
  ['text in UTF-16', (bytes) => bytes.writeUInt32BE(2, 56)],
  ['nothing of a page is usable', (bytes) => bytes.writeUInt8(255, 20)],
];
for (const [what, change] of bends) {
  test(`a database where ${what} is damaged, and said to be`, async () => {
    const drafts = await read(bent(change));
    assert.ok(unknownsIn(drafts).some(({ incomplete }) => incomplete));
    assert.ok(packagesIn(drafts).length <= 40);
  });
}
test('a database without the table says so', async () => {
  const other = Buffer.from(rpmDatabase([]).file.toString('latin1').replaceAll('Packages', 'Packagex'), 'latin1');
  assert.match(unknownsIn(await read(other))[0]?.why ?? '', /no table Packages/u);
});
test('an empty file holds no packages, and nothing is wrong with it', async () =>
  assert.deepEqual(await read(new Uint8Array()), []));

const images = path.resolve(import.meta.dirname, '../../../../shared/images/real');
const real: readonly (readonly [archive: string, member: string, count: number])[] = [
  ['almalinux-9-docker-aarch64-micro.tar.xz', 'var/lib/rpm/rpmdb.sqlite', 22],
  ['rpmdb-amzn2023.tar.gz', 'var/lib/rpm/rpmdb.sqlite', 102],
];
for (const [archive, member, count] of real) {
  const name = path.join(images, archive);
  const skip = !existsSync(name) && `${archive} is not here`;
  test(`${archive}: ${count} packages, as rpm lists them`, { skip }, async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'rpm-real-'));
    try {
      // Only what is asked for; tar complains that not both patterns matched.
      spawnSync('tar', ['-xf', name, '-C', folder, '--wildcards', '*var/lib/rpm/*', '*layer.tar']);
      // Either the tree itself, or an image of one layer each.
      spawnSync('sh', ['-c', 'for layer in */layer.tar; do [ -e "$layer" ] && tar -xf "$layer"; done'], {
        cwd: folder,
      });
      const bytes = readFileSync(path.join(folder, member));
      const drafts = await read(bytes);
      assert.deepEqual(unknownsIn(drafts), []);
      assert.equal(packagesIn(drafts).length, count);
      const ours = packagesIn(drafts).map((item) => `${item.name} ${item.version} ${item.arch ?? ''}`);
      const format = String.raw`%{name} %|epoch?{%{epoch}:}:{}|%{version}-%{release} %{arch}\n`;
      const rpm = spawnSync('rpm', ['-qa', '--dbpath', path.join(folder, path.dirname(member)), '--qf', format], {
        encoding: 'utf8',
      });
      if (rpm.error !== undefined) return;
      const theirs = rpm.stdout
        .trim()
        .split('\n')
        .filter((line) => !line.startsWith('gpg-pubkey'));
      assert.deepEqual(ours.toSorted(), theirs.toSorted());
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
}
