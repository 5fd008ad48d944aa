// Runs somebody else's program over hostile files: no shell, and bounds on time, memory and output.
// https://nodejs.org/api/child_process.html#child_processspawncommand-args-options and proc(5).
import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { environmentIn } from './tool-environment.ts';

export interface ToolRun {
  readonly program: string;
  readonly args: readonly string[];
  /** An empty folder of this run's own: working directory and home. */
  readonly folder: string;
  readonly signal: AbortSignal;
  readonly bounds?: Partial<ToolBounds>;
}
export interface ToolBounds {
  readonly maxMs: number;
  readonly maxOutputBytes: number;
  readonly maxMemoryBytes: number;
}
/** A failure goes on where the program's name ends: `said: no such value`. */
export type ToolResult = { readonly stdout: string } | { readonly failure: string };

const bounds: ToolBounds = { maxMs: 30_000, maxOutputBytes: 64 << 20, maxMemoryBytes: 2 ** 31 };
const maxErrorBytes = 64 * 1024;

/** Rejects only when the signal aborts. */
export async function runTool(run: ToolRun): Promise<ToolResult> {
  run.signal.throwIfAborted();
  const limits = { ...bounds, ...run.bounds };
  const child = spawn(run.program, run.args, {
    cwd: run.folder,
    env: environmentIn(run.folder),
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const out: Buffer[] = [];
  const said: Buffer[] = [];
  let stopped: string | undefined;
  const stop = (why: string): void => {
    stopped ??= why;
    killGroup(child);
    // What has left the group may still hold them.
    child.stdout?.destroy();
    child.stderr?.destroy();
  };
  collect(child.stdout, out, limits.maxOutputBytes, () =>
    stop(`wrote more than ${Math.floor(limits.maxOutputBytes / 2 ** 20)} MiB`),
  );
  collect(child.stderr, said, maxErrorBytes, () => undefined);
  const release = watch(child, { limits, stop, signal: run.signal });
  const ended = await new Promise<string | number | null>((resolve) => {
    child.once('error', (error) => resolve(`could not be started (${error.message})`));
    child.once('close', (code, signal) => resolve(signal === null ? code : `was ended by ${signal}`));
  });
  release();
  run.signal.throwIfAborted();
  if (stopped !== undefined) return { failure: stopped };
  if (ended === 0) return { stdout: Buffer.concat(out).toString('utf8') };
  const words = firstLine(Buffer.concat(said).toString('utf8'));
  if (words !== undefined) return { failure: `said: ${words}` };
  return { failure: typeof ended === 'string' ? ended : `ended with ${String(ended)} and said nothing` };
}

function collect(stream: NodeJS.ReadableStream | null, into: Buffer[], maxBytes: number, onMore: () => void): void {
  let total = 0;
  stream?.on('data', (bytes: Buffer) => {
    total += bytes.length;
    if (total <= maxBytes) into.push(bytes);
    else onMore();
  });
}

interface Watch {
  readonly limits: ToolBounds;
  readonly signal: AbortSignal;
  stop(why: string): void;
}
const lookEveryMs = 100;
const endings = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
/** Gives what ends the watch. The program is in a group of its own, so that it does not outlive us unseen. */
function watch(child: ChildProcess, { limits, signal, stop }: Watch): () => void {
  const seconds = limits.maxMs / 1000;
  const late = setTimeout(() => stop(`was not done within ${seconds} s`), limits.maxMs);
  const look = setInterval(() => {
    if (memoryOf(child) > limits.maxMemoryBytes)
      stop(`took more than ${Math.floor(limits.maxMemoryBytes / 2 ** 20)} MiB of memory`);
  }, lookEveryMs);
  const abort = (): void => stop('was stopped');
  const exit = (): void => killGroup(child);
  const end = (signal: NodeJS.Signals): void => {
    killGroup(child);
    process.kill(process.pid, signal);
  };
  signal.addEventListener('abort', abort);
  process.once('exit', exit);
  for (const name of endings) process.once(name, end);
  return () => {
    clearTimeout(late);
    clearInterval(look);
    signal.removeEventListener('abort', abort);
    process.removeListener('exit', exit);
    for (const name of endings) process.removeListener(name, end);
  };
}
const pageBytes = 4096;
/** Resident, in bytes; proc(5) has it as the second number of statm. */
function memoryOf({ pid }: ChildProcess): number {
  try {
    return Number(readFileSync(`/proc/${String(pid)}/statm`, 'latin1').split(' ')[1]) * pageBytes;
  } catch {
    return 0;
  }
}
function killGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended meanwhile.
  }
}

const mostWords = 400;
/** Without what a terminal would obey. */
function firstLine(text: string): string | undefined {
  const lines = text.split(/\r?\n/u).map((one) => one.replaceAll(/\p{C}/gu, ' ').trim());
  const line =
    lines.find((one) => /^error:/iu.test(one)) ?? lines.find((one) => one !== '' && !/warning|^W\d{4}|^#/iu.test(one));
  return line?.replace(/^error:\s*/iu, '').slice(0, mostWords);
}
