import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import path from 'node:path';
import { test } from 'node:test';

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
