// What is written in pieces arrives as a whole.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
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

const terminal = path.join(import.meta.dirname, 'terminal.ts');

test('a reader that goes away ends the run quietly, and is no pass', async () => {
  const program = `import { writeAll } from ${JSON.stringify(terminal)}; writeAll(1, 'x'.repeat(5_000_000));`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', program]);
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
  child.stdout.once('data', () => child.stdout.destroy());
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  assert.deepEqual([code, said], [2, '']);
});
