import assert from 'node:assert/strict';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import {
  dockerMembers,
  hexOf,
  type ImageParts,
  makeConfig,
  makeDockerArchive,
  makeOciArchive,
  makeOciLayout,
} from '../../test/make-image.ts';
import { makeTar, type TarEntry } from '../../test/make-tar.ts';
import { tempFile, tempFolder, want } from '../../test/read-tar.ts';
import { codesOf, layerLines, readSource, verifiedOf } from '../../test/read-source.ts';
import type { SourceKind } from '../model/source.ts';
import { dockerArchive } from './docker-archive.ts';
import { ociLayout } from './oci-layout.ts';
import { rootfsTar } from './rootfs-tar.ts';

const base = makeTar([
  { path: 'etc/' },
  { path: 'etc/os-release', content: 'ID=x' },
  { path: 'bin', type: 'link', link: 'usr/bin' },
]);
const top = makeTar([{ path: 'app/.wh.old' }, { path: 'app/new', content: 'n' }]);
const expected = ['0:etc', '0:etc/os-release ID=x', '0:bin', '1:app/.wh.old ', '1:app/new n'];
const plain: ImageParts = { layers: [base, top], tags: ['app:1'] };
const zipped: ImageParts = { ...plain, store: (layer) => gzipSync(layer) };
const mixed: ImageParts = {
  ...plain,
  store: (layer, index) => (index === 0 ? gzipSync(layer) : zstdCompressSync(layer)),
};

function unpack(members: readonly TarEntry[]): string {
  const folder = tempFolder();
  for (const { path: name, content } of members) {
    if (name.endsWith('/')) continue;
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), content ?? '');
  }
  return folder;
}
function layoutFolder(images: readonly ImageParts[], shape?: Parameters<typeof makeOciLayout>[2]): string {
  const folder = tempFolder();
  makeOciLayout(folder, images, shape);
  return folder;
}

interface Row {
  readonly is: string;
  readonly kind: SourceKind;
  readonly target: () => string;
  readonly verified: readonly boolean[];
}
const rows: readonly Row[] = [
  {
    is: 'docker save before 25',
    kind: dockerArchive,
    target: () => tempFile(makeDockerArchive([plain], 'legacy')),
    verified: [false, false],
  },
  {
    is: 'docker save since 25',
    kind: dockerArchive,
    target: () => tempFile(makeDockerArchive([plain])),
    verified: [false, false],
  },
  {
    is: 'docker save before 1.10',
    kind: dockerArchive,
    target: () => tempFile(makeDockerArchive([plain], 'v1')),
    verified: [false, false],
  },
  {
    is: 'a docker archive with compressed layers',
    kind: dockerArchive,
    target: () => tempFile(makeDockerArchive([zipped], 'legacy')),
    verified: [true, true],
  },
  {
    is: 'layers of two compressions',
    kind: dockerArchive,
    target: () => tempFile(makeDockerArchive([mixed])),
    verified: [true, true],
  },
  {
    is: 'an unpacked docker archive',
    kind: dockerArchive,
    target: () => unpack(dockerMembers([plain], 'legacy')),
    verified: [false, false],
  },
  {
    is: 'an unpacked one before 1.10',
    kind: dockerArchive,
    target: () => unpack(dockerMembers([plain], 'v1')),
    verified: [false, false],
  },
  {
    is: 'an unpacked one since 25',
    kind: dockerArchive,
    target: () => unpack(dockerMembers([zipped])),
    verified: [true, true],
  },
  {
    is: 'a gzipped docker archive',
    kind: dockerArchive,
    target: () => tempFile(gzipSync(makeDockerArchive([plain], 'legacy'))),
    verified: [true, true],
  },
  {
    is: 'a docker archive in zstd, layers in gzip',
    kind: dockerArchive,
    target: () => tempFile(zstdCompressSync(makeDockerArchive([zipped]))),
    verified: [true, true],
  },
  {
    is: 'a gzipped one before 1.10',
    kind: dockerArchive,
    target: () => tempFile(gzipSync(makeDockerArchive([plain], 'v1'))),
    verified: [true, true],
  },
  { is: 'an OCI folder', kind: ociLayout, target: () => layoutFolder([plain]), verified: [false, false] },
  {
    is: 'an OCI folder with compressed layers',
    kind: ociLayout,
    target: () => layoutFolder([mixed]),
    verified: [true, true],
  },
  {
    is: "an OCI folder with Docker's media types",
    kind: ociLayout,
    target: () => layoutFolder([zipped], { docker: true }),
    verified: [true, true],
  },
  { is: 'an OCI archive', kind: ociLayout, target: () => tempFile(makeOciArchive([plain])), verified: [false, false] },
  {
    is: 'a gzipped OCI archive',
    kind: ociLayout,
    target: () => tempFile(gzipSync(makeOciArchive([mixed]))),
    verified: [true, true],
  },
  {
    is: 'nested indexes with an attestation',
    kind: ociLayout,
    target: () => tempFile(makeOciArchive([zipped], { nested: 3, attestation: true })),
    verified: [true, true],
  },
];
for (const { is, kind, target, verified } of rows) {
  test(`image archive: ${is}`, async () => {
    const place = target();
    const claims = [];
    for (const one of [dockerArchive, ociLayout, rootfsTar]) if (await one.isAt(place)) claims.push(one.id);
    assert.deepEqual(claims, [kind.id]);
    const reading = await readSource(kind, place);
    assert.deepEqual(layerLines(reading), expected);
    assert.ok(reading.lines[0]?.startsWith('-:config.json {'));
    assert.deepEqual(verifiedOf(reading), verified);
    assert.equal(reading.described.image?.ref, 'app:1');
    assert.equal(reading.described.image?.platform, 'linux/amd64');
    assert.equal(reading.described.image?.picked, undefined);
    assert.deepEqual(codesOf(reading), []);
  });
}

test('image archive: layers that need not be read are not', async () => {
  for (const bytes of [makeDockerArchive([plain]), gzipSync(makeDockerArchive([plain]))]) {
    const reading = await readSource(dockerArchive, tempFile(bytes), { skipLayers: new Set([0]) });
    assert.deepEqual(layerLines(reading), expected.slice(3));
  }
});

test('image archive: what the user leaves out is left out with all that is below', async () => {
  const reading = await readSource(dockerArchive, tempFile(makeDockerArchive([plain])), { skip: ['etc'] });
  assert.deepEqual(layerLines(reading), expected.slice(2));
});

test('image archive: the place of a compressed layer changes with the file, that of a sought one is not given', async () => {
  const places = [];
  for (const bytes of [makeDockerArchive([zipped]), makeDockerArchive([zipped]), makeDockerArchive([plain])])
    places.push((await readSource(dockerArchive, tempFile(bytes))).described.image?.layers[0]?.place);
  assert.equal(places.filter((place) => place !== undefined).length, 2);
  assert.notEqual(places[0], places[1]);
});

test('image archive: computed digests are given where nothing claims any', async () => {
  const reading = await readSource(dockerArchive, tempFile(gzipSync(makeDockerArchive([plain], 'v1'))));
  assert.deepEqual(
    reading.described.image?.layers.map(({ diffId }) => diffId),
    [`sha256:${hexOf(base)}`, `sha256:${hexOf(top)}`],
  );
});

test('image archive: the same layer twice is two layers', async () => {
  const twice = { layers: [top, top] };
  for (const bytes of [makeDockerArchive([twice]), gzipSync(makeDockerArchive([twice]))]) {
    const reading = await readSource(dockerArchive, tempFile(bytes), { wanted: want(/new$/) });
    assert.deepEqual(layerLines(reading), ['0:app/new n', '1:app/new n']);
  }
});

test('image archive: an empty layer is a layer', async () => {
  const images = [{ layers: [makeTar([]), top] }];
  for (const bytes of [
    makeDockerArchive(images),
    gzipSync(makeDockerArchive(images)),
    gzipSync(makeDockerArchive([{ ...images[0], layers: [makeTar([]), top], store: (layer) => gzipSync(layer) }])),
  ]) {
    const reading = await readSource(dockerArchive, tempFile(bytes), { wanted: want(/new$/) });
    assert.deepEqual(layerLines(reading), ['1:app/new n']);
    assert.deepEqual(codesOf(reading), []);
  }
});

test('image archive: layers that are links to others are followed, round in circles they are missing', async () => {
  const members = dockerMembers([plain], 'legacy').map((member): TarEntry => {
    if (!member.path.endsWith('/layer.tar') || member.content !== base) return member;
    return { path: member.path, type: 'link', link: '../shared/layer.tar' };
  });
  const there = makeTar([...members, { path: 'shared/layer.tar', content: base }]);
  const circle = makeTar([...members, { path: 'shared/layer.tar', type: 'link', link: 'layer.tar' }]);
  const outside = makeTar([...members, { path: 'shared/layer.tar', type: 'link', link: '../../../etc/passwd' }]);
  for (const pack of [(tar: Buffer) => tar, (tar: Buffer) => gzipSync(tar)]) {
    assert.deepEqual(layerLines(await readSource(dockerArchive, tempFile(pack(there)))), expected);
    for (const bad of [circle, outside]) {
      const reading = await readSource(dockerArchive, tempFile(pack(bad)));
      assert.deepEqual(layerLines(reading), expected.slice(3));
      assert.deepEqual(codesOf(reading), ['layer-missing']);
    }
  }
});

test('image folder: a link that leads out of it is not followed', async () => {
  const secret = tempFile(base);
  const folder = unpack(dockerMembers([plain], 'legacy').filter(({ content }) => content !== base));
  const missing = dockerMembers([plain], 'legacy').find(({ content }) => content === base);
  symlinkSync(secret, path.join(folder, missing?.path ?? ''));
  const reading = await readSource(dockerArchive, folder);
  assert.deepEqual(layerLines(reading), expected.slice(3));
  assert.deepEqual(codesOf(reading), ['layer-missing']);
});

test('describe: the configuration digest is the id', async () => {
  const reading = await readSource(dockerArchive, tempFile(makeDockerArchive([plain])));
  assert.equal(reading.described.image?.id, `sha256:${hexOf(makeConfig(plain))}`);
});
