import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { EntryHeader } from '../model/entry.ts';
import { makeTar, putChecksum, type TarEntry, type TarShape } from '../../test/make-tar.ts';
import { readPassing, readSought, type Reading, wantAll } from '../../test/read-tar.ts';

const long = `${'n'.repeat(120)}/${'m'.repeat(120)}/f`;
const bytes100 = 'x'.repeat(100);

interface Row {
  readonly is: string;
  readonly entries: readonly TarEntry[];
  readonly shape?: TarShape;
  /** `type path content`, in order. */
  readonly gives?: readonly string[];
  readonly header?: Partial<EntryHeader>;
  readonly unknown?: string;
  readonly fails?: string;
}
const rows: readonly Row[] = [
  { is: 'a file', entries: [{ path: 'a', content: '1' }], gives: ['file a 1'] },
  { is: 'an empty archive', entries: [], gives: [] },
  { is: 'an empty file', entries: [{ path: 'a' }, { path: 'b' }], gives: ['file a ', 'file b '] },
  { is: 'a folder', entries: [{ path: 'd/' }], gives: ['dir d'] },
  {
    is: 'a folder of old writers, which have no letter for it',
    entries: [{ path: 'd/', letter: '\0' }],
    gives: ['dir d'],
  },
  { is: 'a leading ./', entries: [{ path: './a', content: '1' }], gives: ['file a 1'] },
  { is: 'a leading slash', entries: [{ path: '/a', content: '1' }], gives: ['file a 1'] },
  { is: 'the root itself, which is no entry', entries: [{ path: './' }, { path: 'a' }], gives: ['file a '] },
  { is: 'empty and dot parts', entries: [{ path: 'a//b/./c' }], gives: ['file a/b/c '] },
  {
    is: 'names that only begin with dots',
    entries: [{ path: 'a/..b/.wh..wh..opq' }],
    gives: ['file a/..b/.wh..wh..opq '],
  },
  { is: 'a path that leads out', entries: [{ path: '../a' }, { path: 'b' }], gives: ['file b '], unknown: 'bad-path' },
  { is: 'a path that leads out midway', entries: [{ path: 'a/../../b' }], gives: [], unknown: 'bad-path' },
  { is: 'a prefix', entries: [{ path: 'name', prefix: 'very/deep' }], gives: ['file very/deep/name '] },
  {
    is: 'bytes at 345 in GNU headers, which are no prefix',
    entries: [{ path: 'a', gnu: true, prefix: 'zzz' }],
    gives: ['file a '],
  },
  { is: 'a long pax path', entries: [{ path: long, content: '1' }], gives: [`file ${long} 1`] },
  { is: 'a long GNU name', entries: [{ path: long, content: '1', gnu: true }], gives: [`file ${long} 1`] },
  { is: 'a name that fills its field', entries: [{ path: bytes100 }], gives: [`file ${bytes100} `] },
  { is: 'a UTF-8 name', entries: [{ path: 'ünï/ß' }], gives: ['file ünï/ß '] },
  { is: 'a UTF-8 pax path', entries: [{ path: 'a', pax: { path: 'ünï/名' } }], gives: ['file ünï/名 '] },
  {
    is: 'a pax path that holds for one member only',
    entries: [{ path: 'a', pax: { path: 'x' } }, { path: 'b' }],
    gives: ['file x ', 'file b '],
  },
  {
    is: 'an empty pax path, which counts for nothing',
    entries: [{ path: 'a', pax: { path: '' } }],
    gives: ['file a '],
  },
  { is: 'a pax path with a NUL', entries: [{ path: 'a', pax: { path: 'x\0y' } }], gives: [], unknown: 'bad-path' },
  {
    is: 'a pax size',
    entries: [{ path: 'a', content: '123', claimedSize: 0, pax: { size: '3' } }, { path: 'b' }],
    gives: ['file a 123', 'file b '],
  },
  { is: 'pax ids', entries: [{ path: 'a', pax: { uid: '4000000', gid: '-2' } }], header: { uid: 4_000_000, gid: -2 } },
  { is: 'modes with the upper three bits', entries: [{ path: 'a', mode: 0o6755 }], header: { mode: 0o6755 } },
  {
    is: 'base-256 numbers',
    entries: [{ path: 'a', content: '123', base256: true, uid: 70_000 }],
    gives: ['file a 123'],
    header: { uid: 70_000 },
  },
  { is: 'a negative base-256 id', entries: [{ path: 'a', base256: true, uid: -2 }], header: { uid: -2 } },
  {
    is: 'a link',
    entries: [{ path: 'a', type: 'link', link: '../b' }],
    header: { type: 'link', link: '../b', size: 0 },
  },
  { is: 'a long GNU link', entries: [{ path: 'a', type: 'link', link: long, gnu: true }], header: { link: long } },
  {
    is: 'a long pax link',
    entries: [{ path: 'a', type: 'hardlink', link: long }],
    header: { type: 'hardlink', link: long },
  },
  {
    is: 'a link that claims a size',
    entries: [{ path: 'a', type: 'link', link: 'b', claimedSize: 4096 }, { path: 'b' }],
    gives: ['link a', 'file b '],
  },
  {
    is: 'a device',
    entries: [
      { path: 'a', type: 'char' },
      { path: 'b', type: 'fifo' },
    ],
    gives: ['other a', 'other b'],
  },
  { is: 'a contiguous file', entries: [{ path: 'a', type: 'contiguous', content: '1' }], gives: ['file a 1'] },
  {
    is: 'an unknown type, over which it steps',
    entries: [{ path: 'a', letter: 'V', content: 'x' }, { path: 'b' }],
    gives: ['file b '],
    unknown: 'unsupported',
  },
  {
    is: 'xattrs of both writers',
    entries: [{ path: 'a', pax: { 'SCHILY.xattr.security.capability': 'cap', 'LIBARCHIVE.xattr.user.a%20b': 'aGk=' } }],
    header: { xattrs: { 'security.capability': 'cap', 'user.a b': 'hi' } },
  },
  {
    is: 'an xattr of a treacherous name',
    entries: [{ path: 'a', pax: { 'SCHILY.xattr.__proto__': 'x' } }],
    header: { xattrs: JSON.parse('{"__proto__":"x"}') },
  },
  {
    is: 'a global header',
    entries: [{ path: 'a' }],
    shape: { global: { comment: 'c', uid: '7' } },
    header: { uid: 7 },
  },
  {
    is: 'a global path, on which engines disagree',
    entries: [{ path: 'a' }],
    shape: { global: { path: 'x' } },
    gives: ['file x '],
    unknown: 'unsupported',
  },
  {
    is: 'an old sparse file, never guessed',
    entries: [{ path: 'a', content: 'xx', sparse: { realSize: 4096 } }, { path: 'b' }],
    gives: ['file a !unsupported', 'file b '],
  },
  {
    is: 'an old sparse file with a long map',
    entries: [{ path: 'a', content: 'xx', sparse: { realSize: 9, mapBlocks: 3 } }, { path: 'b' }],
    gives: ['file a !unsupported', 'file b '],
  },
  {
    is: 'a sparse file of format 1.0',
    entries: [
      {
        path: 'GNUSparseFile.0/a',
        content: '0\n',
        pax: {
          'GNU.sparse.major': '1',
          'GNU.sparse.minor': '0',
          'GNU.sparse.name': 'a',
          'GNU.sparse.realsize': '4096',
        },
      },
    ],
    gives: ['file a !unsupported'],
    header: { path: 'a', size: 4096 },
  },
  {
    is: 'a sparse file of format 0.1',
    entries: [{ path: 'a', content: 'xx', pax: { 'GNU.sparse.size': '10', 'GNU.sparse.map': '0,2' } }],
    gives: ['file a !unsupported'],
  },
  {
    is: 'a path of 5,000 characters',
    entries: [{ path: 'p/'.repeat(2500) + 'x' }, { path: 'b' }],
    gives: ['file b '],
    unknown: 'limit-reached',
  },
  {
    is: 'a pax header of 2 MB',
    entries: [{ path: 'a', pax: { comment: 'x'.repeat(2_000_000) } }],
    gives: [],
    fails: 'limit-reached',
  },
  {
    is: 'no end mark',
    entries: [{ path: 'a' }],
    shape: { endBlocks: 0 },
    gives: ['file a '],
    unknown: 'archive-truncated',
  },
  { is: 'half an end mark', entries: [{ path: 'a' }], shape: { endBlocks: 1 }, gives: ['file a '] },
  {
    is: 'a wrong checksum',
    entries: [{ path: 'a' }, { path: 'b', spoil: (block) => void (block[0] = 0x63) }],
    gives: ['file a '],
    fails: 'archive-corrupt',
  },
  {
    is: 'a size beyond the end',
    entries: [{ path: 'a' }, { path: 'b', claimedSize: 1_000_000 }],
    fails: 'archive-truncated',
  },
  {
    is: 'a size that is no number',
    entries: [
      {
        path: 'a',
        spoil: (block) => {
          block.write('zzz', 124);
          putChecksum(block);
        },
      },
    ],
    gives: [],
    fails: 'archive-corrupt',
  },
  {
    is: 'a negative size',
    entries: [{ path: 'a', claimedSize: -512, base256: true }],
    gives: [],
    fails: 'archive-corrupt',
  },
  {
    is: 'a size past what a double holds',
    entries: [
      {
        path: 'a',
        spoil: (block) => {
          block.fill(0x7f, 125, 136);
          block[124] = 0x80;
          putChecksum(block);
        },
      },
    ],
    gives: [],
    fails: 'archive-corrupt',
  },
  {
    is: 'a pax record that lies about its length',
    entries: [{ path: 'x', letter: 'x', content: '999 path=a\n' }, { path: 'b' }],
    gives: [],
    fails: 'archive-corrupt',
  },
  {
    is: 'a pax record without =',
    entries: [{ path: 'x', letter: 'x', content: '8 path\n\n' }, { path: 'b' }],
    gives: [],
    fails: 'archive-corrupt',
  },
  {
    is: 'a pax size that is no number',
    entries: [{ path: 'a', pax: { size: '-1' } }],
    gives: [],
    fails: 'archive-corrupt',
  },
];

function lines({ seen }: Reading): readonly string[] {
  return seen.map(({ type, path, content }) =>
    content === undefined ? `${type} ${path}` : `${type} ${path} ${content}`,
  );
}
function check(row: Row, reading: Reading): void {
  if (row.gives !== undefined) assert.deepEqual(lines(reading), row.gives);
  assert.equal(reading.failure?.code, row.fails);
  assert.deepEqual(
    [...new Set(reading.unknowns.map(({ code }) => code))],
    row.unknown === undefined ? [] : [row.unknown],
  );
  const entry = reading.seen[0]?.entry;
  for (const [key, value] of Object.entries(row.header ?? {})) {
    const found: unknown = entry === undefined ? undefined : Reflect.get(entry, key);
    assert.deepEqual(flat(found), flat(value), key);
  }
}

/** Records without a prototype are equal to those with one. */
function flat(value: unknown): unknown {
  return typeof value === 'object' && value !== null ? Object.entries(value) : value;
}

for (const row of rows) {
  test(`tar: ${row.is}`, async () => {
    const tar = makeTar(row.entries, row.shape);
    check(row, await readSought(tar));
    for (const piece of [65_536, 1000, 512, 7])
      if (tar.length < 50_000 || piece > 512) check(row, await readPassing(tar, wantAll(), piece));
  });
}
