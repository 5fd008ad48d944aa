// Archives with seeded damage: entries, unknowns, InputError or AppError, and always soon.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { test } from 'node:test';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { type ImageParts, makeDockerArchive, makeOciArchive } from '../../test/make-image.ts';
import { makeTar, putChecksum } from '../../test/make-tar.ts';
import { seeded } from '../../test/seeded.ts';
import { inPieces, signal, tempFile, wantAll } from '../../test/read-tar.ts';
import { AppError, InputError } from '../model/errors.ts';
import type { Source } from '../model/source.ts';
import { openArchive } from './open-archive.ts';
import { processorMs, startedNow } from '../../test/processor-time.ts';

const rounds = 40;
const maxSeconds = 2;
const maxGrowthBytes = 150 * 1024 * 1024;

const long = `${'n'.repeat(120)}/f`;
const layer = makeTar([
  { path: 'etc/os-release', content: 'ID=x' },
  { path: long, content: 'pax' },
  { path: long, content: 'gnu', gnu: true },
  { path: 'a', content: 'xx', sparse: { realSize: 9, mapBlocks: 2 } },
  { path: 'big', content: Buffer.alloc(3000, 'abcdefg') },
  { path: 'x', type: 'link', link: long, pax: { 'SCHILY.xattr.user.a': 'b' } },
]);
const plain: ImageParts = { layers: [layer, layer], tags: ['app:1'] };
const zipped: ImageParts = {
  ...plain,
  store: (bytes, index) => (index === 0 ? gzipSync(bytes) : zstdCompressSync(bytes)),
};
const archives: ReadonlyMap<string, Buffer> = new Map([
  ['docker save before 25', makeDockerArchive([plain], 'legacy')],
  ['docker save since 25', makeDockerArchive([zipped])],
  ['docker save before 1.10', makeDockerArchive([plain], 'v1')],
  ['OCI archive', makeOciArchive([zipped], { nested: 2 })],
  ['gzipped archive', gzipSync(makeDockerArchive([plain], 'legacy'))],
  ['zstd archive', zstdCompressSync(makeOciArchive([zipped]))],
  ['root filesystem', layer],
  ['gzipped root filesystem', gzipSync(layer)],
]);

function damage(bytes: Buffer, seed: number): Buffer {
  const random = seeded(seed);
  const copy = Buffer.from(bytes);
  switch (seed % 5) {
    case 0:
      return copy.subarray(0, random(copy.length));
    case 1:
      for (let count = 1 + random(4); count > 0; count -= 1) copy[random(copy.length)] = random(256);
      return copy;
    case 2:
      return lie(copy, random);
    case 3: {
      const at = random(copy.length);
      return Buffer.concat([copy.subarray(0, at), copy.subarray(random(copy.length))]);
    }
    default:
      for (let at = random(copy.length), left = random(300); left > 0 && at < copy.length; at += 1, left -= 1)
        copy[at] = 0;
      return copy;
  }
}
/** Headers that are valid and say another size or type. */
function lie(bytes: Buffer, random: (below: number) => number): Buffer {
  const headers: number[] = [];
  for (let at = 0; at + 512 <= bytes.length; at += 512)
    if (bytes.toString('latin1', at + 257, at + 262) === 'ustar') headers.push(at);
  const at = headers[random(Math.max(headers.length, 1))];
  if (at === undefined) return bytes.subarray(0, random(bytes.length));
  const header = bytes.subarray(at, at + 512);
  const sizes = ['00000000000', '00000001000', '77777777777', '37777777777', '00000001001'];
  if (random(3) === 0) header[156] = random(128);
  else header.write(sizes[random(sizes.length)] ?? '', 124, 11, 'latin1');
  putChecksum(header);
  return bytes;
}

async function readAll(source: Source): Promise<void> {
  try {
    for await (const batch of source.entries(wantAll(), { signal }))
      for (const entry of batch) if (entry.type === 'file') await entry.read(1024 * 1024).catch(onlyInputErrors);
    source.describe();
    source.unknowns();
  } finally {
    await source.close();
  }
}
function onlyInputErrors(error: unknown): void {
  if (!(error instanceof InputError)) throw error;
}
async function survives(open: () => Promise<Source>): Promise<void> {
  try {
    await readAll(await open());
  } catch (error) {
    if (!(error instanceof AppError || error instanceof InputError)) throw error;
  }
}

const open = { signal, skip: [] };
for (const [name, bytes] of archives) {
  test(`${rounds} kinds of damage to a ${name}`, async () => {
    const before = process.memoryUsage().rss;
    const begin = startedNow();
    const file = tempFile(bytes);
    for (let seed = 1; seed <= rounds; seed += 1) {
      const damaged = damage(bytes, seed * 7919 + bytes.length);
      writeFileSync(file, damaged);
      await survives(() => openArchive(file, 'any', open));
      await survives(() => openArchive(file, 'docker', open));
      await survives(() => openArchive('-', 'any', { ...open, stdin: inPieces(damaged, 1000) }));
    }
    const spent = processorMs(begin);
    assert.ok(spent < maxSeconds * 1000, `it takes ${spent} ms of a processor`);
    assert.ok(process.memoryUsage().rss - before < maxGrowthBytes, 'it takes too much memory');
  });
}
