import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { PackageURL } from 'packageurl-js';
import { shared } from '../../test/plimsoll.ts';
import type { OsDraft, PackageDraft } from '../model/image-facts.ts';
import { toPurl, writePurl, type PurlParts } from './purl.ts';

const os: OsDraft = { kind: 'os', id: 'debian', idLike: [], name: 'Debian', versionId: '12', at: [] };
function item(parts: Pick<PackageDraft, 'type' | 'name' | 'version'> & Partial<PackageDraft>): PackageDraft {
  return { kind: 'package', state: 'installed', at: [{ path: 'x' }], ...parts };
}

const rows: readonly (readonly [what: string, item: PackageDraft, os: OsDraft | undefined, purl: string])[] = [
  ['npm', item({ type: 'npm', name: 'ms', version: '2.1.3' }), os, 'pkg:npm/ms@2.1.3'],
  ['npm with a scope', item({ type: 'npm', name: '@Types/Node', version: '1' }), os, 'pkg:npm/%40types/node@1'],
  ['a scope without a name', item({ type: 'npm', name: '@types', version: '1' }), os, 'pkg:npm/%40types@1'],
  ['nothing but a slash', item({ type: 'npm', name: '@/', version: '1' }), os, 'pkg:npm/%40%2F@1'],
  ['blanks for a name', item({ type: 'npm', name: ' ', version: '1' }), os, 'pkg:npm/%20@1'],
  ['half a character', item({ type: 'npm', name: 'a\ud800', version: '\udc00' }), os, 'pkg:npm/a%EF%BF%BD@%EF%BF%BD'],
  [
    'deb with a source',
    item({
      type: 'deb',
      name: 'libstdc++6',
      version: '12.2.0-14',
      arch: 'amd64',
      source: { name: 'gcc-12', version: '12.2.0-14' },
    }),
    os,
    'pkg:deb/debian/libstdc%2B%2B6@12.2.0-14?arch=amd64&distro=debian-12&upstream=gcc-12',
  ],
  [
    'deb with a source of another version',
    item({ type: 'deb', name: 'a', version: '1:2+b1~x', source: { name: 'b', version: '1:2' } }),
    os,
    'pkg:deb/debian/a@1:2%2Bb1~x?distro=debian-12&upstream=b%401:2',
  ],
  ['deb of nobody', item({ type: 'deb', name: 'a', version: '1' }), undefined, 'pkg:deb/debian/a@1'],
  [
    'apk',
    item({ type: 'apk', name: 'musl', version: '1.2.5-r0', arch: 'x86_64', source: { name: 'm', version: '1' } }),
    { ...os, id: 'alpine', versionId: '3.20.3' },
    'pkg:apk/alpine/musl@1.2.5-r0?arch=x86_64&distro=alpine-3.20.3',
  ],
  [
    'rpm with an epoch',
    item({ type: 'rpm', name: 'OpenSSL', version: '1:3.0.1-1.el9', arch: 'x86_64' }),
    { ...os, id: 'almalinux', versionId: '9.3' },
    'pkg:rpm/almalinux/OpenSSL@3.0.1-1.el9?arch=x86_64&distro=almalinux-9.3&epoch=1',
  ],
];
for (const [what, of, on, purl] of rows) test(`purl: ${what}`, () => assert.equal(toPurl(of, on), purl));

test('the reference implementation reads out of a purl what went in', () => {
  const text = fc
    .string({
      unit: fc.oneof(fc.constantFrom(...'abz09-._~!*()\'@:+%?#& "<é漢😀'), fc.string({ maxLength: 1 })),
      minLength: 1,
    })
    .map((word) => word.toLowerCase())
    .filter((word) => word !== '' && word.trim() === word && !word.includes('/'));
  // That implementation undoes the percent encoding of qualifiers twice.
  const undoubled = text.filter((word) => !word.includes('%'));
  const some: fc.Arbitrary<PurlParts> = fc.record(
    {
      type: fc.constantFrom('npm', 'deb', 'apk', 'rpm'),
      namespace: text,
      name: text,
      version: text,
      qualifiers: fc.dictionary(fc.constantFrom('arch', 'distro', 'epoch', 'upstream'), undoubled, { minKeys: 1 }),
    },
    { requiredKeys: ['type', 'name'] },
  );
  fc.assert(
    fc.property(some, (parts) => {
      const { type, namespace, name, version, qualifiers } = PackageURL.fromString(writePurl(parts));
      const read = { type, namespace, name, version, qualifiers: { ...qualifiers } };
      const { qualifiers: more } = parts;
      assert.deepEqual(read, { namespace: undefined, version: undefined, ...parts, qualifiers: { ...more } });
    }),
    { numRuns: 2_000, seed: 7 },
  );
});

/** https://github.com/package-url/purl-spec, tests/types. */
interface SpecTest {
  readonly test_type: string;
  readonly input: PurlParts & { readonly subpath: unknown };
  readonly expected_output: string;
  readonly expected_failure: boolean;
}
for (const type of ['npm', 'deb', 'apk', 'rpm']) {
  const file = path.join(shared, 'schemas', 'purl', 'tests', 'types', `${type}-test.json`);
  test(
    `purls of type ${type} as the specification's tests want them`,
    existsSync(file) ? {} : { skip: 'not here' },
    () => {
      const { tests } = JSON.parse(readFileSync(file, 'utf8')) as { readonly tests: readonly SpecTest[] };
      const builds = tests.filter((one) => one.test_type === 'build' && !one.expected_failure);
      assert.ok(builds.length > 0);
      for (const { input, expected_output } of builds) assert.equal(writePurl(input), expected_output);
    },
  );
}
