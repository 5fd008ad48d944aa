import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { findChanges } from './line-diff.ts';
import { toPatch } from './patch.ts';

interface Row {
  readonly name: string;
  readonly path?: string;
  readonly before: string | undefined;
  readonly after: string;
}
const many = Array.from({ length: 40 }, (_, index) => `line ${String(index)}\n`);
const rows: readonly Row[] = [
  { name: 'one line in the middle', before: many.join(''), after: many.with(20, 'other\n').join('') },
  { name: 'two hunks far apart', before: many.join(''), after: many.with(3, 'x\n').with(33, 'y\n').join('') },
  { name: 'two changes in one hunk', before: many.join(''), after: many.with(3, 'x\n').with(8, 'y\n').join('') },
  { name: 'first line removed', before: 'a\nb\n', after: 'b\n' },
  { name: 'line added at the end', before: 'a\n', after: 'a\nb\n' },
  { name: 'no newline at the end before', before: 'a\nb', after: 'a\nb\nc\n' },
  { name: 'no newline at the end after', before: 'a\nb\n', after: 'a\nc' },
  { name: 'no newline at the end of either', before: 'a\nb', after: 'x\nb' },
  { name: 'carriage returns', before: 'a\r\nb\r\nc\r\n', after: 'a\r\nx\r\nc\r\n' },
  { name: 'repeated lines', before: 'a\na\nb\na\n', after: 'a\nb\na\na\n' },
  { name: 'a path with spaces', path: 'my app/compose file.yaml', before: 'a\n', after: 'b\n' },
  { name: 'a path with quotes and umlauts', path: 'dür/a"b\\c.yaml', before: 'a\n', after: 'b\n' },
  { name: 'a new file', path: '.dockerignore', before: undefined, after: '.git\n**/.env\n' },
  { name: 'a new file with a space in its path', path: 'my app/.dockerignore', before: undefined, after: '.git\n' },
  { name: 'a path with a tab', path: 'a\tb.yaml', before: 'a\n', after: 'b\n' },
];

test('git applies every patch', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'patch-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const files = rows.map((row, index) => ({ row, path: `${String(index)}/${row.path ?? 'f.yaml'}` }));
  for (const { row, path } of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    if (row.before !== undefined) writeFileSync(join(folder, path), row.before);
  }
  const patch = files.map(({ row, path }) => toPatch(path, row.before, row.after)).join('');
  execFileSync('git', ['apply', '--whitespace=nowarn', '-'], {
    cwd: folder,
    input: patch,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  for (const { row, path } of files) assert.equal(readFileSync(join(folder, path), 'utf8'), row.after, row.name);
});

test('equal texts give no patch', () => {
  assert.equal(toPatch('a', 'same\n', 'same\n'), '');
});
test('a patch names three lines of context and counts them', () => {
  const patch = toPatch('f', many.join(''), many.with(20, 'other\n').join(''));
  assert.equal(
    patch,
    '--- a/f\n+++ b/f\n@@ -18,7 +18,7 @@\n line 17\n line 18\n line 19\n-line 20\n+other\n line 21\n line 22\n line 23\n',
  );
});

const lines = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 20 });
test('changes turn the old lines into the new ones', () => {
  fc.assert(
    fc.property(lines, lines, (a, b) => {
      const out: string[] = [];
      let at = 0;
      for (const change of findChanges(a, b)) {
        out.push(...a.slice(at, change.aFrom), ...b.slice(change.bFrom, change.bTo));
        at = change.aTo;
      }
      assert.deepEqual([...out, ...a.slice(at)], b);
    }),
    { numRuns: 200 },
  );
});
test('texts that are far apart are replaced as one, quickly', () => {
  const a = Array.from({ length: 20_000 }, (_, index) => `a${String(index)}`);
  const b = Array.from({ length: 20_000 }, (_, index) => `b${String(index)}`);
  assert.deepEqual(findChanges(a, b), [{ aFrom: 0, aTo: 20_000, bFrom: 0, bTo: 20_000 }]);
});
