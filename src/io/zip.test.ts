import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { InputError } from '../model/errors.ts';
import { makeZip } from '../../testdata/advisories/make-zip.ts';
import { openZip, type ZipLimits } from './zip.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'plimsoll-zip-'));
after(() => rmSync(folder, { recursive: true }));
const limits: ZipLimits = { maxMembers: 10, maxDirectoryBytes: 10_000, maxMemberBytes: 10_000 };
const files = new Map([
  ['a.json', '{"a":1}'],
  ['folder/b.json', 'b'.repeat(5000)],
  ['empty', ''],
]);

function readAll(bytes: Buffer, bounds = limits): Map<string, string> {
  const file = path.join(folder, 'case.zip');
  writeFileSync(file, bytes);
  const zip = openZip(file, bounds);
  try {
    return new Map([...zip.members()].map((member) => [member.name, member.read().toString()]));
  } finally {
    zip.close();
  }
}
function changed(change: (bytes: Buffer) => void): Buffer {
  const bytes = makeZip(files, { deflate: false });
  change(bytes);
  return bytes;
}
function codeOf(work: () => unknown): string {
  try {
    work();
    return 'none';
  } catch (error) {
    if (error instanceof InputError) return error.code;
    throw error;
  }
}

for (const deflate of [true, false]) {
  for (const zip64 of [true, false])
    test(`members come back as they went in: deflate ${deflate}, ZIP64 ${zip64}`, () => {
      assert.deepEqual(readAll(makeZip(files, { deflate, zip64 })), files);
    });
}
test('a comment behind the end record is no obstacle', () => {
  const bytes = Buffer.concat([makeZip(files), Buffer.from('comment')]);
  bytes.writeUInt16LE(7, bytes.length - 7 - 2);
  assert.deepEqual(readAll(bytes), files);
});

const rows: readonly (readonly [string, string, () => Buffer, ZipLimits?])[] = [
  ['an empty file', 'archive-corrupt', () => Buffer.alloc(0)],
  ['text', 'archive-corrupt', () => Buffer.from('hello'.repeat(100))],
  ['the second half alone', 'archive-truncated', () => makeZip(files).subarray(200)],
  ['a flipped bit in the content', 'archive-corrupt', () => changed((bytes) => bytes.writeUInt8(0x20, 40))],
  [
    'an unknown packing',
    'unsupported',
    () => changed((bytes) => bytes.writeUInt16LE(12, bytes.indexOf('PK\u0001\u0002') + 10)),
  ],
  [
    'a damaged directory',
    'archive-corrupt',
    () => changed((bytes) => bytes.writeUInt8(0, bytes.indexOf('PK\u0001\u0002'))),
  ],
  ['too many members', 'limit-reached', () => makeZip(files), { ...limits, maxMembers: 2 }],
  ['too large a directory', 'limit-reached', () => makeZip(files), { ...limits, maxDirectoryBytes: 20 }],
  ['too large a member', 'limit-reached', () => makeZip(files), { ...limits, maxMemberBytes: 4999 }],
  [
    'a member that unpacks to more than it says',
    'archive-corrupt',
    () => {
      const bytes = makeZip(files);
      const second = bytes.indexOf('PK\u0001\u0002', bytes.indexOf('PK\u0001\u0002') + 1);
      bytes.writeUInt32LE(10, second + 24);
      return bytes;
    },
  ],
];
for (const [what, code, make, bounds] of rows)
  test(`refused as ${code}: ${what}`, () =>
    assert.equal(
      codeOf(() => readAll(make(), bounds)),
      code,
    ));

test('truncated or with a flipped byte, it gives an answer or an InputError', () => {
  const whole = makeZip(new Map([['a.json', '{"a":1}']]), { zip64: true });
  for (let at = 0; at < whole.length; at += 5) {
    codeOf(() => readAll(whole.subarray(0, at)));
    const flipped = Buffer.from(whole);
    flipped.writeUInt8(flipped.readUInt8(at) ^ 0xff, at);
    codeOf(() => readAll(flipped));
  }
});
