import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import {
  dockerMembers,
  filesToMembers,
  hexOf,
  type ImageParts,
  makeConfig,
  makeDockerArchive,
  makeOciArchive,
  ociFiles,
} from '../../test/make-image.ts';
import { makeTar, type TarEntry } from '../../test/make-tar.ts';
import { tempFile } from '../../test/read-tar.ts';
import { codesOf, readSource, verifiedOf } from '../../test/read-source.ts';
import { dockerArchive } from './docker-archive.ts';
import { ociLayout } from './oci-layout.ts';
import type { SourceKind } from '../model/source.ts';

const layer = makeTar([{ path: 'etc/os-release', content: 'ID=x' }]);
const other = makeTar([{ path: 'etc/os-release', content: 'ID=y' }]);
const plain: ImageParts = { layers: [layer], tags: ['app:1'] };
const zipped: ImageParts = { ...plain, store: (bytes) => gzipSync(bytes) };
const lying: ImageParts = { ...zipped, config: { rootfs: { type: 'layers', diff_ids: [`sha256:${hexOf(other)}`] } } };
const zero = `sha256:${'0'.repeat(64)}`;
const foreignType = 'application/vnd.docker.image.rootfs.foreign.diff.tar.gzip';

/** The members of an archive, one of them with other bytes. */
function replaced(members: readonly TarEntry[], name: string, content: Buffer | undefined): Buffer {
  return makeTar(
    members.flatMap((member) => (member.path.includes(name) ? (content ? [{ ...member, content }] : []) : [member])),
  );
}
const withLayers = (layers: object[]) => (manifest: { layers: object[] }) => void (manifest.layers = layers);

interface Row {
  readonly is: string;
  readonly kind: SourceKind;
  readonly archive: Buffer;
  readonly unknowns?: readonly string[];
  readonly verified?: readonly boolean[];
  readonly fails?: string;
  readonly says?: RegExp;
}
const rows: readonly Row[] = [
  {
    is: 'a layer that is not what its diffID claims',
    kind: dockerArchive,
    archive: makeDockerArchive([lying], 'legacy'),
    unknowns: ['digest-mismatch'],
    verified: [false],
  },
  {
    is: 'the same in one pass',
    kind: dockerArchive,
    archive: gzipSync(makeDockerArchive([lying], 'legacy')),
    unknowns: ['digest-mismatch'],
    verified: [false],
  },
  {
    is: 'a blob that is not what its digest claims',
    kind: ociLayout,
    archive: replaced(filesToMembers(ociFiles([zipped])), hexOf(gzipSync(layer)), gzipSync(other)),
    unknowns: ['digest-mismatch', 'digest-mismatch'],
    verified: [false],
  },
  {
    is: 'a blob of another size',
    kind: ociLayout,
    archive: replaced(filesToMembers(ociFiles([plain])), hexOf(layer), Buffer.concat([layer, Buffer.alloc(512)])),
    unknowns: ['digest-mismatch'],
    verified: [false],
  },
  {
    is: 'a configuration that is not what its digest claims',
    kind: ociLayout,
    archive: replaced(filesToMembers(ociFiles([plain])), hexOf(makeConfig(plain)), Buffer.from('{}')),
    fails: 'target-unreadable',
    says: /another digest/,
  },
  {
    is: 'a configuration that is not there',
    kind: ociLayout,
    archive: replaced(filesToMembers(ociFiles([plain])), hexOf(makeConfig(plain)), undefined),
    fails: 'target-unreadable',
  },
  {
    is: 'a docker configuration under the name of another',
    kind: dockerArchive,
    archive: replaced(
      dockerMembers([plain], 'legacy'),
      `${hexOf(makeConfig(plain))}.json`,
      makeConfig({ ...plain, config: { created: 'x' } }),
    ),
    unknowns: ['digest-mismatch'],
    verified: [false],
  },
  {
    is: 'a docker configuration that is not there',
    kind: dockerArchive,
    archive: replaced(dockerMembers([plain], 'legacy'), `${hexOf(makeConfig(plain))}.json`, undefined),
    fails: 'target-unreadable',
    says: /does not hold/,
  },
  {
    is: 'a configuration of another count of layers',
    kind: dockerArchive,
    archive: makeDockerArchive([{ ...plain, config: { rootfs: { diff_ids: [zero, zero] } } }]),
    unknowns: ['digest-mismatch'],
    verified: [false],
  },
  {
    is: 'a layer that is not there',
    kind: dockerArchive,
    archive: replaced(dockerMembers([plain], 'legacy'), 'layer.tar', undefined),
    unknowns: ['layer-missing'],
    verified: [false],
  },
  {
    is: 'a blob that is not there',
    kind: ociLayout,
    archive: replaced(filesToMembers(ociFiles([plain])), hexOf(layer), undefined),
    unknowns: ['layer-missing'],
    verified: [false],
  },
  {
    is: 'a blob that has to be fetched',
    kind: ociLayout,
    archive: makeOciArchive([plain], {
      spoil: withLayers([{ mediaType: foreignType, digest: zero, size: 1, urls: ['http://127.0.0.1:1/x'] }]),
    }),
    unknowns: ['layer-foreign'],
    verified: [false],
  },
  {
    is: 'a layer that is no tar',
    kind: ociLayout,
    archive: makeOciArchive([plain], {
      spoil: withLayers([
        { mediaType: 'application/vnd.in-toto+json', digest: `sha256:${hexOf(layer)}`, size: layer.length },
      ]),
    }),
    unknowns: ['unsupported'],
    verified: [false],
  },
  {
    is: 'a layer whose digest is none',
    kind: ociLayout,
    archive: makeOciArchive([plain], { spoil: withLayers([{ mediaType: foreignType, digest: '../../etc/passwd' }]) }),
    unknowns: ['unsupported'],
    verified: [false],
  },
  {
    is: 'a layer of garbage',
    kind: dockerArchive,
    archive: makeDockerArchive([{ ...plain, store: () => Buffer.alloc(2000, 'garbage') }]),
    unknowns: ['archive-corrupt'],
    verified: [false],
  },
  {
    is: 'a layer that ends too early',
    kind: dockerArchive,
    archive: makeDockerArchive([{ ...plain, store: (bytes) => gzipSync(bytes).subarray(0, 60) }]),
    unknowns: ['archive-truncated'],
    verified: [false],
  },
  {
    is: 'an image of 1,001 layers',
    kind: ociLayout,
    archive: makeOciArchive([plain], {
      spoil: (manifest) => withLayers(Array.from({ length: 1001 }, () => manifest.layers[0] ?? {}))(manifest),
    }),
    fails: 'target-unreadable',
    says: /1001 layers/,
  },
  {
    is: 'indexes that lie too deep',
    kind: ociLayout,
    archive: makeOciArchive([plain], { nested: 9 }),
    fails: 'target-unreadable',
    says: /deep/,
  },
  {
    is: 'an index of too many manifests',
    kind: ociLayout,
    archive: replaced(
      filesToMembers(ociFiles([plain])),
      'index.json',
      Buffer.from(JSON.stringify({ manifests: Array.from({ length: 1100 }, () => ({ digest: zero })) })),
    ),
    fails: 'target-unreadable',
    says: /1000 manifests/,
  },
  {
    is: 'an index without manifests',
    kind: ociLayout,
    archive: replaced(filesToMembers(ociFiles([plain])), 'index.json', Buffer.from('{"manifests":[]}')),
    fails: 'target-unreadable',
  },
  {
    is: 'an index that is no JSON',
    kind: ociLayout,
    archive: replaced(filesToMembers(ociFiles([plain])), 'index.json', Buffer.from('{')),
    fails: 'target-unreadable',
  },
  {
    is: 'a manifest of null',
    kind: dockerArchive,
    archive: replaced(dockerMembers([plain], 'legacy'), 'manifest.json', Buffer.from('null')),
    fails: 'target-unreadable',
  },
  {
    is: 'a manifest of nonsense',
    kind: dockerArchive,
    archive: replaced(
      dockerMembers([plain], 'legacy'),
      'manifest.json',
      Buffer.from('[{"Config":7,"Layers":{"a":1}}]'),
    ),
    fails: 'target-unreadable',
  },
  {
    is: 'a chain of layers that comes back to itself',
    kind: dockerArchive,
    archive: circle(),
    unknowns: ['layer-missing'],
    verified: [false, false, false],
  },
];

function circle(): Buffer {
  const [a, b] = ['a'.repeat(64), 'b'.repeat(64)];
  return makeTar([
    { path: `${a}/json`, content: JSON.stringify({ id: a, parent: b }) },
    { path: `${a}/layer.tar`, content: layer },
    { path: `${b}/json`, content: JSON.stringify({ id: b, parent: a }) },
    { path: `${b}/layer.tar`, content: layer },
    { path: 'repositories', content: JSON.stringify({ app: { latest: a } }) },
  ]);
}

for (const { is, kind, archive, unknowns, verified, fails, says } of rows) {
  test(`damaged image: ${is}`, async () => {
    const reading = readSource(kind, tempFile(archive));
    if (fails !== undefined) {
      await assert.rejects(reading, (error: Error) => {
        assert.equal(Reflect.get(error, 'code'), fails);
        assert.match(error.message, says ?? /./);
        return true;
      });
      return;
    }
    assert.deepEqual(codesOf(await reading), unknowns);
    assert.deepEqual(verifiedOf(await reading), verified);
    assert.ok((await reading).unknowns.every(({ incomplete }) => incomplete));
  });
}

test('damaged image: where the archive ends too early, that is what is said', async () => {
  const whole = makeDockerArchive([plain], 'legacy');
  await assert.rejects(readSource(dockerArchive, tempFile(whole.subarray(0, 2000))), {
    code: 'target-unreadable',
    message: /ends|end mark|beyond/,
  });
});
for (const [target, code] of [
  ['/does/not/exist', 'target-not-found'],
  ['/dev/null', 'target-unsupported'],
] as const) {
  test(`open: ${target} is ${code}`, async () => {
    await assert.rejects(readSource(dockerArchive, target), { code });
  });
}
