// Images that nobody here made.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { plimsoll, scratch, shared, skipUnless } from './plimsoll.ts';

const real = path.join(shared, 'images', 'real');
const counts: readonly (readonly [file: string, packages: number, what: string])[] = [
  ['ggcr-alpine-3.22.0.tar.gz', 16, 'an Alpine image with a gzip layer'],
  ['almalinux-9-docker-aarch64-micro.tar.xz', 22, 'an AlmaLinux root filesystem, xz, without its gpg keys'],
  ['rpmdb-amzn2023.tar.gz', 102, 'an Amazon Linux image that is compressed as a whole, without its gpg key'],
];
for (const [file, packages, what] of counts) {
  const archive = path.join(real, file);
  // Real images are no part of the repository.
  test(`${what}: ${packages} packages`, existsSync(archive) ? {} : { skip: `${file} is not here` }, async () => {
    const ran = await plimsoll(['scan', archive, '--only', 'packages', '--format', 'json']);
    const report = JSON.parse(ran.stdout) as Listed;
    assert.equal(report.packages.length, packages);
    assert.equal(report.packages.filter(({ name }) => name === 'gpg-pubkey').length, 0);
  });
}

interface Listed {
  readonly packages: readonly { readonly name: string; readonly purl: string }[];
}

test(
  'the engine’s own archive is read like any other',
  skipUnless(spawnSync('docker', ['version']).status === 0, 'no Docker engine answers'),
  async () => {
    const work = scratch();
    const name = `plimsoll-test-${process.pid}`;
    mkdirSync(path.join(work, 'lib/apk/db'), { recursive: true });
    writeFileSync(path.join(work, 'lib/apk/db/installed'), 'P:musl\nV:1.2.5-r0\nA:x86_64\no:musl\n\n');
    const made = spawnSync('sh', ['-c', `tar -c -C "$1" . | docker import - "$2"`, 'sh', work, name], {
      encoding: 'utf8',
    });
    assert.equal(made.status, 0, made.stderr);
    try {
      const saved = spawnSync('docker', ['save', name], { maxBuffer: 1 << 28 });
      const ran = await plimsoll(['scan', '-', '--only', 'packages', '--format', 'json'], { input: saved.stdout });
      const report = JSON.parse(ran.stdout) as Listed;
      assert.deepEqual(
        report.packages.map(({ purl }) => purl),
        ['pkg:apk/alpine/musl@1.2.5-r0?arch=x86_64'],
      );
    } finally {
      spawnSync('docker', ['rmi', name]);
    }
  },
);
