// What a run loads, counted: a start is slow because of what nobody needed.
import assert from 'node:assert/strict';
import { statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { makeDockerArchive } from './make-image.ts';
import { makeTar } from './make-tar.ts';
import { plimsoll, scratch } from './plimsoll.ts';

const folder = scratch();
const hook = path.join(folder, 'hook.cjs');
writeFileSync(
  hook,
  `const fs = require('node:fs');
  const { readFileSync } = fs;
  const ours = [];
  fs.readFileSync = (file, ...options) => {
    if (/dist.[^\\/]+\\.js$/.test(file)) ours.push(file);
    return readFileSync(file, ...options);
  };
  process.on('exit', () => {
    fs.writeSync(2, '\\nloaded ' + JSON.stringify({ ours, node: process.moduleLoadList }) + '\\n');
  });`,
);
interface Loaded {
  /** Files of the program. */
  readonly ours: readonly string[];
  /** Modules of Node and bindings, as it names them. */
  readonly node: readonly string[];
}
async function loadedBy(args: readonly string[]): Promise<Loaded> {
  const { stderr, code } = await plimsoll(args, { env: { NODE_OPTIONS: `--require ${hook}` } });
  assert.equal(code, 0, stderr);
  return JSON.parse(/^loaded (.*)$/mu.exec(stderr)?.[1] ?? '') as Loaded;
}
function kilobytesOf({ ours }: Loaded): number {
  return ours.reduce((total, file) => total + statSync(file).size, 0) / 1024;
}
function modulesAmong({ node }: Loaded, names: readonly string[]): readonly string[] {
  return names.filter((name) => node.includes(`NativeModule ${name}`));
}
const large = ['net', 'tty', 'child_process', 'http', 'zlib', 'sqlite', 'worker_threads', 'perf_hooks'];

test('--version loads the command line and no more', async () => {
  const loaded = await loadedBy(['--version']);
  assert.equal(loaded.ours.length, 2, loaded.ours.join('\n'));
  assert.ok(kilobytesOf(loaded) <= 110, `${kilobytesOf(loaded)} KB`);
  assert.deepEqual(modulesAmong(loaded, [...large, 'stream', 'crypto']), []);
});

test('the packages of an archive cost neither checks nor decompressors', async () => {
  const archive = path.join(folder, 'image.tar');
  const layer = makeTar([
    { path: 'etc/os-release', content: 'ID=debian\nVERSION_ID="12"\n' },
    { path: 'var/lib/dpkg/status', content: 'Package: a\nStatus: install ok installed\nVersion: 1\n' },
  ]);
  writeFileSync(archive, makeDockerArchive([{ layers: [layer] }]));
  const loaded = await loadedBy(['scan', archive, '--only', 'packages', '--no-cache', '--format', 'json']);
  assert.ok(kilobytesOf(loaded) <= 340, `${kilobytesOf(loaded)} KB in\n${loaded.ours.join('\n')}`);
  assert.deepEqual(modulesAmong(loaded, large), []);
  assert.deepEqual(
    loaded.ours.filter((file) => /checks|yaml|table|fix-plan|graph|reach/u.test(path.basename(file))),
    [],
  );
});
