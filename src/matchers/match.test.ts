import assert from 'node:assert/strict';
import { test } from 'node:test';
import { advisory, before, match, only } from '../../testdata/advisories/match-installed.ts';
import { processorMs, startedNow } from '../../test/processor-time.ts';

// Facts restated from the public advisories named here.
const openssl = advisory('DEBIAN-CVE-2024-4603', 'openssl', {
  upstream: ['CVE-2024-4603'],
  ...before('3.0.14-1~deb12u1'),
});
const lodash = advisory('GHSA-p6mc-m468-83gw', 'lodash', {
  aliases: ['CVE-2020-8203'],
  ranges: [{ introduced: '3.7.0', fixed: '4.17.19' }],
});
const branches = advisory('GHSA-2', 'electron', {
  ranges: [
    { introduced: '22.0.0', fixed: '22.3.24' },
    { introduced: '24.0.0', fixed: '24.8.3' },
  ],
});
const rocky = advisory('RLSA-2022:7288', 'openssl', {
  upstream: ['CVE-2022-3602', 'CVE-2022-3786'],
  ...before('1:3.0.1-43.el9_0'),
});
const malware = advisory('MAL-2024-10542', 'akita-poc', {
  kind: 'malware',
  aliases: ['GHSA-f8vv-94w6-p5cq'],
  ranges: [{ introduced: '0' }],
  versions: ['1.2.0'],
});

test('the issue is named by its CVE, all other ids are aliases', () => {
  const { advisory: found } = only('debian', { name: 'openssl', version: '3.0.9-1' }, [openssl]);
  assert.deepEqual(
    [found.id, found.aliases, found.fixed],
    ['CVE-2024-4603', ['DEBIAN-CVE-2024-4603'], '3.0.14-1~deb12u1'],
  );
});
test('without a CVE it is named by its own id', () => {
  assert.equal(only('npm', { name: 'electron', version: '22.0.0' }, [branches]).advisory.id, 'GHSA-2');
});
test('aliases join, even over a third advisory', () => {
  const chain = [
    advisory('GHSA-a', 'x', { aliases: ['CVE-2024-1000'], ...before('2.0.0') }),
    advisory('NSWG-b', 'x', { aliases: ['GHSA-c'], ...before('2.0.0') }),
    advisory('GHSA-c', 'x', { aliases: ['GHSA-a'], ...before('3.0.0') }),
  ];
  const found = only('npm', { name: 'x', version: '1.0.0' }, chain);
  assert.deepEqual(found.advisory.aliases, ['GHSA-a', 'GHSA-c', 'NSWG-b']);
  assert.equal(found.advisory.fixed, '3.0.0', 'the lower fix is still affected by another of them');
  assert.deepEqual(
    found.evidence.map(({ field }) => field),
    ['GHSA-a', 'GHSA-c', 'NSWG-b'],
  );
});
test('a bulletin is about each of its CVEs, and joins none of them', () => {
  const item = { name: 'openssl', version: '1:3.0.1-41.el9', exploited: { 'CVE-2022-3786': { kev: true, epss: 0.9 } } };
  const { matches } = match('rocky', item, [rocky]);
  assert.deepEqual(
    matches.map(({ advisory: { id, aliases, kev, epss } }) => [id, aliases, kev, epss]),
    [
      ['CVE-2022-3602', ['RLSA-2022:7288'], false, undefined],
      ['CVE-2022-3786', ['RLSA-2022:7288'], true, 0.9],
    ],
  );
});
test("a record of its own outranks a bulletin, and takes the bulletin's name", () => {
  const bulletin = advisory('DSA-1-1', 'openssl', {
    upstream: ['CVE-2024-4603', 'CVE-2024-0009'],
    ...before('3.0.15-1'),
  });
  const fixedByRecord = match('debian', { name: 'openssl', version: '3.0.14-1~deb12u1' }, [openssl, bulletin]);
  assert.deepEqual(
    fixedByRecord.matches.map((one) => one.advisory.id),
    ['CVE-2024-0009'],
  );
  const open = match('debian', { name: 'openssl', version: '3.0.9-1' }, [openssl, bulletin]);
  assert.deepEqual(
    open.matches.map((one) => one.advisory.aliases),
    [['DSA-1-1'], ['DEBIAN-CVE-2024-4603', 'DSA-1-1']],
  );
});
test('the fix is the lowest above the installed version, of its own branch', () => {
  assert.equal(only('npm', { name: 'electron', version: '22.1.0' }, [branches]).advisory.fixed, '22.3.24');
  assert.equal(only('npm', { name: 'electron', version: '24.1.0' }, [branches]).advisory.fixed, '24.8.3');
});
test('a branch without a fix of its own is told the next one that is safe', () => {
  const record = advisory('GHSA-4', 'x', {
    ranges: [
      { introduced: '1.0.0', lastAffected: '1.9.0' },
      { introduced: '2.0.0', fixed: '2.2.0' },
    ],
  });
  assert.equal(only('npm', { name: 'x', version: '1.5.0' }, [record]).advisory.fixed, '2.2.0');
});
test('evidence says which range holds', () => {
  assert.deepEqual(only('npm', { name: 'lodash', version: '4.17.15' }, [lodash]).evidence, [
    { field: 'GHSA-p6mc-m468-83gw', value: 'npm lodash: from 3.7.0 before 4.17.19' },
  ]);
});
test('malware is critical and has no fix', () => {
  const found = only('npm', { name: 'akita-poc', version: '1.2.0' }, [malware]);
  assert.deepEqual([found.kind, found.severity, found.advisory.fixed], ['malware', 'critical', undefined]);
});
test('the worst severity of the records counts, bulletins only where there is none', () => {
  const rated = advisory('CVE-2024-0005', 'openssl', { severity: 'low', score: 3.1, ...before('9') });
  const bulletin = advisory('DSA-2-1', 'openssl', {
    severity: 'critical',
    score: 9.8,
    upstream: ['CVE-2024-0005', 'CVE-2024-0006'],
    ...before('9'),
  });
  const { matches } = match('debian', { name: 'openssl', version: '3.0.9-1' }, [rated, bulletin]);
  assert.deepEqual(
    matches.map(({ severity, advisory: { score } }) => [severity, score]),
    [
      ['low', 3.1],
      ['critical', 9.8],
    ],
  );
  assert.equal(only('debian', { name: 'openssl', version: '3.0.9-1' }, [openssl]).severity, 'medium');
});
test('a version that its ecosystem would not accept is told, but only when there is something to judge', () => {
  const odd = { name: 'lodash', version: 'git+ssh://example/x' };
  assert.match(match('npm', odd, [lodash]).problem ?? '', /^lodash: "git\+ssh:\/\/example\/x" is no semver version$/u);
  assert.deepEqual(match('npm', odd, []), { matches: [] });
  const exact = match('npm', odd, [advisory('GHSA-5', 'lodash', { versions: [odd.version] })]);
  assert.equal(exact.matches.length, 1);
});
test('thousands of advisories of one package take no quadratic time', () => {
  const many = Array.from({ length: 20_000 }, (_, index) =>
    advisory(`GHSA-${index}`, 'x', { aliases: [`CVE-2024-${10_000 + index}`], ...before('2.0.0') }),
  );
  const started = startedNow();
  assert.equal(match('npm', { name: 'x', version: '1.0.0' }, many).matches.length, 20_000);
  assert.ok(processorMs(started) < 3000);
});
