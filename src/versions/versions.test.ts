// The tables are the tests: each row read both ways, every version equal to itself, and no circle among them.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import type { VersionScheme } from '../model/version-scheme.ts';
import { findScheme, schemes } from './index.ts';
import { processorMs, startedNow } from '../../test/processor-time.ts';

interface Row {
  readonly a: string;
  readonly sign: number;
  readonly b: string;
  readonly text: string;
}
const folder = path.resolve(import.meta.dirname, '../../testdata/versions');
function rowsOf(id: string): readonly Row[] {
  const lines = readFileSync(path.join(folder, `${id}.txt`), 'utf8').split('\n');
  return lines
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((text) => {
      const cut = Math.max(text.lastIndexOf(' < '), text.lastIndexOf(' = '));
      assert.ok(cut > 0, `no order in ${text}`);
      return { a: text.slice(0, cut), b: text.slice(cut + 3), sign: text[cut + 1] === '<' ? -1 : 0, text };
    });
}
function signOf({ compare }: VersionScheme, a: string, b: string): number {
  // Adding 0 makes 0 of -0.
  return Math.sign(compare(a, b)) + 0;
}

for (const scheme of schemes) {
  const rows = rowsOf(scheme.id);
  const versions = [...new Set(rows.flatMap(({ a, b }) => [a, b]))];
  test(`${scheme.id}: every row of its table, both ways`, () => {
    assert.ok(rows.length > 30, 'the table is too short to mean anything');
    for (const { a, b, sign, text } of rows) {
      assert.equal(signOf(scheme, a, b), sign, text);
      assert.equal(signOf(scheme, b, a), 0 - sign, `${text}, the other way round`);
    }
  });
  test(`${scheme.id}: every version equals itself`, () => {
    for (const version of versions) assert.equal(scheme.compare(version, `${version}`), 0, version);
  });
  test(`${scheme.id}: no three versions form a circle`, () => {
    const sorted = versions.toSorted((a, b) => scheme.compare(a, b));
    for (const [index, older] of sorted.entries())
      for (const newer of sorted.slice(index + 1)) assert.ok(scheme.compare(older, newer) <= 0, `${older} ${newer}`);
  });
  test(`${scheme.id}: is found by its id`, () => assert.equal(findScheme(scheme.id), scheme));
}
test('an unknown id finds no scheme', () => assert.equal(findScheme('constructor'), undefined));

const validity: readonly (readonly [id: string, valid: readonly string[], invalid: readonly string[]])[] = [
  [
    'deb',
    ['1.0', '1:1.0-1', '1.0-1-1', '0', '1.0~rc1+dfsg-1~deb12u1', '1:2:3-1'],
    ['', 'a1', ':1', '1:', 'x:1', '1.0-', '1_0', ' 1', '1.0-1_2', '2147483648:1', '1 2'],
  ],
  ['rpm', ['1.0-1', '1:1.0-1.el9', '1.0', '1.0~rc1^git-1', '1_0-1'], ['', '1-2-3', 'x:1-1', '1.0-', '1 0', '1/0']],
  [
    'apk',
    ['1', '1.0', '1.0a', '1.0_p1-r0', '1.0_rc', '1.0~abc-r1', '1.0_alpha_pre2', '006'],
    ['', '1.', '1.0bc', '1.0_foo', '1.0-1', '1.0-r', '1.0-r1-r2', 'a', '1.0 ', '1.0_p1a', '1.0a1', '.1', '1.0~'],
  ],
  [
    'semver',
    ['1.2.3', 'v1.2.3', '1.2.3-rc.1+b', '1.2.3beta', '1.2.3-', ' =1.2.3'],
    ['', '1', '1.2', '1.2.3.4', '1.2.x', '^1.2.3', '1.2.3-ä', '9007199254740992.0.0', `1.2.3-${'a'.repeat(256)}`],
  ],
];
for (const [id, valid, invalid] of validity) {
  test(`${id}: what its ecosystem takes as a version, and what not`, () => {
    const scheme = findScheme(id);
    assert.ok(scheme !== undefined);
    for (const text of valid) assert.equal(scheme.isValid(text), true, `valid: ${text}`);
    for (const text of invalid) assert.equal(scheme.isValid(text), false, `invalid: ${text}`);
  });
}

const million = 1_000_000;
const hostile: readonly (readonly [what: string, text: string])[] = [
  ['zeros', '0'.repeat(million)],
  ['nines', '9'.repeat(million)],
  ['dots', `1${'.1'.repeat(million / 2)}`],
  ['empty parts', `1${'.'.repeat(million)}`],
  ['letters', 'a'.repeat(million)],
  ['hyphens', `1${'-'.repeat(million)}`],
  ['tildes', `1${'~'.repeat(million)}`],
  ['colons', `1${':'.repeat(million)}`],
  ['suffixes', `1${'_p1'.repeat(million / 3)}`],
  ['letters and digits in turn', '1a'.repeat(million / 2)],
  ['a long pre-release', `1.0.0-${'a.1.'.repeat(million / 4)}`],
  ['blanks', ' '.repeat(million)],
];
for (const scheme of schemes) {
  test(`${scheme.id}: a version of a million characters takes a time in proportion to it`, () => {
    const begun = startedNow();
    for (const [what, text] of hostile) {
      const longer = `${text}$`;
      assert.equal(signOf(scheme, text, longer), 0 - signOf(scheme, longer, text), what);
      scheme.isValid(text);
      scheme.isValid(longer);
    }
    // Anything quadratic takes minutes.
    assert.ok(processorMs(begun) < 10_000);
  });
}
