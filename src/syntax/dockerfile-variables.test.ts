// What BuildKit expands a word to: one row, one fact.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { expandWord, type VariableValue } from './dockerfile-variables.ts';
import { processorMs, startedNow } from '../../test/processor-time.ts';

const values = new Map<string, VariableValue>([
  ['A', { value: 'alpha' }],
  ['EMPTY', { value: '' }],
  ['FILE', { value: 'a/b/c.tar.gz' }],
  ['DARK', {}],
]);
const rows: readonly (readonly [fact: string, raw: string, expected: string | readonly string[]])[] = [
  ['plain text', 'x', 'x'],
  ['a variable', '$A', 'alpha'],
  ['a variable in braces', '${A}b', 'alphab'],
  ['two variables', '$A-${A}', 'alpha-alpha'],
  ['double quotes come off', '"x $A"', 'x alpha'],
  ['single quotes keep it', "'$A'", '$A'],
  ['an escaped dollar', '\\$A', '$A'],
  ['an escaped letter', 'a\\ b', 'a b'],
  ['an escape inside double quotes stays', '"a\\b"', 'a\\b'],
  ['a default for what is not set', '${NONE:-x}', 'x'],
  ['a default for what is empty', '${EMPTY:-x}', 'x'],
  ['without a colon empty is set', '${EMPTY-x}', ''],
  ['no default for what is set', '${A:-x}', 'alpha'],
  ['a default that is a variable', '${NONE:-$A}', 'alpha'],
  ['a default in a default', '${NONE:-${ALSO:-x}}', 'x'],
  ['an alternative for what is set', '${A:+x}', 'x'],
  ['no alternative for what is not', '${NONE:+x}', ''],
  ['the other branch does not matter', '${A:-$NONE}', 'alpha'],
  ['a prefix off', '${FILE#a/}', 'b/c.tar.gz'],
  ['up to the first', '${FILE#*/}', 'b/c.tar.gz'],
  ['up to the last', '${FILE##*/}', 'c.tar.gz'],
  ['a suffix off', '${FILE%.gz}', 'a/b/c.tar'],
  ['from the last on', '${FILE%.*}', 'a/b/c.tar'],
  ['from the first on', '${FILE%%.*}', 'a/b/c'],
  ['one replaced', '${FILE/a/x}', 'x/b/c.tar.gz'],
  ['all replaced', '${FILE//./_}', 'a/b/c_tar_gz'],
  ['not set', '$NONE', ['NONE']],
  ['set to something unknown', '$DARK', ['DARK']],
  ['a default does not help against that', '${DARK:-x}', ['DARK']],
  ['a demanded value', '${NONE:?no}', ['NONE']],
  ['brackets are no pattern', '${FILE#*[a]}', 'a/b/c.tar.gz'],
  ['an escape that escapes nothing', String.raw`${'$'}{FILE#\x}`, []],
  ['an open brace', '${A', []],
  ['a dollar alone', 'a$', 'a$'],
  ['__proto__ is a name', '$__proto__', ['__proto__']],
  ['too much of it', '$A'.repeat(30), []],
  ['too deep', `${'${NONE:-'.repeat(20)}x${'}'.repeat(20)}`, []],
];
for (const [fact, raw, expected] of rows) {
  test(`variables: ${fact}`, () => {
    const { text, missing } = expandWord(raw, { escape: '\\', lookup: (name) => values.get(name), maxLength: 100 });
    if (typeof expected === 'string') assert.equal(text, expected);
    else assert.deepEqual({ text, missing }, { text: undefined, missing: expected });
  });
}
test('a hostile word is expanded in linear time', () => {
  const start = startedNow();
  for (const raw of [
    '${A:-'.repeat(200_000),
    '"$A'.repeat(300_000),
    '\\'.repeat(1_000_000),
    "'".repeat(999_999),
    '${'.repeat(500_000),
  ]) {
    expandWord(raw, { escape: '\\', lookup: (name) => values.get(name), maxLength: 1_000_000 });
  }
  assert.ok(processorMs(start) < 2000);
});
