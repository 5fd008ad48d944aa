// npm run reach:evidence [NAME…]: starts everything, compares, and writes docs/reach-evidence.md when nothing was named.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { attempt, type Attempt } from './attempt.ts';
import { closedGaps, compare, openQuestions, type Comparison } from './compare.ts';
import { checkComposites } from './composites.ts';
import { configurations, type Configuration } from './configurations.ts';
import { startMachine, whyNot } from './machine.ts';
import { hasProgram } from './program.ts';
import { toReport, type Outcome } from './report.ts';
import { setStage, type Stage } from './stage.ts';
import { readSurroundings } from './surroundings.ts';

export interface Trial extends Outcome {
  /** Codes and ways that were seen, by configuration. */
  readonly seen: ReadonlyMap<string, ReadonlySet<string>>;
}
/** One after the other: the canaries are shared. */
export async function tryConfigurations(
  chosen: readonly Configuration[],
  { report, say }: { readonly report?: string; readonly say: (line: string) => void },
): Promise<Trial> {
  const surroundings = readSurroundings();
  const machine = await startMachine();
  try {
    const stage = await setStage(machine, surroundings.holds);
    const comparisons: Comparison[] = [];
    const refused = new Map<string, string>();
    const seen = new Map<string, ReadonlySet<string>>();
    for (const one of chosen) {
      const tried =
        one.needs !== undefined && !hasProgram(one.needs)
          ? { refused: `${one.needs} is not installed` }
          : await attemptTwice(stage, one);
      if ('refused' in tried) refused.set(one.name, tried.refused.replaceAll(machine.name, 'NAME'));
      else {
        comparisons.push(compare(tried));
        seen.set(one.name, new Set(tried.seen.map(({ code, way }) => `${code} ${way}`)));
      }
      say(`${one.name}${'refused' in tried ? `: not started: ${tried.refused}` : ''}`);
    }
    const date = new Date().toISOString().slice(0, 10);
    if (report !== undefined)
      writeFileSync(report, await toReport({ comparisons, refused, machine, surroundings, date }));
    return { comparisons, refused, seen };
  } finally {
    await machine.close();
  }
}

/** What is proven and was not seen is tried once more: a packet of the canaries may come too late. */
async function attemptTwice(stage: Stage, one: Configuration): ReturnType<typeof attempt> {
  const first = await attempt(stage, one);
  if ('refused' in first || openQuestions([compare(first)]).length === 0) return first;
  const second = await attempt(stage, one);
  return 'refused' in second ? first : { ...first, seen: together(first.seen, second.seen) };
}
function together(first: Attempt['seen'], second: Attempt['seen']): Attempt['seen'] {
  const known = new Set(first.map(({ code, way }) => `${code} ${way}`));
  return [...first, ...second.filter(({ code, way }) => !known.has(`${code} ${way}`))];
}

async function main(names: readonly string[]): Promise<void> {
  const reason = whyNot();
  if (reason !== undefined) {
    console.error(`reach:evidence starts containers on an engine of its own; ${reason}.`);
    process.exitCode = 2;
    return;
  }
  const chosen = configurations.filter(({ name }) => names.length === 0 || names.includes(name));
  const report =
    names.length === 0 ? path.join(import.meta.dirname, '..', '..', 'docs', 'reach-evidence.md') : undefined;
  const trial = await tryConfigurations(chosen, {
    ...(report !== undefined && { report }),
    say: (line) => console.log(line),
  });
  if (names.length > 0) for (const one of trial.comparisons) console.dir(one, { depth: 6 });
  const questions = [
    ...openQuestions(trial.comparisons),
    ...checkComposites(trial.seen),
    ...(names.length === 0 ? closedGaps(trial.comparisons) : []),
  ];
  for (const question of questions) console.error(question);
  process.exitCode = questions.length === 0 ? 0 : 1;
}
if (import.meta.main) await main(process.argv.slice(2));
