// What every kind of place has to keep, as tests: a kind's own test file gives a way to lay out a tree.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { mock, test } from 'node:test';
import type { EntryType, Keep, Wanted } from '../model/entry.ts';
import { InputError } from '../model/errors.ts';
import type { Source } from '../model/source.ts';

/** One member of a tree to lay out; folders above it come by themselves. */
export type Planted =
  | { readonly path: string; readonly text: string }
  | { readonly path: string; readonly link: string }
  | { readonly path: string; readonly is: 'folder' | 'fifo' };

export interface SourceContract {
  /** Names the tests. */
  readonly name: string;
  /** Makes the place hold the members, and opens it. */
  open(members: readonly Planted[]): Promise<Source>;
  /** Whether its members can be FIFOs. */
  readonly fifos: boolean;
}

const signal = new AbortController().signal;
export interface Wish {
  readonly keep?: Keep;
  readonly maxBytes?: number;
  readonly matches?: (path: string, type: EntryType) => boolean;
}
export function wish({ keep = 'whole', maxBytes = 1 << 20, matches = () => true }: Wish = {}): Wanted {
  return { matches, keep: (header) => ({ keep: header.type === 'file' ? keep : 'header', maxBytes }) };
}

export interface Seen {
  readonly path: string;
  readonly type: EntryType;
  readonly link?: string;
  readonly text?: string;
}
/** All wanted members, sorted by path, files with their text. */
export async function seenIn(source: Source, wanted: Wanted = wish()): Promise<readonly Seen[]> {
  const seen: Seen[] = [];
  for await (const batch of source.entries(wanted, { signal })) {
    for (const entry of batch) {
      const { path, type, link, size } = entry;
      const whole = type === 'file' && wanted.keep(entry).keep === 'whole';
      const text = whole ? Buffer.from(await entry.read(1 << 20)).toString() : undefined;
      if (text !== undefined) assert.equal(size, Buffer.byteLength(text), `${path} has another size than it says`);
      seen.push({ path, type, ...(link !== undefined && { link }), ...(text !== undefined && { text }) });
    }
  }
  return seen.sort((a, b) => (a.path < b.path ? -1 : 1));
}
function pathsOf(seen: readonly Seen[]): readonly string[] {
  return seen.map(({ path }) => path);
}

const plain: readonly Planted[] = [
  { path: 'etc/os-release', text: 'ID=test\n' },
  { path: 'etc/empty', text: '' },
  { path: 'var/lib/data/status', text: 'x'.repeat(5000) },
];

export function testSource(contract: SourceContract): void {
  testEntries(contract);
  testReads(contract);
  testHostileMembers(contract);
  testNear(contract);
}

function testEntries({ name, open }: SourceContract): void {
  void test(`${name}: every file that is wanted comes with its bytes`, async () => {
    await using place = await opened(open, plain);
    const files = (await seenIn(place.source)).filter(({ type }) => type === 'file');
    const { prefix } = place.source.describe();
    for (const member of plain) {
      if (!('text' in member)) continue;
      assert.equal(files.find(({ path }) => path === prefix + member.path)?.text, member.text, member.path);
    }
  });
  void test(`${name}: entries asked for again are the same`, async (t) => {
    await using place = await opened(open, plain);
    if (!place.source.describe().repeatable) return t.skip('this place can be read only once');
    assert.deepEqual(await seenIn(place.source), await seenIn(place.source));
  });
  void test(`${name}: nothing comes that is not wanted`, async () => {
    await using place = await opened(open, plain);
    assert.deepEqual(await seenIn(place.source, wish({ matches: () => false })), []);
    const some = await seenIn(place.source, wish({ matches: (path) => path.endsWith('/empty') }));
    assert.deepEqual(pathsOf(some), [`${place.source.describe().prefix}etc/empty`]);
  });
  void test(`${name}: what nobody keeps does not come`, async () => {
    await using place = await opened(open, plain);
    const wanted: Wanted = { matches: () => true, keep: () => ({ keep: 'no', maxBytes: 0 }) };
    assert.deepEqual(await seenIn(place.source, wanted), []);
  });
  void test(`${name}: an aborted signal ends it`, async () => {
    await using place = await opened(open, plain);
    const entries = place.source.entries(wish(), { signal: AbortSignal.abort() });
    await assert.rejects(async () => {
      for await (const _batch of entries);
    });
  });
}

function testReads({ name, open }: SourceContract): void {
  void test(`${name}: a read beyond its bound is an InputError`, async () => {
    await using place = await opened(open, plain);
    for await (const batch of place.source.entries(wish({ maxBytes: 10 }), { signal })) {
      for (const entry of batch)
        if (entry.path.endsWith('/status'))
          await assert.rejects(entry.read(10), (error) => error instanceof InputError);
    }
  });
  void test(`${name}: head and stream give the bytes that read gives`, async () => {
    await using place = await opened(open, plain);
    for await (const batch of place.source.entries(wish(), { signal })) {
      for (const entry of batch) {
        if (!entry.path.endsWith('/status')) continue;
        assert.equal(Buffer.from(await entry.head(3)).toString(), 'xxx');
        assert.equal((await entry.head(1 << 30)).length, 5000);
        const parts: Uint8Array[] = [];
        for await (const part of entry.stream(signal)) parts.push(part);
        assert.deepEqual(Buffer.concat(parts), Buffer.from(await entry.read(5000)));
        if (entry.range === undefined) continue;
        assert.equal((await entry.range(4999, 10)).length, 1);
        assert.equal((await entry.range(6000, 10)).length, 0);
      }
    }
  });
  void test(`${name}: to look at headers opens no member`, async () => {
    await using place = await opened(open, many);
    const few = await countOpens(() =>
      seenIn(place.source, wish({ keep: 'header', matches: (path) => path.endsWith('1') })),
    );
    const all = await countOpens(() => seenIn(place.source, wish({ keep: 'header' })));
    assert.equal(all, few, 'more wanted headers cost more opens');
    assert.ok(all < 10, `${all} opens for ${many.length} headers`);
  });
}
const many: readonly Planted[] = Array.from({ length: 40 }, (_, index) => ({ path: `many/f${index}`, text: 'x' }));

/** Calls of `open` for files while `work` runs; the real function still does them. */
export async function countOpens(work: () => Promise<unknown>): Promise<number> {
  const spy = mock.method(fs, 'openSync');
  syncBuiltinESMExports();
  try {
    await work();
    return spy.mock.callCount();
  } finally {
    spy.mock.restore();
    syncBuiltinESMExports();
  }
}

function testHostileMembers({ name, open, fifos }: SourceContract): void {
  void test(`${name}: links are told and not followed`, async () => {
    await using place = await opened(open, [
      ...plain,
      { path: 'loop', link: 'loop' },
      { path: 'up', link: '../../../../etc' },
      { path: 'folder', link: 'etc' },
    ]);
    const { prefix } = place.source.describe();
    const seen = await seenIn(place.source);
    assert.equal(seen.find(({ path }) => path === `${prefix}folder`)?.type, 'link');
    assert.equal(seen.find(({ path }) => path === `${prefix}folder`)?.link, 'etc');
    assert.ok(!seen.some(({ path }) => /(?:loop|up|folder)\//u.test(path)));
  });
  void test(`${name}: a FIFO is told and never opened`, async (t) => {
    if (!fifos) return t.skip('this place cannot hold one');
    await using place = await opened(open, [...plain, { path: 'pipe', is: 'fifo' }]);
    const { prefix } = place.source.describe();
    const seen = await seenIn(place.source);
    assert.equal(seen.find(({ path }) => path === `${prefix}pipe`)?.type, 'other');
  });
  void test(`${name}: deep folders neither crash nor hang it`, async () => {
    const deep = `${'d/'.repeat(300)}f`;
    await using place = await opened(open, [...plain, { path: deep, text: 'x' }]);
    const { prefix } = place.source.describe();
    const seen = pathsOf(await seenIn(place.source));
    assert.ok(seen.includes(`${prefix}etc/empty`));
    const isTold = place.source.unknowns().some(({ code, incomplete }) => code === 'limit-reached' && incomplete);
    assert.ok(seen.includes(prefix + deep) || isTold, 'it is neither read nor told');
  });
}

interface NearRow {
  readonly fact: string;
  readonly path: string;
  readonly text?: string;
}
const nearTree: readonly Planted[] = [
  ...plain,
  { path: 'etc/direct', link: 'os-release' },
  { path: 'sub/through', link: '../etc/os-release' },
  { path: 'folder', link: 'etc' },
  { path: 'loop-a', link: 'loop-b' },
  { path: 'loop-b', link: 'loop-a' },
  { path: 'self', link: 'self/x' },
  { path: 'dangling', link: 'nowhere' },
  { path: 'out', link: `${'../'.repeat(30)}etc/passwd` },
];
const nearRows: readonly NearRow[] = [
  { fact: 'a file', path: 'etc/os-release', text: 'ID=test\n' },
  { fact: 'a file through a link', path: 'etc/direct', text: 'ID=test\n' },
  { fact: 'a file through a link upwards', path: 'sub/through', text: 'ID=test\n' },
  { fact: 'a file through a linked folder', path: 'folder/os-release', text: 'ID=test\n' },
  { fact: 'a file with a dot in its path', path: 'etc/./os-release', text: 'ID=test\n' },
  { fact: 'a file with two dots in its path', path: 'sub/../etc/os-release', text: 'ID=test\n' },
  { fact: 'nothing where nothing is', path: 'etc/none' },
  { fact: 'nothing below a file', path: 'etc/os-release/x' },
  { fact: 'nothing of links in a circle', path: 'loop-a' },
  { fact: 'nothing of a link below itself', path: 'self' },
  { fact: 'nothing of a link to nowhere', path: 'dangling' },
  { fact: 'nothing outside through a link', path: 'out' },
  { fact: 'nothing outside by its path', path: `${'../'.repeat(30)}etc/passwd` },
  { fact: 'nothing of a path with a zero byte', path: 'etc/os-release\0' },
];
function testNear({ name, open }: SourceContract): void {
  for (const { fact, path, text } of nearRows) {
    void test(`${name}: near gives ${fact}`, async (t) => {
      await using place = await opened(open, nearTree);
      if (place.source.near === undefined) return t.skip('this place cannot be asked for neighbours');
      const entry = await place.source.near(place.source.describe().prefix + path);
      const found = entry?.type === 'file' ? Buffer.from(await entry.read(1 << 20)).toString() : undefined;
      assert.equal(found, text);
    });
  }
}

async function opened(
  open: SourceContract['open'],
  members: readonly Planted[],
): Promise<AsyncDisposable & { readonly source: Source }> {
  const source = await open(members);
  return { source, [Symbol.asyncDispose]: async () => source.close() };
}
