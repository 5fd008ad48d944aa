import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { OsDraft, PackageType } from '../model/image-facts.ts';
import { ecosystemOf } from './ecosystem.ts';

function os(id: string, versionId?: string, name = id): OsDraft {
  return { kind: 'os', id, idLike: [], name, at: [], ...(versionId !== undefined && { versionId }) };
}
const rows: readonly (readonly [PackageType, OsDraft | undefined, string])[] = [
  ['deb', os('debian', '12'), 'Debian:12 source deb'],
  ['deb', os('debian', '12.5'), 'Debian:12 source deb'],
  ['deb', os('debian', undefined, 'Debian GNU/Linux trixie/sid'), 'Debian:13 source deb'],
  ['deb', os('debian', undefined, 'Debian GNU/Linux'), 'missing Debian GNU/Linux'],
  ['deb', os('ubuntu', '22.04'), 'Ubuntu:22.04:LTS source deb'],
  ['deb', os('ubuntu', '23.10'), 'Ubuntu:23.10 source deb'],
  ['deb', os('ubuntu', '25.04'), 'Ubuntu:25.04 source deb'],
  ['deb', os('ubuntu', '22.4'), 'missing ubuntu 22.4'],
  ['deb', os('raspbian', '12'), 'missing raspbian 12'],
  ['deb', undefined, 'missing deb packages of an unknown distribution'],
  ['apk', os('alpine', '3.20.3'), 'Alpine:v3.20 source apk'],
  ['apk', os('alpine', '3.23_alpha20250612'), 'missing alpine 3.23_alpha20250612'],
  ['apk', os('wolfi', '20230201'), 'Wolfi binary apk'],
  ['apk', os('chainguard', '20230214'), 'Chainguard binary apk'],
  ['rpm', os('almalinux', '9.4'), 'AlmaLinux:9 binary rpm'],
  ['rpm', os('rocky', '8.10'), 'Rocky Linux:8 source rpm'],
  ['rpm', os('rhel', '9.3'), 'Red Hat:enterprise_linux:9 binary rpm'],
  ['rpm', os('opensuse-leap', '15.6'), 'openSUSE:Leap 15.6 source rpm'],
  ['rpm', os('opensuse-tumbleweed', '20250101'), 'openSUSE:Tumbleweed source rpm'],
  ['rpm', os('sles', '15.5'), 'missing sles 15.5'],
  ['rpm', os('fedora', '41'), 'missing fedora 41'],
  ['rpm', os('amzn', '2023'), 'missing amzn 2023'],
  ['rpm', os('constructor', '1'), 'missing constructor 1'],
  ['rpm', os('debian', '12'), 'missing debian 12'],
  ['npm', os('debian', '12'), 'npm binary semver'],
  ['npm', undefined, 'npm binary semver'],
];
for (const [type, system, expected] of rows)
  test(`${type} on ${system === undefined ? 'nothing' : `${system.name} ${system.versionId ?? ''}`}: ${expected}`, () => {
    const home = ecosystemOf({ type }, system);
    assert.equal(
      'missing' in home ? `missing ${home.missing}` : `${home.ecosystem} ${home.names} ${home.scheme}`,
      expected,
    );
  });
