import assert from 'node:assert/strict';
import { test } from 'node:test';
import { staleFeeds } from './age.ts';

const now = new Date('2026-03-10T12:00:00Z');
function feed(id: string, fetched: string) {
  return { id, fetched, date: fetched, records: 1 };
}
const rows: readonly (readonly [string, string, string, boolean])[] = [
  ['fetched a week ago to the minute', 'Debian', '2026-03-03T12:00:00Z', false],
  ['fetched a minute more than a week ago', 'Debian', '2026-03-03T11:59:00Z', true],
  ['fetched after now, by a wrong clock', 'Debian', '2026-04-01T00:00:00Z', false],
  ['a date that is none', 'Debian', 'never', true],
  ['of an ecosystem that was not met', 'npm', '2020-01-01T00:00:00Z', false],
  ['known exploitation, which every answer rests on', 'KEV', '2020-01-01T00:00:00Z', true],
];
for (const [what, id, fetched, stale] of rows)
  test(`${stale ? 'stale' : 'fresh enough'}: ${what}`, () => {
    const found = staleFeeds([feed(id, fetched)], { now, maxAgeDays: 7, ecosystems: ['Debian:12'] });
    assert.equal(found.length, stale ? 1 : 0);
  });
test('the age is in whole days', () => {
  const [found] = staleFeeds([feed('KEV', '2026-02-28T00:00:00Z')], { now, maxAgeDays: 7, ecosystems: [] });
  assert.equal(found?.ageDays, 10);
});
