// One container of every kind of step on a real engine: what the graph predicts is what is seen, and nothing else is.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { skipUnless } from '../plimsoll.ts';
import { openQuestions } from './compare.ts';
import { composites } from './composites.ts';
import { configurations, fewNames } from './configurations.ts';
import { whyNot } from './machine.ts';
import { tryConfigurations } from './run.ts';

test('every configuration that is spoken of is one', () => {
  const names = new Set(configurations.map(({ name }) => name));
  assert.equal(names.size, configurations.length);
  const spoken = composites.flatMap(({ run = [], stopped = [] }) => [...run, ...stopped]);
  assert.deepEqual(
    [...spoken, ...fewNames].filter((name) => !names.has(name)),
    [],
  );
});

const reason = whyNot();
test(
  'what the graph predicts is what a real engine shows',
  skipUnless(reason === undefined, reason ?? ''),
  async () => {
    const few = new Set<string>(fewNames);
    const chosen = configurations.filter(({ name }) => few.has(name));
    const { comparisons, refused } = await tryConfigurations(chosen, { say: () => undefined });
    assert.deepEqual([...refused], []);
    assert.equal(comparisons.length, fewNames.length);
    assert.deepEqual(openQuestions(comparisons), []);
  },
);
