// Images that nobody here made.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
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

const awkward: readonly (readonly [file: string, code: number, says: RegExp])[] = [
  ['7db8a55__bundle.tar', 0, /img1 of 2 images/u],
  ['hello-world-v25.tar', 0, /linux\/arm64/u],
  ['imagesv11.tar', 3, /os-release says nothing/u],
  ['no_manifest.tar', 0, /bazel\/v1\/tarball:test_image/u],
  ['null_manifest.tar', 2, /manifest\.json names no image/u],
  ['overwritten_file.tar', 0, /Passes/u],
  ['symlink-attack.tar', 0, /Passes/u],
  ['symlink-cycle.tar', 0, /Passes/u],
  ['symlink-depth-exceeded.tar', 0, /Passes/u],
  ['test-docker-image.tar.gz', 0, /Passes/u],
  ['test-oci-estargz-image.tar', 0, /Passes/u],
  ['test-oci-gzip-image.tar', 0, /Passes/u],
  ['test-oci-uncompressed-image.tar', 0, /Passes/u],
  ['test-oci-zstd-image.tar', 0, /Passes/u],
  ['whiteout_dir.tar', 0, /Passes/u],
  ['whiteout_image.tar', 0, /Passes/u],
  ['windows-mini-image.tar.gz', 3, /Windows/u],
];
const formats = path.join(shared, 'images', 'formats');
for (const [file, code, says] of awkward) {
  const archive = path.join(formats, file);
  // Not ours to pass on.
  test(`${file}: exit code ${code}`, existsSync(archive) ? {} : { skip: `${file} is not here` }, async () => {
    const whole = await plimsoll(['scan', archive, '--no-cache']);
    assert.equal(whole.code, code, whole.stdout + whole.stderr);
    assert.match(whole.stdout + whole.stderr, says);
    const piped = await plimsoll(['scan', '-', '--no-cache'], { input: readFileSync(archive) });
    assert.equal(piped.code, code, piped.stdout + piped.stderr);
    const cut = await plimsoll(['scan', '-'], { input: readFileSync(archive).subarray(0, 700) });
    assert.ok(cut.code === 2 || cut.code === 3, `cut short: exit code ${cut.code}`);
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
