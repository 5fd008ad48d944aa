// What an OCI layout says that a name stands for in its registry: the digest of what has the name, or nothing.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { filesToMembers, hexOf, type ImageParts, ociFiles, type OciShape } from '../../test/make-image.ts';
import { makeTar } from '../../test/make-tar.ts';
import { readSource } from '../../test/read-source.ts';
import { tempFile } from '../../test/read-tar.ts';
import { ociLayout } from './oci-layout.ts';

const name = 'registry.example/web:1.4.2';
const packed = (layer: Buffer): Buffer => gzipSync(layer);
function image(tag: string, more: Partial<ImageParts> = {}): ImageParts {
  return { layers: [makeTar([{ path: 'a' }])], tags: [tag], store: packed, ...more };
}
interface Row {
  readonly is: string;
  readonly images: readonly ImageParts[];
  readonly shape?: OciShape;
  readonly options?: { readonly image: string };
  readonly known: boolean;
  readonly change?: (files: Map<string, Buffer>) => void;
}
/** Puts what the index names below another index, which has the name instead. */
function nameAnIndex(files: Map<string, Buffer>): void {
  const text = (files.get('index.json') ?? Buffer.of()).toString().replaceAll(name, 'registry.example/other');
  const inner = Buffer.from(text.replaceAll('org.opencontainers.image.ref.name', 'x'));
  files.set(`blobs/sha256/${hexOf(inner)}`, inner);
  const mediaType = 'application/vnd.oci.image.index.v1+json';
  const annotations = { 'io.containerd.image.name': name, 'org.opencontainers.image.ref.name': '1.4.2' };
  const manifests = [{ mediaType, digest: `sha256:${hexOf(inner)}`, size: inner.length, annotations }];
  files.set('index.json', Buffer.from(JSON.stringify({ schemaVersion: 2, manifests })));
}
const rows: readonly Row[] = [
  { is: 'a whole name', images: [image(name)], known: true },
  { is: 'the name of an index', images: [image(name)], change: nameAnIndex, known: true },
  { is: "Docker's media types", images: [image(name)], shape: { docker: true }, known: true },
  { is: 'one of two', images: [image('registry.example/db:1'), image(name)], options: { image: name }, known: true },
  { is: 'a tag alone', images: [image('1.4.2')], known: false },
  { is: 'a name without its registry', images: [image('web:1.4.2')], known: false },
  { is: 'layers that no registry keeps so', images: [image(name, { store: (layer) => layer })], known: false },
  {
    is: 'two manifests of one name',
    images: [image(name), image(name, { platform: 'linux/arm64/v8' })],
    known: false,
  },
];
for (const { is, images, shape, options, known, change } of rows)
  test(`the digest of ${is}`, async () => {
    const files = ociFiles(images, shape);
    change?.(files);
    const { manifests } = JSON.parse((files.get('index.json') ?? Buffer.of()).toString());
    const { described } = await readSource(ociLayout, tempFile(makeTar(filesToMembers(files))), options);
    assert.notEqual(described.image?.ref, undefined);
    assert.equal(described.image?.manifest, known ? manifests.at(-1).digest : undefined);
  });
test('bytes that are others than their digest says are no manifest', async () => {
  const files = ociFiles([image(name)]);
  const { manifests } = JSON.parse((files.get('index.json') ?? Buffer.of()).toString());
  const blob = `blobs/${manifests[0].digest.replace(':', '/')}`;
  files.set(blob, Buffer.concat([files.get(blob) ?? Buffer.of(), Buffer.from(' ')]));
  await assert.rejects(readSource(ociLayout, tempFile(makeTar(filesToMembers(files)))), /another digest/u);
});
