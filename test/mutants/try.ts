// Tries mutants: whether the examples of the checks, their rows in the areas' tests or the tests beside them notice.
import vm from 'node:vm';
import type { AnyCheck, Check } from '../../src/model/check.ts';
import { ask, type Case, casesOf, checkOf, type Heard } from './cases.ts';
import { checkFiles } from './check-files.ts';
import { findMutants, type Mutant } from './find.ts';
import { equal } from './listed.ts';
import { companionCases } from './companions.ts';
import { codeOf, withChange } from './load.ts';
import { passes } from './neighbours.ts';
import { rowCases } from './rows.ts';

/** What notices: the judgement's tests, only the list of words and fixes; nothing could, nothing does. */
export const verdicts = ['judgement', 'words', 'equal', 'nobody'] as const;
export type Verdict = (typeof verdicts)[number];
export interface Trial {
  readonly mutants: readonly Mutant[];
  judge(mutant: Mutant): Promise<Verdict>;
}
interface Known {
  readonly check: AnyCheck;
  readonly cases: readonly Case[];
  readonly heard: Heard;
}
type Load = (file: string) => Promise<Readonly<Record<string, unknown>>>;

export async function openTrial(): Promise<Trial> {
  const files = await checkFiles();
  const rows = await rowCases();
  const known = new Map<string, Promise<Known>>();
  const knownOf = async (file: string): Promise<Known> => {
    const found = known.get(file) ?? toKnown(files.get(file)?.id ?? file, rows);
    known.set(file, found);
    return found;
  };
  const companions = new Map<string, Known>();
  const companionsOf = async (file: string): Promise<Known> => {
    const { check } = await knownOf(file);
    const cases = companions.get(file)?.cases ?? (await companionCases(check));
    const found = companions.get(file) ?? { check, cases, heard: ask(check, cases) };
    if (!found.heard.holds) throw new Error(`${check.id} does not hold on the examples of others`);
    companions.set(file, found);
    return found;
  };
  const { mutants, importers } = findMutants(new Map([...files].map(([file, { name }]) => [file, name])));
  const trusted = new Set<string>();
  /** Tests that fail without any change would notice everything. */
  const trust = async (tests: readonly string[]): Promise<void> => {
    for (const file of tests.filter((one) => !trusted.has(one))) {
      const isGood = await withChange({ file, text: codeOf(file), importers: new Set() }, (load) =>
        passes(() => load(file), inTime),
      );
      if (!isGood) throw new Error(`${file} fails as it is`);
      trusted.add(file);
    }
  };
  return {
    mutants,
    async judge(mutant) {
      const above = importers.get(mutant.file) ?? new Set();
      const tests = [...above].filter((file) => file.endsWith('.test.ts'));
      // What is read while a change holds would be read with it.
      for (const file of mutant.checks) await knownOf(file);
      const change = { file: mutant.file, text: textOf(mutant), importers: above };
      const heard = await withChange(change, (load) => byExamples(mutant, load, knownOf));
      if (heard === 'judgement') return heard;
      for (const file of mutant.checks) await companionsOf(file);
      if ((await withChange(change, (load) => byExamples(mutant, load, companionsOf))) === 'judgement')
        return 'judgement';
      await trust(tests);
      const isUnseen = await withChange(change, async (load) => {
        for (const file of tests) if (!(await passes(() => load(file), inTime))) return false;
        return true;
      });
      if (!isUnseen) return 'judgement';
      return heard === 'words' ? heard : unnoticed(mutant);
    },
  };
}
function unnoticed(mutant: Mutant): 'equal' | 'nobody' {
  return equal.has(nameOf(mutant)) ? 'equal' : 'nobody';
}
/** Stays the same when lines are added above it. */
export function nameOf({ where, what }: Pick<Mutant, 'where' | 'what'>): string {
  return `${where} ${what}`;
}
function textOf({ file, start, end, text }: Mutant): string {
  const code = codeOf(file);
  return code.slice(0, start) + text + code.slice(end);
}
async function toKnown(id: string, rows: ReadonlyMap<string, readonly Case[]>): Promise<Known> {
  const check = checkOf.get(id);
  if (check === undefined) throw new Error(`${id} is no check`);
  const cases = [...(await casesOf(check)), ...(rows.get(id) ?? [])];
  const heard = ask(check, cases);
  if (!heard.holds) throw new Error(`${id} does not hold on its own examples`);
  return { check, cases, heard };
}
async function byExamples(
  mutant: Mutant,
  load: Load,
  knownOf: (file: string) => Promise<Known>,
): Promise<'judgement' | 'words' | 'nobody'> {
  let verdict: 'words' | 'nobody' = 'nobody';
  for (const file of mutant.checks) {
    const own = await knownOf(file);
    const heard = await hearMutant(load(file), own);
    if (heard === undefined || !heard.holds) return 'judgement';
    if (!isSame(heard.said, own.heard.said)) verdict = 'words';
  }
  return verdict;
}
function isSame(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  const lines = [...other];
  return one.size === lines.length && [...one].every((line, index) => line === lines[index]);
}
async function hearMutant(loading: ReturnType<Load>, { check, cases }: Known): Promise<Heard | undefined> {
  try {
    const module = await loading;
    const mutated = Object.values(module).find(
      (one): one is Check => typeof one === 'object' && one !== null && 'id' in one && one.id === check.id,
    );
    return mutated && inTime(() => ask(mutated, cases));
  } catch {
    return undefined;
  }
}
/** A loop whose end is turned round has none. */
function inTime<T>(run: () => T): T {
  Object.assign(globalThis, { runMutant: run });
  return new vm.Script('runMutant()').runInThisContext({ timeout: 10_000 }) as T;
}
