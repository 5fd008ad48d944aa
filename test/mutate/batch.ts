// A process of its own that judges inputs one after another, and says so before and after each of them.
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { damage } from './damage.ts';
import { formats } from './formats.ts';
import { openJudge } from './judge.ts';

export interface Batch {
  readonly format: string;
  readonly firstSeed: number;
  readonly count: number;
  /** One input of so many is scanned twice. */
  readonly twiceEvery: number;
}
export type Said =
  | { readonly kind: 'begin'; readonly seed: number }
  | { readonly kind: 'wrong'; readonly seed: number; readonly why: string }
  | {
      readonly kind: 'done';
      readonly outcomes: Readonly<Record<string, number>>;
      readonly slowest: readonly [ms: number, seed: number];
      readonly peakBytes: number;
    };

/** Thousands of files need not reach a disk. */
const memory = '/dev/shm';
/** CPU time that one input may take: the largest are 4 MB. */
const mostCpuMs = 5000;
const mostBytes = 700 * 1024 * 1024;

function say(said: Said): void {
  process.send?.(said);
}

async function run({ format: id, firstSeed, count, twiceEvery }: Batch): Promise<void> {
  const format = formats.find((one) => one.id === id);
  if (format === undefined) throw new Error(`no format ${id}`);
  const work = mkdtempSync(path.join(existsSync(memory) ? memory : tmpdir(), 'plimsoll-mutate-'));
  const judge = await openJudge(work);
  const outcomes: Record<string, number> = {};
  let slowest: readonly [ms: number, seed: number] = [0, firstSeed];
  try {
    for (let seed = firstSeed; seed < firstSeed + count; seed += 1) {
      say({ kind: 'begin', seed });
      const sample = format.samples[seed % format.samples.length];
      if (sample === undefined) break;
      const bytes = damage(
        sample.bytes,
        format.samples.map((one) => one.bytes),
        seed,
      );
      const before = process.cpuUsage();
      try {
        const scans = seed % twiceEvery === 0 ? 'twice' : 'once';
        const outcome = await judge({ format, sample, damaged: sample.wrap?.(bytes) ?? bytes, scans });
        outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
      } catch (error) {
        say({ kind: 'wrong', seed, why: error instanceof Error ? (error.stack ?? error.message) : String(error) });
      }
      const { user, system } = process.cpuUsage(before);
      const tookMs = (user + system) / 1000;
      if (tookMs > slowest[0]) slowest = [tookMs, seed];
      if (tookMs > mostCpuMs) say({ kind: 'wrong', seed, why: `it took ${tookMs.toFixed(0)} ms` });
      if (process.memoryUsage.rss() > mostBytes)
        say({ kind: 'wrong', seed, why: `it took ${process.memoryUsage.rss()} bytes` });
    }
  } finally {
    await judge.close();
    rmSync(work, { recursive: true, force: true });
  }
  say({ kind: 'done', outcomes, slowest, peakBytes: process.resourceUsage().maxRSS * 1024 });
}

process.on('message', (batch: Batch) => {
  void run(batch).catch((error: unknown) => {
    console.error(error);
    process.exit(1);
  });
});
process.on('disconnect', () => process.exit());
