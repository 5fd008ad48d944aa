// `./plimsoll` in a fresh checkout: started twice at once, killed in the middle, linked to, and changed under its feet.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { suite, test } from 'node:test';
import { type Ran, root, scratch } from './plimsoll.ts';

const withoutSources = ['plimsoll', 'package.json', 'package-lock.json', '.npmrc'];
const tools = ['sh', 'cat', 'find', 'head', 'ln', 'mkdir', 'mv', 'readlink', 'rm', 'sleep'];
const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as { version: string };

function checkout(what: readonly string[]): string {
  const folder = path.join(scratch(), 'a check out');
  const filter = (name: string): boolean => !name.endsWith('.test.ts');
  for (const part of what) cpSync(path.join(root, part), path.join(folder, part), { recursive: true, filter });
  return folder;
}
function freshCheckout(): string {
  return checkout([...withoutSources, 'runtime', 'scripts', 'src', 'data']);
}
function whereIs(tool: string): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(':');
  return folders.map((folder) => path.resolve(folder, tool)).find((file) => existsSync(file));
}
function toolAt(tool: string): string {
  const file = whereIs(tool);
  assert.ok(file !== undefined, `${tool} is not on the PATH`);
  return file;
}
/** A PATH of what the launcher may use and nothing else. */
function pathOf(more: Readonly<Record<string, string>>): string {
  const folder = scratch();
  for (const tool of tools) symlinkSync(toolAt(tool), path.join(folder, tool));
  for (const [name, file] of Object.entries(more)) symlinkSync(file, path.join(folder, name));
  return folder;
}
const fakes = { node: process.execPath, npm: path.join(root, 'test/slow-npm.sh') };
const flock = whereIs('flock');
const withoutFlock = pathOf(fakes);
const locks: readonly (readonly [how: string, PATH: string])[] = [
  ...(flock === undefined ? [] : [['with flock', pathOf({ ...fakes, flock })] as const]),
  ['without flock', withoutFlock],
];

interface Start {
  readonly PATH: string;
  readonly args?: readonly string[];
  readonly cwd?: string;
  readonly input?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Given what is new on stderr, and what ends the whole process group. */
  readonly onSaid?: (said: string, kill: () => void) => void;
}
async function start(program: string, options: Start): Promise<Ran> {
  const { PATH, args = ['--version'], cwd = '/', input = '', env, onSaid } = options;
  const child = spawn(program, args, {
    cwd,
    detached: true,
    env: { PATH, HOME: scratch(), NPM_PACKAGES: path.join(root, 'node_modules'), ...env },
  });
  const kill = (): void => void (child.pid === undefined || process.kill(-child.pid, 'SIGKILL'));
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
    onSaid?.(text, kill);
  });
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  return { code, stdout, stderr };
}
function count(text: string, what: string): number {
  return text.split(what).length - 1;
}
function assertStarts({ code, stdout, stderr }: Ran): void {
  assert.equal(code, 0, stderr);
  assert.equal(stdout, `${version}\n`);
}
/** What two starts at once say. */
async function bothStart(program: string, PATH: string, env: Start['env'] = {}): Promise<string> {
  const both = await Promise.all([start(program, { PATH, env }), start(program, { PATH, env })]);
  both.forEach(assertStarts);
  return both.map(({ stderr }) => stderr).join('');
}
const scanning = {
  args: ['scan', '-', '--only', 'config', '--format', 'json'],
  input: 'FROM alpine:3.20\nRUN sudo id\n',
};
function assertScans({ stdout, stderr }: Ran): void {
  const report = JSON.parse(stdout) as { readonly findings: readonly unknown[] };
  assert.ok(report.findings.length > 0, stderr);
}

// Most of it is waiting, so all of it waits at the same time.
void suite('launcher', { concurrency: true }, () => {
  for (const [how, PATH] of locks) {
    test(`${how}, what was killed in the middle is made good by the next starts, which prepare once`, async () => {
      const folder = freshCheckout();
      const program = path.join(folder, 'plimsoll');
      const killAt = async (words: string, env: Readonly<Record<string, string>>): Promise<void> => {
        const { code } = await start(program, { PATH, env, onSaid: (said, kill) => said.includes(words) && kill() });
        assert.equal(code, null, words);
        assert.ok(!existsSync(path.join(folder, 'dist/stamp')), words);
      };
      for (const step of ['first', 'half', 'last']) await killAt(`npm: ${step}`, { NPM_HOLDS: step });
      const all = await Promise.all([1, 2, 3].map(async () => start(program, { PATH, ...scanning })));
      all.forEach(assertScans);
      const said = all.map(({ stderr }) => stderr).join('');
      assert.deepEqual([count(said, 'installing'), count(said, 'bundling')], [1, 1]);

      rmSync(path.join(folder, 'dist'), { recursive: true });
      const build = path.join(folder, 'scripts/build.ts');
      const whole = readFileSync(build, 'utf8');
      writeFileSync(build, `${whole}\nsetInterval(() => undefined, 1e6);\nconsole.error('holding');\n`);
      await killAt('holding', {});
      writeFileSync(build, whole);
      await start(program, { PATH, onSaid: (now, kill) => now.includes('bundling') && kill() });
      assert.equal(count(await bothStart(program, PATH), 'bundling'), 1);
      const left = readdirSync(path.join(folder, 'dist')).filter((name) => /next|lock\.link/u.test(name));
      assert.deepEqual(left, []);
    });
  }

  test('npm is not run with the programs that it is about to replace', async () => {
    const folder = freshCheckout();
    const own = path.join(folder, 'node_modules/.bin');
    mkdirSync(own, { recursive: true });
    symlinkSync(process.execPath, path.join(own, 'node'));
    assertStarts(await start(path.join(folder, 'plimsoll'), { PATH: `${own}:${withoutFlock}:${own}` }));
  });

  test('it starts through links, from elsewhere, by a name without a folder, and again when sources change', async () => {
    const folder = freshCheckout();
    const program = path.join(folder, 'plimsoll');
    const old = path.join(scratch(), 'node');
    writeFileSync(old, '#!/bin/sh\nexit 1\n', { mode: 0o755 });
    const PATH = pathOf({ ...fakes, node: old });

    // A lock left behind by a process whose number another has now, and the lock of one who was about to remove it.
    const dist = path.join(folder, 'dist');
    mkdirSync(dist);
    symlinkSync(`${process.pid}.1`, path.join(dist, 'lock.link'));
    symlinkSync(`${spawnSync('true').pid}.2`, path.join(dist, `lock.link.${process.pid}.1`));
    assert.equal(count(await bothStart(program, PATH), 'installing'), 1);
    const used = readFileSync(path.join(dist, 'node'), 'utf8');
    assert.ok(path.isAbsolute(used) && !used.startsWith(old), 'a Node that is too old is not used');

    const elsewhere = scratch();
    mkdirSync(path.join(elsewhere, 'bin'));
    symlinkSync(path.relative(elsewhere, program), path.join(elsewhere, 'near'));
    symlinkSync('../near', path.join(elsewhere, 'bin/plimsoll'));
    symlinkSync('bin/plimsoll', path.join(elsewhere, 'far'));
    assertStarts(await start(path.join(elsewhere, 'bin/plimsoll'), { PATH }));
    assertStarts(await start('./far', { PATH, cwd: elsewhere }));
    assertStarts(await start(toolAt('sh'), { PATH, cwd: elsewhere, args: ['far', '--version'] }));
    writeFileSync(path.join(elsewhere, 'Dockerfile'), scanning.input);
    assertScans(await start(program, { PATH, cwd: elsewhere, args: ['scan', 'Dockerfile', '--format', 'json'] }));

    const source = path.join(folder, 'src/cli/main.ts');
    const before = readFileSync(source, 'utf8');
    const change = (summary: string): void => {
      writeFileSync(source, before.replace('judge images', summary));
      // Past the clock's step, which can be longer than a start takes to get here.
      utimesSync(source, new Date(), new Date(Date.now() + 20));
    };
    change('one');
    const first = await start(program, { PATH, onSaid: (said) => said.includes('bundling') && change('two') });
    assertStarts(first);
    for (const again of ['two', 'three']) {
      if (again === 'three') change(again);
      const { stdout, stderr } = await start(program, { PATH, args: ['--help'] });
      assert.deepEqual([count(stderr, 'bundling'), count(stdout, `${again}, folders`)], [1, 1]);
    }
    assert.equal((await start(program, { PATH })).stderr, '');
  });

  const failures: readonly (readonly [what: string, makePath: () => string, says: RegExp])[] = [
    ['no npm', () => pathOf({ node: process.execPath }), /npm is needed/u],
    ['an npm that fails', () => pathOf({ ...fakes, npm: toolAt('false') }), /installation failed/u],
    ['an npm that does nothing', () => pathOf({ ...fakes, npm: toolAt('true') }), /left no node_modules/u],
  ];
  for (const [what, makePath, says] of failures) {
    test(`${what} is exit code 2, never a verdict`, async () => {
      const program = path.join(checkout(withoutSources), 'plimsoll');
      const { code, stdout, stderr } = await start(program, { PATH: makePath() });
      assert.deepEqual([code, stdout], [2, '']);
      assert.match(stderr, says);
    });
  }
  for (const [how, PATH] of locks) {
    test(`${how}, a folder that cannot be written is exit code 2, never a verdict`, async () => {
      const folder = checkout(withoutSources);
      writeFileSync(path.join(folder, 'dist'), 'no folder');
      const { code, stdout } = await start(path.join(folder, 'plimsoll'), { PATH });
      assert.deepEqual([code, stdout], [2, '']);
    });
  }

  // It needs the registry, or npm's cache of it.
  const onCi = process.env['PLIMSOLL_CI'] === '1';
  test('with npm itself', onCi ? {} : { skip: 'only with PLIMSOLL_CI=1' }, async () => {
    const program = path.join(freshCheckout(), 'plimsoll');
    await bothStart(program, process.env['PATH'] ?? '', { ...process.env, npm_config_prefer_offline: 'true' });
  });
});
