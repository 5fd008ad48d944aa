import assert from 'node:assert/strict';
import { createReadStream, existsSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { want } from '../../test/read-tar.ts';
import { codesOf, layerLines, readSource, type SourceReading } from '../../test/read-source.ts';
import type { SourceKind } from '../model/source.ts';
import { dockerArchive } from './docker-archive.ts';
import { ociLayout } from './oci-layout.ts';
import { rootfsTar } from './rootfs-tar.ts';
import { stdin } from './stdin.ts';

const images = path.resolve(import.meta.dirname, '../../../shared/images');
const skip = existsSync(images) ? false : 'real archives are not at hand';

interface Row {
  readonly file: string;
  readonly kind: SourceKind;
  readonly layers?: number;
  readonly ref?: string;
  readonly picked?: string;
  readonly wanted?: RegExp;
  /** Paths of wanted entries with their layer. */
  readonly gives?: readonly string[];
  readonly fails?: string;
}
const rows: readonly Row[] = [
  { file: 'formats/7db8a55__bundle.tar', kind: dockerArchive, layers: 1, ref: 'img1', picked: 'img1 of 2 images' },
  { file: 'formats/hello-world-v25.tar', kind: dockerArchive, layers: 1, wanted: /^hello$/, gives: ['0:hello'] },
  { file: 'formats/imagesv11.tar', kind: dockerArchive, layers: 1, picked: 'me/test_image_tar:1.0 of 3 images' },
  { file: 'formats/no_manifest.tar', kind: dockerArchive, layers: 1, ref: 'bazel/v1/tarball:test_image' },
  { file: 'formats/null_manifest.tar', kind: dockerArchive, fails: 'target-unreadable' },
  { file: 'formats/overwritten_file.tar', kind: dockerArchive, layers: 3 },
  { file: 'formats/whiteout_image.tar', kind: dockerArchive, layers: 3, wanted: /\.wh\./, gives: ['1:.wh.foo.txt'] },
  { file: 'formats/whiteout_dir.tar', kind: dockerArchive, layers: 4, wanted: /\.wh\./, gives: ['2:.wh.a'] },
  { file: 'formats/symlink-attack.tar', kind: dockerArchive, layers: 1 },
  { file: 'formats/symlink-cycle.tar', kind: dockerArchive, layers: 1 },
  {
    file: 'formats/test-docker-image.tar.gz',
    kind: dockerArchive,
    layers: 14,
    wanted: /\.wh\./,
    gives: ['7:root/example/.wh.somefile3.txt', '9:root/.wh.example'],
  },
  { file: 'formats/test-oci-estargz-image.tar', kind: ociLayout, layers: 1 },
  { file: 'formats/test-oci-gzip-image.tar', kind: ociLayout, layers: 1 },
  { file: 'formats/test-oci-uncompressed-image.tar', kind: ociLayout, layers: 1 },
  { file: 'formats/test-oci-zstd-image.tar', kind: ociLayout, layers: 1 },
  { file: 'formats/windows-mini-image.tar.gz', kind: dockerArchive, layers: 1 },
  {
    file: 'real/ggcr-alpine-3.22.0.tar.gz',
    kind: dockerArchive,
    layers: 1,
    wanted: /apk\/db\/installed$/,
    gives: ['0:lib/apk/db/installed'],
  },
  {
    file: 'real/rpmdb-sle15.tar.gz',
    kind: dockerArchive,
    layers: 1,
    wanted: /Packages\.db$/,
    gives: ['0:usr/lib/sysimage/rpm/Packages.db'],
  },
  {
    file: 'real/alpine-minirootfs-3.20.3-x86_64.tar.gz',
    kind: rootfsTar,
    wanted: /apk\/db\/installed$/,
    gives: ['-:lib/apk/db/installed'],
  },
  {
    file: 'real/almalinux-9-docker-aarch64-micro.tar.xz',
    kind: rootfsTar,
    wanted: /rpmdb\.sqlite$/,
    gives: ['-:var/lib/rpm/rpmdb.sqlite'],
  },
];

function check(row: Row, reading: SourceReading): void {
  assert.deepEqual(codesOf(reading), []);
  assert.equal(reading.described.image?.layers.length, row.layers);
  if (row.ref !== undefined) assert.equal(reading.described.image?.ref, row.ref);
  assert.equal(reading.described.image?.picked, row.picked);
  assert.deepEqual(
    layerLines(reading).map((line) => line.split(' ', 1)[0]),
    row.gives ?? [],
  );
}
for (const row of rows) {
  const file = path.join(images, row.file);
  const wanted = want(row.wanted ?? /(?!)/, 'whole', 64 * 1024 * 1024);
  test(`real archive: ${row.file}`, { skip }, async () => {
    const claims = [];
    for (const kind of [dockerArchive, ociLayout, rootfsTar]) if (await kind.isAt(file)) claims.push(kind.id);
    assert.deepEqual(claims, [row.kind.id]);
    const reading = readSource(row.kind, file, { wanted });
    if (row.fails === undefined) check(row, await reading);
    else await assert.rejects(reading, { code: row.fails });
  });
  if (row.fails === undefined)
    test(`real archive from standard input: ${row.file}`, { skip }, async () => {
      check(row, await readSource(stdin, '-', { wanted, stdin: createReadStream(file) }));
    });
}
test('real archives: one image in three encodings has the same layer', { skip }, async () => {
  const ids = [];
  for (const form of ['gzip', 'zstd', 'uncompressed']) {
    const reading = await readSource(ociLayout, path.join(images, `formats/test-oci-${form}-image.tar`));
    ids.push([reading.described.image?.layers[0]?.diffId, ...layerLines(reading)].join('\n'));
  }
  assert.equal(new Set(ids).size, 1);
});
