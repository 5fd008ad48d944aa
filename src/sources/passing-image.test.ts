import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { type ImageParts, makeDockerArchive, makeOciArchive } from '../../test/make-image.ts';
import { makeTar } from '../../test/make-tar.ts';
import { inPieces, seeAll, signal, tempFile, want, wantAll } from '../../test/read-tar.ts';
import { codesOf, layerLines, readSource, verifiedOf } from '../../test/read-source.ts';
import { dockerArchive } from './docker-archive.ts';
import { stdin } from './stdin.ts';

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

for (const [is, bytes] of [
  ['a docker archive', makeDockerArchive([plain], 'legacy')],
  ['a gzipped docker archive', gzipSync(makeDockerArchive([zipped]))],
  ['an OCI archive', makeOciArchive([mixed])],
] as const) {
  test(`standard input: ${is} is read in one pass`, async () => {
    const reading = await readSource(stdin, '-', { stdin: inPieces(bytes, 999) });
    assert.deepEqual(layerLines(reading), expected);
    assert.deepEqual(verifiedOf(reading), [true, true]);
    assert.equal(reading.described.repeatable, false);
    assert.deepEqual(codesOf(reading), []);
  });
}
test('standard input: what is no archive is the text of one file', async () => {
  const reading = await readSource(stdin, '-', { stdin: inPieces(Buffer.from('kind: Pod\n')) });
  assert.equal(reading.described.kind, 'file');
});

test('image archive: a compressed one can be asked again, with other wants', async () => {
  const file = tempFile(gzipSync(makeDockerArchive([zipped])));
  const source = await dockerArchive.open(file, { signal, skip: [] });
  for (const [pattern, count] of [
    [/os-release$/, 1],
    [/./, 5],
  ] as const) {
    let entries = 0;
    for await (const batch of source.entries(want(pattern), { signal }))
      entries += batch.filter(({ layer }) => layer !== undefined).length;
    assert.equal(entries, count);
  }
  assert.deepEqual(
    source.describe().image?.layers.map(({ verified }) => verified),
    [true, true],
  );
  await source.close();
});

test('one pass: what would be streamed is held, within the bound', async () => {
  const big = makeTar([
    { path: 'big', content: 'x'.repeat(300_000) },
    { path: 'small', content: 's' },
  ]);
  const file = tempFile(gzipSync(makeDockerArchive([{ layers: [big] }])));
  const reading = await readSource(dockerArchive, file, { wanted: wantAll('stream', 1000) });
  assert.deepEqual(layerLines(reading), ['0:big !limit-reached', '0:small s']);
});

for (const [is, bytes] of [
  ['sought', makeDockerArchive([plain])],
  ['hashed', makeDockerArchive([zipped])],
  ['passing', gzipSync(makeDockerArchive([zipped]))],
] as const) {
  test(`abort: the reason ends the reading of a ${is} image, and is no damage`, async () => {
    const controller = new AbortController();
    const source = await dockerArchive.open(tempFile(bytes), { signal, skip: [] });
    const wanted = want(/./);
    const abort = (name: string): boolean => {
      if (name.endsWith('os-release')) controller.abort(new DOMException('late', 'TimeoutError'));
      return true;
    };
    const batches = source.entries({ ...wanted, matches: abort }, { signal: controller.signal });
    await assert.rejects(seeAll(batches, []), { name: 'TimeoutError' });
    assert.deepEqual(source.unknowns(), []);
    await source.close();
  });
}
