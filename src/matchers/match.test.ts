import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Advisory, Exploitation } from '../model/advisory.ts';
import type { OsDraft } from '../model/facts.ts';
import type { Match } from '../model/finding.ts';
import { ecosystemOf } from './ecosystem.ts';
import { matchPackage, type Matchable, type Matched } from './match.ts';

// Facts restated from the public advisories named in each row.
const places = {
  debian: 'Debian:12',
  alpine: 'Alpine:v3.18',
  alma: 'AlmaLinux:8',
  rocky: 'Rocky Linux:9',
  npm: 'npm',
} as const;
type Place = keyof typeof places;
const systems: Readonly<Record<Place, OsDraft | undefined>> = {
  debian: { kind: 'os', id: 'debian', versionId: '12', idLike: [], name: '', at: [] },
  alpine: { kind: 'os', id: 'alpine', versionId: '3.18.4', idLike: [], name: '', at: [] },
  alma: { kind: 'os', id: 'almalinux', versionId: '8.9', idLike: [], name: '', at: [] },
  rocky: { kind: 'os', id: 'rocky', versionId: '9.1', idLike: [], name: '', at: [] },
  npm: undefined,
};
const types = { debian: 'deb', alpine: 'apk', alma: 'rpm', rocky: 'rpm', npm: 'npm' } as const;

function advisory(id: string, name: string, more: Partial<Advisory> = {}): Advisory {
  return {
    id,
    name,
    aliases: [],
    upstream: [],
    ecosystem: '',
    ranges: [],
    versions: [],
    kind: 'vulnerability',
    modified: '2025-01-01',
    ...more,
  };
}
function before(fixed: string): Pick<Advisory, 'ranges'> {
  return { ranges: [{ introduced: '0', fixed }] };
}
interface Installed extends Omit<Matchable, 'type'> {
  readonly exploited?: Readonly<Record<string, Exploitation>>;
}
function match(place: Place, item: Installed, advisories: readonly Advisory[]): Matched {
  const subject = { ...item, type: types[place] };
  const home = ecosystemOf(subject, systems[place]);
  assert.ok(!('missing' in home));
  return matchPackage(subject, home, {
    find: (ecosystem, name) =>
      advisories
        .filter((one) => one.name === name)
        .map((one) => ({ ...one, ecosystem }))
        .filter((one) => one.ecosystem === places[place]),
    exploitation: (ids) => ids.map((id) => item.exploited?.[id]).find((found) => found !== undefined) ?? { kev: false },
  });
}
function only(place: Place, item: Installed, advisories: readonly Advisory[]): Match {
  const { matches } = match(place, item, advisories);
  assert.equal(matches.length, 1, `${matches.length} matches`);
  const [first] = matches;
  assert.ok(first !== undefined);
  return first;
}

const openssl = advisory('DEBIAN-CVE-2024-4603', 'openssl', {
  upstream: ['CVE-2024-4603'],
  ...before('3.0.14-1~deb12u1'),
});
const lodash = advisory('GHSA-p6mc-m468-83gw', 'lodash', {
  aliases: ['CVE-2020-8203'],
  ranges: [{ introduced: '3.7.0', fixed: '4.17.19' }],
});
const upTo = advisory('GHSA-fpr8-4wvx-j9q3', 'node-qpdf', {
  aliases: ['CVE-2023-26155'],
  ranges: [{ introduced: '0', lastAffected: '1.0.3' }],
});
const branches = advisory('GHSA-2', 'electron', {
  ranges: [
    { introduced: '22.0.0', fixed: '22.3.24' },
    { introduced: '24.0.0', fixed: '24.8.3' },
  ],
});
const listed = advisory('GHSA-3', 'eslint-config-prettier', { versions: ['8.10.1', '9.1.1'] });
const never = advisory('CVE-2010-0928', 'openssl', { ranges: [{ introduced: '0' }], severity: 'info' });
const notAffected = advisory('CVE-2023-38408', 'openssh', before('0'));
const alpine = advisory('CVE-2023-0464', 'openssl', before('3.1.0-r1'));
const rocky = advisory('RLSA-2022:7288', 'openssl', {
  upstream: ['CVE-2022-3602', 'CVE-2022-3786'],
  ...before('1:3.0.1-43.el9_0'),
});
const plain = advisory('ALSA-2024:1', 'bash', { upstream: ['CVE-2024-0001'], ...before('0:4.4.20-5.el8') });
const node16 = advisory('ALSA-2024:1444', 'nodejs', {
  upstream: ['CVE-2024-22019'],
  summary: 'Important: nodejs:16 security update',
  ...before('1:16.20.2-4.module_el8.9.0+3747+ead8229c'),
});
const node18 = advisory('ALSA-2024:1510', 'nodejs', {
  upstream: ['CVE-2024-22019'],
  summary: 'Important: nodejs:18 security update',
  ...before('1:18.19.1-1.module_el8.9.0+3753+4de0891b'),
});
const builds = advisory('ALSA-2025:10551', 'aardvark-dns', {
  upstream: ['CVE-2025-6032'],
  ranges: ['4016+efd18bf8', '3909+6e1c1eb7', '4023+db236c53'].map((build) => ({
    introduced: '0',
    fixed: `2:1.10.1-2.module_el8.10.0+${build}`,
  })),
});
const malware = advisory('MAL-2024-10542', 'akita-poc', {
  kind: 'malware',
  aliases: ['GHSA-f8vv-94w6-p5cq'],
  ranges: [{ introduced: '0' }],
  versions: ['1.2.0'],
});
const source = (name: string, version: string) => ({ source: { name, version } });

type Row = readonly [string, Place, Installed, Advisory, boolean];
const labelled: readonly Row[] = [
  ['older than the fix', 'debian', { name: 'openssl', version: '3.0.13-1~deb12u1' }, openssl, true],
  ['the fix itself', 'debian', { name: 'openssl', version: '3.0.14-1~deb12u1' }, openssl, false],
  ['newer than the fix', 'debian', { name: 'openssl', version: '3.0.15-1~deb12u1' }, openssl, false],
  ['a tilde sorts before the fix', 'debian', { name: 'openssl', version: '3.0.14-1~deb12u1~bpo1' }, openssl, true],
  [
    'found by the source package',
    'debian',
    { name: 'libssl3', version: '3.0.13-1~deb12u1', ...source('openssl', '3.0.13-1~deb12u1') },
    openssl,
    true,
  ],
  [
    'a rebuild: the source version counts',
    'debian',
    { name: 'libssl3', version: '3.0.13-1+b9', ...source('openssl', '3.0.14-1~deb12u1') },
    openssl,
    false,
  ],
  [
    'a binary with a version of its own',
    'debian',
    { name: 'libfoo', version: '9.9', ...source('openssl', '3.0.9-1') },
    openssl,
    true,
  ],
  [
    'a binary that is called like another source',
    'debian',
    { name: 'openssl', version: '1', ...source('other', '1') },
    openssl,
    false,
  ],
  ['no fix yet', 'debian', { name: 'openssl', version: '3.0.15-1~deb12u1' }, never, true],
  ['fixed in 0 is not affected', 'alpine', { name: 'openssh', version: '9.3_p1-r0' }, notAffected, false],
  [
    'an apk revision below',
    'alpine',
    { name: 'libcrypto3', version: '3.1.0-r0', ...source('openssl', '3.1.0-r0') },
    alpine,
    true,
  ],
  [
    'an apk revision at the fix',
    'alpine',
    { name: 'libcrypto3', version: '3.1.0-r1', ...source('openssl', '3.1.0-r1') },
    alpine,
    false,
  ],
  ['an apk release candidate of a later one', 'alpine', { name: 'openssl', version: '3.1.1_rc1-r0' }, alpine, false],
  ['below introduced', 'npm', { name: 'lodash', version: '3.6.0' }, lodash, false],
  ['introduced itself', 'npm', { name: 'lodash', version: '3.7.0' }, lodash, true],
  ['between', 'npm', { name: 'lodash', version: '4.17.15' }, lodash, true],
  ['a prerelease of the fix', 'npm', { name: 'lodash', version: '4.17.19-beta.1' }, lodash, true],
  ['fixed', 'npm', { name: 'lodash', version: '4.17.19' }, lodash, false],
  ['the last affected', 'npm', { name: 'node-qpdf', version: '1.0.3' }, upTo, true],
  ['after the last affected', 'npm', { name: 'node-qpdf', version: '1.0.4' }, upTo, false],
  ['in the second branch', 'npm', { name: 'electron', version: '24.1.0' }, branches, true],
  ['between two branches', 'npm', { name: 'electron', version: '23.0.0' }, branches, false],
  ['one of the listed versions', 'npm', { name: 'eslint-config-prettier', version: '9.1.1' }, listed, true],
  ['none of the listed versions', 'npm', { name: 'eslint-config-prettier', version: '9.1.0' }, listed, false],
  ['an rpm without epoch is of epoch 0', 'alma', { name: 'bash', version: '4.4.20-4.el8' }, plain, true],
  ['an rpm at the fix', 'alma', { name: 'bash', version: '4.4.20-5.el8' }, plain, false],
  [
    'the epoch of an rpm stands for its source too',
    'rocky',
    { name: 'openssl-libs', version: '1:3.0.1-43.el9_0', ...source('openssl', '3.0.1-43.el9_0') },
    rocky,
    false,
  ],
  [
    'an older source rpm',
    'rocky',
    { name: 'openssl-libs', version: '1:3.0.1-41.el9', ...source('openssl', '3.0.1-41.el9') },
    rocky,
    true,
  ],
  [
    'a module of the same stream',
    'alma',
    { name: 'nodejs', version: '1:16.20.2-2.module_el8.9.0+3731+490e3ce2', module: 'nodejs:16:8090020231106:a' },
    node16,
    true,
  ],
  [
    'a module of another stream',
    'alma',
    { name: 'nodejs', version: '1:16.20.2-4.module_el8.9.0+3747+ead8229c', module: 'nodejs:16:8090020231106:a' },
    node18,
    false,
  ],
  ['no module at all', 'alma', { name: 'nodejs', version: '1:10.0.0-1.el8' }, node16, false],
  [
    'a module, and an advisory that is of none',
    'alma',
    { name: 'bash', version: '4.4.20-1.module_el8.9.0+1+a', module: 'bash:4:1:a' },
    plain,
    false,
  ],
  [
    'one of several builds that the advisory made',
    'alma',
    { name: 'aardvark-dns', version: '2:1.10.1-2.module_el8.10.0+3909+6e1c1eb7', module: 'container-tools:rhel8:1:a' },
    builds,
    false,
  ],
  [
    'older than all of its builds',
    'alma',
    { name: 'aardvark-dns', version: '2:1.10.0-1.module_el8.9.0+1+a', module: 'container-tools:rhel8:1:a' },
    builds,
    true,
  ],
  ['malware in any version', 'npm', { name: 'akita-poc', version: '0.0.1' }, malware, true],
];
for (const [what, place, item, record, affected] of labelled)
  test(`${affected ? 'affected' : 'not affected'}: ${what} (${item.name} ${item.version})`, () => {
    const { matches, problem } = match(place, item, [record]);
    assert.equal(problem, undefined);
    assert.equal(matches.length > 0, affected);
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
  const started = performance.now();
  assert.equal(match('npm', { name: 'x', version: '1.0.0' }, many).matches.length, 20_000);
  assert.ok(performance.now() - started < 3000);
});
