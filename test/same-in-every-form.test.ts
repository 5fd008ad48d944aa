// One Debian root filesystem in every form it can have: the same packages at the same paths, the same findings.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { serveMirror } from '../testdata/advisories/serve-mirror.ts';
import { places, toRecord, zipOf } from '../testdata/advisories/small-mirror.ts';
import { openAdvisories } from '../src/advisories/open.ts';
import { updateDatabase } from '../src/advisories/update.ts';
import { readBuiltInSet } from '../src/cli/places.ts';
import type { AdvisoryData } from '../src/model/advisory.ts';
import { makeDockerArchive, makeOciArchive, makeOciLayout } from './make-image.ts';
import { scratch, skipUnless } from './plimsoll.ts';
import { scanTargets } from './scan-folder.ts';

const tools = ['mmdebstrap', 'dpkg-deb', 'skopeo', 'umoci', 'zstd', 'xz', 'gzip'];
const missing = tools.filter((tool) => spawnSync('sh', ['-c', `command -v ${tool}`]).status !== 0);
const packages = 'base-files,libc6,libssl3,zlib1g,liblzma5,libexpat1,libsqlite3-0,libzstd1,netbase,busybox-static';
/** Packages need not be configured to be listed as dpkg would, and what is large says nothing about them. */
const hook = `for deb in "$1"/var/cache/apt/archives/*.deb; do
  dpkg-deb -f "$deb"; printf 'Status: install ok installed\\n\\n'
done >"$1/var/lib/dpkg/status"
find "$1/usr" "$1/bin" "$1/lib" -type f -size +32k -delete`;

function makeForms(work: string): readonly string[] {
  const run = (command: string, ...args: readonly string[]): void => {
    const { status, stderr } = spawnSync(command, args, { cwd: work, encoding: 'utf8' });
    assert.equal(status, 0, `${command} ${args.join(' ')}: ${stderr}`);
  };
  const made: string[] = [];
  const write = (name: string, bytes: Buffer): void => {
    writeFileSync(path.join(work, name), bytes);
    made.push(name);
  };
  run('mmdebstrap', '--variant=extract', '--quiet', `--include=${packages}`, `--extract-hook=${hook}`, 'bookworm', 'r');
  run('tar', '-cf', 'root.tar', '-C', 'r', '--exclude=./dev/*', '.');
  for (const packer of ['gzip', 'zstd', 'xz']) run(packer, '-qk', 'root.tar');

  run('umoci', 'init', '--layout', 'made');
  run('umoci', 'new', '--image', 'made:1');
  run('umoci', 'raw', 'add-layer', '--image', 'made:1', 'root.tar');
  run('skopeo', 'copy', '-q', 'oci:made:1', 'docker-archive:saved.tar:debian:12');
  for (const packer of ['gzip', 'zstd', 'xz']) run(packer, '-qk', 'saved.tar');
  run('skopeo', 'copy', '-q', '--dest-compress-format', 'zstd', '--dest-compress', 'oci:made:1', 'oci:zstd:1');
  for (const layout of ['made', 'zstd']) run('tar', '-cf', `${layout}.tar`, '-C', layout, '.');

  const layers = [readFileSync(path.join(work, 'root.tar'))];
  const stores = {
    plain: (layer: Buffer) => layer,
    gzip: (layer: Buffer) => gzipSync(layer, { level: 1 }),
    zstd: (layer: Buffer) => zstdCompressSync(layer),
  };
  for (const [name, store] of Object.entries(stores)) {
    const images = [{ layers, store }];
    write(`docker-${name}.tar`, makeDockerArchive(images, 'hybrid'));
    write(`docker-before-25-${name}.tar`, makeDockerArchive(images, 'legacy'));
    write(`oci-${name}.tar`, makeOciArchive(images));
    write(`oci-${name}.tar.zst`, zstdCompressSync(makeOciArchive(images)));
    mkdirSync(path.join(work, `oci-${name}`));
    makeOciLayout(path.join(work, `oci-${name}`), images);
    made.push(`oci-${name}`);
  }
  const packed = ['gz', 'zst', 'xz'].flatMap((suffix) => [`root.tar.${suffix}`, `saved.tar.${suffix}`]);
  return ['rootfs:r', 'saved.tar', 'made', 'made.tar', 'zstd', 'zstd.tar', ...packed, ...made];
}

async function advisoryDatabase(file: string): Promise<() => Promise<AdvisoryData>> {
  const flawed = ['openssl', 'zlib', 'expat'].map((name) =>
    toRecord(`DEBIAN-CVE-2099-${name.length}`, [{ ecosystem: 'Debian:12', name, fixed: '99:1' }]),
  );
  const mirror = await serveMirror(new Map([[places.debian, zipOf(flawed)]]));
  try {
    const signal = new AbortController().signal;
    await updateDatabase({
      file,
      ecosystems: ['Debian'],
      mirror: mirror.url,
      signal,
      now: () => new Date(),
      retries: 0,
    });
  } finally {
    await mirror.close();
  }
  return async () => openAdvisories({ file, builtIn: readBuiltInSet });
}

test(
  'a Debian root filesystem says the same in every form',
  skipUnless(missing.length === 0, `${missing.join(', ')} is not installed`),
  async () => {
    const work = scratch();
    const advisories = await advisoryDatabase(path.join(work, 'db.sqlite'));
    const said = async (form: string) => {
      const target = form.startsWith('rootfs:') ? `rootfs:${path.join(work, 'r')}` : path.join(work, form);
      const { report } = await scanTargets([target], { advisories, only: new Set(['packages', 'vulns']) });
      return {
        packages: report.packages.map(({ purl, at }) => [purl, at[0]?.path]),
        findings: report.findings.map(({ id, rule }) => [rule, id]),
      };
    };
    const forms = makeForms(work);
    const first = await said('root.tar');
    const status = readFileSync(path.join(work, 'r/var/lib/dpkg/status'), 'utf8');
    assert.equal(first.packages.length, [...status.matchAll(/^Package: /gmu)].length);
    assert.ok(first.packages.length >= packages.split(',').length);
    assert.equal(first.findings.length, 3);
    for (const form of forms) assert.deepEqual(await said(form), first, form);
  },
);
