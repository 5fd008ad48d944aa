// A part of `npm run mutants`, so that it keeps working: the conditions of every twenty-fourth file of the checks.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nameOf, openTrial } from './try.ts';

test('a condition that is turned round is noticed, or stands in a list', async () => {
  const trial = await openTrial();
  const all = [...new Set(trial.mutants.map(({ file }) => file))];
  const files = new Set(all.filter((_file, index) => index % 24 === 3));
  const verdicts = new Map<string, string[]>();
  for (const mutant of trial.mutants.filter(({ file }) => files.has(file))) {
    const verdict = await trial.judge(mutant);
    verdicts.set(verdict, [...(verdicts.get(verdict) ?? []), nameOf(mutant)]);
  }
  assert.deepEqual(verdicts.get('nobody') ?? [], []);
  assert.ok((verdicts.get('judgement')?.length ?? 0) > 100, String(verdicts.get('judgement')?.length));
});
