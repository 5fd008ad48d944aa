// What becomes of a point of a standard: one row, one fact.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toFactId, toFindingId, toRuleId } from '../model/brand.ts';
import type { RequirementStatus } from '../model/compliance.ts';
import type { FactKind } from '../model/facts.ts';
import type { Finding } from '../model/finding.ts';
import { complianceNames, toCompliance, type ComplianceInput } from './compliance.ts';
import { standards } from './standards/index.ts';

const nothing: ComplianceInput = { findings: [], workloads: [], rules: new Map(), seen: new Set() };
const capabilityRules = new Map<string, FactKind>([
  ['wl-cap-add-dangerous', 'workload'],
  ['wl-cap-no-drop-all', 'workload'],
]);
function finding(rule: string, suppressed?: Finding['suppressed']): Finding {
  const id = toFactId('workload', 'sources', 'web');
  return {
    id: toFindingId('0123456789abcdef'),
    rule: toRuleId(rule),
    layer: 'container',
    severity: 'medium',
    subject: { kind: 'workload', id, name: 'web' },
    workloads: [id],
    what: 'adds SYS_ADMIN',
    why: '',
    todo: '',
    at: [],
    evidence: [],
    ...(suppressed && { suppressed }),
  };
}
const rows: readonly (readonly [fact: string, input: Partial<ComplianceInput>, status: RequirementStatus])[] = [
  ['rules that did not run are not seen', {}, 'not seen'],
  ['half of the rules is not seen', { rules: new Map([...capabilityRules].slice(0, 1)) }, 'not seen'],
  [
    'half of the rules that finds something fails',
    { rules: new Map(), findings: [finding('wl-cap-no-drop-all')] },
    'fail',
  ],
  ['nothing to judge is not applicable', { rules: capabilityRules, seen: new Set(['build']) }, 'not applicable'],
  ['judged and nothing found passes', { rules: capabilityRules, seen: new Set(['workload']) }, 'pass'],
  [
    'what somebody lives with does not fail',
    {
      rules: capabilityRules,
      seen: new Set(['workload']),
      findings: [finding('wl-cap-no-drop-all', { by: 'ignore file', reason: 'known' })],
    },
    'pass',
  ],
];
for (const [fact, input, status] of rows) {
  test(fact, () => {
    const compliance = toCompliance('owasp-docker', { ...nothing, ...input });
    assert.equal(compliance?.requirements.find(({ id }) => id === '3')?.status, status);
  });
}

test('every standard answers under its name, and each of its points once', () => {
  for (const name of complianceNames) {
    const ids = toCompliance(name, nothing)?.requirements.map(({ id }) => id) ?? [];
    assert.ok(ids.length > 0, name);
    assert.equal(new Set(ids).size, ids.length, name);
  }
  assert.equal(toCompliance('cis-windows', nothing), undefined);
});
test('no point of a standard is without a way to judge it or a word on what it would need', () => {
  for (const { id, points } of standards) {
    const empty = points.filter(({ rules, needs }) => rules.length === 0 && needs === undefined);
    assert.deepEqual(empty, [], id);
  }
});
test('a version of the Pod Security Standards can be named', () => {
  const ids = (name: string): readonly string[] => toCompliance(name, nothing)?.requirements.map(({ id }) => id) ?? [];
  assert.equal(ids('pss-baseline:1.33').includes('hostProbesAndHostLifecycle'), false);
  assert.equal(ids('pss-baseline:1.34').includes('hostProbesAndHostLifecycle'), true);
});
