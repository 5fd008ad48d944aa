// The same order as the tools that own it: dpkg, rpm and npm's semver, asked about seeded random pairs.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { compare as compareSemver, valid as validSemver } from 'semver';
import { deb } from './deb.ts';
import { rpm } from './rpm.ts';
import { semver } from './semver.ts';

/** The same pieces for the same seed (mulberry32). */
function openDice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % sides;
  };
}
interface Pair {
  readonly a: string;
  readonly b: string;
}
/** Two versions that begin alike more often than not, made of few pieces so that equal ones occur too. */
function pairsOf(pieces: readonly string[], count: number, start: readonly string[] = ['']): readonly Pair[] {
  const roll = openDice(20_240_229);
  const pick = (from: readonly string[]): string => from[roll(from.length)] ?? '';
  const some = (): string => Array.from({ length: roll(6) }, () => pick(pieces)).join('');
  return Array.from({ length: count }, () => {
    const stem = `${pick(start)}${some()}`;
    return { a: `${stem}${some()}`, b: roll(4) === 0 ? `${pick(start)}${some()}` : `${stem}${some()}` };
  });
}
function missing(program: string): string | false {
  return spawnSync(program, ['--version']).error === undefined ? false : `${program} is not installed`;
}

test('deb: what dpkg answers', { skip: missing('dpkg') }, () => {
  const pieces = ['0', '1', '9', '10', '01', 'a', 'b', 'Z', '.', '.', '+', '~', '~', '-', '-1', '~rc1', '+deb12u1'];
  const pairs = pairsOf(pieces, 400, ['1', '0', '2', '1:1', '0:1', '1:0']).filter(
    ({ a, b }) => deb.isValid(a) && deb.isValid(b),
  );
  assert.ok(pairs.length > 200);
  // One shell for all: it exits with 0 where the relation holds.
  const asked = pairs.map(
    ({ a, b }) =>
      `if dpkg --compare-versions '${a}' lt '${b}'; then echo -1; elif dpkg --compare-versions '${a}' eq '${b}'; then echo 0; else echo 1; fi`,
  );
  const { stdout } = spawnSync('sh', ['-s'], { input: asked.join('\n'), encoding: 'utf8' });
  const answers = stdout.trim().split('\n').map(Number);
  assert.equal(answers.length, pairs.length);
  for (const [index, { a, b }] of pairs.entries())
    assert.equal(Math.sign(deb.compare(a, b)) + 0, answers[index], `${a} ${b}`);
});

test('rpm: what rpm answers', { skip: missing('rpm') }, () => {
  const pieces = ['0', '1', '9', '10', '01', 'a', 'b', 'Z', '.', '.', '_', '+', '~', '^', '~rc1', '^git1', '-', '-1'];
  const pairs = pairsOf(pieces, 3_000, ['1', '0', '1:1', '0:1', 'a', '~', '^']).filter(
    ({ a, b }) => rpm.isValid(a) && rpm.isValid(b),
  );
  assert.ok(pairs.length > 1_000);
  const program = `for _, pair in ipairs({${pairs.map(({ a, b }) => `{'${a}','${b}'}`).join(',')}}) do print(rpm.vercmp(pair[1], pair[2]) .. ',') end`;
  const { stdout } = spawnSync('rpm', ['--eval', `%{lua: ${program}}`], { encoding: 'utf8' });
  const answers = stdout.trim().split(',').slice(0, -1).map(Number);
  assert.equal(answers.length, pairs.length);
  for (const [index, { a, b }] of pairs.entries())
    assert.equal(Math.sign(rpm.compare(a, b)) + 0, answers[index], `${a} ${b}`);
});

const semverPieces = [
  '0',
  '1',
  '9',
  '10',
  '01',
  'a',
  'Z',
  '-',
  '-',
  '.',
  '.',
  '.1',
  '.a',
  '+',
  '+1',
  '-rc.1',
  'beta',
  ' ',
];
/** `1.2.34.5`, which npm happens to read as `1.2.3-4.5`. */
const fourNumbers = /^\D*\d+\.\d+\.\d+\./;
const semverPairs = pairsOf(semverPieces, 20_000, [
  '1.2.3',
  '1.2.3-',
  '0.0.1',
  'v1.2.3',
  '1.2.',
  ' =1.2.3',
  '01.2.3',
]).filter(({ a, b }) => !fourNumbers.test(a) && !fourNumbers.test(b));
test("semver: what npm's own package takes", () => {
  for (const { a } of semverPairs)
    assert.equal(semver.isValid(a), validSemver(a, { loose: true }) !== null, JSON.stringify(a));
});
test("semver: the order of npm's own package", () => {
  const valid = semverPairs.filter(({ a, b }) => semver.isValid(a) && semver.isValid(b));
  assert.ok(valid.length > 2_000);
  for (const { a, b } of valid)
    assert.equal(Math.sign(semver.compare(a, b)) + 0, compareSemver(a, b, { loose: true }), JSON.stringify([a, b]));
});
