// The generated pages are those that the tables give, and every page that a page names is there.
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { edgeWordsText } from '../scripts/edge-words.ts';
import { checksPage, errorsPage } from '../scripts/pages.ts';
import { root } from './plimsoll.ts';

test('docs/checks.md is current', () =>
  assert.equal(readFileSync(path.join(root, 'docs/checks.md'), 'utf8'), checksPage()));
test('docs/errors.md is current', () =>
  assert.equal(readFileSync(path.join(root, 'docs/errors.md'), 'utf8'), errorsPage()));
test('data/edge-words.json is current', async () =>
  assert.equal(readFileSync(path.join(root, 'data/edge-words.json'), 'utf8'), await edgeWordsText()));

const pages = [
  'README.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  ...readdirSync(path.join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];
for (const page of pages) {
  test(`links of ${page} lead somewhere`, () => {
    const text = readFileSync(path.join(root, page), 'utf8');
    const links = [...text.matchAll(/\]\((?!https?:|#)([^)#]+)/gu)].map((match) => match[1] ?? '');
    assert.deepEqual(
      links.filter((link) => !existsSync(path.join(root, path.dirname(page), link))),
      [],
    );
  });
}
