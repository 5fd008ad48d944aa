// `npm run mutants -- [part of a path…]`: turns every condition that a check rests on round, one at a time, and asks
// the tests of the checks whether they notice. Prints those that nobody notices; `--words` also those that only the
// list of what is said of the examples (`test/said/`) notices.
import { openTrial, type Verdict, verdicts } from './mutants/try.ts';

const given = process.argv.slice(2);
const only = given.filter((one) => !one.startsWith('-'));
const shown = new Set<Verdict>(given.includes('--words') ? ['words', 'nobody'] : ['nobody']);

const trial = await openTrial();
const counts = new Map<string, Record<Verdict, number>>();
const none: Readonly<Record<Verdict, number>> = { judgement: 0, words: 0, listed: 0, nobody: 0 };
function line(name: string, row: Readonly<Record<Verdict, number>>): string {
  const numbers = [verdicts.reduce((sum, verdict) => sum + row[verdict], 0), ...verdicts.map((one) => row[one])];
  return name.padEnd(9) + numbers.map((number) => String(number).padStart(11)).join('');
}

const sum = { ...none };
for (const mutant of trial.mutants) {
  if (only.length > 0 && !only.some((part) => mutant.where.includes(part))) continue;
  const verdict = await trial.judge(mutant);
  const area = mutant.where.includes('/') ? mutant.where.slice(0, mutant.where.indexOf('/')) : 'shared';
  const row = counts.get(area) ?? { ...none };
  counts.set(area, row);
  row[verdict] += 1;
  sum[verdict] += 1;
  if (shown.has(verdict)) console.log(`${verdict}  ${mutant.where}:${mutant.line}  ${mutant.what}`);
}
console.log(`area      conditions${verdicts.map((verdict) => verdict.padStart(11)).join('')}`);
for (const [area, row] of counts) console.log(line(area, row));
console.log(line('all', sum));
process.exitCode = sum.nobody > 0 ? 1 : 0;
