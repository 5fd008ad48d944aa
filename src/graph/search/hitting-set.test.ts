// The exact search against every subset, and against greed where greed is wrong.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hittingSet } from './hitting-set.ts';
import { sequence } from '../samples/sample-random.ts';

const rows: Readonly<
  Record<string, { readonly sets: readonly (readonly number[])[]; readonly chosen: readonly number[] }>
> = {
  'nothing to hit': { sets: [], chosen: [] },
  'one set: the smallest element': { sets: [[4, 2, 9]], chosen: [2] },
  'units are forced': { sets: [[3], [1], [3, 1]], chosen: [1, 3] },
  'what two sets share': {
    sets: [
      [1, 5],
      [2, 5],
    ],
    chosen: [5],
  },
  'sets apart': {
    sets: [
      [1, 2],
      [8, 9],
    ],
    chosen: [1, 8],
  },
  'greed takes 1 first and needs three': {
    sets: [
      [1, 2],
      [1, 2],
      [1, 4],
      [1, 6],
      [2, 3],
      [4, 3],
      [2, 7],
      [4, 7],
      [6, 4],
    ],
    chosen: [1, 2, 4],
  },
  'the element of most sets is not always wanted': {
    sets: [
      [0, 1],
      [0, 1, 3],
      [0, 2],
      [0, 2, 4],
      [1, 5],
      [2, 6],
    ],
    chosen: [1, 2],
  },
};
for (const [name, { sets, chosen }] of Object.entries(rows)) {
  test(name, () => {
    const answer = hittingSet(sets);
    assert.equal(answer.chosen.length, fewest(sets), 'the row itself');
    assert.deepEqual(answer, { chosen, bound: chosen.length });
  });
}

test('as few as any subset, on random sets', () => {
  const next = sequence(7);
  for (let round = 0; round < 600; round += 1) {
    const elements = 2 + next(8);
    const sets = Array.from({ length: next(9) }, () => [
      ...new Set(Array.from({ length: 1 + next(4) }, () => next(elements))),
    ]);
    const { chosen, bound } = hittingSet(sets);
    assert.ok(
      sets.every((set) => set.some((element) => chosen.includes(element))),
      JSON.stringify(sets),
    );
    assert.equal(chosen.length, fewest(sets), JSON.stringify(sets));
    assert.equal(bound, chosen.length);
  }
});
test('beyond the budget the choice still hits everything, and the bound is not above the truth', () => {
  const next = sequence(11);
  const sets = Array.from({ length: 60 }, () => [...new Set([next(24), next(24), next(24)])]);
  const exact = hittingSet(sets);
  const quick = hittingSet(sets, 10);
  assert.equal(exact.bound, exact.chosen.length);
  assert.ok(sets.every((set) => set.some((element) => quick.chosen.includes(element))));
  assert.ok(quick.bound <= exact.chosen.length && quick.bound > 0);
  assert.ok(quick.bound < quick.chosen.length);
});
test('the order of the sets changes nothing', () => {
  const sets = [
    [3, 4],
    [1, 2],
    [2, 3],
    [4, 5],
  ];
  assert.deepEqual(hittingSet(sets), hittingSet(sets.toReversed()));
});
test('many sets apart take time for each, and no more', () => {
  const sets = Array.from({ length: 20_000 }, (_, index) => [2 * index, 2 * index + 1]);
  assert.equal(hittingSet(sets).bound, 20_000);
});

function fewest(sets: readonly (readonly number[])[]): number {
  const elements = [...new Set(sets.flat())];
  let best = elements.length;
  for (let mask = 0; mask < 2 ** elements.length; mask += 1) {
    const chosen = new Set(elements.filter((_, index) => mask & (1 << index)));
    if (chosen.size < best && sets.every((set) => set.some((element) => chosen.has(element)))) best = chosen.size;
  }
  return best;
}
