// Where the nodes of a text begin and end, and that no text costs more than its length.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseJson } from './json.ts';
import { openLines } from './lines.ts';
import { parseInteger, toBoolean } from './scalar.ts';
import { decodeText } from './text.ts';
import { followAlias } from './tree.ts';
import type { ParsedText, YamlNode } from './tree.ts';
import { parseYaml, parseYamlParts } from './yaml.ts';

/** Every node as its own text, members in brackets. */
function shape(text: string, node: YamlNode | undefined): unknown {
  if (node === undefined) return undefined;
  const own = text.slice(node.start, node.end);
  if (node.kind === 'map') return [own, node.pairs.map(({ key, value }) => [key.value, shape(text, value)])];
  return node.kind === 'list' ? [own, node.items.map((item) => shape(text, item))] : own;
}
const shapes: readonly (readonly [fact: string, text: string, wanted: unknown])[] = [
  ['a plain scalar', 'a', 'a'],
  ['quotes are part of the node', "a: 'b'", ["a: 'b'", [['a', "'b'"]]]],
  ['anchor and tag are not', 'a: &x !!str b', ['a: &x !!str b', [['a', 'b']]]],
  ['a block scalar has its header', 'a: |-  # c\n  b\n', ['a: |-  # c\n  b\n', [['a', '|-  # c\n  b\n']]]],
  ['a comment between key and block scalar', 'a: # > c\n  >\n  b\n', ['a: # > c\n  >\n  b\n', [['a', '>\n  b\n']]]],
  [
    'a block list ends with its last item',
    'a:\n- 1\n- 2\n\n# c\n',
    ['a:\n- 1\n- 2', [['a', ['- 1\n- 2', ['1', '2']]]]],
  ],
  [
    'a flow list ends with its bracket',
    'a: [1, # ]\n 2 ]',
    ['a: [1, # ]\n 2 ]', [['a', ['[1, # ]\n 2 ]', ['1', '2']]]]],
  ],
  [
    'a flow map',
    '{a: b, c}',
    [
      '{a: b, c}',
      [
        ['a', 'b'],
        ['c', ''],
      ],
    ],
  ],
  ['an alias keeps its place', '[&x a, *x]', ['[&x a, *x]', ['a', '*x']]],
  ['JSON within YAML', '{"a": ["b"]}', ['{"a": ["b"]}', [['a', ['["b"]', ['"b"']]]]]],
];
for (const [fact, text, wanted] of shapes) {
  test(fact, () => assert.deepEqual(shape(text, parseYaml(text).documents[0]?.root), wanted));
}

const gaps: readonly (readonly [fact: string, text: string, offset: number])[] = [
  ['behind the colon', 'a:\nb: 1', 2],
  ['behind a colon apart', 'a :\nb: 1', 3],
  ['behind the anchor', 'a: &x\nb: 1', 5],
  ['behind the last key', 'x: 1\na:', 7],
  ['in flow', '{a: , b: 1}', 3],
  ['where there is no colon', '{a, b: 1}', 2],
];
for (const [fact, text, offset] of gaps) {
  test(`an empty value stands ${fact}`, () => {
    const root = parseYaml(text).documents[0]?.root;
    const pair = root?.kind === 'map' ? root.pairs.find(({ key }) => key.value === 'a') : undefined;
    assert.equal(pair?.value.start, offset);
    assert.equal(pair?.value.end, offset);
    assert.equal(pair?.value.kind === 'scalar' && pair.value.empty, true);
  });
}

test('a bad document keeps its number and spares the others', () => {
  const { documents, problems } = parseYaml('a: 1\n---\nb: [\n---\nc: 3\n');
  assert.deepEqual(
    documents.map(({ root }) => root !== undefined),
    [true, false, true],
  );
  assert.deepEqual(
    problems.map(({ code, document }) => [code, document]),
    [['bad-syntax', 1]],
  );
  assert.equal(openLines('a: 1\n---\nb: [\n').lineOf(problems[0]?.offset ?? 0), 3);
});
test('offsets behind a bad document are those of the whole text', () => {
  const text = 'a: [\n---\nc: 3\n';
  assert.deepEqual(shape(text, parseYaml(text).documents[1]?.root), ['c: 3', [['c', '3']]]);
});
test('documents are numbered the same with and without a bad one', () => {
  for (const head of ['', '---\n', '# c\n---\n', '%YAML 1.2\n---\n', '\ufeff---\n']) {
    const good = parseYaml(`${head}a: 1\n...\n---\n---\nb: 1\n`);
    const bad = parseYaml(`${head}a: 1\n...\n---\n---\nb: [\n`);
    assert.equal(bad.documents.length, good.documents.length, JSON.stringify(head));
  }
});
test('an alias leads to what the anchor had last', () => {
  const root = parseYaml('[&x a, *x, &x b, *x, *y]').documents[0]?.root;
  const items = root?.kind === 'list' ? root.items : [];
  const values = items
    .map((item) => followAlias(item)?.node)
    .map((node) => (node?.kind === 'scalar' ? node.value : '-'));
  assert.deepEqual(values, ['a', 'a', 'b', 'b', '-']);
});
test('no tree contains itself', () => {
  const root = parseYaml('&x [*x]').documents[0]?.root;
  assert.equal(root?.kind === 'list' && root.items[0] !== undefined && followAlias(root.items[0]), undefined);
});
test('repeated keys are found, the merge key not', () => {
  const names = (parsed: ParsedText): unknown => parsed.documents[0]?.repeated?.map(({ value }) => value);
  assert.deepEqual(names(parseYaml('a: 1\nb: {c: 1, c: 2}\na: 2\n<<: {}\n<<: {}')), ['c', 'a']);
  assert.deepEqual(names(parseJson('{"a": 1, "a": 2}')), ['a']);
  assert.equal(names(parseYaml('a: {x: 1}\nb: {x: 1}')), undefined);
  const many = Array.from({ length: 40 }, (_, index) => `k${String(index % 39)}: 1\n`).join('');
  assert.deepEqual(names(parseYaml(many)), ['k0']);
});

const costly: readonly (readonly [fact: string, text: string, code: string | undefined])[] = [
  ['lists in lists', '- '.repeat(100_000), 'limit-reached'],
  ['brackets in brackets', '['.repeat(100_000), 'limit-reached'],
  ['documents', '---\n'.repeat(20_000), undefined],
  ['bad documents', '---\n[\n'.repeat(2000), 'bad-syntax'],
  ['more values than anyone wrote', 'a,'.repeat(2_100_000), 'limit-reached'],
  ['a quote that never ends', `a: "${'x\n '.repeat(100_000)}`, 'bad-syntax'],
  ['blank lines', `a:${'\n'.repeat(300_000)}b: 1`, undefined],
  ['empty items', '-\n'.repeat(20_000), undefined],
  ['a NUL', 'a: \0', 'bad-syntax'],
  ['a tab for indentation', 'a:\n\tb: 1', 'bad-syntax'],
];
for (const [fact, text, code] of costly) {
  test(`survives ${fact}`, () => assert.equal(parseYaml(text).problems[0]?.code, code));
}
test('the parts of a large text are parsed as they are asked for, and come to the same', () => {
  const text = `a: ${'x'.repeat(1 << 20)}\n---\nb: 1\n---\nc: [\n---\nd: 2\n`;
  const parts = parseYamlParts(text);
  const first = parts.next();
  assert.equal(first.done === true ? undefined : first.value.documents.length, 1);
  const all = [...(first.done === true ? [] : [first.value]), ...parts];
  const { documents, problems } = parseYaml(text);
  assert.deepEqual(
    all.flatMap((part) => part.documents),
    documents,
  );
  assert.deepEqual(
    all.flatMap((part) => part.problems),
    problems,
  );
  assert.deepEqual([documents.length, problems.map(({ document }) => document)], [4, [2]]);
});
test('values are counted over all documents', () => {
  const { problems } = parseYaml('[a, b, c]\n---\n[d, e, f]\n', { maxDepth: 10, maxNodes: 7 });
  assert.equal(problems[0]?.code, 'limit-reached');
});

const json: readonly (readonly [fact: string, text: string, value: unknown])[] = [
  ['an object', '{"a": [1, -2.5e3, true, null, "x"]}', undefined],
  ['a byte order mark', '\ufeff{}', undefined],
  ['escapes', '"\\u00e9\\n\\"\\\\"', undefined],
  ['a comma too many', '{"a": 1,}', '8'],
  ['a comma missing', '[1 2]', '3'],
  ['a bare key', '{a: 1}', '1'],
  ['a single quote', "{'a': 1}", '1'],
  ['an escape that is none', String.raw`"\x"`, '0'],
  ['a line end in a string', '"a\nb"', '2'],
  ['a leading zero', '01', '0'],
  ['something behind', '1 1', '2'],
  ['nothing', '', '0'],
  ['an end too early', '"abc', '4'],
  ['a comment', '// c\n{}', '0'],
];
for (const [fact, text, offset] of json) {
  test(`JSON: ${fact}`, () => {
    const [problem] = parseJson(text).problems;
    assert.equal(problem === undefined ? undefined : String(problem.offset), offset);
    // The standard library takes and refuses the same, but for the mark.
    const standard = (): unknown => JSON.parse(text.replace('\ufeff', ''));
    if (offset === undefined) assert.doesNotThrow(standard);
    else assert.throws(standard);
  });
}
test('JSON: nesting is bounded', () => {
  assert.equal(parseJson('['.repeat(200_000)).problems[0]?.code, 'limit-reached');
});
test('JSON: strings are decoded', () => {
  const root = parseJson(String.raw`"a\u0041\n"`).documents[0]?.root;
  assert.equal(root?.kind === 'scalar' && root.value, 'aA\n');
});

const integers: readonly (readonly [text: string, value: number | undefined])[] = [
  ['0', 0],
  ['1000', 1000],
  ['-1', -1],
  ['0755', 493],
  ['0o17', 15],
  ['0x1F', 31],
  ['1_000', 1000],
  ['1e3', 1000],
  ['1.0', 1],
  ['1.5', undefined],
  ['99999999999999999999', undefined],
  ['', undefined],
  ['1k', undefined],
];
for (const [text, value] of integers) {
  test(`${JSON.stringify(text)} as a whole number`, () => assert.equal(parseInteger(text), value));
}
test('booleans are those of go-yaml, unless they are quoted or tagged', () => {
  const root = parseYaml('[true, yes, ON, "true", !!str true, off, 1, tRue]').documents[0]?.root;
  const items = root?.kind === 'list' ? root.items : [];
  assert.deepEqual(
    items.map((item) => (item.kind === 'scalar' ? toBoolean(item) : 'none')),
    [true, true, true, undefined, undefined, false, undefined, undefined],
  );
});

const encodings: readonly (readonly [fact: string, bytes: readonly number[], text: string | undefined])[] = [
  ['UTF-8', [0x61, 0xc3, 0xa9], 'aé'],
  ['UTF-8 with a mark', [0xef, 0xbb, 0xbf, 0x61], '\ufeffa'],
  ['UTF-16 little end first', [0xff, 0xfe, 0x61, 0], '\ufeffa'],
  ['UTF-16 big end first, no mark', [0, 0x61, 0, 0x3a], 'a:'],
  ['neither', [0x61, 0xff], undefined],
];
for (const [fact, bytes, text] of encodings) {
  test(`decodes ${fact}`, () => {
    const decoded = decodeText(new Uint8Array(bytes));
    assert.equal('text' in decoded ? decoded.text : undefined, text);
  });
}
test('lines and columns count from 1', () => {
  const lines = openLines('ab\r\ncd\n');
  assert.deepEqual(
    [lines.positionOf(5).column, lines.lineOf(0), lines.lineOf(3), lines.lineOf(4), lines.lineOf(7)],
    [2, 1, 1, 2, 3],
  );
});
test('a line is found in whatever order one asks', () => {
  const text = Array.from({ length: 60 }, (_, index) => 'x'.repeat(index % 5)).join('\n');
  const lines = openLines(text);
  const offsets = Array.from({ length: text.length + 1 }, (_, offset) => offset);
  for (const step of [1, 7, 31, text.length - 1]) {
    for (const offset of offsets.map((at) => (at * step) % (text.length + 1))) {
      const before = text.slice(0, offset).split('\n');
      assert.deepEqual(lines.positionOf(offset), { line: before.length, column: (before.at(-1) ?? '').length + 1 });
    }
  }
});
