// Images that nobody here made, and one root filesystem in every form it can have.
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

interface Listed {
  readonly packages: readonly {
    readonly name: string;
    readonly purl: string;
    readonly at: readonly { readonly path: string }[];
  }[];
  readonly findings: readonly { readonly id: string; readonly package?: { readonly purl: string } }[];
}
const tools = ['mmdebstrap', 'skopeo', 'umoci', 'zstd', 'gzip'];
const missing = tools.filter((tool) => spawnSync('sh', ['-c', `command -v ${tool}`]).status !== 0);

test(
  'a Debian root filesystem says the same in every form',
  skipUnless(missing.length === 0, `${missing.join(', ')} is not installed`),
  async () => {
    const work = scratch();
    const run = (command: string, ...args: readonly string[]): void => {
      const { status, stderr } = spawnSync(command, args, { cwd: work, encoding: 'utf8' });
      assert.equal(status, 0, `${command} ${args.join(' ')}: ${stderr}`);
    };
    run('mmdebstrap', '--variant=minbase', '--quiet', 'bookworm', 'root.tar');
    mkdirSync(path.join(work, 'root'));
    run('tar', '-xf', 'root.tar', '-C', 'root', '--no-same-owner', '--exclude=./dev/*');
    run('gzip', '-kf', 'root.tar');
    run('zstd', '-qkf', 'root.tar');
    run('umoci', 'init', '--layout', 'made');
    run('umoci', 'new', '--image', 'made:1');
    run('umoci', 'raw', 'add-layer', '--image', 'made:1', 'root.tar');
    run('skopeo', 'copy', '-q', 'oci:made:1', 'docker-archive:saved.tar:debian:12');
    run('gzip', '-kf', 'saved.tar');
    run('skopeo', 'copy', '-q', '--dest-compress-format', 'zstd', '--dest-compress', 'oci:made:1', 'oci:zstd:1');
    run('skopeo', 'copy', '-q', 'oci:made:1', 'dir:plain');
    run('tar', '-cf', 'made.tar', '-C', 'made', '.');
    const forms = [
      'rootfs:root',
      'root.tar',
      'root.tar.gz',
      'root.tar.zst',
      'saved.tar',
      'saved.tar.gz',
      'made',
      'made.tar',
      'zstd',
    ];
    const seen = new Map<string, Listed>();
    for (const form of forms) {
      const ran = await plimsoll(['scan', form, '--format', 'json', '--only', 'packages,vulns'], { cwd: work });
      assert.notEqual(ran.stdout, '', `${form}: ${ran.stderr}`);
      seen.set(form, JSON.parse(ran.stdout) as Listed);
    }
    const first = seen.get('root.tar');
    assert.ok(first);
    const dpkg = /^Package: /gmu;
    assert.equal(
      first.packages.length,
      [...readFileSync(path.join(work, 'root/var/lib/dpkg/status'), 'utf8').matchAll(dpkg)].length,
    );
    for (const [form, report] of seen) {
      assert.deepEqual(
        report.packages.map(({ purl, at }) => [purl, at[0]?.path]),
        first.packages.map(({ purl, at }) => [purl, at[0]?.path]),
        form,
      );
      assert.deepEqual(
        report.findings.map(({ id }) => id),
        first.findings.map(({ id }) => id),
        form,
      );
    }
  },
);

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
