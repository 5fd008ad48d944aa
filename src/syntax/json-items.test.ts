import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findJsonList, readJsonItems } from './json-items.ts';
import { parseJson } from './json.ts';
import { toKeptText } from './key-name.ts';
import { treeLimits } from './tree.ts';

const tricky = `{
  "apiVersion": "v1", "note": "\\"items\\": [", "inner": {"items": [1]},
  "items": [
    {"a": "}]{[\\\\\\""},
    {"b": [{}, {"c": "\\""}]},  {"d": "é\\\\"}
  ], "kind": "List"
}`;
async function* inParts(text: string, size: number): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
async function itemsOf(text: string, size = 7, maxItemBytes = 1000): Promise<readonly string[]> {
  const list = findJsonList(Buffer.from(text), 'items');
  assert.ok(list);
  const items: string[] = [];
  for await (const some of readJsonItems(inParts(text, size), { skip: list.length, maxItemBytes }))
    items.push(...some.map(({ bytes, line, column }) => `${line}:${column} ${Buffer.from(bytes).toString()}`));
  return items;
}

for (const size of [1, 2, 3, 7, 64, 4096])
  test(`items in parts of ${size} bytes`, async () => {
    assert.deepEqual(await itemsOf(tricky, size), [
      '4:5 {"a": "}]{[\\\\\\""}',
      '5:5 {"b": [{}, {"c": "\\""}]}',
      '5:32 {"d": "é\\\\"}',
    ]);
  });

for (const [name, text] of [
  ['a list of lists', '[{"items": []}]'],
  ['a list in a member', '{"spec": {"items": []}}'],
  ['a text of that name', '{"kind": "items", "other": []}'],
  ['a value of that name', '{"items": {"items": 1}}'],
  ['one that begins too late', '{"items'],
] as const)
  test(`no long list: ${name}`, () => assert.equal(findJsonList(Buffer.from(text), 'items'), undefined));

for (const [name, text, why] of [
  ['cut off between items', '{"items": [\n{},', /cut off after line 2/u],
  ['cut off in an item', '{"items": [{"a": ', /cut off/u],
  ['a number', '{"items": [{}, 1]}', /"1" in line 1, where an item of the list should stand/u],
  ['a list', '{"items": [[]]}', /"\["/u],
  ['the wrong bracket', '{"items": [{}}', /"\}"/u],
  ['a large item', `{"items": [{"a": "${'x'.repeat(2000)}"}]}`, /item in line 1 has more than 1000 bytes/u],
] as const)
  test(`refused: ${name}`, () => assert.rejects(itemsOf(text), why));

test('a member that nobody asks about is passed over', () => {
  const text = '{"a": {"skip": {"b": ["}", "\\\\\\"", {}]}, "c": 1}, "skip": 2}';
  const { documents, problems } = parseJson(text, treeLimits, { skip: 'skip' });
  assert.deepEqual(problems, []);
  const [root] = documents;
  assert.ok(root?.root?.kind === 'map');
  const [first, second] = root.root.pairs;
  assert.equal(second?.value.kind, 'scalar');
  assert.ok(first?.value.kind === 'map');
  assert.deepEqual(
    first.value.pairs.map(({ key, value }) => [key.value, value.kind, text.slice(value.start, value.end)]),
    [
      ['skip', 'list', '{"b": ["}", "\\\\\\"", {}]}'],
      ['c', 'scalar', '1'],
    ],
  );
});
for (const text of ['{"skip": {"a": ', '{"skip": ["a"', '{"skip": {"a": "'])
  test(`what is passed over has an end: ${text}`, () =>
    assert.equal(parseJson(text, treeLimits, { skip: 'skip' }).problems.length, 1));

for (const text of ['', 'short', '__proto__ and more', 'x'.repeat(300), '12345678901234567', 'é'.repeat(100)])
  test(`a kept text is the same: ${text.slice(0, 20)}`, () => assert.equal(toKeptText(text), text));
