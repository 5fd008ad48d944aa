// Whatever way an image hides its package database, the packages are found; and what is not verified is not cached.
import assert from 'node:assert/strict';
import { readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { makeConfig, makeDockerArchive, makeOciLayout, hexOf } from './make-image.ts';
import { makeTar } from './make-tar.ts';
import { plimsoll, scratch } from './plimsoll.ts';

const database = 'P:musl\nV:1.2.5-r0\nA:x86_64\n\n';
const real = { path: 'lib/apk/db/installed', content: database } as const;
type Tar = Parameters<typeof makeTar>[0];
interface Report {
  readonly packages: readonly {
    readonly name: string;
    readonly version: string;
    readonly at: readonly { readonly path: string; readonly layer?: string }[];
  }[];
  readonly unknowns: readonly { readonly code: string }[];
}
async function scanned(layers: readonly Tar[]): Promise<Report> {
  const file = path.join(scratch(), 'image.tar');
  writeFileSync(file, makeDockerArchive([{ layers: layers.map((layer) => makeTar(layer)), tags: ['app:1'] }]));
  const ran = await plimsoll(['scan', file, '--only', 'packages', '--format', 'json']);
  return JSON.parse(ran.stdout) as Report;
}

const rows: readonly (readonly [what: string, layers: readonly Tar[], versions: readonly string[]])[] = [
  ['a plain file', [[real]], ['1.2.5-r0']],
  [
    'a hard link to a file that nobody wants',
    [
      [
        { path: 'opt/x', content: database },
        { path: 'lib/apk/db/installed', type: 'hardlink', link: 'opt/x' },
      ],
    ],
    ['1.2.5-r0'],
  ],
  [
    'a hard link into a lower layer',
    [[{ path: 'opt/x', content: database }], [{ path: 'lib/apk/db/installed', type: 'hardlink', link: 'opt/x' }]],
    ['1.2.5-r0'],
  ],
  [
    'a link to another file',
    [
      [
        { path: 'opt/x', content: database },
        { path: 'lib/apk/db/installed', type: 'link', link: '/opt/x' },
      ],
    ],
    ['1.2.5-r0'],
  ],
  [
    'a folder link above it',
    [
      [
        { path: 'data/db/installed', content: database },
        { path: 'lib/apk', type: 'link', link: '../data' },
      ],
    ],
    ['1.2.5-r0'],
  ],
  [
    'folder links one behind the other',
    [
      [
        { path: 'data/db/installed', content: database },
        { path: 'one', type: 'link', link: 'data' },
        { path: 'lib/apk', type: 'link', link: '/one' },
      ],
    ],
    ['1.2.5-r0'],
  ],
  [
    'two of its names, one a link to the other',
    [[real, { path: 'usr/lib/apk/db/installed', type: 'link', link: '../../../../lib/apk/db/installed' }]],
    ['1.2.5-r0'],
  ],
  [
    'a folder link to another of its names',
    [
      [
        { path: 'usr/lib/apk/db/installed', content: database },
        { path: 'lib', type: 'link', link: 'usr/lib' },
      ],
    ],
    ['1.2.5-r0'],
  ],
  [
    'a folder link to another of its names, which is a hard link',
    [
      [
        { path: 'opt/x', content: database },
        { path: 'usr/lib/apk/db/installed', type: 'hardlink', link: 'opt/x' },
        { path: 'lib', type: 'link', link: 'usr/lib' },
      ],
    ],
    ['1.2.5-r0'],
  ],
  ['a whiteout hides it rightly', [[real], [{ path: 'lib/apk/db/.wh.installed', content: '' }]], []],
  ['an opaque folder hides it rightly', [[real], [{ path: 'lib/.wh..wh..opq', content: '' }]], []],
  [
    'the newer layer wins',
    [[real], [{ path: 'lib/apk/db/installed', content: database.replace('1.2.5', '1.2.6') }]],
    ['1.2.6-r0'],
  ],
  [
    'the last of two members wins',
    [[real, { path: 'lib/apk/db/installed', content: database.replace('1.2.5', '1.2.7') }]],
    ['1.2.7-r0'],
  ],
];
for (const [what, layers, versions] of rows) {
  test(`package database behind ${what}`, async () => {
    const { packages } = await scanned(layers);
    assert.deepEqual(
      packages.map(({ version }) => version),
      versions,
    );
  });
}

test('a link that leads nowhere is said', async () => {
  const { unknowns } = await scanned([[{ path: 'lib/apk/db', type: 'link', link: 'db' }]]);
  assert.deepEqual(
    unknowns.map(({ code }) => code),
    ['link-unresolved'],
  );
});

for (const [what, link] of [
  ['a folder of a package database', { path: 'var/lib/dpkg/status.d', type: 'link', link: '/opt/s' }],
  ['a folder above one', { path: 'var/lib/dpkg', type: 'link', link: '/opt/d' }],
] as const) {
  test(`${what} that is a link to elsewhere is said`, async () => {
    const { unknowns } = await scanned([[{ path: 'opt/s/base', content: 'Package: base\nVersion: 1\n' }, link]]);
    assert.deepEqual(
      unknowns.map(({ code }) => code),
      ['link-unresolved'],
    );
  });
}

test('a package carries the layer that brought it', async () => {
  const grown = `${database}P:zlib\nV:1.3.1-r0\n\n`;
  const layers = [[real], [{ path: 'lib/apk/db/installed', content: grown }]] as const;
  const { packages } = await scanned(layers);
  const ids = layers.map((layer) => `sha256:${hexOf(makeTar(layer))}`);
  assert.deepEqual(
    packages.map(({ name, at }) => [name, at[0]?.layer]),
    [
      ['musl', ids[0]],
      ['zlib', ids[1]],
    ],
  );
});

test('a forged diffID is told and enters no cache', async () => {
  const layer = makeTar([real]);
  const forged = JSON.parse(makeConfig({ layers: [layer] }).toString()) as { rootfs: object };
  forged.rootfs = { type: 'layers', diff_ids: [`sha256:${'0'.repeat(64)}`] };
  const folder = path.join(scratch(), 'layout');
  makeOciLayout(folder, [{ layers: [layer], store: (bytes) => gzipSync(bytes), config: { rootfs: forged.rootfs } }]);
  const cache = scratch();
  const ran = await plimsoll(['scan', folder, '--only', 'packages', '--format', 'json'], { cache });
  assert.equal(ran.code, 3);
  assert.ok((JSON.parse(ran.stdout) as Report).unknowns.some(({ code }) => code === 'digest-mismatch'));
  const kept = readdirSync(cache, { recursive: true, encoding: 'utf8' });
  assert.deepEqual(
    kept.filter((name) => /layers\/./u.test(name)),
    [],
  );
});

test('a verified layer is read once and says the same again', async () => {
  const folder = path.join(scratch(), 'layout');
  makeOciLayout(folder, [{ layers: [makeTar([real])], store: (bytes) => gzipSync(bytes) }]);
  const cache = scratch();
  const scan = (): ReturnType<typeof plimsoll> =>
    plimsoll(['scan', folder, '--only', 'packages', '--format', 'json'], { cache });
  const first = JSON.parse((await scan()).stdout) as Report;
  const second = JSON.parse((await scan()).stdout) as Report;
  assert.ok(readdirSync(path.join(cache, 'plimsoll/layers')).length > 0);
  assert.deepEqual(second.packages, first.packages);
});
