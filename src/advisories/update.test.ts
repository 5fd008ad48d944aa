import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, beforeEach, test } from 'node:test';
import { AppError } from '../model/errors.ts';
import { serveMirror } from '../../testdata/advisories/serve-mirror.ts';
import { debian, npm, places, smallMirror, toRecord, zipOf } from '../../testdata/advisories/small-mirror.ts';
import { openAdvisories } from './open.ts';
import { databaseStatus } from './status.ts';
import { updateDatabase, type UpdateOptions, type UpdateSummary } from './update.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'plimsoll-update-'));
const mirror = await serveMirror(smallMirror());
after(async () => {
  await mirror.close();
  rmSync(folder, { recursive: true });
});
const noSet = (): string => JSON.stringify({ about: '', date: '2025-01-01', kev: {}, heads: [], ecosystems: {} });
let file = '';
let cases = 0;
beforeEach(() => {
  cases += 1;
  file = path.join(folder, String(cases), 'advisories.db');
  mirror.faults.clear();
  mirror.files.clear();
  for (const [name, body] of smallMirror()) mirror.files.set(name, body);
});

async function update(
  ecosystems: UpdateOptions['ecosystems'],
  more: Partial<UpdateOptions> = {},
): Promise<UpdateSummary> {
  return updateDatabase({
    file,
    ecosystems,
    mirror: mirror.url,
    signal: new AbortController().signal,
    now: () => new Date('2025-03-01T00:00:00Z'),
    retries: 0,
    ...more,
  });
}
async function find(ecosystem: string, name: string): Promise<readonly string[]> {
  const data = await openAdvisories({ file, builtIn: noSet });
  try {
    return data.find(ecosystem, name).map(({ id, ranges }) => `${id} ${ranges[0]?.fixed}`);
  } finally {
    data.close();
  }
}
async function codeOf(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => 'none',
    (error: unknown) => (error instanceof AppError ? error.code : `no AppError: ${String(error)}`),
  );
}

test('what was fetched can be found, by release', async () => {
  const { feeds, failures } = await update(['Debian', 'npm']);
  assert.deepEqual(failures, []);
  assert.deepEqual(
    feeds.map(({ id, records, date, fetched }) => `${id} ${records} ${date} ${fetched.slice(0, 10)}`),
    [
      'Debian 2 2025-02-01 2025-03-01',
      'EPSS 2 2025-02-02 2025-03-01',
      'KEV 1 2025-02-03 2025-03-01',
      'npm 1 2025-02-01 2025-03-01',
    ],
  );
  assert.deepEqual(await find('Debian:13', 'openssl'), ['DEBIAN-CVE-2024-4603 3.2.2-1']);
  assert.deepEqual(await find('npm', 'lodash'), ['GHSA-35jh-r3h4-6jhm 4.17.21']);
  assert.deepEqual(await find('npm', '__proto__'), []);
});
test('updating one ecosystem keeps the others', async () => {
  await update(['Debian']);
  await update(['npm']);
  assert.deepEqual(await find('Debian:12', 'openssl'), ['DEBIAN-CVE-2024-4603 3.0.14-1~deb12u1']);
  assert.deepEqual(await find('npm', 'lodash'), ['GHSA-35jh-r3h4-6jhm 4.17.21']);
});
test('a release stands for its ecosystem, and the case of letters does not matter', async () => {
  await update(['debian:12', 'NPM']);
  assert.equal((await databaseStatus(file))?.feeds.length, 4);
});
test('all: what the host offers, without what is not about packages', async () => {
  const { feeds } = await update('all');
  assert.deepEqual(
    feeds.map(({ id }) => id),
    ['Debian', 'EPSS', 'KEV', 'Rocky Linux', 'npm'],
  );
});
test('what has not changed is not fetched again, and its data stays', async () => {
  await update(['npm']);
  const { unchanged, feeds } = await update(['npm'], { now: () => new Date('2025-03-05T00:00:00Z') });
  assert.deepEqual(unchanged, ['npm', 'KEV', 'EPSS']);
  assert.equal(
    feeds.every(({ fetched }) => fetched.startsWith('2025-03-05')),
    true,
  );
  assert.deepEqual(await find('npm', 'lodash'), ['GHSA-35jh-r3h4-6jhm 4.17.21']);
});
test('records that are gone from a feed are gone from the database', async () => {
  await update(['Debian']);
  mirror.files.set(places.debian, zipOf(debian.slice(0, 1)));
  await update(['Debian']);
  assert.deepEqual(await find('Debian:12', 'openssl'), []);
});
test('the digest is that of the data: the same for the same, another after a change', async () => {
  await update(['npm']);
  const first = await databaseStatus(file);
  rmSync(file);
  await update(['npm'], { now: () => new Date('2025-04-01T00:00:00Z') });
  assert.equal((await databaseStatus(file))?.digest, first?.digest);
  mirror.files.set(places.npm, zipOf([...npm, toRecord('GHSA-x', [{ ecosystem: 'npm', name: 'x' }])]));
  await update(['npm']);
  assert.notEqual((await databaseStatus(file))?.digest, first?.digest);
});

const broken: readonly (readonly [string, () => void])[] = [
  ['is not there', () => mirror.files.delete(places.npm)],
  ['is cut', () => mirror.faults.set(places.npm, 'cut')],
  ['is no archive', () => mirror.files.set(places.npm, '<html>')],
  ['is empty', () => mirror.files.set(places.npm, zipOf([]))],
  ['has no advisories of it', () => mirror.files.set(places.npm, zipOf(debian))],
];
for (const [what, breakIt] of broken)
  test(`a feed that ${what} keeps its old data and is told`, async () => {
    await update(['Debian', 'npm']);
    breakIt();
    mirror.files.set(places.debian, zipOf(debian.slice(1)));
    const { failures } = await update(['Debian', 'npm']);
    assert.equal(failures.length, 1);
    assert.match(failures[0] ?? '', /^npm could not be fetched: .*; its data of 2025-03-01 was kept$/u);
    assert.deepEqual(await find('npm', 'lodash'), ['GHSA-35jh-r3h4-6jhm 4.17.21']);
    assert.deepEqual(await find('Debian:11', 'apache-log4j2'), []);
  });
test('hostile records are counted and skipped', async () => {
  mirror.files.set(places.npm, zipOf([...npm, '{', 'null', '[]', '{"id":7}', '"__proto__"', '['.repeat(100_000)]));
  const { skippedRecords, failures } = await update(['npm']);
  assert.deepEqual([skippedRecords, failures], [6, []]);
});
test('when nothing can be fetched, nothing is written', async () => {
  mirror.files.clear();
  assert.equal(await codeOf(update(['npm'])), 'download-failed');
  assert.deepEqual(readdirSync(path.dirname(file)), ['advisories.db.lock']);
});
test("another's file is never written over", async () => {
  await update(['npm']);
  for (const content of ['precious', `SQLite format 3\0${'x'.repeat(200)}`]) {
    writeFileSync(file, content);
    assert.equal(await codeOf(update(['npm'])), 'database-unusable');
    assert.equal(readFileSync(file, 'utf8'), content);
  }
});
test('a database of another version is fetched anew', async () => {
  await update(['npm']);
  const bytes = readFileSync(file);
  bytes.writeInt32BE(99, 60);
  writeFileSync(file, bytes);
  assert.equal(await codeOf(databaseStatus(file)), 'database-unusable');
  await update(['npm']);
  assert.deepEqual(await find('npm', 'lodash'), ['GHSA-35jh-r3h4-6jhm 4.17.21']);
});
test('a second update at the same time is refused', async () => {
  mirror.faults.set(places.npm, 'hang');
  const stop = new AbortController();
  const first = update(['npm'], { signal: stop.signal });
  await mirror.hanging;
  assert.equal(await codeOf(update(['Debian'])), 'database-locked');
  stop.abort(new AppError('download-failed', 'stopped'));
  assert.equal(await codeOf(first), 'download-failed');
  mirror.faults.clear();
  await update(['Debian']);
});
test('a killed update leaves the old data whole and the way free', async () => {
  await update(['npm']);
  const before = readFileSync(file);
  const slow = await serveMirror(smallMirror());
  try {
    slow.faults.set(places.debian, 'hang');
    const program = `const { updateDatabase } = await import(${JSON.stringify(path.join(import.meta.dirname, 'update.ts'))});
      await updateDatabase({ file: ${JSON.stringify(file)}, ecosystems: ['Debian'], mirror: '${slow.url}',
        signal: new AbortController().signal, now: () => new Date() });`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', program], { stdio: 'ignore' });
    await slow.hanging;
    child.kill('SIGKILL');
    await once(child, 'exit');
  } finally {
    await slow.close();
  }
  assert.deepEqual(readFileSync(file), before);
  assert.deepEqual(await find('npm', 'lodash'), ['GHSA-35jh-r3h4-6jhm 4.17.21']);
  await update(['Debian']);
  assert.deepEqual(readdirSync(path.dirname(file)).sort(), ['advisories.db', 'advisories.db.lock']);
});
for (const wrong of ['ftp://mirror', 'mirror', 'http://mirror/?x=1', 'file:///etc'])
  test(`no mirror: ${wrong}`, async () => assert.equal(await codeOf(update(['npm'], { mirror: wrong })), 'bad-option'));
for (const wrong of ['', '../npm', 'a/b', 'x'.repeat(100)])
  test(`no ecosystem: ${wrong.slice(0, 10)}`, async () => assert.equal(await codeOf(update([wrong])), 'bad-option'));
test('a mirror below a path, and a space in a name', async () => {
  for (const [name, body] of smallMirror()) mirror.files.set(`feeds/${name}`, body);
  await update(['Rocky Linux'], { mirror: `${mirror.url}/feeds/` });
  assert.deepEqual(await find('Rocky Linux:9', 'openssl'), ['RLSA-2022:7288 1:3.0.1-43.el9_0']);
});
