import assert from 'node:assert/strict';
import { test } from 'node:test';
import { maxNamesakes, placedIndex, type NamedPlace } from './placed.ts';

function place(text: string): NamedPlace {
  const [scope = '', namespace = '', folder = '', name = ''] = text.split(' ');
  const at = [{ path: `${folder}/x.yaml` }];
  return { scope, name, at, ...(namespace !== '-' && { namespace }) };
}
/** The same, said of two objects. */
function isSame(a: NamedPlace, b: NamedPlace): boolean {
  if (a.scope !== b.scope || a.name !== b.name) return false;
  if (a.namespace === b.namespace) return true;
  if (a.namespace !== undefined && b.namespace !== undefined) return false;
  return (a.namespace ?? b.namespace) === 'default' || a.at[0]?.path === b.at[0]?.path;
}
const texts = ['s', 't'].flatMap((scope) =>
  ['-', 'a', 'b', 'default'].flatMap((namespace) =>
    ['k', 'l'].flatMap((folder) => ['web', 'db'].map((name) => `${scope} ${namespace} ${folder} ${name}`)),
  ),
);
test('the index finds what a look at each would, and each once', () => {
  const find = placedIndex(texts, place);
  for (const text of texts) {
    const same = texts.filter((other) => isSame(place(text), place(other)));
    assert.deepEqual([...find(place(text))].sort(), same.sort(), text);
  }
});
const rows: readonly (readonly [one: string, other: string, found: boolean])[] = [
  ['s a k web', 's a l web', true],
  ['s a k web', 's b k web', false],
  ['s a k web', 't a k web', false],
  ['s a k web', 's a k db', false],
  ['s - k web', 's - l web', true],
  ['s - k web', 's a k web', true],
  ['s - k web', 's a l web', false],
  ['s - k web', 's default l web', true],
];
for (const [one, other, found] of rows) {
  test(`${one} and ${other}`, () => {
    assert.equal(placedIndex([one], place)(place(other)).length === 1, found);
    assert.equal(placedIndex([other], place)(place(one)).length === 1, found);
  });
}
test('namesakes without end are cut', () => {
  const many = Array.from({ length: maxNamesakes * 2 }, (_, index) => `s a k${String(index)} web`);
  assert.equal(placedIndex(many, place)(place('s a k web')).length, maxNamesakes);
});
