// What fails a scan, what makes it incomplete, and what does neither.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toFactId, toFindingId, toRuleId } from '../model/brand.ts';
import type { Finding } from '../model/finding.ts';
import type { Reach, ReachLevel } from '../model/graph.ts';
import type { Unknown, UnknownCode } from '../model/unknown.ts';
import { exitCodeOf, toVerdict, type VerdictInput } from './verdict.ts';

const web = toFactId('workload', 'test', 'web');
const reach = (level: ReachLevel, possible: ReachLevel = level): Reach => ({
  workload: web,
  level,
  possible,
  chains: [],
});
function vulnerability(more: {
  readonly fixed?: string;
  readonly kev?: boolean;
  readonly severity?: Finding['severity'];
  readonly suppressed?: true;
}): Finding {
  return {
    id: toFindingId('0123456789abcdef'),
    rule: toRuleId('vulnerability'),
    layer: 'code',
    severity: more.severity ?? 'high',
    subject: { kind: 'package', id: web, name: 'openssl 3.0.1' },
    workloads: [web],
    what: '',
    why: '',
    todo: '',
    at: [],
    evidence: [],
    package: { name: 'openssl', version: '3.0.1', purl: '' },
    advisory: {
      id: 'CVE-2026-1',
      aliases: [],
      kev: more.kev ?? false,
      ...(more.fixed !== undefined && { fixed: more.fixed }),
    },
    ...(more.suppressed && { suppressed: { by: 'file', reason: 'accepted' } }),
  };
}
const unknown = (code: UnknownCode, incomplete: boolean): Unknown => ({
  code,
  why: `why ${code}`,
  affects: [],
  incomplete,
});

const rows: Readonly<Record<string, readonly [Partial<VerdictInput>, 0 | 1 | 3, readonly string[]]>> = {
  'nothing at all': [{}, 0, []],
  'on the line': [{ reach: [reach('neighbours')] }, 0, []],
  'over the line': [{ reach: [reach('node')] }, 1, ['over-the-line']],
  'over a line drawn lower': [{ reach: [reach('neighbours')], loadLine: 'contained' }, 1, ['over-the-line']],
  'only possibly over the line': [{ reach: [reach('contained', 'cloud')] }, 0, []],
  'known exploited, with a fix': [{ findings: [vulnerability({ kev: true, fixed: '3.0.2' })] }, 1, ['known-exploited']],
  'known exploited, without a fix': [{ findings: [vulnerability({ kev: true })] }, 0, []],
  'known exploited, accepted': [{ findings: [vulnerability({ kev: true, fixed: '3.0.2', suppressed: true })] }, 0, []],
  'high, and nothing asked': [{ findings: [vulnerability({ fixed: '3.0.2' })] }, 0, []],
  'high, failing on high': [{ findings: [vulnerability({})], failOn: 'high' }, 1, ['fail-on']],
  'high, failing on critical': [{ findings: [vulnerability({})], failOn: 'critical' }, 0, []],
  'critical, failing on medium': [
    { findings: [vulnerability({ severity: 'critical' })], failOn: 'medium' },
    1,
    ['fail-on'],
  ],
  'high without a fix, those ignored': [{ findings: [vulnerability({})], failOn: 'high', ignoreUnfixed: true }, 0, []],
  'high with a fix, others ignored': [
    { findings: [vulnerability({ fixed: '3.0.2' })], failOn: 'high', ignoreUnfixed: true },
    1,
    ['fail-on'],
  ],
  'high, accepted': [{ findings: [vulnerability({ suppressed: true })], failOn: 'high' }, 0, []],
  'something that was not read': [{ unknowns: [unknown('unreadable', true)] }, 3, ['incomplete']],
  'something that nobody wanted': [{ unknowns: [unknown('image-not-looked-at', false)] }, 0, []],
  'no advisory data': [{ unknowns: [unknown('feed-missing', false)] }, 3, ['incomplete']],
  'only the built-in set': [{ unknowns: [unknown('feed-built-in', true)] }, 3, ['incomplete']],
  'old advisory data': [{ unknowns: [unknown('feed-stale', true)] }, 3, ['incomplete']],
  'failing and incomplete fails': [
    { reach: [reach('cloud')], unknowns: [unknown('unreadable', true)] },
    1,
    ['over-the-line', 'incomplete'],
  ],
};
for (const [name, [more, code, reasons]] of Object.entries(rows)) {
  test(`verdict: ${name}`, () => {
    const verdict = toVerdict({
      reach: [],
      loadLine: 'neighbours',
      findings: [],
      unknowns: [],
      ignoreUnfixed: false,
      ...more,
    });
    assert.equal(exitCodeOf(verdict), code);
    assert.deepEqual(
      verdict.reasons.map((reason) => reason.code),
      reasons,
    );
  });
}
test('the reasons name the workload, and say a thing once', () => {
  const { reasons } = toVerdict({
    reach: [reach('node')],
    loadLine: 'neighbours',
    findings: [vulnerability({ kev: true, fixed: '3.0.2' }), vulnerability({ kev: true, fixed: '3.0.2' })],
    unknowns: [unknown('unreadable', true), unknown('unreadable', true)],
    workloads: [{ id: web, name: 'web' }],
    ignoreUnfixed: false,
  });
  assert.deepEqual(
    reasons.map(({ why }) => why),
    [
      'web reaches the node; the load line is its neighbours',
      'CVE-2026-1 in openssl 3.0.1 is known to be exploited and fixed in 3.0.2',
      'why unreadable, and 1 more like it',
    ],
  );
});
