import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { dockerMembers, makeDockerArchive } from '../../test/make-image.ts';
import { makeTar } from '../../test/make-tar.ts';
import { inPieces, tempFile, want, wantAll } from '../../test/read-tar.ts';
import { codesOf, readSource } from '../../test/read-source.ts';
import { dockerArchive } from './docker-archive.ts';
import { ociLayout } from './oci-layout.ts';
import { rootfsTar } from './rootfs-tar.ts';
import { stdin } from './stdin.ts';

const members = [
  { path: './' },
  { path: './etc/' },
  { path: './etc/os-release', content: 'ID=x' },
  { path: './usr/bin/x', content: 'x' },
];
const tree = makeTar(members);
const lines = ['-:etc', '-:etc/os-release ID=x', '-:usr/bin/x x'];

for (const [is, bytes] of [
  ['plain', tree],
  ['gzip', gzipSync(tree)],
  ['zstd', zstdCompressSync(tree)],
] as const) {
  test(`root filesystem: as a tar, ${is}`, async () => {
    const file = tempFile(bytes);
    const claims = await Promise.all([dockerArchive, ociLayout, rootfsTar].map((kind) => kind.isAt(file)));
    assert.deepEqual(claims, [false, false, true]);
    const reading = await readSource(rootfsTar, file);
    assert.deepEqual(
      [reading.lines, reading.described],
      [lines, { kind: 'tree', name: file, prefix: '', repeatable: true }],
    );
    assert.deepEqual(codesOf(reading), []);
  });
  test(`root filesystem: from standard input, ${is}`, async () => {
    const reading = await readSource(stdin, '-', { stdin: inPieces(bytes, 333), wanted: wantAll('stream') });
    assert.deepEqual([reading.lines, reading.described.kind, reading.described.repeatable], [lines, 'tree', false]);
  });
}

const manifest = { path: 'manifest.json', content: '[{"name":"a web app"}]' };
interface Claim {
  readonly is: string;
  readonly bytes: Buffer;
  readonly by: string | undefined;
}
const claims: readonly Claim[] = [
  { is: 'a web manifest in a root filesystem', bytes: makeTar([manifest, ...members]), by: 'rootfs-tar' },
  {
    is: 'an image manifest among folders of a root filesystem',
    bytes: makeTar([...dockerMembers([{ layers: [tree] }], 'legacy'), ...members]),
    by: 'docker-archive',
  },
  { is: 'a tar of something else', bytes: makeTar([{ path: 'src/a.c' }]), by: undefined },
  { is: 'a compressed tar of something else', bytes: gzipSync(makeTar([{ path: 'src/a.c' }])), by: undefined },
  { is: 'an empty file', bytes: Buffer.alloc(0), by: undefined },
  { is: 'text', bytes: Buffer.from('FROM scratch\n'.repeat(200)), by: undefined },
  { is: 'zeros', bytes: Buffer.alloc(4096), by: undefined },
  { is: 'gzip of text', bytes: gzipSync('FROM scratch\n'.repeat(200)), by: undefined },
  { is: 'damaged gzip', bytes: gzipSync(tree).subarray(0, 30), by: undefined },
];
for (const { is, bytes, by } of claims) {
  test(`claim: ${is} is ${by ?? "nobody's"}`, async () => {
    const file = tempFile(bytes);
    const found = [];
    for (const kind of [dockerArchive, ociLayout, rootfsTar]) if (await kind.isAt(file)) found.push(kind.id);
    assert.deepEqual(found, by === undefined ? [] : [by]);
  });
}

test('root filesystem: one that hides an image says so', async () => {
  const hidden = makeTar([...members, ...dockerMembers([{ layers: [tree] }], 'legacy')]);
  for (const bytes of [hidden, gzipSync(hidden)]) {
    const reading = await readSource(rootfsTar, tempFile(bytes), { wanted: want(/os-release$/) });
    assert.deepEqual([reading.lines, codesOf(reading)], [['-:etc/os-release ID=x'], ['unsupported']]);
  }
});
test('root filesystem: one with a manifest too large to be looked at says so too', async () => {
  const large = { path: 'manifest.json', content: `[${' '.repeat(5 * 1024 * 1024)}{"Config":"x"}]` };
  for (const bytes of [makeTar([...members, large]), gzipSync(makeTar([large, ...members]))]) {
    const reading = await readSource(rootfsTar, tempFile(bytes), { wanted: want(/os-release$/) });
    assert.deepEqual([reading.lines, codesOf(reading)], [['-:etc/os-release ID=x'], ['unsupported']]);
  }
});
test('root filesystem: a manifest of another kind is only given to who wants it', async () => {
  const file = tempFile(makeTar([manifest, ...members]));
  const unwanted = await readSource(rootfsTar, file, { wanted: want(/os-release$/) });
  assert.deepEqual([unwanted.lines, codesOf(unwanted)], [['-:etc/os-release ID=x'], []]);
  const wanted = await readSource(rootfsTar, file, { wanted: want(/manifest/) });
  assert.deepEqual(wanted.lines, [`-:manifest.json ${manifest.content}`]);
});
test('root filesystem: one that ends too early gives what came before', async () => {
  const reading = await readSource(rootfsTar, tempFile(tree.subarray(0, 2200)));
  assert.deepEqual(codesOf(reading), ['archive-truncated']);
  assert.ok(reading.lines.includes('-:etc/os-release ID=x'));
});
test('an image archive may be given as such, and is then no root filesystem', async () => {
  await assert.rejects(readSource(dockerArchive, tempFile(tree)), { code: 'target-unreadable' });
  const image = tempFile(makeDockerArchive([{ layers: [tree] }]));
  assert.equal((await readSource(dockerArchive, image)).described.kind, 'image');
});
