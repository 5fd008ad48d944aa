import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clipped, padEnd, padStart, printable, shortened, widthOf, wrapped } from './printable.ts';
import { processorMs, startedNow } from '../../test/processor-time.ts';

const rows: readonly (readonly [fact: string, text: string, shown: string])[] = [
  ['letters stay', 'a é ß 漢 🚢', 'a é ß 漢 🚢'],
  ['a newline', 'a\nb', String.raw`a\u000ab`],
  ['a tab', 'a\tb', String.raw`a\u0009b`],
  ['an escape sequence', '\u001b[31mred', String.raw`\u001b[31mred`],
  ['a C1 control', '\u009b31m', String.raw`\u009b31m`],
  ['a bell', '\u0007', String.raw`\u0007`],
  ['a carriage return', 'safe\rgood', String.raw`safe\u000dgood`],
  ['a bidirectional override', 'a\u202eb', String.raw`a\u202eb`],
  ['a bidirectional isolate', 'a\u2066b', String.raw`a\u2066b`],
  ['an Arabic letter mark', '\u061c', String.raw`\u061c`],
  ['a zero width space', 'a\u200bb', String.raw`a\u200bb`],
  ['a zero width joiner', 'a\u200db', String.raw`a\u200db`],
  ['a soft hyphen', 'a\u00adb', String.raw`a\u00adb`],
  ['a byte order mark', '\ufeffa', String.raw`\ufeffa`],
  ['a line separator', 'a\u2028b', String.raw`a\u2028b`],
  ['a Hangul filler', '\u3164', String.raw`\u3164`],
  ['a tag', 'a\u{e0041}', String.raw`a\u{e0041}`],
  ['a lone surrogate', 'a\ud800b', String.raw`a\ud800b`],
];
for (const [fact, text, shown] of rows) test(`printable: ${fact}`, () => assert.equal(printable(text), shown));

const widths: readonly (readonly [fact: string, text: string, width: number])[] = [
  ['a letter', 'a', 1],
  ['an accent of its own', 'e\u0301', 1],
  ['a Chinese sign', '漢', 2],
  ['an emoji', '🚢', 2],
  ['an arrow', '→', 1],
];
for (const [fact, text, width] of widths) test(`width of ${fact}`, () => assert.equal(widthOf(text), width));

test('padding counts columns, not characters', () => {
  assert.equal(padEnd('漢', 4), '漢  ');
  assert.equal(padStart('漢', 4), '  漢');
});
test('what fits is not cut', () => {
  assert.equal(clipped('abc', 3, '…'), 'abc');
  assert.equal(shortened('abc', 3, '…'), 'abc');
});
test('a text is cut at its end', () => assert.equal(clipped('abcdef', 4, '…'), 'abc…'));
test('a path is shortened in its middle', () => {
  assert.equal(shortened('deploy/very/long/path/compose.yaml', 20, '…'), 'deploy…/compose.yaml');
});
for (const text of ['漢漢漢漢漢漢', 'a漢a漢a漢a漢', '🚢🚢🚢🚢🚢']) {
  test(`no cut is wider than its room: ${text}`, () => {
    for (let width = 3; width < 12; width += 1) {
      assert.ok(widthOf(clipped(text, width, '…')) <= width);
      assert.ok(widthOf(shortened(text, width, '…')) <= width);
    }
  });
}
test('words are wrapped', () => assert.deepEqual(wrapped('aa bb cc', 5), ['aa bb', 'cc']));
test('a word without end is cut into pieces', () => {
  const lines = wrapped(`x ${'y'.repeat(30)} z`, 10);
  assert.ok(
    lines.every((line) => widthOf(line) <= 10),
    lines.join('|'),
  );
  assert.equal(lines.join('').replaceAll(' ', ''), `x${'y'.repeat(30)}z`);
});
test('a megabyte of it takes no time', () => {
  const started = startedNow();
  assert.ok(wrapped('y'.repeat(1_000_000), 76).length > 10_000);
  assert.ok(processorMs(started) < 5000);
});
