// One row, one reason to stand before another finding.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Finding } from '../model/finding.ts';
import { finding, packageFact, reach, vulnerability, workloadId } from '../outputs/report-sample.ts';
import { rankFindings } from './rank-findings.ts';

const on = packageFact('a', '1', 'sources', { path: 'package-lock.json', line: 1 });
const known = (what: string, more: Partial<Finding>, kev = false): Finding =>
  vulnerability(on, { id: 'CVE-1', kev }, { what, ...more });
const reaches = [reach('far', 'cluster'), reach('near', 'contained'), reach('middle', 'node')];

test('how bad, then whether it is exploited, then how far it leads', () => {
  const far = [workloadId('near'), workloadId('far')];
  const near = [workloadId('near')];
  const findings = [
    finding({ what: 'critical, nobody runs it', severity: 'critical' }),
    known('critical, near', { severity: 'critical', workloads: near }),
    known('critical, middle', { severity: 'critical', workloads: [workloadId('middle')] }),
    known('critical, far', { severity: 'critical', workloads: far }),
    known('critical, exploited, near', { severity: 'critical', workloads: near }, true),
    known('high, exploited, far', { severity: 'high', workloads: far }, true),
    finding({ what: 'high, far', severity: 'high', workloads: far }),
  ];
  const order = [
    'critical, exploited, near',
    'critical, far',
    'critical, middle',
    'critical, near',
    'critical, nobody runs it',
    'high, exploited, far',
    'high, far',
  ];
  assert.deepEqual(
    rankFindings(findings, reaches).map(({ what }) => what),
    order,
  );
  assert.deepEqual(
    rankFindings(findings.toReversed(), reaches).map(({ what }) => what),
    order,
  );
});
test('without reach it is the rule and the place that decide', () => {
  const findings = [
    finding({ rule: 'wl-b', at: [] }),
    finding({ rule: 'wl-a', at: [{ path: 'b.yaml', line: 2 }] }),
    finding({ rule: 'wl-a', at: [{ path: 'b.yaml', line: 1 }] }),
  ];
  assert.deepEqual(
    rankFindings(findings, []).map(({ rule, at }) => [rule, at[0]?.line]),
    [
      ['wl-a', 1],
      ['wl-a', 2],
      ['wl-b', undefined],
    ],
  );
});
