import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compileGlob, compileGlobs, compileSkips } from './glob.ts';
import { processorMs, startedNow } from '../../test/processor-time.ts';

const rows: readonly (readonly [fact: string, pattern: string, path: string, matches: boolean])[] = [
  ['a name is itself', 'a', 'a', true],
  ['a name is not the beginning of another', 'a', 'ab', false],
  ['a name is not the end of a path', 'a', 'b/a', false],
  ['a star takes part of a segment', 'a*c', 'abbc', true],
  ['a star takes nothing', 'a*c', 'ac', true],
  ['a star stays in its segment', 'a*c', 'a/c', false],
  ['a star takes a hidden name', '*', '.env', true],
  ['a question mark takes one character', 'a?c', 'abc', true],
  ['a question mark does not take nothing', 'a?c', 'ac', false],
  ['a question mark takes no slash', 'a?c', 'a/c', false],
  ['two stars before a slash take no segment', '**/a', 'a', true],
  ['two stars before a slash take segments', '**/a', 'x/y/a', true],
  ['two stars before a slash take whole segments only', '**/a', 'xa', false],
  ['two stars inside take no segment', 'a/**/b', 'a/b', true],
  ['two stars inside take segments', 'a/**/b', 'a/x/y/b', true],
  ['two stars inside need both slashes', 'a/**/b', 'axb', false],
  ['two stars at the end take what is below', 'a/**', 'a/x/y', true],
  ['two stars at the end take the folder', 'a/**', 'a', true],
  ['two stars at the end do not take a longer name', 'a/**', 'ab', false],
  ['two stars alone take everything', '**', 'a/b', true],
  ['braces choose the first', '{a,b}', 'a', true],
  ['braces choose the last', '{a,b,cd}', 'cd', true],
  ['braces do not choose both', '{a,b}', 'ab', false],
  ['braces in braces', 'x{a,b{c,d}}', 'xbd', true],
  ['an empty choice', 'a{,.bak}', 'a', true],
  ['a choice with a star', '*.{yaml,yml}', 'a.yml', true],
  ['a choice with a path', '{a/b,c}/d', 'a/b/d', true],
  ['an open brace stands for itself', '{a', '{a', true],
  ['a class', '[abc]', 'b', true],
  ['a range', '[a-c]x', 'bx', true],
  ['outside a range', '[a-c]x', 'dx', false],
  ['not in a class', '[!a-c]', 'd', true],
  ['a class takes no slash', 'a[!b]c', 'a/c', false],
  ['a bracket in a class', '[]]', ']', true],
  ['an open bracket stands for itself', '[a', '[a', true],
  ['an escaped star', String.raw`\*`, '*', true],
  ['an escaped star takes nothing else', String.raw`\*`, 'a', false],
  ['signs of regular expressions mean nothing', 'a.b+(c)$', 'a.b+(c)$', true],
  ['a dot is a dot', 'a.b', 'axb', false],
  ['a leading slash is the root', '/a', 'a', true],
  ['a leading dot slash is nothing', './a', 'a', true],
  ['a trailing slash is nothing', 'a/', 'a', true],
  ['letters beyond the first plane', '*\u{1f6a2}', 'a\u{1f6a2}', true],
  ['an empty pattern takes nothing else', '', 'a', false],
];
for (const [fact, pattern, path, matches] of rows) {
  test(`glob: ${fact}`, () => assert.equal(compileGlob(pattern)(path), matches, `${pattern} on ${path}`));
}

const skips: readonly (readonly [fact: string, pattern: string, path: string, matches: boolean])[] = [
  ['a name is left out at any depth', 'node_modules', 'a/b/node_modules', true],
  ['a name is left out at the top', 'node_modules', 'node_modules', true],
  ['a pattern with a slash begins at the target', 'a/b', 'x/a/b', false],
  ['a leading slash is no path of two names', '/a', 'x/a', true],
];
for (const [fact, pattern, path, matches] of skips) {
  test(`skip: ${fact}`, () => assert.equal(compileSkips([pattern])?.(path), matches));
}
test('skip: no patterns, no question asked', () => {
  assert.equal(compileSkips([]), undefined);
  assert.equal(compileGlobs([])('a'), false);
});

const long = 'a'.repeat(4000);
const hostile: readonly (readonly [name: string, pattern: string, path: string])[] = [
  ['many stars', `${'a*'.repeat(200)}b`, long],
  ['many double stars', `${'**/'.repeat(200)}b`, 'a/'.repeat(2000)],
  ['many choices', `${'{a,a}'.repeat(150)}b`, long],
  ['choices in choices', `${'{a,'.repeat(200)}b${'}'.repeat(200)}`, long],
  ['open braces', '{'.repeat(1024), long],
  ['open brackets', '['.repeat(1024), long],
  ['stars in choices', `${'{*,**}'.repeat(100)}b`, long],
];
for (const [name, pattern, path] of hostile) {
  test(`glob: ${name} end in no time`, () => {
    const started = startedNow();
    assert.equal(compileGlob(pattern)(path), false);
    // Backtracking would take longer than the universe is old; the bound leaves room for a busy machine.
    assert.ok(processorMs(started) < 5000);
  });
}
test('glob: a pattern beyond all reason is refused', () => {
  assert.throws(() => compileGlob('a'.repeat(1025)), RangeError);
});
