// Which distribution, what was left behind, and what nobody reads yet: one row, one fact.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import type { OsDraft } from '../../model/image-facts.ts';
import { notJudgedReader } from './not-judged.ts';
import { osReleaseReader } from './os-release.ts';
import { packageCacheReader } from './package-cache.ts';
import { draftsOf, entryOf } from './sample-entry.ts';

const testdata = path.resolve(import.meta.dirname, '../../../testdata/readers/os-release');
const at = [{ path: 'etc/os-release' }];
const whole: readonly (readonly [folder: string, expected: OsDraft])[] = [
  ['debian', { kind: 'os', id: 'debian', versionId: '12', idLike: [], name: 'Debian GNU/Linux 12 (bookworm)', at }],
  ['alpine', { kind: 'os', id: 'alpine', versionId: '3.20.3', idLike: [], name: 'Alpine Linux v3.20', at }],
  [
    'quoted',
    {
      kind: 'os',
      id: 'almalinux',
      versionId: '9.3',
      idLike: ['rhel', 'centos', 'fedora'],
      name: String.raw`Alma "Shamrock" $9 \ x`,
      at,
    },
  ],
];
for (const [folder, expected] of whole) {
  test(`os-release of ${folder}`, async () => {
    const text = readFileSync(path.join(testdata, folder, 'os-release'));
    assert.deepEqual(await draftsOf(osReleaseReader, entryOf('etc/os-release', text)), [expected]);
  });
}
const releases: readonly (readonly [fact: string, text: string, expected: Readonly<Record<string, unknown>>])[] = [
  ['without ID it is linux', 'NAME=x\n', { id: 'linux', name: 'x', versionId: undefined }],
  ['with an empty ID too', 'ID=\n', { id: 'linux', name: 'linux' }],
  ['an empty VERSION_ID is none', 'ID=arch\nVERSION_ID=""\n', { versionId: undefined }],
  ['the last assignment holds', 'ID=a\nID=b\n', { id: 'b' }],
  ['lines that end in CR LF', 'ID=debian\r\nVERSION_ID="12"\r\n', { id: 'debian', versionId: '12' }],
  ['a quote that is not closed stays', 'ID=a\nVERSION_ID="12\n', { versionId: '"12' }],
  ['no newline at the end', 'ID=wolfi', { id: 'wolfi' }],
];
for (const [fact, text, expected] of releases) {
  test(`os-release: ${fact}`, async () => {
    const [found] = await draftsOf(osReleaseReader, entryOf('usr/lib/os-release', text));
    assert.equal(found?.kind, 'os');
    const values = new Map<string, unknown>(Object.entries(found));
    for (const [name, value] of Object.entries(expected)) assert.equal(values.get(name), value, name);
  });
}
test('os-release without any assignment is told', async () => {
  const [found] = await draftsOf(osReleaseReader, entryOf('etc/os-release', '# nothing\n\u0000\n'));
  assert.equal(found?.kind, 'unknown');
});

const caches: readonly (readonly [path: string, manager: string | undefined])[] = [
  ['var/lib/apt/lists/deb.debian.org_debian_dists_bookworm_main_binary-amd64_Packages.lz4', 'apt'],
  ['var/cache/apt/archives/curl_7.88.1-10_amd64.deb', 'apt'],
  ['var/cache/apt/pkgcache.bin', 'apt'],
  ['var/cache/apk/APKINDEX.00740ba1.tar.gz', 'apk'],
  ['var/cache/dnf/baseos-0/repodata/primary.xml.gz', 'dnf'],
  ['var/cache/yum/x86_64/7/base/gen/primary_db.sqlite', 'yum'],
  ['root/.cache/pip/http/1/2/3', 'pip'],
  ['root/.npm/_cacache/content-v2/sha512/00/11', 'npm'],
  ['var/lib/apt/lists/lock', undefined],
  ['var/cache/apt/archives/lock', undefined],
  ['var/cache/dnf/expired_repos.json', undefined],
];
for (const [name, manager] of caches) {
  test(`${name} is ${manager === undefined ? 'no cache' : `a cache of ${manager}`}`, async () => {
    const entry = { ...entryOf(name, 'x'), size: 12_345, read: async () => Promise.reject(new Error('was read')) };
    assert.equal(packageCacheReader.refine?.(entry), manager === undefined ? 'no' : 'header');
    if (manager === undefined) return;
    assert.deepEqual(await draftsOf(packageCacheReader, entry), [
      { kind: 'file', type: 'package-cache', manager, size: 12_345, at: [{ path: name }] },
    ]);
  });
}
test('an empty file in a cache is none', () =>
  assert.equal(packageCacheReader.refine?.(entryOf('var/lib/apt/lists/partial', '')), 'no'));

const others: readonly (readonly [path: string, ecosystem: string | undefined])[] = [
  ['usr/lib/python3/dist-packages/a-1.0.dist-info/METADATA', 'Python'],
  ['usr/lib/python3/dist-packages/a-1.0.egg-info/PKG-INFO', 'Python'],
  ['usr/lib/python3/dist-packages/a-1.0.egg-info', 'Python'],
  ['app/requirements.txt', 'Python'],
  ['app/poetry.lock', 'Python'],
  ['app/go.mod', 'Go'],
  ['app/lib/a.jar', 'Java'],
  ['app/pom.xml', 'Java'],
  ['usr/lib/ruby/gems/3.1.0/specifications/a-1.0.gemspec', 'Ruby'],
  ['usr/lib/ruby/gems/3.1.0/specifications/default/a-1.0.gemspec', 'Ruby'],
  ['app/vendor/composer/installed.json', 'PHP'],
  ['app/Cargo.lock', 'Rust'],
  ['app/a.deps.json', '.NET'],
  ['app/pnpm-lock.yaml', 'pnpm or bun'],
  ['var/lib/rpm/Packages', 'rpm (Berkeley DB or NDB)'],
  ['usr/lib/sysimage/rpm/Packages.db', 'rpm (Berkeley DB or NDB)'],
  ['opt/conda/conda-meta/history', 'Conda'],
  ['var/lib/pacman/local/bash-5.2-1/desc', 'pacman'],
  ['var/db/pkg/app-shells/bash-5.2/PF', 'Portage'],
  ['usr/lib/opkg/status', 'opkg'],
  ['usr/share/a/METADATA', undefined],
  ['app/a.gemspec', undefined],
  ['app/installed.json', undefined],
  ['srv/repo/Packages', undefined],
  ['srv/desc', undefined],
  ['srv/PF', undefined],
  ['app/node_modules/a/yarn.lock', undefined],
  ['app/node_modules/a/go.mod', undefined],
];
for (const [name, ecosystem] of others) {
  test(`${name} is ${ecosystem === undefined ? 'nothing that is left out' : `named as ${ecosystem}, not judged`}`, async () => {
    const entry = { ...entryOf(name, 'x'), read: async () => Promise.reject(new Error('was read')) };
    const base = name.slice(name.lastIndexOf('/') + 1);
    const { names = [], suffixes = [] } = notJudgedReader.wants;
    const wanted = names.includes(base) || suffixes.some((suffix) => name.endsWith(suffix));
    const keep = wanted ? notJudgedReader.refine?.(entry) : 'no';
    assert.equal(keep, ecosystem === undefined ? 'no' : 'header');
    if (ecosystem === undefined) return;
    const why = `${ecosystem} packages are not judged yet`;
    assert.deepEqual(await draftsOf(notJudgedReader, entry), [
      { kind: 'unknown', code: 'not-judged', why, at: { path: name }, affects: [ecosystem], incomplete: true },
    ]);
  });
}
