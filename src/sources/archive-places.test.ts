// Images and tars of root filesystems against the contract of all places.
import { gzipSync } from 'node:zlib';
import { makeDockerArchive, makeOciArchive } from '../../test/make-image.ts';
import { makeTar, type TarEntry } from '../../test/make-tar.ts';
import { signal, tempFile } from '../../test/read-tar.ts';
import type { Source, SourceKind } from '../model/source.ts';
import { dockerArchive } from './docker-archive.ts';
import { ociLayout } from './oci-layout.ts';
import { rootfsTar } from './rootfs-tar.ts';
import { type Planted, testSource } from './source-contract.ts';

const options = { signal, skip: [], hostPlatform: 'linux/amd64' };

function toTar(members: readonly Planted[]): Buffer {
  return makeTar(
    members.map((member): TarEntry => {
      if ('text' in member) return { path: member.path, content: member.text };
      if ('link' in member) return { path: member.path, type: 'link', link: member.link };
      return { path: member.path, type: member.is === 'folder' ? 'dir' : 'fifo' };
    }),
  );
}
function fromFile(kind: SourceKind, pack: (tree: Buffer) => Buffer): (members: readonly Planted[]) => Promise<Source> {
  return (members) => kind.open(tempFile(pack(toTar(members))), options);
}
const zipped = (layer: Buffer): Buffer => gzipSync(layer);

const fifos = true;
testSource({ name: 'tar', fifos, open: fromFile(rootfsTar, (tree) => tree) });
testSource({ name: 'gzipped tar', fifos, open: fromFile(rootfsTar, zipped) });
testSource({
  name: 'docker archive',
  fifos,
  open: fromFile(dockerArchive, (tree) => makeDockerArchive([{ layers: [tree] }])),
});
testSource({
  name: 'OCI archive of gzipped layers',
  fifos,
  open: fromFile(ociLayout, (tree) => makeOciArchive([{ layers: [tree], store: zipped }])),
});
testSource({
  name: 'gzipped docker archive',
  fifos,
  open: fromFile(dockerArchive, (tree) => gzipSync(makeDockerArchive([{ layers: [tree] }]))),
});
