// Which directions of a pod are open under which policies: one row, one fact.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toFactId } from '../../model/brand.ts';
import type { Selector } from '../../model/workload.ts';
import { openWays, undeniedWays } from './selection.ts';
import type { Policy } from './traffic.ts';

const all: Selector = { labels: {}, expressions: [] };
const web: Selector = { labels: { app: 'web' }, expressions: [] };
const notWeb: Selector = { labels: {}, expressions: [{ key: 'app', operator: 'NotIn', values: ['web'] }] };
function policy(pods: Selector, ...ways: readonly string[]): Policy {
  return {
    kind: 'network-policy',
    id: toFactId('network-policy', 'test', 'p'),
    scope: 'test',
    name: 'p',
    pods,
    isolates: { ingress: ways.includes('in'), egress: ways.includes('out') },
    ingress: [],
    egress: [],
    unclear: false,
    at: [],
  };
}
const rows: readonly (readonly [fact: string, policies: readonly Policy[], open: string, undenied: string])[] = [
  ['no policy', [], 'ingress egress', 'ingress egress'],
  ['one for all pods, both ways', [policy(all, 'in', 'out')], '', ''],
  ['one for all pods, one way', [policy(all, 'in')], 'egress', 'egress'],
  ['one for this pod', [policy(web, 'in')], 'egress', 'ingress egress'],
  ['one for other pods', [policy(notWeb, 'in', 'out')], 'ingress egress', 'ingress egress'],
  ['two that add up', [policy(all, 'in'), policy(web, 'out')], '', 'egress'],
];
for (const [fact, policies, open, undenied] of rows) {
  test(`open ways of a pod: ${fact}`, () => {
    assert.equal(openWays(policies, { app: 'web' }).join(' '), open);
    assert.equal(undeniedWays(policies).join(' '), undenied);
  });
}
