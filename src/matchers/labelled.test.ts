import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Advisory } from '../model/advisory.ts';
import { advisory, before, match, type Installed, type Place } from '../../testdata/advisories/match-installed.ts';

// Facts restated from the public advisories named in each row.
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
