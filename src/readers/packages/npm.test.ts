// What npm's package.json and lockfiles say: one row, one fact, and golden answers for whole files.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import type { PackageDraft } from '../../model/image-facts.ts';
import { npmLockReader } from './npm-lock.ts';
import { npmReader } from './npm.ts';
import { draftsOf, entryOf, packagesIn, unknownsIn } from './sample-entry.ts';
import { processorMs, startedNow } from '../../../test/processor-time.ts';

const testdata = path.resolve(import.meta.dirname, '../../../testdata/readers');

for (const [folder, name, version] of [
  ['left', 'left', '1.2.3'],
  ['@scope/right', '@scope/right', '4.5.6-rc.1'],
] as const) {
  test(`package.json of ${name}`, async () => {
    const where = `app/node_modules/${folder}/package.json`;
    const entry = entryOf(where, readFileSync(path.join(testdata, 'npm', where)));
    assert.deepEqual(await draftsOf(npmReader, entry), [
      { kind: 'package', type: 'npm', name, version, state: 'installed', at: [{ path: where }] },
    ]);
  });
}
const roots: readonly (readonly [path: string, isRoot: boolean])[] = [
  ['node_modules/a/package.json', true],
  ['app/node_modules/a/package.json', true],
  ['usr/lib/node_modules/npm/package.json', true],
  ['node_modules/@s/a/package.json', true],
  ['node_modules/a/node_modules/b/package.json', true],
  ['node_modules/.pnpm/a@1.0.0/node_modules/a/package.json', true],
  ['package.json', false],
  ['app/package.json', false],
  ['node_modules/package.json', false],
  ['node_modules/a/esm/package.json', false],
  ['node_modules/@s/package.json', false],
  ['node_modules/@s/a/b/package.json', false],
  ['node_modules/.cache/package.json', false],
  ['not_node_modules/a/package.json', false],
  ['old-node_modules/a/package.json', false],
];
for (const [name, isRoot] of roots) {
  test(`${name} is ${isRoot ? '' : 'not '}that of an installed package`, () =>
    assert.equal(npmReader.refine?.(entryOf(name, '')), isRoot ? 'whole' : 'no'));
}
const manifests: readonly (readonly [fact: string, text: string, packages: number, unknowns: number])[] = [
  ['a byte order mark', '\u{feff}{"name":"a","version":"1"}', 1, 0],
  ['without a version', '{"name":"a"}', 0, 0],
  ['a mere marker', '{"type":"module"}', 0, 0],
  ['a version that is no text', '{"name":"a","version":1}', 0, 0],
  ['a name from the prototype', '{"__proto__":{"name":"a"},"version":"1"}', 0, 0],
  ['no JSON', '{"name":"a",}', 0, 1],
  ['no object', '["a"]', 0, 1],
  ['null', 'null', 0, 1],
  ['nothing', '', 0, 1],
  ['nested a million deep', '['.repeat(1_000_000), 0, 1],
  [
    'nested a hundred thousand deep, and whole',
    `{"x":${'['.repeat(100_000)}${']'.repeat(100_000)},"name":"a","version":"1"}`,
    1,
    0,
  ],
];
for (const [fact, text, packages, unknowns] of manifests) {
  test(`package.json: ${fact}`, async () => {
    const drafts = await draftsOf(npmReader, entryOf('node_modules/a/package.json', text));
    assert.equal(packagesIn(drafts).length, packages);
    assert.equal(unknownsIn(drafts).length, unknowns);
  });
}
test('package.json above 4 MB is refused', async () => {
  const entry = entryOf('node_modules/a/package.json', new Uint8Array(4 * 1024 * 1024 + 1));
  await assert.rejects(draftsOf(npmReader, entry), { code: 'limit-reached' });
});

type Short = readonly [name: string, version: string, line: number | undefined, dev?: 'dev'];
function shortened({ name, version, at, dev, state }: PackageDraft): Short {
  assert.equal(state, 'locked');
  return dev === true ? [name, version, at[0]?.line, 'dev'] : [name, version, at[0]?.line];
}
const locks: readonly (readonly [file: string, expected: readonly Short[]])[] = [
  [
    'v1/package-lock.json',
    [
      ['left', '1.2.3', 7],
      ['right', '2.0.1', 13, 'dev'],
      ['@scope/real', '3.0.0', 19],
      ['right', '1.0.0', 22, 'dev'],
    ],
  ],
  ['v2/npm-shrinkwrap.json', [['left', '1.2.3', 9]]],
  [
    'v3/package-lock.json',
    [
      ['@scope/right', '4.5.6', 13, 'dev'],
      ['real', '2.0.0', 17],
      ['left', '1.2.3', 21],
      ['@scope/right', '4.0.0', 24],
    ],
  ],
];
for (const [file, expected] of locks) {
  test(`lockfile ${file}`, async () => {
    const drafts = await draftsOf(npmLockReader, entryOf(file, readFileSync(path.join(testdata, 'npm-lock', file))));
    assert.deepEqual(packagesIn(drafts).map(shortened), expected);
    assert.deepEqual(
      unknownsIn(drafts).map(({ code, at, incomplete }) => [code, at?.line, incomplete]),
      file.startsWith('v1') ? [['version-unparsable', 29, false]] : [],
    );
  });
}
const lockRows: readonly (readonly [fact: string, lock: string, packages: readonly Short[], unknowns: number])[] = [
  ['on one line', '{"lockfileVersion":3,"packages":{"node_modules/a":{"version":"1.0.0"}}}', [['a', '1.0.0', 1]], 0],
  ['without packages', '{"lockfileVersion":3,"packages":{}}', [], 0],
  ['of a project without dependencies', '{"lockfileVersion":1}', [], 0],
  ['that says nothing', '{}', [], 1],
  ['that is a list', '[]', [], 1],
  ['cut off', '{"packages":{"node_modules/a":{"version"', [], 1],
  ['with packages of a wrong type', '{"packages":7}', [], 1],
  [
    'with entries of a wrong type',
    '{"packages":{"node_modules/a":7,"node_modules/b":null,"node_modules/c":{"version":{}}}}',
    [],
    0,
  ],
  [
    'with a name of the prototype',
    '{"packages":{"node_modules/__proto__":{"version":"1.0.0"}}}',
    [['__proto__', '1.0.0', 1]],
    0,
  ],
  [
    'with an own __proto__',
    '{"packages":{"__proto__":{"version":"1.0.0"},"node_modules/a":{"__proto__":{"version":"9"}}}}',
    [],
    0,
  ],
  [
    'with a name in escapes: lines end there',
    '{"packages":{"node_modules/\\u0061":{"version":"1.0.0"},\n"node_modules/b":{"version":"1.0.0"}}}',
    [
      ['a', '1.0.0', undefined],
      ['b', '1.0.0', undefined],
    ],
    0,
  ],
];
for (const [fact, lock, packages, unknowns] of lockRows) {
  test(`a lockfile ${fact}`, async () => {
    const drafts = await draftsOf(npmLockReader, entryOf('package-lock.json', lock));
    assert.deepEqual(packagesIn(drafts).map(shortened), packages);
    assert.equal(unknownsIn(drafts).length, unknowns);
  });
}
test('a lockfile of 20,000 names in escapes takes a time in proportion to it', async () => {
  const items = Array.from(
    { length: 20_000 },
    (_, index) => `"node_modules/\\u0061${index}":{"version":"1.0.0","x":"${'y'.repeat(200)}"}`,
  );
  const begun = startedNow();
  const drafts = await draftsOf(npmLockReader, entryOf('package-lock.json', `{"packages":{${items.join(',')}}}`));
  assert.equal(packagesIn(drafts).length, 20_000);
  // A walk a name would take many seconds.
  assert.ok(processorMs(begun) < 3_000);
});
test('a lockfile nested a thousand deep is cut off, and it is told', async () => {
  const deep = `${'{"dependencies":{"a":{"version":"1.0.0"},"b":'.repeat(1_000)}{}${'}}'.repeat(1_000)}`;
  const drafts = await draftsOf(npmLockReader, entryOf('package-lock.json', deep));
  assert.ok(packagesIn(drafts).length >= 200);
  assert.deepEqual(
    unknownsIn(drafts).map(({ code }) => code),
    ['limit-reached'],
  );
});
test("a package's own lockfile is not read", () => {
  assert.equal(npmLockReader.refine?.(entryOf('node_modules/a/npm-shrinkwrap.json', '')), 'no');
  assert.equal(npmLockReader.refine?.(entryOf('app/package-lock.json', '')), 'whole');
});
