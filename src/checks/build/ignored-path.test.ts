// Which paths a .dockerignore keeps out.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isIgnored, isLetInBelow } from './ignored-path.ts';

const rows: readonly (readonly [patterns: string, path: string, isOut: boolean | undefined])[] = [
  ['', 'a', false],
  ['.git', '.git/config', true],
  ['.git', 'web/.git/config', false],
  ['**/.git', 'web/.git/config', true],
  ['**/.git', '.git', true],
  ['/node_modules/', 'node_modules/a/b.js', true],
  ['*', 'a/b', true],
  ['*.md', 'README.md', true],
  ['*.md', 'docs/README.md', false],
  ['**/*.md', 'docs/README.md', true],
  ['**', 'a', true],
  ['temp?', 'tempa', true],
  ['temp?', 'temp', false],
  ['* !src', 'src/app.js', false],
  ['* !src src/*.log', 'src/a.log', true],
  ['!src *', 'src/a', true],
  ['.env*', '.env.local', true],
  ['a*b*c', 'aXbYbZc', true],
  ['a*b*c', 'aXbY', false],
  ['[ab]', 'a', undefined],
];
for (const [patterns, path, isOut] of rows) {
  test(`${patterns || 'nothing'} and ${path}`, () => {
    assert.equal(isIgnored(patterns.split(' ').filter(Boolean), path), isOut);
  });
}

const below: readonly (readonly [patterns: string, path: string, isLetIn: boolean])[] = [
  ['* !src/app.js', 'src', true],
  ['* !docs/a.md', 'src', false],
  ['* src/app.js', 'src', false],
];
for (const [patterns, path, isLetIn] of below) {
  test(`${patterns} and something in ${path}`, () => {
    assert.equal(isLetInBelow(patterns.split(' '), path), isLetIn);
  });
}
