import assert from 'node:assert/strict';
import { openSync, closeSync, ftruncateSync, writeSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { makeTar, type TarEntry } from '../../test/make-tar.ts';
import { signal, tempFile, tempFolder, want } from '../../test/read-tar.ts';
import type { Wanted } from '../model/entry.ts';
import { LocalFile } from './file-range.ts';
import { seekTar } from './tar-seek.ts';

async function scan(
  file: string,
  wanted: RegExp,
): Promise<{ readonly entries: number; readonly bytes: number; readonly reads: number }> {
  const local = new LocalFile(file);
  const range = { file: local, offset: 0, length: local.size };
  let entries = 0;
  for await (const batch of seekTar(range, { wanted: want(wanted), signal, report: () => undefined })) {
    entries += batch.length;
    for (const entry of batch) if (entry.type === 'file') await entry.head(1);
  }
  const cost = { entries, bytes: local.bytesRead, reads: local.reads };
  local.close();
  return cost;
}

test('a file of 1 GiB that nobody wants costs two windows', async () => {
  const file = path.join(tempFolder(), 'big.tar');
  const head = makeTar([{ path: 'big', claimedSize: 1024 ** 3 }], { endBlocks: 0 });
  const tail = makeTar([{ path: 'etc/os-release', content: 'ID=x' }]);
  const fd = openSync(file, 'w');
  writeSync(fd, head, 0, head.length, 0);
  ftruncateSync(fd, head.length + 1024 ** 3);
  writeSync(fd, tail, 0, tail.length, head.length + 1024 ** 3);
  closeSync(fd);
  const cost = await scan(file, /os-release$/);
  assert.equal(cost.entries, 1);
  assert.ok(cost.bytes <= 2 * 64 * 1024, `${cost.bytes} bytes read`);
  assert.ok(cost.reads <= 3, `${cost.reads} reads`);
});

test('many small members cost one read for many headers', async () => {
  const members: TarEntry[] = [];
  for (let index = 0; index < 4000; index += 1) members.push({ path: `d/f${index}`, content: 'x' });
  const tar = makeTar(members);
  const cost = await scan(tempFile(tar), /^d\/f7$/);
  assert.equal(cost.entries, 1);
  assert.ok(cost.bytes <= tar.length, `${cost.bytes} of ${tar.length} bytes read`);
  assert.ok(cost.reads <= tar.length / (256 * 1024) + 3, `${cost.reads} reads`);
});

test('members of 20 KB that nobody wants cost a page each', async () => {
  const members: TarEntry[] = [];
  for (let index = 0; index < 200; index += 1) members.push({ path: `d/f${index}`, content: Buffer.alloc(20_480) });
  const cost = await scan(tempFile(makeTar(members)), /^no$/);
  assert.ok(cost.bytes <= 64 * 1024 + 200 * 4096, `${cost.bytes} bytes read`);
});

test('small contents are taken from where their headers were read', async () => {
  const members: TarEntry[] = [];
  for (let index = 0; index < 4000; index += 1) members.push({ path: `d/f${index}`, content: 'x' });
  const tar = makeTar(members);
  const cost = await scan(tempFile(tar), /./);
  assert.equal(cost.entries, 4000);
  assert.ok(cost.reads <= tar.length / (256 * 1024) + 20, `${cost.reads} reads`);
});

test('a path that its bytes rule out is never made', async () => {
  const members: TarEntry[] = [];
  for (let index = 0; index < 1000; index += 1) members.push({ path: `d/f${index}`, content: 'x' });
  const asked: string[] = [];
  const wanted: Wanted = {
    mayMatch: (bytes, start) => bytes[start + 3] === 0x37,
    matches: (name) => {
      asked.push(name);
      return false;
    },
    keep: () => ({ keep: 'no', maxBytes: 0 }),
  };
  const file = new LocalFile(tempFile(makeTar(members)));
  const range = { file, offset: 0, length: file.size };
  for await (const batch of seekTar(range, { wanted, signal, report: () => undefined }))
    assert.fail(`${batch.length} entries`);
  file.close();
  assert.equal(asked.length, 111);
  assert.ok(asked.every((name) => name.startsWith('d/f7')));
});
