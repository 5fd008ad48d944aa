// `npm run mutate -- [--count 2000] [--seed 1] [format…]`: thousands of damaged inputs through the whole program.
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { formats } from './formats.ts';
import { type Row, runBatches } from './run-batches.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { count: { type: 'string', default: '2000' }, seed: { type: 'string', default: '1' } },
});
const [count, firstSeed] = [Number(values.count), Number(values.seed)];
const ids = formats.map(({ id }) => id).filter((id) => positionals.length === 0 || positionals.includes(id));

function line(row: Row): string {
  const outcomes = Object.entries(row.outcomes).sort(([a], [b]) => (a < b ? -1 : 1));
  return [
    row.format.padEnd(26),
    String(row.inputs).padStart(6),
    String(row.wrong.length).padStart(6),
    `${row.seconds.toFixed(0)} s`.padStart(7),
    `${row.slowest[0].toFixed(0)} ms of ${row.slowest[1]}`.padStart(17),
    `${(row.peakBytes / 1e6).toFixed(0)} MB`.padStart(8),
    ` ${outcomes.map(([outcome, times]) => `${outcome}: ${times}`).join(', ')}`,
  ].join('');
}

const wrong: string[] = [];
console.log(`seeds ${firstSeed} to ${firstSeed + count - 1}`);
console.log('format                    inputs  wrong   time          slowest    peak  outcomes');
await runBatches(
  ids.map((format) => ({ format, firstSeed, count, twiceEvery: 1 })),
  {
    atOnce: availableParallelism(),
    processes: 'one a batch',
    onRow(row) {
      wrong.push(...row.wrong);
      console.log(line(row));
    },
  },
);
for (const one of wrong) console.log(`\n${one}`);
process.exitCode = wrong.length === 0 ? 0 : 1;
