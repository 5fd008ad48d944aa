// Which line of a file a rendered line is, where that can be told at all.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openRendered, toWritten } from './written-lines.ts';

const rows: readonly (readonly [
  fact: string,
  rendered: string,
  written: string,
  lines: readonly (number | undefined)[],
  indented?: boolean,
])[] = [
  ['the same words', 'a: 1\nb: 2', 'x: 0\nb: 2\na: 1', [3, 2]],
  ['other words', 'a: 1', 'a: 2', [undefined]],
  ['words that are there twice', 'a: 1', 'a: 1\nb: 2\na: 1', [undefined]],
  ['words that came out twice', 'a: 1\nb: 2\na: 1', 'a: 1\nb: 2', [undefined, 2, undefined]],
  ['deeper than it was written', '  a: 1', 'a: 1', [undefined]],
  ['deeper, where indentation is free', '  a: 1', 'a: 1', [1], false],
  ['blanks at the end', 'a: 1  ', 'a: 1\t', [1]],
  ['no words', '---\n-\n', '---\n-\n', [undefined, undefined, undefined]],
  ['an action for a value', 'a: 1\nb: 2', 'a: {{ .Values.a }}\nb: {{ .Values.b }}', [1, 2]],
  ['an action within a value', 'image: "x:1"', 'image: "{{ .x }}:{{ .y }}"', [1]],
  ['actions with one beginning', 'a: 1', 'a: {{ .x }}\na: {{ .y }}', [undefined]],
  ['an action that came out twice', 'a: 1\na: 2', 'a: {{ .x }}', [undefined, undefined]],
  ['an action without a key', 'a: 1', '{{ .x }}', [undefined]],
  ['an action behind a dash', '- a', '- {{ .x }}', [undefined]],
  ['words before an action', 'a: 1', 'a: 1\na: {{ .x }}', [1]],
  ['nothing written', 'a: 1', '', [undefined]],
];
for (const [fact, rendered, written, lines, indented = true] of rows) {
  test(`a rendered line: ${fact}`, () => {
    const lineOf = openRendered(rendered, toWritten(written, { indented }));
    assert.deepEqual(
      rendered.split('\n').map((_, index) => lineOf(index + 1)),
      lines,
    );
  });
}
test('a line that is not there', () =>
  assert.equal(openRendered('a: 1', toWritten('a: 1', { indented: true }))(9), undefined));
test('a file full of lines that are alike is asked in vain, and soon', () => {
  const written = toWritten('a: x{{ . }}\n'.repeat(100_000), { indented: true });
  const lineOf = openRendered(Array.from({ length: 100_000 }, (_, at) => `a: ${at}`).join('\n'), written);
  for (let line = 1; line <= 100_000; line += 1) assert.equal(lineOf(line), undefined);
});
