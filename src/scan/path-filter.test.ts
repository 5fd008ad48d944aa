import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { readText } from '../io/tar-header.ts';
import { toEntryPath } from '../io/tar-path.ts';
import { imageReaders, packageReaders } from '../readers/index.ts';
import { PathFilter } from './path-filter.ts';
import { compileWants, wantPaths } from './wants.ts';

function bytesOf(name: string): Buffer {
  return Buffer.from(`${name}\0`);
}
function passes(filter: PathFilter, name: string): boolean {
  const bytes = bytesOf(name);
  return filter.mayMatch(bytes, 0, bytes.length);
}

const filter = new PathFilter();
filter.addName('package.json');
filter.addName('PF');
filter.addName('abc');
filter.addName('sevenis');
filter.addSuffix('.jar');
filter.addPath('var/lib/dpkg/status');
filter.addHead('usr/local/');
const rows: readonly (readonly [name: string, passes: boolean])[] = [
  ['app/package.json', true],
  ['package.json', true],
  ['./package.json', true],
  ['app/package.json5', false],
  ['app/xpackage.json', true],
  ['app/tsconfig.json', false],
  ['age.json', true],
  ['kage.json', true],
  ['lib/x.y', false],
  ['xxxxxxxxx/file.jar', true],
  ['app/package.jso', false],
  ['x/PF', true],
  ['PF', true],
  ['x/abc', true],
  ['x/xabc', false],
  ['x/sevenis', true],
  ['sevenis', true],
  ['x/xsevenis', false],
  ['abc', true],
  ['lib/a.jar', true],
  ['lib/a.jarx', false],
  ['var/lib/dpkg/status', true],
  ['var/lib/dpkg/status/', true],
  ['var//lib', true],
  ['usr/local/share/doc', true],
  ['./usr/local/share/doc', true],
  ['usr/local', false],
  ['usr/locale/share', false],
  ['data/0/00000001.txt', false],
  ['data/.wh.gone', true],
  ['.hidden', true],
  ['data/file/..', true],
  ['data/né', true],
];
for (const [name, expected] of rows)
  test(`${name} ${expected ? 'may be' : 'cannot be'} wanted`, () => assert.equal(passes(filter, name), expected));

test('a name that fills its field ends there', () => {
  const bytes = Buffer.from('x/package.json and more');
  assert.ok(filter.mayMatch(bytes, 0, 'x/package.json'.length));
});

const part = fc.constantFrom(
  ...'a|ab|lib|usr|var|node_modules|@x|package.json|yarn.lock|PF|desc|dpkg|status|status.d|etc|os-release'.split('|'),
  ...'x.jar|.jar|.wh.lib|.wh..wh..opq||.|..|é|rpm|Packages|rpmdb.sqlite|rpmdb.sqlite-wal|history|installed'.split('|'),
);
const whole = fc.array(part, { minLength: 1, maxLength: 6 }).map((parts) => Buffer.from(parts.join('/')));
const broken = fc
  .tuple(whole, fc.nat(40), fc.integer({ min: 1, max: 255 }))
  .map(([bytes, at, byte]) => Buffer.concat([bytes.subarray(0, at), Buffer.of(byte), bytes.subarray(at)]));

test('a name without a dot passes for a reader of such names', () => {
  const reader = { id: 'x', version: 1, area: 'config', wants: { bare: true }, read: async function* () {} } as const;
  const wants = compileWants([reader], { prefix: '', layered: false });
  const name = bytesOf('usr/local/bin/deploy');
  assert.ok(wants.matches('usr/local/bin/deploy', 'file'));
  assert.ok(wants.mayMatch?.(name, 0, name.length));
});
test('what the wants of all readers match always passes', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(whole, broken), { maxLength: 12 }), (names) => {
      const wants = compileWants([...packageReaders, ...imageReaders], { prefix: '', layered: true });
      const second = wantPaths(
        new Map([
          ['opt/x/lib', 1],
          ['a/b', 1],
        ]),
      );
      for (const name of names) {
        const text = readText(name, 0, name.length);
        const entryPath = toEntryPath(text.endsWith('/') ? text.slice(0, -1) : text);
        for (const wanted of [wants, second]) {
          const may = wanted.mayMatch?.(name, 0, name.length) ?? true;
          if (may) continue;
          assert.notEqual(entryPath, undefined, `${text} leads out and must be told`);
          assert.ok(!wanted.matches(entryPath ?? '', 'file'), `${text} is wanted`);
        }
        // Matching adds the folders above to what is wanted from then on.
        if (entryPath !== undefined) wants.matches(entryPath, 'file');
      }
    }),
    { numRuns: 3_000, seed: 11 },
  );
});
