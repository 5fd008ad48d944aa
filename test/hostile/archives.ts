// Archives that unpack to very much, claim what is not so, lead outside, or turn in circles.
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { type ImageParts, makeDockerArchive } from '../make-image.ts';
import { makeTar } from '../make-tar.ts';
import { type Case, debian, single, terabytes } from './case.ts';

type Pack = (bytes: Buffer) => Buffer;
/** 256 MiB of zeros in a few hundred kilobytes: members of gzip and frames of zstd follow one another. */
const zeros = Buffer.alloc(16 * 1024 * 1024);
const times = 16;
function manyZeros(pack: Pack): Buffer {
  const packed = pack(zeros);
  return Buffer.concat(Array.from({ length: times }, () => packed));
}
function hugeMember(path: string, pack: Pack): Buffer {
  const os = { path: 'etc/os-release', content: 'ID=alpine\n' };
  const start = makeTar([os, { path, claimedSize: times * zeros.length }], { endBlocks: 0 });
  return Buffer.concat([pack(start), manyZeros(pack), pack(Buffer.alloc(1024))]);
}
const image: ImageParts = { layers: [makeTar([{ path: 'etc/os-release', content: debian }])], tags: ['app:1'] };
function withLayer(stored: Buffer): Buffer {
  return makeDockerArchive([{ ...image, store: () => stored }]);
}
const bombs: readonly Case[] = [
  {
    ...single('a package database that is a gzip bomb', 'a.tar.gz', hugeMember('lib/apk/db/installed', gzipSync), 3),
    says: /268435456 bytes/u,
  },
  {
    ...single('a database that is a zstd bomb', 'a.tar.zst', hugeMember('lib/apk/db/installed', zstdCompressSync), 3),
    says: /268435456 bytes/u,
  },
  single('a layer with a gzip bomb', 'a.tar', withLayer(hugeMember('lib/apk/db/installed', gzipSync)), 3),
  single('a layer of nothing but a zstd bomb', 'a.tar', withLayer(manyZeros(zstdCompressSync)), 3),
  single('a manifest.json that is a gzip bomb', 'a.tar.gz', hugeMember('manifest.json', gzipSync), 2, 3),
];

const installed = 'Package: a\nStatus: install ok installed\nVersion: 1\n';
const lies: readonly Case[] = [
  single(
    'a member that claims four exabytes',
    'a.tar',
    makeTar([{ path: 'etc/os-release', content: debian, claimedSize: 2 ** 62, base256: true }]),
    3,
  ),
  single(
    'a member that claims less than nothing',
    'a.tar',
    makeTar([{ path: 'etc/os-release', content: debian, claimedSize: -1, base256: true }]),
    3,
  ),
  single(
    'a pax size of 400 digits',
    'a.tar',
    makeTar([{ path: 'etc/os-release', content: debian, pax: { size: '9'.repeat(400) } }]),
    3,
  ),
  single(
    'members that lead outside',
    'a.tar',
    makeTar([
      { path: 'etc/os-release', content: debian },
      { path: '../../../../tmp/plimsoll-out', content: 'x' },
      { path: '/var/lib/dpkg/status', content: installed },
      { path: 'a/../../etc/os-release', content: 'ID=alpine' },
    ]),
    3,
  ),
  single(
    'links in circles',
    'a.tar',
    makeTar([
      { path: 'etc/os-release', type: 'link', link: '../usr/lib/os-release' },
      { path: 'usr/lib/os-release', type: 'link', link: '../../etc/os-release' },
      { path: 'var/lib/dpkg', type: 'link', link: 'dpkg' },
      { path: 'lib', type: 'link', link: '.' },
    ]),
    3,
  ),
  single(
    'a package database that is a link to a file with holes',
    'a.tar',
    makeTar([
      { path: 'etc/os-release', content: debian },
      { path: 'opt/x', content: installed, sparse: { realSize: 4096 } },
      { path: 'var/lib/dpkg/status', type: 'hardlink', link: 'opt/x' },
    ]),
    3,
  ),
  single(
    'a package database that is a link to a file without end',
    'a.tar.gz',
    Buffer.concat([
      gzipSync(
        makeTar(
          [
            { path: 'etc/os-release', content: debian },
            { path: 'var/lib/dpkg/status', type: 'link', link: '../../../opt/x' },
            { path: 'opt/x', claimedSize: times * zeros.length },
          ],
          { endBlocks: 0 },
        ),
      ),
      manyZeros(gzipSync),
    ]),
    3,
  ),
  { ...single('databases that are links to many large files', 'a.tar.gz', manyLinks(), 3), says: /more than/u },
  {
    ...single(
      'members that are there twice, of which the last counts',
      'a.tar',
      makeTar([
        { path: 'etc/os-release', content: 'ID=alpine\nVERSION_ID=3.20.3\n' },
        { path: 'etc/os-release', content: debian },
        { path: 'var/lib/dpkg/status', content: installed },
        { path: './var/lib/dpkg/status', content: installed.replace(': a', ': the-last-one') },
      ]),
      3,
    ),
    says: /1 package\b/u,
  },
];
/** Each small enough to be read, and together more than there is memory for. */
function manyLinks(): Buffer {
  const size = 8 * zeros.length;
  const packed = gzipSync(zeros);
  const files = Array.from({ length: 7 }, (_, index) => [
    gzipSync(makeTar([{ path: `opt/${index}`, claimedSize: size }], { endBlocks: 0 })),
    ...Array.from({ length: 8 }, () => packed),
  ]);
  const links = files.map((_, index) => ({
    path: `app${index}/package-lock.json`,
    type: 'hardlink' as const,
    link: `opt/${index}`,
  }));
  const start = gzipSync(makeTar([{ path: 'etc/os-release', content: debian }], { endBlocks: 0 }));
  return Buffer.concat([start, ...files.flat(), gzipSync(makeTar(links))]);
}
const large: readonly Case[] = [
  { is: 'a terabyte of zeros', make: (at) => (terabytes(at, { 'a.tar': '' }), ['a.tar']), codes: [3] },
  {
    is: 'an archive that ends in a terabyte of zeros',
    make: (at) => (terabytes(at, { 'a.tar': makeDockerArchive([image]) }), ['a.tar']),
    codes: [0, 3],
  },
  {
    is: 'an archive with a package database of a terabyte',
    make: (at) => {
      const claimed = { path: 'var/lib/dpkg/status', claimedSize: 2 ** 40 - 4096, base256: true } as const;
      terabytes(at, { 'a.tar': makeTar([{ path: 'etc/os-release', content: debian }, claimed], { endBlocks: 0 }) });
      return ['a.tar'];
    },
    codes: [3],
  },
];
export const archives: readonly Case[] = [...bombs, ...lies, ...large];
