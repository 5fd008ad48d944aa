import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeDockerArchive } from '../../test/make-image.ts';
import { makeTar, type TarEntry } from '../../test/make-tar.ts';
import { signal, tempFile } from '../../test/read-tar.ts';
import type { Source } from '../model/source.ts';
import { imageReaders, packageReaders } from '../readers/index.ts';
import { dockerArchive } from '../sources/docker-archive.ts';
import { readPlace } from './read-place.ts';

/** How often all members of an image are gone through, and the ids of the distributions found. */
async function passesOver(members: readonly TarEntry[]): Promise<{ readonly passes: number; readonly ids: string[] }> {
  const file = tempFile(makeDockerArchive([{ layers: [makeTar(members)] }]));
  const source = await dockerArchive.open(file, { signal, skip: [] });
  let passes = 0;
  const counted: Source = {
    describe: () => source.describe(),
    entries(wanted, options) {
      passes += 1;
      return source.entries(wanted, options);
    },
    unknowns: () => source.unknowns(),
    close: () => source.close(),
  };
  const { drafts } = await readPlace(counted, { readers: [...imageReaders, ...packageReaders], signal });
  await source.close();
  return { passes, ids: drafts.flatMap((draft) => (draft.kind === 'os' ? [draft.id] : [])) };
}

const rows: readonly (readonly [what: string, members: readonly TarEntry[], passes: number, ids: readonly string[]])[] =
  [
    ['a file is read at once', [{ path: 'etc/os-release', content: 'ID=a\n' }], 1, ['a']],
    [
      'a link to a file that was read as the same thing asks nothing',
      [
        { path: 'etc/os-release', type: 'link', link: '../usr/lib/os-release' },
        { path: 'usr/lib/os-release', content: 'ID=debian\n' },
      ],
      1,
      ['debian'],
    ],
    [
      'a folder link to where another name of the same thing would lie asks nothing',
      [
        { path: 'lib', type: 'link', link: 'usr/lib' },
        { path: 'usr/lib/os-release', content: 'ID=debian\n' },
      ],
      1,
      ['debian'],
    ],
    [
      'a folder link to elsewhere is a second pass',
      [
        { path: 'lib', type: 'link', link: 'opt' },
        { path: 'etc/os-release', content: 'ID=a\n' },
      ],
      2,
      ['a'],
    ],
    [
      'a link to a file that nobody wanted is a second pass',
      [
        { path: 'etc/os-release', type: 'link', link: '../opt/release' },
        { path: 'opt/release', content: 'ID=other\n' },
      ],
      2,
      ['other'],
    ],
    [
      'so is one to a file that was read as something else',
      [
        { path: 'etc/os-release', type: 'link', link: '/app/package-lock.json' },
        { path: 'app/package-lock.json', content: 'ID=odd\n' },
      ],
      2,
      ['odd'],
    ],
  ];
for (const [what, members, passes, ids] of rows)
  test(what, async () => assert.deepEqual(await passesOver(members), { passes, ids }));
