// `npm run mutants -- [part of a path…]`: turns every condition that a check rests on round, one at a time, and asks
// the tests of the checks whether they notice. Ends with 1 when one that nobody notices is not listed, and when one is
// listed that is noticed. `--words` shows those that only the list of what is said (`test/said/`) notices.
import { equal } from './mutants/listed.ts';
import { nameOf, openTrial, type Verdict, verdicts } from './mutants/try.ts';

const given = process.argv.slice(2);
const only = given.filter((one) => !one.startsWith('-'));
const shown = new Set<Verdict>(verdicts.filter((one) => one === 'nobody' || given.includes(`--${one}`)));

const trial = await openTrial();
const counts = new Map<string, Record<Verdict, number>>();
const none: Readonly<Record<Verdict, number>> = { judgement: 0, words: 0, equal: 0, nobody: 0 };
function line(name: string, row: Readonly<Record<Verdict, number>>): string {
  const numbers = [verdicts.reduce((sum, verdict) => sum + row[verdict], 0), ...verdicts.map((one) => row[one])];
  return name.padEnd(9) + numbers.map((number) => String(number).padStart(11)).join('');
}

const sum = { ...none };
const names: Record<'unnoticed' | 'noticed', Set<string>> = { unnoticed: new Set(), noticed: new Set() };
for (const mutant of trial.mutants) {
  if (only.length > 0 && !only.some((part) => mutant.where.includes(part))) continue;
  const verdict = await trial.judge(mutant);
  const area = mutant.where.includes('/') ? mutant.where.slice(0, mutant.where.indexOf('/')) : 'shared';
  const row = counts.get(area) ?? { ...none };
  counts.set(area, row);
  row[verdict] += 1;
  sum[verdict] += 1;
  names[verdict === 'equal' || verdict === 'nobody' ? 'unnoticed' : 'noticed'].add(nameOf(mutant));
  if (shown.has(verdict)) console.log(`${verdict}  ${mutant.where}:${mutant.line}  ${mutant.what}`);
}
console.log(`area      conditions${verdicts.map((verdict) => verdict.padStart(11)).join('')}`);
for (const [area, row] of counts) console.log(line(area, row));
console.log(line('all', sum));
const existing = new Set(trial.mutants.map(nameOf));
const needless = [...equal.keys()].filter(
  (name) => !existing.has(name) || (names.noticed.has(name) && !names.unnoticed.has(name)),
);
for (const name of needless) console.log(`noticed or gone, and still in the list: ${name}`);
process.exitCode = sum.nobody > 0 || needless.length > 0 ? 1 : 0;
