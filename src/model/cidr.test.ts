// Which block holds which: one row, one fact.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { holdsBlock, isEverywhere } from './cidr.ts';

const rows: readonly (readonly [outer: string, inner: string, holds: boolean])[] = [
  ['0.0.0.0/0', '169.254.169.254', true],
  ['169.254.0.0/16', '169.254.169.254/32', true],
  ['10.0.0.0/8', '169.254.169.254', false],
  ['169.254.169.254/32', '169.254.0.0/16', false],
  ['128.0.0.0/1', '169.254.169.254', true],
  ['0.0.0.0/1', '169.254.169.254', false],
  ['::/0', 'fd00:ec2::254', true],
  ['fd00::/8', 'fd00:ec2::254', true],
  ['fe80::/10', 'fd00:ec2::254', false],
  ['::/0', '169.254.169.254', false],
  ['0.0.0.0/0', 'fd00:ec2::254', false],
  ['fd00:ec2::254', 'fd00:0ec2:0:0:0:0:0:0254', true],
  ['0.0.0.0/33', '1.2.3.4', false],
  ['1.2.3/0', '1.2.3.4', false],
  ['300.0.0.0/0', '1.2.3.4', false],
  ['0.0.0.0/', '1.2.3.4', false],
  [':::/0', 'fd00:ec2::254', false],
  ['{{ x }}', '1.2.3.4', false],
  ['', '', false],
];
for (const [outer, inner, holds] of rows) {
  test(`${outer} ${holds ? 'holds' : 'does not hold'} ${inner}`, () => assert.equal(holdsBlock(outer, inner), holds));
}
test('half of all addresses is everywhere', () =>
  assert.deepEqual(['0.0.0.0/0', '::/0', '128.0.0.0/1', '10.0.0.0/8', 'x'].map(isEverywhere), [
    true,
    true,
    true,
    false,
    false,
  ]));
