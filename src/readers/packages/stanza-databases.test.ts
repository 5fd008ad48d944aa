// What dpkg's and apk's databases hold: one row, one fact, and golden answers for whole files.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import type { PackageDraft } from '../../model/image-facts.ts';
import { apkReader } from './apk.ts';
import { dpkgReader } from './dpkg.ts';
import { boundedPackages } from './package-bounds.ts';
import { draftsOf, entryOf, packagesIn, unknownsIn } from './sample-entry.ts';

const testdata = path.resolve(import.meta.dirname, '../../../testdata/readers');
const statusPath = 'var/lib/dpkg/status';
const apkPath = 'lib/apk/db/installed';

function deb(
  line: number,
  item: Partial<PackageDraft> & { readonly name: string; readonly version: string },
): PackageDraft {
  return { kind: 'package', type: 'deb', arch: 'amd64', state: 'installed', at: [{ path: statusPath, line }], ...item };
}
test('dpkg: a whole status file', async () => {
  const text = readFileSync(path.join(testdata, 'dpkg/full', statusPath));
  const openssl = { name: 'openssl', version: '3.0.11-1~deb12u2' };
  assert.deepEqual(await draftsOf(dpkgReader, entryOf(statusPath, text)), [
    deb(1, { name: 'libssl3', version: '3.0.11-1~deb12u2', source: openssl }),
    deb(18, { name: 'libssl3', version: '3.0.11-1~deb12u2', arch: 'arm64', source: openssl }),
    deb(25, { name: 'bash', version: '5.2.15-2+b2' }),
    deb(34, { name: 'libgcc-s1', version: '12.2.0-14+b1', source: { name: 'gcc-12', version: '12.2.0-14' } }),
    deb(49, { name: 'half', version: '1:2.0-3' }),
    deb(54, { name: 'triggered', version: '4.5', arch: 'all' }),
  ]);
});
test('dpkg: a file of status.d, which has no status', async () => {
  const name = 'var/lib/dpkg/status.d/base-files';
  const text = readFileSync(path.join(testdata, 'dpkg/distroless', name));
  const [found, ...more] = await draftsOf(dpkgReader, entryOf(name, text));
  assert.deepEqual(found, deb(1, { name: 'base-files', version: '12.4+deb12u5', at: [{ path: name, line: 1 }] }));
  assert.deepEqual(more, []);
});
const refined: readonly (readonly [path: string, keep: string])[] = [
  ['var/lib/dpkg/status', 'whole'],
  ['var/lib/dpkg/status.d/base-files', 'whole'],
  ['var/lib/dpkg/status.d/base-files.md5sums', 'no'],
  ['var/lib/dpkg/status.d/base-files.list', 'no'],
];
for (const [name, keep] of refined)
  test(`dpkg: ${name} is ${keep === 'no' ? 'not ' : ''}read`, () =>
    assert.equal(dpkgReader.refine?.(entryOf(name, '')), keep));

const states: readonly (readonly [status: string, isThere: boolean])[] = [
  ['install ok installed', true],
  ['hold ok installed', true],
  ['deinstall ok installed', true],
  ['install reinstreq half-installed', true],
  ['install ok unpacked', true],
  ['install ok half-configured', true],
  ['install ok triggers-awaited', true],
  ['install ok triggers-pending', true],
  ['deinstall ok config-files', false],
  ['purge ok not-installed', false],
];
for (const [status, isThere] of states) {
  test(`dpkg: the files of "${status}" are ${isThere ? '' : 'not '}there`, async () => {
    const drafts = await draftsOf(dpkgReader, entryOf(statusPath, `Package: a\nStatus: ${status}\nVersion: 1\n`));
    assert.equal(packagesIn(drafts).length, isThere ? 1 : 0);
    assert.deepEqual(unknownsIn(drafts), []);
  });
}

const head = 'Status: install ok installed\n';
const dpkgRows: readonly (readonly [fact: string, text: string, expected: readonly string[]])[] = [
  ['field names in any case', 'PACKAGE: a\nstatus: install ok installed\nVERSION: 1\n', ['a 1']],
  ['lines that end in CR LF', 'Package: a\r\nVersion: 1\r\n\r\nPackage: b\r\nVersion: 2\r\n', ['a 1', 'b 2']],
  ['many empty lines', '\n\n\nPackage: a\nVersion: 1\n\n\n\nPackage: b\nVersion: 2\n\n', ['a 1', 'b 2']],
  ['no newline at the end', `Package: a\n${head}Version: 1`, ['a 1']],
  ['a field given twice: the last', 'Package: a\nVersion: 1\nVersion: 2\n', ['a 2']],
  ['a continuation line is no field', 'Package: a\nVersion: 1\nX:\n Version: 2\n\tVersion: 3\n', ['a 1']],
  ['a source with an empty version', 'Package: a\nVersion: 1\nSource: b ()\n', ['a 1 b@1']],
  ['a source without its bracket', 'Package: a\nVersion: 1\nSource: b (2\n', ['a 1 b@1']],
  ['a source of the same name and another version', 'Package: a\nVersion: 1+b1\nSource: a (1)\n', ['a 1+b1 a@1']],
  [
    'names of built-in properties',
    'Package: __proto__\nVersion: 1\n\nPackage: constructor\nVersion: 2\n',
    ['__proto__ 1', 'constructor 2'],
  ],
];
for (const [fact, text, expected] of dpkgRows) {
  test(`dpkg: ${fact}`, async () => {
    const drafts = await draftsOf(dpkgReader, entryOf(statusPath, text));
    const said = packagesIn(drafts).map(({ name, version, source }) =>
      source === undefined ? `${name} ${version}` : `${name} ${version} ${source.name}@${source.version}`,
    );
    assert.deepEqual(said, expected);
  });
}

function apk(
  line: number,
  item: Partial<PackageDraft> & { readonly name: string; readonly version: string },
): PackageDraft {
  return { kind: 'package', type: 'apk', arch: 'x86_64', state: 'installed', at: [{ path: apkPath, line }], ...item };
}
test('apk: a whole database', async () => {
  const text = readFileSync(path.join(testdata, 'apk/alpine', apkPath));
  assert.deepEqual(await draftsOf(apkReader, entryOf(apkPath, text)), [
    apk(1, { name: 'libcrypto3', version: '3.3.2-r1', source: { name: 'openssl', version: '3.3.2-r1' } }),
    apk(20, { name: 'musl', version: '1.2.5-r0' }),
    apk(26, { name: '.build-deps', version: '20240101.123456', arch: 'noarch' }),
  ]);
});
test('apk: letters are told apart by case', async () => {
  const drafts = await draftsOf(apkReader, entryOf(apkPath, 'P:a\nV:1\nv:2\np:b\nO:c\n'));
  assert.deepEqual(
    packagesIn(drafts).map(({ name, version, source }) => [name, version, source]),
    [['a', '1', undefined]],
  );
});

const readers = [
  {
    id: 'dpkg',
    reader: dpkgReader,
    where: statusPath,
    stanza: (n: number) => `Package: p${n}\nVersion: 1\n\n`,
    nameless: `${head}Version: 1\n`,
    bare: 'Package: a\n',
  },
  {
    id: 'apk',
    reader: apkReader,
    where: apkPath,
    stanza: (n: number) => `P:p${n}\nV:1\n\n`,
    nameless: 'V:1\n',
    bare: 'P:a\n',
  },
] as const;
for (const { id, reader, where, stanza, nameless, bare } of readers) {
  for (const [what, text] of [
    ['name', nameless],
    ['version', bare],
  ] as const) {
    test(`${id}: a package without a ${what} is told, with its line`, async () => {
      const drafts = await draftsOf(reader, entryOf(where, `${stanza(1)}${text}\n${stanza(2)}`));
      assert.deepEqual(
        packagesIn(drafts).map(({ name }) => name),
        ['p1', 'p2'],
      );
      assert.deepEqual(
        unknownsIn(drafts).map(({ code, at, incomplete }) => ({ code, at, incomplete })),
        [{ code: 'bad-syntax', at: { path: where, line: 4 }, incomplete: true }],
      );
    });
  }
  test(`${id}: something else altogether is told`, async () => {
    const drafts = await draftsOf(reader, entryOf(where, '\u0000\u0001\u0002 nothing of the kind'));
    assert.deepEqual(
      unknownsIn(drafts).map(({ code }) => code),
      ['bad-syntax'],
    );
  });
  test(`${id}: an empty database is no fault`, async () =>
    assert.deepEqual(await draftsOf(reader, entryOf(where, '')), []));
  test(`${id}: a name of a million characters is not passed on`, async () => {
    const long = stanza(1).replace('p1', 'x'.repeat(1_000_000));
    const drafts = await draftsOf(reader, entryOf(where, `${long}${stanza(2)}`));
    assert.deepEqual(
      packagesIn(drafts).map(({ name }) => name),
      ['p2'],
    );
    assert.equal(unknownsIn(drafts).length, 1);
  });
}
test('more packages than there can be are cut off, and it is told', () => {
  const one = deb(1, { name: 'a', version: '1' });
  const drafts = [
    ...boundedPackages(
      Array.from({ length: 250_002 }, () => one),
      'deb',
    ),
  ];
  assert.equal(packagesIn(drafts).length, 250_000);
  assert.deepEqual(
    unknownsIn(drafts).map(({ code, affects }) => ({ code, affects })),
    [{ code: 'limit-reached', affects: ['deb'] }],
  );
});

const alpine = path.resolve(import.meta.dirname, '../../../../shared/images/real/ggcr-alpine-3.22.0.tar.gz');
test('apk: a real Alpine 3.22 has 16 packages', { skip: !existsSync(alpine) && 'the image is not here' }, async () => {
  const layer = spawnSync('tar', ['-xzOf', alpine, '--wildcards', '*.tar.gz'], { maxBuffer: 2 ** 26 }).stdout;
  const { stdout } = spawnSync('tar', ['-xzO', apkPath], { input: layer, maxBuffer: 2 ** 26 });
  const drafts = await draftsOf(apkReader, entryOf(apkPath, stdout));
  assert.deepEqual(unknownsIn(drafts), []);
  assert.equal(packagesIn(drafts).length, 16);
  assert.ok(packagesIn(drafts).some(({ name, version }) => name === 'zlib' && version === '1.3.1-r2'));
});
