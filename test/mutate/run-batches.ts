// Batches in processes of their own, so that one that hangs or runs out of memory is told with its seed, not suffered.
import { type ChildProcess, fork } from 'node:child_process';
import path from 'node:path';
import type { Batch, Said } from './batch.ts';

export interface Row {
  readonly format: string;
  readonly inputs: number;
  readonly outcomes: Readonly<Record<string, number>>;
  readonly wrong: readonly string[];
  readonly seconds: number;
  readonly slowest: readonly [ms: number, seed: number];
  readonly peakBytes: number;
}
export interface RunOptions {
  readonly atOnce: number;
  /** A process that is used again saves its start, and hides which batch took how much memory. */
  readonly processes: 'one a batch' | 'used again';
  readonly onRow: (row: Row) => void;
}

/** Without a word for so long, it hangs. */
const silenceMs = 120_000;
const heapMegabytes = 512;

/** A few at a time, in the order given. */
export async function runBatches(batches: readonly Batch[], { atOnce, processes, onRow }: RunOptions): Promise<void> {
  const waiting = [...batches];
  const work = async (): Promise<void> => {
    let child: ChildProcess | undefined;
    for (let batch = waiting.shift(); batch !== undefined; batch = waiting.shift()) {
      child ??= start();
      onRow(await runBatch(child, batch));
      if (processes === 'used again' && child.connected) continue;
      if (child.connected) child.disconnect();
      child = undefined;
    }
    if (child?.connected) child.disconnect();
  };
  await Promise.all(Array.from({ length: atOnce }, work));
}

function start(): ChildProcess {
  const execArgv = [`--max-old-space-size=${heapMegabytes}`];
  return fork(path.join(import.meta.dirname, 'batch.ts'), { execArgv });
}

async function runBatch(child: ChildProcess, batch: Batch): Promise<Row> {
  const began = performance.now();
  const wrong: string[] = [];
  let seed = batch.firstSeed;
  const end = await new Promise<Extract<Said, { kind: 'done' }> | undefined>((resolve) => {
    const onSilence = (): void => {
      wrong.push(`${batch.format} ${seed}: it hangs`);
      child.kill('SIGKILL');
    };
    let timer = setTimeout(onSilence, silenceMs);
    const finish = (last: Extract<Said, { kind: 'done' }> | undefined): void => {
      clearTimeout(timer);
      child.removeAllListeners();
      resolve(last);
    };
    child.on('message', (said: Said) => {
      clearTimeout(timer);
      timer = setTimeout(onSilence, silenceMs);
      if (said.kind === 'begin') seed = said.seed;
      else if (said.kind === 'wrong') wrong.push(`${batch.format} ${said.seed}: ${said.why}`);
      else finish(said);
    });
    child.once('exit', (code, signal) => {
      if (wrong.length === 0) wrong.push(`${batch.format} ${seed}: the process ended with ${code ?? signal}`);
      finish(undefined);
    });
    child.send(batch);
  });
  return {
    format: batch.format,
    inputs: seed - batch.firstSeed + 1,
    outcomes: end?.outcomes ?? {},
    wrong,
    seconds: (performance.now() - began) / 1000,
    slowest: end?.slowest ?? [0, seed],
    peakBytes: end?.peakBytes ?? 0,
  };
}
