// What is kept of earlier runs makes starts faster and never changes what they do.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { before, test } from 'node:test';
import { bundle } from '../scripts/bundle.ts';
import { root, scratch } from './plimsoll.ts';

const dist = path.join(scratch(), 'dist');
const kept = path.join(dist, 'compile-cache');
before(() => bundle(dist));

const scanArgs = ['scan', 'examples/harbour', '--only', 'config', '--format', 'json'];
function run(args: readonly string[]): { readonly status: number | null; readonly stdout: string } {
  const { status, stdout } = spawnSync(process.execPath, [path.join(dist, 'plimsoll.cjs'), ...args], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  });
  return { status, stdout };
}
function keptFiles(): readonly string[] {
  return readdirSync(kept, { recursive: true, encoding: 'utf8' })
    .map((name) => path.join(kept, name))
    .filter((file) => statSync(file).isFile())
    .sort();
}
function stamps(): readonly string[] {
  return keptFiles().map((file) => `${file} ${statSync(file).mtimeMs}`);
}

for (const [version, says] of [
  ['20.19.0', 'plimsoll: needs Node 24.15 or later; this is 20.19.0\n'],
  ['24.14.9', 'plimsoll: needs Node 24.15 or later; this is 24.14.9\n'],
  ['26.0.0', ''],
] as const)
  test(`started by Node ${version}`, () => {
    const other = path.join(dist, 'other-version.cjs');
    writeFileSync(other, `Object.defineProperty(process, 'versions', { value: { node: '${version}' } });`);
    const { status, stderr } = spawnSync(
      process.execPath,
      ['-r', other, path.join(dist, 'plimsoll.cjs'), '--version'],
      { encoding: 'utf8' },
    );
    assert.deepEqual({ status, stderr }, { status: says === '' ? 0 : 2, stderr: says });
  });

test('a run keeps what it compiled, and one like it adds nothing', () => {
  rmSync(kept, { recursive: true, force: true });
  const first = run(scanArgs);
  const before = stamps();
  assert.ok(
    before.some((line) => line.includes('scan-command')),
    before.join('\n'),
  );
  assert.deepEqual(run(scanArgs), first);
  assert.deepEqual(stamps(), before);
});

test('a run of another kind adds to it', () => {
  const command = keptFiles().find((file) => file.includes('cli.js')) ?? '';
  const before = statSync(command).size;
  run(['explain', 'wl-privileged']);
  assert.ok(statSync(command).size > before);
});

test('files that were written in part are not believed', () => {
  const expected = run(scanArgs);
  for (const share of [0.1, 0.5, 0.9]) {
    for (const file of keptFiles()) {
      const bytes = readFileSync(file);
      const at = Math.floor(bytes.length * share);
      writeFileSync(file, bytes.fill(0, at, Math.min(at + 512, bytes.length)));
    }
    assert.deepEqual(run(scanArgs), expected, `zeros at ${share}`);
  }
  for (const file of keptFiles()) writeFileSync(file, readFileSync(file).subarray(0, -100));
  assert.deepEqual(run(scanArgs), expected);
});

test('a folder that cannot be written to changes nothing', () => {
  const expected = run(scanArgs);
  rmSync(kept, { recursive: true });
  writeFileSync(kept, '');
  assert.deepEqual(run(scanArgs), expected);
  rmSync(kept);
  mkdirSync(kept);
});
