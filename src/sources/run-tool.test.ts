// Programs are found where they are the user's, and started with nothing of the user's and within bounds.
import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as breathe } from 'node:timers/promises';
import { findTool } from './find-tool.ts';
import { runTool, type ToolBounds, type ToolResult } from './run-tool.ts';

const work = mkdtempSync(path.join(tmpdir(), 'plimsoll-tool-'));
after(() => rmSync(work, { recursive: true, force: true }));
let made = 0;
function folder(): string {
  made += 1;
  const fresh = path.join(work, String(made));
  mkdirSync(fresh);
  return fresh;
}
function script(file: string, text: string): string {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, `#!/bin/sh\n${text}\n`);
  chmodSync(file, 0o755);
  return file;
}
interface Asked {
  readonly args?: readonly string[];
  readonly bounds?: Partial<ToolBounds>;
  readonly signal?: AbortSignal;
}
async function ran(
  text: string,
  { args = [], bounds, signal = new AbortController().signal }: Asked = {},
): Promise<ToolResult> {
  const program = script(path.join(folder(), 'tool'), text);
  return runTool({ program, args, folder: folder(), signal, ...(bounds && { bounds }) });
}

test('arguments arrive as they are, no shell between', async () => {
  const args = ['a b', '$(id)', '; exit 1', ''];
  assert.deepEqual(await ran('for a in "$@"; do printf "<%s>" "$a"; done', { args }), {
    stdout: args.map((one) => `<${one}>`).join(''),
  });
});
test('nothing of the environment is handed on, and no proxy leads out', async () => {
  process.env['PLIMSOLL_TEST_SECRET'] = 'x';
  const result = await ran('/usr/bin/env');
  delete process.env['PLIMSOLL_TEST_SECRET'];
  assert.ok('stdout' in result);
  const found = new Map(
    result.stdout
      .trim()
      .split('\n')
      .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  );
  // A shell sets these by itself.
  for (const name of ['PWD', 'OLDPWD', 'SHLVL', '_']) found.delete(name);
  assert.deepEqual([...found.keys()].sort(), [
    'ALL_PROXY',
    'GIT_ALLOW_PROTOCOL',
    'HELM_CACHE_HOME',
    'HELM_CONFIG_HOME',
    'HELM_DATA_HOME',
    'HELM_PLUGINS',
    'HOME',
    'HTTPS_PROXY',
    'HTTP_PROXY',
    'KUBECONFIG',
    'KUSTOMIZE_PLUGIN_HOME',
    'LANG',
    'PATH',
    'TMPDIR',
    'XDG_CACHE_HOME',
    'XDG_CONFIG_HOME',
    'XDG_DATA_HOME',
    'all_proxy',
    'http_proxy',
    'https_proxy',
  ]);
  assert.equal(found.get('https_proxy'), 'http://127.0.0.1:9');
  assert.equal(found.get('KUBECONFIG'), '/dev/null');
  for (const name of ['HOME', 'PATH', 'TMPDIR', 'HELM_PLUGINS', 'XDG_CONFIG_HOME'])
    assert.ok(found.get(name)?.startsWith(work) === true, name);
});

const failures: readonly (readonly [fact: string, text: string, bounds: Partial<ToolBounds>, failure: RegExp])[] = [
  ['its words', 'echo "Error: no such value" >&2; echo more >&2; exit 1', {}, /^said: no such value$/u],
  ['warnings are passed over', 'echo "WARNING: old" >&2; echo "Error: new" >&2; exit 1', {}, /^said: new$/u],
  [
    'an error behind other words',
    'echo "load.go:1: Warning: old" >&2; echo "Error: new" >&2; exit 1',
    {},
    /^said: new$/u,
  ],
  ['what a terminal obeys', String.raw`printf 'a\033[31mb\007\n' >&2; exit 1`, {}, /^said: a \[31mb$/u],
  ['an endless line', 'while :; do printf aaaaaaaaaaaaaaaa >&2; done', { maxMs: 300 }, /^was not done within 0\.3 s$/u],
  ['no word', 'exit 7', {}, /^ended with 7 and said nothing$/u],
  ['a signal', 'kill -9 $$', {}, /^was ended by SIGKILL$/u],
  ['too slow', '/bin/sleep 100', { maxMs: 200 }, /^was not done within 0\.2 s$/u],
  [
    'too much',
    'while :; do echo aaaaaaaaaaaaaaaaaaaaaaaa; done',
    { maxOutputBytes: 2 ** 20 },
    /^wrote more than 1 MiB$/u,
  ],
  ['too large', '/bin/sleep 100', { maxMemoryBytes: 1 }, /^took more than 0 MiB of memory$/u],
];
for (const [fact, text, bounds, failure] of failures) {
  test(`a failure: ${fact}`, async () => {
    const result = await ran(text, { bounds });
    assert.ok('failure' in result);
    assert.match(result.failure, failure);
  });
}
test('what is no program fails, and does not throw', async () => {
  const signal = new AbortController().signal;
  const result = await runTool({ program: path.join(folder(), 'none'), args: [], folder: folder(), signal });
  assert.match('failure' in result ? result.failure : '', /ENOENT/u);
});
test('what the program started ends with it', async () => {
  const note = path.join(folder(), 'pid');
  await ran(`/bin/sleep 100 & echo $! > ${note}; wait`, { bounds: { maxMs: 500 } });
  const pid = readFileSync(note, 'utf8').trim();
  // The signal has been sent; a busy machine takes a while to obey it.
  for (const until = performance.now() + 10_000; isRunning(pid) && performance.now() < until;) await breathe(10);
  assert.ok(!isRunning(pid));
});
function isRunning(pid: string): boolean {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(' ')[2] !== 'Z';
  } catch {
    return false;
  }
}
test('an abort ends it, and is what is thrown', async () => {
  const controller = new AbortController();
  const running = ran('/bin/sleep 100', { signal: controller.signal });
  controller.abort(new Error('enough'));
  await assert.rejects(running, /enough/u);
});

const home = folder();
const user = script(path.join(home, 'bin/helm'), '');
const scanned = path.join(home, 'project');
script(path.join(scanned, 'bin/helm'), '');
script(path.join(scanned, 'node_modules/.bin/helm'), '');
script(path.join(home, 'node_modules/.bin/helm'), '');
mkdirSync(path.join(home, 'folder/helm'), { recursive: true });
mkdirSync(path.join(home, 'plain'));
writeFileSync(path.join(home, 'plain/helm'), '');
mkdirSync(path.join(home, 'link'));
symlinkSync(path.join(scanned, 'bin/helm'), path.join(home, 'link/helm'));
symlinkSync(path.join(scanned, 'bin'), path.join(home, 'linked'));
const places: readonly (readonly [fact: string, searchPath: readonly string[], found: string | undefined])[] = [
  ['the first one', [path.join(home, 'none'), path.dirname(user)], user],
  ['no folder, and no file that cannot be run', [path.join(home, 'folder'), path.join(home, 'plain')], undefined],
  ['nothing that depends on where we are', ['', '.', 'bin'], undefined],
  ['nothing of what is scanned', [path.join(scanned, 'bin'), path.join(scanned, 'node_modules/.bin')], undefined],
  ['nothing of what a package brings', [path.join(home, 'node_modules/.bin')], undefined],
  ['no link to what is scanned', [path.join(home, 'link'), path.join(home, 'linked')], undefined],
];
for (const [fact, searchPath, found] of places) {
  test(`a program is looked for: ${fact}`, () =>
    assert.equal(findTool('helm', searchPath.join(':'), [scanned]), found));
}
