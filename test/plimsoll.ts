// The real program for end-to-end tests: bundled once, started as a process, away from this user's own cache.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { bundle } from '../scripts/bundle.ts';

export const root = path.join(import.meta.dirname, '..');
export const shared = path.resolve(root, '..', 'shared');

const work = mkdtempSync(path.join(tmpdir(), 'plimsoll-test-'));
process.once('exit', () => rmSync(work, { recursive: true, force: true }));
let program: Promise<string> | undefined;

async function built(): Promise<string> {
  const dist = path.join(work, 'dist');
  await bundle(dist);
  return path.join(dist, 'plimsoll.cjs');
}
/** A fresh folder of this test run. */
export function scratch(): string {
  return mkdtempSync(path.join(work, 'scratch-'));
}

export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}
export interface RunOptions {
  readonly cwd?: string;
  readonly cache?: string;
  readonly input?: Uint8Array | string;
  readonly env?: Readonly<Record<string, string>>;
}
export async function plimsoll(args: readonly string[], options: RunOptions = {}): Promise<Ran> {
  program ??= built();
  const cache = options.cache ?? path.join(work, 'cache');
  const child = spawn(process.execPath, [await program, ...args], {
    cwd: options.cwd ?? root,
    env: { PATH: process.env['PATH'], HOME: work, XDG_CACHE_HOME: cache, LANG: 'C.UTF-8', ...options.env },
  });
  const out: Buffer[] = [];
  const err: Buffer[] = [];
  child.stdout.on('data', (bytes: Buffer) => out.push(bytes));
  child.stderr.on('data', (bytes: Buffer) => err.push(bytes));
  child.stdin.on('error', () => undefined);
  child.stdin.end(options.input ?? '');
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  return { code, stdout: Buffer.concat(out).toString(), stderr: Buffer.concat(err).toString() };
}

/** Why a test cannot run here; on CI that is a failure, so there it is not skipped. */
export function skipUnless(there: boolean, reason: string): { readonly skip: string } | Record<string, never> {
  return there || process.env['PLIMSOLL_CI'] === '1' ? {} : { skip: reason };
}
