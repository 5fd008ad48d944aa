// What can lie where a file is wanted: pipes, devices without end, terabytes, links that lead anywhere.
import { mkdirSync, writeFileSync } from 'node:fs';
import { type Case, debian, dockerfile, links, pipes, pod, terabytes, write } from './case.ts';

const ignores = '.plimsoll-ignore.yaml';
const unreadable = /ignore-file-invalid/u;

export const onDisk: readonly Case[] = [
  {
    is: 'pipes where files are wanted',
    make: (at) => {
      pipes(at, 'Dockerfile', 'compose.yaml', 'a.yaml', 'package-lock.json', '.env', 'app/package.json');
      return write(at, { 'b.Dockerfile': dockerfile });
    },
    codes: [0, 3],
  },
  { is: 'a pipe as the target', make: (at) => (pipes(at, 'a.tar'), ['a.tar']), codes: [2], says: /pipe/u },
  {
    is: 'a pipe as the ignore file',
    make: (at) => (pipes(at, ignores), write(at, { dockerfile })),
    codes: [2],
    says: unreadable,
  },
  {
    is: 'a pipe as the ignore file that is named',
    make: (at) => (pipes(at, 'i'), [...write(at, { dockerfile }), '--ignore-file', 'i']),
    codes: [2],
    says: unreadable,
  },
  {
    is: 'a device without end as the ignore file',
    make: (at) => (links(at, { [ignores]: '/dev/zero' }), write(at, { dockerfile })),
    codes: [2],
    says: unreadable,
  },
  {
    is: 'a terabyte as the ignore file',
    make: (at) => (terabytes(at, { [ignores]: '' }), write(at, { dockerfile })),
    codes: [2],
    says: unreadable,
  },
  {
    is: 'devices without end where files are wanted',
    make: (at) => {
      links(at, { Dockerfile: '/dev/zero', 'compose.yaml': '/dev/zero', 'package-lock.json': '/dev/zero' });
      return ['.'];
    },
    codes: [0, 3],
  },
  {
    is: 'pipes and devices in a root filesystem',
    make: (at) => {
      pipes(at, 'var/lib/dpkg/status', 'usr/lib/os-release');
      links(at, { 'lib/apk/db/installed': '/dev/zero', 'etc/os-release': '../usr/lib/os-release' });
      return ['rootfs:.'];
    },
    codes: [0, 3],
  },
  { is: 'a terabyte as a Dockerfile', make: (at) => (terabytes(at, { Dockerfile: dockerfile }), ['.']), codes: [3] },
  {
    is: 'terabytes as manifests and lock files',
    make: (at) => {
      const compose = 'services: {a: {image: x}}\n';
      terabytes(at, { 'compose.yaml': compose, 'a.yaml': pod, 'a.json': '{"apiVersion":"v1","kind":"Pod"' });
      terabytes(at, { 'package-lock.json': '{', 'yarn.lock': '# yarn lockfile v1\n' });
      return ['.'];
    },
    codes: [3],
  },
  {
    is: 'terabytes as package databases',
    make: (at) => {
      terabytes(at, {
        'var/lib/dpkg/status': 'Package: a\n',
        'lib/apk/db/installed': 'P:a\n',
        'etc/os-release': 'ID=x\n',
      });
      terabytes(at, { 'var/lib/rpm/rpmdb.sqlite': 'SQLite format 3\0', 'app/node_modules/a/package.json': '{' });
      return ['rootfs:.'];
    },
    codes: [3],
  },
  {
    is: 'links to terabytes where package databases are wanted',
    make: (at) => {
      terabytes(at, { 'opt/x': 'Package: a\n', 'etc/os-release': debian });
      links(at, { 'var/lib/dpkg/status': '../../../opt/x', 'lib/apk/db/installed': '/opt/x' });
      return ['rootfs:.'];
    },
    codes: [3],
  },
  {
    is: 'links in circles',
    make: (at) => {
      links(at, { 'etc/os-release': 'b', 'etc/b': 'os-release', var: 'var', lib: '.', usr: '..' });
      return ['rootfs:.'];
    },
    codes: [0, 3],
  },
  {
    is: 'links that lead outside',
    make: (at) => {
      links(at, { 'compose.yaml': '/etc/passwd', Dockerfile: '../../../../etc/passwd', 'a.yaml': '/etc' });
      return ['.'];
    },
    codes: [0, 3],
  },
  {
    is: 'folders a thousand deep',
    make: (at) => {
      const deep = `${at}${'/d'.repeat(1000)}`;
      mkdirSync(deep, { recursive: true });
      writeFileSync(`${deep}/Dockerfile`, dockerfile);
      return ['.'];
    },
    codes: [0, 3],
  },
];
