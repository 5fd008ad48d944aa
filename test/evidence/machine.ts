// A throw-away machine with two real engines on it, and canaries; what is seen on it from outside. See machine.sh.
import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  readlinkSync,
  rmSync,
  rmdirSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { capabilities } from './configurations.ts';
import { hasProgram, mustRun, run, type Ran } from './program.ts';

/** One for every place that a namespace can hide; who has seen it has been there. */
export const places = [
  'file',
  'disk',
  'argument',
  'environment',
  'tcp',
  'abstract',
  'datagram',
  'memory',
  'shared',
  'service',
] as const;
export type Place = (typeof places)[number];
export type Tokens = Readonly<Record<Place, string>>;
export interface Canaries {
  readonly host: Tokens;
  readonly peer: Tokens;
}
export const ports = { host: 7101, peer: 7102, service: 7103 } as const;
export const keys = { host: 71_001, peer: 71_002 } as const;

export interface Machine {
  /** Of this run; in every name that it makes. */
  readonly name: string;
  /** A folder that is the same here and on the machine. */
  readonly work: string;
  readonly scratch: string;
  readonly canaries: Canaries;
  readonly disk: { readonly file: string; readonly major: number; readonly minor: number };
  /** A path of the machine, from here. */
  inside(place: string): string;
  namespace(name: string): string;
  docker(args: readonly string[], options?: { readonly remapped?: boolean; readonly timeoutMs?: number }): Promise<Ran>;
  close(): Promise<void>;
}

/** Why there can be no machine here; undefined when there can. */
export function whyNot(): string | undefined {
  if (process.platform !== 'linux') return 'it needs Linux';
  if (process.getuid?.() !== 0) return 'it needs root, to make namespaces and start an engine';
  const missing = ['dockerd', 'docker', 'go', 'unshare', 'losetup', 'ip'].filter((name) => !hasProgram(name));
  if (missing.length > 0) return `it needs ${missing.join(', ')}`;
  return undefined;
}

/** Capabilities that this very process cannot pass on: https://man7.org/linux/man-pages/man5/proc_pid_status.5.html */
export function lacking(): readonly string[] {
  const mask = /^CapBnd:\s*([0-9a-f]+)$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? '';
  return capabilities.filter((_, bit) => ((BigInt(`0x${mask}`) >> BigInt(bit)) & 1n) === 0n);
}
function tokensOf(owner: string): Tokens {
  const pairs = places.map((place) => [place, `canary-${owner}${place}-${randomBytes(8).toString('hex')}`]);
  return Object.fromEntries(pairs) as Tokens;
}

export async function startMachine(): Promise<Machine> {
  const work = mkdtempSync(path.join(tmpdir(), 'plimsoll-evidence-'));
  chmodSync(work, 0o711);
  const name = path.basename(work).toLowerCase();
  const canaries = { host: tokensOf('host'), peer: tokensOf('peer') };
  const undo: (() => Promise<void>)[] = [];
  const close = closing(undo);
  undo.push(async () => rmSync(work, { recursive: true, force: true }));
  try {
    await mustRun('go', ['build', '-trimpath', '-ldflags', '-s -w', '-o', path.join(work, 'probe'), '.'], {
      cwd: path.join(import.meta.dirname, 'probe'),
      env: { ...process.env, CGO_ENABLED: '0' },
    });
    const disk = await attachDisk(work, canaries.host.disk, undo);
    const scratch = path.join(work, 'scratch');
    mkdirSync(scratch);
    writeFileSync(path.join(scratch, 'secret'), canaries.host.file, { mode: 0o600 });
    const pid = await boot({ work, name, disk, tokens: canaries.host, undo });
    const inside = (place: string): string => path.join('/proc', pid, 'root', place);
    return {
      name,
      work,
      scratch,
      canaries,
      disk,
      inside,
      namespace: (kind) => readlinkSync(path.join('/proc', pid, 'ns', kind)),
      docker: (args, { remapped, timeoutMs } = {}) =>
        run('docker', ['-H', `unix://${work}/${remapped === true ? 'remapped' : 'engine'}.sock`, ...args], {
          timeoutMs: timeoutMs ?? 30_000,
        }),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** What was made is taken away once, last things first, also when the run is interrupted. */
function closing(undo: (() => Promise<void>)[]): () => Promise<void> {
  let closed: Promise<void> | undefined;
  const takeAway = async (): Promise<void> => {
    for (const step of undo.toReversed()) await step().catch(() => undefined);
  };
  const close = (): Promise<void> => {
    process.off('SIGINT', interrupted);
    process.off('SIGTERM', interrupted);
    return (closed ??= takeAway());
  };
  const interrupted = (): void => {
    void close().then(() => process.exit(130));
  };
  process.on('SIGINT', interrupted);
  process.on('SIGTERM', interrupted);
  return close;
}

async function attachDisk(work: string, token: string, undo: (() => Promise<void>)[]): Promise<Machine['disk']> {
  const file = path.join(work, 'disk');
  const text = Buffer.alloc(1 << 16);
  text.write(token);
  writeFileSync(file, text);
  const device = (await mustRun('losetup', ['-f', '--show', file])).trim();
  undo.push(async () => void (await run('losetup', ['-d', device])));
  const [major = '', minor = ''] = (await mustRun('stat', ['-c', '%t %T', device])).trim().split(' ');
  return { file, major: Number.parseInt(major, 16), minor: Number.parseInt(minor, 16) };
}

interface Booting {
  readonly work: string;
  readonly name: string;
  readonly disk: Machine['disk'];
  readonly tokens: Tokens;
  readonly undo: (() => Promise<void>)[];
}
/** The number of the machine's first process. */
async function boot({ work, name, disk, tokens, undo }: Booting): Promise<string> {
  const script = path.join(import.meta.dirname, 'machine.sh');
  const flags = ['--mount', '--pid', '--net', '--ipc', '--uts', '--fork', '--kill-child'];
  const numbers = [String(disk.major), String(disk.minor)];
  const marker = { port: ports.host, abstract: 'plimsoll-host', key: keys.host, tokens, ghosts: ['127.0.0.1'] };
  const child = spawn('unshare', [...flags, 'sh', script, work, name, ...numbers], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: {
      PATH: process.env['PATH'],
      LACKS: lacking()
        .map((name) => `CAP_${name}`)
        .join('|'),
      ARGUMENT: tokens.argument,
      SECRET: tokens.environment,
      MARKER: JSON.stringify(marker),
    },
  });
  let said = '';
  child.stderr.on('data', (bytes: Buffer) => (said += bytes.toString()));
  undo.push(async () => removeGroups(name));
  undo.push(() => end(child));
  await until(
    () => existsSync(path.join(work, 'pid')) && readFileSync(path.join(work, 'pid')).length > 0 && hasEngines(work),
    () => child.exitCode !== null,
    () => said + lastWords(work),
  );
  return readFileSync(path.join(work, 'pid'), 'utf8').trim();
}
function lastWords(work: string): string {
  const logs = ['engine.log', 'remapped.log', 'host.log']
    .map((name) => path.join(work, name))
    .filter((one) => existsSync(one));
  return logs.map((log) => `\n${log}: ${readFileSync(log, 'utf8').trim().split('\n').slice(-3).join('\n')}`).join('');
}
function hasEngines(work: string): boolean {
  return ['engine', 'remapped'].every((name) => existsSync(path.join(work, `${name}.sock`)));
}
async function until(done: () => boolean, failed: () => boolean, why: () => string): Promise<void> {
  for (let tries = 0; !done(); tries += 1) {
    if (failed() || tries > 300) throw new Error(`the machine did not start: ${why()}`);
    await wait(100);
  }
}
async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await ended;
  await wait(300);
}
/** Control groups outlive the processes in them. */
function removeGroups(name: string): void {
  const root = '/sys/fs/cgroup';
  for (const folder of [root, ...readdirSync(root).map((one) => path.join(root, one))]) {
    const own = path.join(folder, name);
    if (!existsSync(own)) continue;
    for (const entry of readdirSync(own, { withFileTypes: true }))
      if (entry.isDirectory()) rmdirQuietly(path.join(own, entry.name));
    rmdirQuietly(own);
  }
}
function rmdirQuietly(folder: string): void {
  try {
    rmdirSync(folder);
  } catch {
    // Something is still in it; it goes with the machine.
  }
}
