// Every reader of packages and images, fed its own fixtures cut short, with bits turned over, and too large:
// facts or unknowns, never a crash and never a hang.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import type { Draft } from '../../model/facts.ts';
import { InputError } from '../../model/errors.ts';
import type { Near, Reader } from '../../model/reader.ts';
import { imageConfigReader } from '../image/image-config.ts';
import { apkReader } from './apk.ts';
import { dpkgReader } from './dpkg.ts';
import { npmLockReader } from './npm-lock.ts';
import { npmReader } from './npm.ts';
import { osReleaseReader } from './os-release.ts';
import { rpmReader } from './rpm.ts';
import { rpmDatabase, rpmHeader } from './rpm-sample.ts';
import { damaged, draftsOf, entryOf } from './sample-entry.ts';

const testdata = path.resolve(import.meta.dirname, '../../../testdata/readers');
const readers: readonly (readonly [folder: string, reader: Reader])[] = [
  ['apk', apkReader],
  ['dpkg', dpkgReader],
  ['npm', npmReader],
  ['npm-lock', npmLockReader],
  ['os-release', osReleaseReader],
  ['image-config', imageConfigReader],
];
function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((item) => item.isFile())
    .map((item) => path.join(item.parentPath, item.name));
}
function assertSound(drafts: readonly Draft[], how: string): void {
  for (const draft of drafts) {
    if (draft.kind === 'unknown') assert.ok(draft.why !== '' && draft.affects.length > 0, how);
    if (draft.kind === 'package') assert.ok(draft.name !== '' && draft.version !== '' && draft.at.length === 1, how);
  }
}
async function readsSoundly(
  reader: Reader,
  entry: ReturnType<typeof entryOf>,
  how: string,
  near?: Near,
): Promise<void> {
  try {
    assertSound(await draftsOf(reader, entry, near), how);
  } catch (error) {
    if (!(error instanceof InputError)) throw new Error(`${how}: ${String(error)}`, { cause: error });
  }
}

for (const [folder, reader] of readers) {
  for (const name of filesIn(path.join(testdata, folder))) {
    const bytes = readFileSync(name);
    const where = path.relative(testdata, name);
    test(`${reader.id}: ${where} damaged`, async () => {
      for (const sample of damaged(bytes, 100))
        await readsSoundly(reader, entryOf(where, sample.bytes), `${where} ${sample.how}`);
    });
  }
  test(`${reader.id}: a file that is too large is refused`, async () => {
    const limit = reader.maxBytes ?? 0;
    assert.ok(limit > 0);
    const entry = entryOf('x', '');
    const large = {
      ...entry,
      read: async (maxBytes: number) => Promise.reject(new InputError('limit-reached', String(maxBytes))),
    };
    await assert.rejects(draftsOf(reader, large), { code: 'limit-reached', message: String(limit) });
  });
}

const header = rpmHeader([
  [1000, 'a'],
  [1001, '1'],
  [1002, '2'],
  [1003, 3],
  [1044, 'b-1-2.src.rpm'],
  [9999, new Uint8Array(3_000)],
]);
const { file, log } = rpmDatabase(
  Array.from({ length: 40 }, () => header),
  { pageSize: 1024, later: [header, header] },
);
test(`${rpmReader.id}: a database damaged`, async () => {
  for (const { how, bytes } of damaged(file, 150)) await readsSoundly(rpmReader, entryOf('rpmdb.sqlite', bytes), how);
});
test(`${rpmReader.id}: a write-ahead log damaged`, async () => {
  for (const { how, bytes } of damaged(log, 150))
    await readsSoundly(rpmReader, entryOf('rpmdb.sqlite', file), how, async (name) => entryOf(name, bytes));
});
test(`${rpmReader.id}: a header damaged`, async () => {
  const blobs = Array.from(damaged(header.subarray(0, 200), 200), ({ bytes }) => bytes);
  await readsSoundly(rpmReader, entryOf('rpmdb.sqlite', rpmDatabase(blobs).file), 'headers');
});
