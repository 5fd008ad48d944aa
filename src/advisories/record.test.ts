import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseRecord } from './record.ts';
import { openScorer } from './severity.ts';

const scorer = await openScorer();
const critical = 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H';
const medium = 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:N/VI:N/VA:L/SC:N/SI:N/SA:N/E:P';

interface Shape {
  readonly [key: string]: unknown;
}
function affected(ecosystem: string, events: readonly Shape[], more: Shape = {}): Shape {
  return { package: { ecosystem, name: 'pkg' }, ranges: [{ type: 'ECOSYSTEM', events }], ...more };
}
const fixedIn2 = [{ introduced: '0' }, { fixed: '2' }];
function record(more: Shape = {}): Shape {
  return {
    id: 'CVE-2024-0001',
    modified: '2024-05-06T07:08:09Z',
    affected: [affected('Debian:12', fixedIn2)],
    ...more,
  };
}
function parsed(value: unknown, base = 'Debian') {
  const result = parseRecord(value, base, scorer);
  assert.ok(typeof result !== 'string', 'has no rows');
  const [body] = result.bodies;
  assert.ok(body !== undefined);
  return { head: result.head, body, bodies: result.bodies };
}

test('id, days and kind of the whole record', () => {
  const { head } = parsed(record({ published: '2024-01-02T00:00:00Z', summary: 'Bad' }));
  assert.deepEqual(head, {
    id: 'CVE-2024-0001',
    aliases: [],
    upstream: [],
    kind: 'vulnerability',
    modified: '2024-05-06',
    published: '2024-01-02',
    summary: 'Bad',
  });
});
test('MAL ids are malware', () => assert.equal(parsed(record({ id: 'MAL-2024-1' })).head.kind, 'malware'));

const ranges: readonly (readonly [string, readonly Shape[], readonly Shape[]])[] = [
  ['introduced and fixed', fixedIn2, [{ introduced: '0', fixed: '2' }]],
  ['never fixed', [{ introduced: '1' }], [{ introduced: '1' }]],
  [
    'up to and with the last affected',
    [{ introduced: '1' }, { last_affected: '3' }],
    [{ introduced: '1', lastAffected: '3' }],
  ],
  [
    'two branches in one list',
    [{ introduced: '1' }, { fixed: '1.5' }, { introduced: '2' }, { fixed: '2.5' }],
    [
      { introduced: '1', fixed: '1.5' },
      { introduced: '2', fixed: '2.5' },
    ],
  ],
  ['fixed written before introduced', [{ fixed: '2' }, { introduced: '0' }], [{ introduced: '0', fixed: '2' }]],
  ['a second fix closes nothing', [...fixedIn2, { fixed: '3' }], [{ introduced: '0', fixed: '2' }]],
  [
    'an event of a wrong type is passed over',
    [{ introduced: '0' }, { fixed: 7 }, null as never, { fixed: '2' }],
    [{ introduced: '0', fixed: '2' }],
  ],
];
for (const [what, events, expected] of ranges)
  test(`range: ${what}`, () =>
    assert.deepEqual(parsed(record({ affected: [affected('Debian:12', events)] })).body.ranges, expected));

test('GIT ranges are not versions', () => {
  const entry = {
    package: { ecosystem: 'npm', name: 'pkg' },
    ranges: [{ type: 'GIT', events: fixedIn2 }],
    versions: ['1'],
  };
  const { body } = parsed(record({ affected: [entry] }), 'npm');
  assert.deepEqual([body.ranges, body.versions], [[], ['1']]);
});
test('versions that only enumerate a range are dropped, others kept', () => {
  const enumerated = affected('PyPI', fixedIn2, { versions: ['1', '1.1'] });
  assert.deepEqual(parsed(record({ affected: [enumerated] }), 'PyPI').body.versions, []);
  const semver = {
    package: { ecosystem: 'npm', name: 'p' },
    ranges: [{ type: 'SEMVER', events: fixedIn2 }],
    versions: ['9'],
  };
  assert.deepEqual(parsed(record({ affected: [semver] }), 'npm').body.versions, ['9']);
});
test('entries of one package and release become one, of other ecosystems none', () => {
  const other = [{ introduced: '0' }, { fixed: '3' }];
  const entries = [
    affected('Debian:12', fixedIn2),
    affected('Debian:12', other),
    affected('Debian:12', other),
    affected('npm', fixedIn2),
    affected('Debian:13', other),
  ];
  const { bodies } = parsed(record({ affected: entries }));
  assert.deepEqual(
    bodies.map(({ release, ranges: all }) => [release, all.map(({ fixed }) => fixed)]),
    [
      ['12', ['2', '3']],
      ['13', ['3']],
    ],
  );
});
test('variants of one Red Hat product are one release', () => {
  const entries = ['enterprise_linux:9::baseos', 'enterprise_linux:9::appstream', 'rhel_eus:9.2::baseos'].map(
    (release) => affected(`Red Hat:${release}`, fixedIn2),
  );
  const { bodies } = parsed(record({ id: 'RHSA-2024:1', related: ['CVE-2024-0001'], affected: entries }), 'Red Hat');
  assert.deepEqual(
    bodies.map(({ release }) => release),
    ['enterprise_linux:9', 'rhel_eus:9.2'],
  );
});

const severities: readonly (readonly [string, string, Shape, string | undefined, (number | undefined)?])[] = [
  ['the score where there is no word', 'Debian', { severity: [{ type: 'CVSS_V3', score: critical }] }, 'critical', 9.8],
  [
    'the newest CVSS version, without its threat metrics',
    'Debian',
    {
      severity: [
        { type: 'CVSS_V3', score: critical },
        { type: 'CVSS_V4', score: medium },
      ],
    },
    'medium',
    6.9,
  ],
  [
    'a vector that is none',
    'Debian',
    { severity: [{ type: 'CVSS_V3', score: 'CVSS:3.1/AV:N' }] },
    undefined,
    undefined,
  ],
  [
    "Ubuntu's word before the score",
    'Debian',
    {
      severity: [
        { type: 'Ubuntu', score: 'negligible' },
        { type: 'CVSS_V3', score: critical },
      ],
    },
    'info',
    9.8,
  ],
  [
    "Debian's unimportant",
    'Debian',
    { affected: [affected('Debian:12', fixedIn2, { ecosystem_specific: { urgency: 'unimportant' } })] },
    'info',
    undefined,
  ],
  [
    "Debian's not yet assigned says nothing",
    'Debian',
    { affected: [affected('Debian:12', fixedIn2, { ecosystem_specific: { urgency: 'not yet assigned' } })] },
    undefined,
    undefined,
  ],
  ["the reviewer's MODERATE", 'Debian', { database_specific: { severity: 'MODERATE' } }, 'medium', undefined],
  ['the first word of a bulletin', 'Debian', { summary: 'Important: bash security update' }, 'high', undefined],
  ['no word of an ordinary title', 'Debian', { summary: 'bash: bad' }, undefined, undefined],
  [
    'a word that is a property of every object',
    'Debian',
    { database_specific: { severity: 'constructor' } },
    undefined,
    undefined,
  ],
];
for (const [what, base, more, severity, score] of severities)
  test(`severity: ${what}`, () => {
    const { body } = parsed(record(more), base);
    assert.deepEqual([body.severity, body.score], [severity, score]);
  });

test('bulletins of distributions name their CVEs in related, in older records', () => {
  const { head } = parsed(record({ id: 'DSA-1-1', related: ['CVE-2024-1111', 'USN-1-1'] }));
  assert.deepEqual(head.upstream, ['CVE-2024-1111']);
});
test('related of a language ecosystem is not the same issue', () => {
  const value = record({ id: 'GHSA-1', related: ['CVE-2024-1111'], affected: [affected('npm', fixedIn2)] });
  const { head } = parsed(value, 'npm');
  assert.deepEqual([head.aliases, head.upstream], [[], []]);
});
test("Wolfi's related are other names", () => {
  const value = record({
    id: 'CGA-1',
    related: ['CGA-1', 'CVE-2024-1111', 'GHSA-x'],
    affected: [affected('Wolfi', fixedIn2)],
  });
  assert.deepEqual(parsed(value, 'Wolfi').head.aliases, ['CVE-2024-1111', 'GHSA-x']);
});

const leftOut: readonly (readonly [string, Shape, string?])[] = [
  ['withdrawn', { withdrawn: '2024-01-01T00:00:00Z' }],
  ['about another ecosystem', { affected: [affected('npm', fixedIn2)] }],
  [
    'an affected entry without ranges and versions',
    { affected: [{ package: { ecosystem: 'Debian:12', name: 'pkg' } }] },
  ],
  ['a bug fix without a CVE', { id: 'ALBA-2024:1', affected: [affected('AlmaLinux:9', fixedIn2)] }, 'AlmaLinux'],
  ['a regression update without a CVE', { id: 'DSA-1-2', summary: 'pkg - regression update' }],
];
for (const [what, more, base = 'Debian'] of leftOut)
  test(`left out: ${what}`, () => assert.equal(parseRecord(record(more), base, scorer), 'left-out'));

const hostile: readonly (readonly [string, unknown, 'invalid' | 'left-out'])[] = [
  ['null', null, 'invalid'],
  ['a number', 7, 'invalid'],
  ['a list', [], 'invalid'],
  ['no id', { ...record(), id: undefined }, 'invalid'],
  ['an id with an escape sequence', record({ id: 'CVE-1\u001B[2J' }), 'invalid'],
  ['an id of a megabyte', record({ id: 'x'.repeat(1_000_000) }), 'invalid'],
  ['a day that is none', record({ modified: 'yesterday' }), 'invalid'],
  ['affected that is an object', record({ affected: { length: 5 } }), 'invalid'],
  [
    'affected full of nonsense',
    record({ affected: [1, null, 'x', { package: null }, { package: { ecosystem: 'Debian:12', name: {} } }] }),
    'left-out',
  ],
  [
    'a name with a newline',
    record({ affected: [{ ...affected('Debian:12', fixedIn2), package: { ecosystem: 'Debian:12', name: 'a\nb' } }] }),
    'left-out',
  ],
];
for (const [what, value, expected] of hostile)
  test(`hostile: ${what}`, () => assert.equal(parseRecord(value, 'Debian', scorer), expected));

test('a package called __proto__ is a package', () => {
  const value = JSON.parse(
    '{"id":"X-1","modified":"2024-01-01","affected":[{"package":{"ecosystem":"npm","name":"__proto__"},"versions":["1"]}],"__proto__":{"withdrawn":"x"}}',
  );
  assert.equal(parsed(value, 'npm').body.name, '__proto__');
});
test('summaries are one short line without control characters', () => {
  const { head } = parsed(record({ summary: `a\u001B[31m\n\u202Eb ${'long '.repeat(100)}` }));
  assert.match(head.summary ?? '', /^a \[31m b long/u);
  assert.ok((head.summary ?? '').length <= 160);
});
test('many thousand ranges are bounded', () => {
  const entries = Array.from({ length: 3000 }, (_, index) =>
    affected('Debian:12', [{ introduced: '0' }, { fixed: String(index) }]),
  );
  assert.ok(parsed(record({ affected: entries })).body.ranges.length < 1000);
});
