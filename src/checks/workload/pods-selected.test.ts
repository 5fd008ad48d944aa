// Which pods a selector picks: one row, one fact.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Selector } from '../../model/workload.ts';
import { podsSelected } from './pods-selected.ts';
import { sampleWorkload, sampleWorld } from './workload-sample.ts';

const pods = (namespace: string | undefined, labels: Readonly<Record<string, string>>) => {
  const { namespace: _, ...workload } = { ...sampleWorkload('kubernetes', {}), labels };
  return { ...workload, ...(namespace !== undefined && { namespace }) };
};
const web = { app: 'web', tier: 'front' };
const world = sampleWorld([
  pods('shop', web),
  pods('shop', { app: 'db' }),
  pods('other', web),
  pods(undefined, web),
  { ...pods('shop', web), scope: 'elsewhere' },
  { ...pods('shop', web), engine: 'docker' },
]);
const rows: readonly (readonly [
  fact: string,
  namespace: string | undefined,
  selector: Partial<Selector>,
  picked: number,
])[] = [
  ['its namespace, and what says none', 'shop', { labels: { app: 'web' } }, 2],
  ['all labels must be there', 'shop', { labels: { app: 'web', tier: 'back' } }, 0],
  ['one that says no namespace may be meant for any', undefined, { labels: { app: 'web' } }, 3],
  ['nothing asked is everything there', 'shop', {}, 3],
  ['expressions', 'shop', { expressions: [{ key: 'app', operator: 'NotIn', values: ['web'] }] }, 1],
  [
    'labels and expressions',
    'shop',
    { labels: { app: 'web' }, expressions: [{ key: 'tier', operator: 'Exists', values: [] }] },
    2,
  ],
];
for (const [fact, namespace, selector, picked] of rows) {
  test(fact, () => {
    const place = { scope: 'test', ...(namespace !== undefined && { namespace }) };
    const found = podsSelected(world, { ...place, selector: { labels: {}, expressions: [], ...selector } });
    assert.equal(found.length, picked);
  });
}
