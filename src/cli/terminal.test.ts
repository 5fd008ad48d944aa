// What is written in pieces arrives as a whole.
import assert from 'node:assert/strict';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { writePieces } from './terminal.ts';

function written(pieces: Iterable<string>): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'plimsoll-terminal-'));
  try {
    const file = path.join(folder, 'out');
    const fd = openSync(file, 'w');
    writePieces(fd, pieces);
    closeSync(fd);
    return readFileSync(file, 'utf8');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
const rows: readonly (readonly [what: string, pieces: readonly string[]])[] = [
  ['nothing', []],
  ['one short piece', ['{}\n']],
  ['many short pieces', Array.from({ length: 50_000 }, (_, index) => `${index}\n`)],
  ['one piece longer than the memory for it', ['x'.repeat(1_000_000)]],
  ['characters of three bytes', ['…'.repeat(200_000)]],
  ['characters of two units, at every offset', ['a', '𝄞'.repeat(100_000), 'é', '𝄞'.repeat(100_001)]],
];
for (const [what, pieces] of rows) {
  test(what, () => assert.ok(written(pieces) === pieces.join('')));
}
