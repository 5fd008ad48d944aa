// Every format that the program reads, as whole samples and what in them is damaged.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { rpmDatabase, rpmHeader } from '../../src/readers/packages/rpm-sample.ts';
import { debian, npm, places, toRecord, zipOf } from '../../testdata/advisories/small-mirror.ts';
import {
  type DockerLayout,
  dockerMembers,
  filesToMembers,
  hexOf,
  type ImageParts,
  makeDockerArchive,
  makeOciArchive,
  ociFiles,
} from '../make-image.ts';
import { makeTar, type TarEntry } from '../make-tar.ts';

export interface Sample {
  /** What is damaged. */
  readonly bytes: Buffer;
  /** What it becomes before it is read: compressed, or wrapped into what carries it. */
  readonly wrap?: (damaged: Buffer) => Buffer;
  /** Name of the damaged file in its folder; a feed's address; nothing where it is no file. */
  readonly file: string;
  /** What lies beside it. */
  readonly beside?: Readonly<Record<string, Buffer>>;
}
export interface Format {
  readonly id: string;
  readonly use: 'folder' | 'tree' | 'image' | 'words' | 'ignores' | 'feed';
  readonly samples: readonly Sample[];
  /** Damage to it cannot go unnoticed. */
  readonly sealed?: true;
}

const root = path.join(import.meta.dirname, '../..');
const read = (name: string): Buffer => readFileSync(path.join(root, name));
const testdata = (name: string): Buffer => read(`testdata/readers/${name}`);
function filesBelow(folder: string): Readonly<Record<string, Buffer>> {
  const all = readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true });
  const files = all.filter((item) => item.isFile()).map((item) => path.join(item.parentPath, item.name));
  return Object.fromEntries(files.map((file) => [path.relative(path.join(root, folder), file), readFileSync(file)]));
}

const osRelease = testdata('os-release/debian/os-release');
const alpineRelease = testdata('os-release/alpine/os-release');
const status = testdata('dpkg/full/var/lib/dpkg/status');
const installed = testdata('apk/alpine/lib/apk/db/installed');
const long = `${'n'.repeat(120)}/f`;
const lower = makeTar([
  { path: 'etc/' },
  { path: 'etc/os-release', content: osRelease },
  { path: 'opt/db', content: status },
  { path: 'var/lib/dpkg/status', type: 'hardlink', link: 'opt/db' },
  { path: long, content: 'pax' },
  { path: long, content: 'gnu', gnu: true },
  { path: 'sparse', content: 'xx', sparse: { realSize: 9, mapBlocks: 2 } },
]);
const upper = makeTar([
  { path: 'bin', type: 'link', link: 'usr/bin', pax: { 'SCHILY.xattr.user.a': 'b' } },
  { path: 'opt/.wh.db', content: '' },
  { path: 'srv/.wh..wh..opq', content: '' },
  { path: 'app/package-lock.json', content: testdata('npm-lock/v3/package-lock.json') },
  { path: 'etc/os-release', type: 'link', link: '../usr/lib/os-release' },
  { path: 'usr/lib/os-release', content: osRelease },
]);
const config = {
  config: { User: '0', Env: ['TOKEN=9f8e7d6c5b4a39281706'], ExposedPorts: { '80/tcp': {} }, Cmd: ['sh'] },
  history: [{ created_by: 'RUN curl x | sh' }, { created_by: 'COPY . /', empty_layer: false }],
};
const plain: ImageParts = { layers: [lower, upper], tags: ['app:1'], config };
const gzipped: ImageParts = { ...plain, store: (layer) => gzipSync(layer) };
const zstd: ImageParts = { ...plain, store: (layer) => zstdCompressSync(layer) };
const two = [plain, { ...gzipped, platform: 'linux/arm64/v8', tags: ['app:2'] }];

function xz(bytes: Buffer): Buffer | undefined {
  const { status: code, stdout } = spawnSync('xz', ['-c'], { input: bytes, maxBuffer: 1 << 26 });
  return code === 0 ? stdout : undefined;
}
function image(id: string, ...whole: readonly (Buffer | undefined)[]): Format {
  const samples = whole.flatMap((bytes) => (bytes === undefined ? [] : [{ bytes, file: 'image.tar' }]));
  return { id, use: 'image', samples };
}
function sealed(id: string, ...whole: readonly (Buffer | undefined)[]): Format {
  return { ...image(id, ...whole), sealed: true };
}
/** One member of an archive is damaged, and the archive around it is sound. */
function member(id: string, name: string | RegExp, ...archives: readonly (readonly TarEntry[])[]): Format {
  const samples = archives.flatMap((members) =>
    members
      .filter((one) => (typeof name === 'string' ? one.path === name : name.test(one.path)))
      .map(({ path: damaged, content }) => ({
        bytes: Buffer.from(content ?? ''),
        file: 'image.tar',
        wrap: (bytes: Buffer) =>
          makeTar(members.map((one) => (one.path === damaged ? { ...one, content: bytes } : one))),
      })),
  );
  return { id, use: 'image', samples };
}
/** What is inside is damaged, and the compression around it is sound. */
function inside(id: string, pack: (bytes: Buffer) => Buffer, ...whole: readonly Buffer[]): Format {
  return { id, use: 'image', samples: whole.map((bytes) => ({ bytes, file: 'image.tar', wrap: pack })) };
}
function tree(id: string, file: string, contents: readonly Buffer[], beside: Readonly<Record<string, Buffer>>): Format {
  return { id, use: 'tree', samples: contents.map((bytes) => ({ bytes, file, beside })) };
}
function folder(id: string, ...samples: readonly Sample[]): Format {
  return { id, use: 'folder', samples };
}

const header = (name: string): Buffer =>
  rpmHeader([
    [1000, name],
    [1001, '1'],
    [1002, '2'],
    [1003, 3],
    [1044, 'b-1-2.src.rpm'],
    [1022, 'x86_64'],
    [9999, new Uint8Array(3000)],
  ]);
const rpm = rpmDatabase(['a', 'b', 'openssl'].map(header), {
  pageSize: 1024,
  later: [header('late'), header('later')],
});
const rhel = { 'etc/os-release': Buffer.from('ID=rocky\nVERSION_ID=9.3\n') };
const rpmPath = 'var/lib/rpm/rpmdb.sqlite';

const legacy = dockerMembers([plain], 'legacy');
const layouts: readonly DockerLayout[] = ['legacy', 'hybrid', 'v1'];
const oci = filesToMembers(ociFiles([gzipped], { nested: 1, attestation: true }));

// Damage to what a digest protects is reached only under the digest of the damage.
const configOf = (members: readonly TarEntry[]): TarEntry | undefined =>
  members.find(({ path: name }) => /^[0-9a-f]{64}\.json$/u.test(name));
const configs = [config, JSON.parse(testdata('image-config/oci/config.json').toString()) as object].map((of) => {
  const members = dockerMembers([{ ...plain, config: { ...of } }], 'legacy');
  const old = configOf(members)?.path ?? '';
  return {
    bytes: Buffer.from(configOf(members)?.content ?? ''),
    wrap: (bytes: Buffer): Buffer => {
      const name = `${hexOf(bytes)}.json`;
      return makeTar(
        members.map((one) =>
          one.path === old
            ? { path: name, content: bytes }
            : one.path === 'manifest.json'
              ? {
                  ...one,
                  content: Buffer.from(one.content ?? '')
                    .toString()
                    .replace(old, name),
                }
              : one,
        ),
      );
    },
  };
});
const flat = ociFiles([gzipped]);
const manifestDigest = /sha256:([0-9a-f]{64})/u.exec(flat.get('index.json')?.toString() ?? '')?.[1] ?? '';
const manifest = flat.get(`blobs/sha256/${manifestDigest}`) ?? Buffer.alloc(0);
function withManifest(bytes: Buffer): Buffer {
  const digest = `sha256:${hexOf(bytes)}`;
  const index = {
    schemaVersion: 2,
    manifests: [{ digest, size: bytes.length, mediaType: 'application/vnd.oci.image.manifest.v1+json' }],
  };
  const files = new Map(flat);
  files.set('index.json', Buffer.from(JSON.stringify(index))).set(`blobs/sha256/${hexOf(bytes)}`, bytes);
  return makeTar(filesToMembers(files));
}
const dockerTar = makeDockerArchive([plain], 'legacy');
const ociTar = makeOciArchive([zstd], { nested: 2 });
const rootTar = makeTar([
  { path: 'etc/os-release', content: osRelease },
  { path: 'var/lib/dpkg/status', content: status },
]);

const harbour = filesBelow('examples/harbour');
const compose = filesBelow('testdata/readers/compose/full');
const yarn = `# yarn lockfile v1\n\n"lodash@^4.17.0", lodash@^4.17.20:\n  version "4.17.20"\n  resolved "https://registry.yarnpkg.com/lodash/-/lodash-4.17.20.tgz#b44a9b6297bcb698f1c51a3545a2b3b368d59c52"\n  integrity sha512-x\n  dependencies:\n    a "^1.0.0"\n\na@^1.0.0:\n  version "1.0.2"\n`;
const ignores = `ignore:\n  - rule: wl-docker-sock\n    path: compose.yaml\n    reason: it has to\n    until: 2027-01-01\n  - advisory: CVE-2021-23337\n    workload: "metrics-*"\n    reason: "known"\n  - rule: wl-*\n    path: "k8s/**"\n    reason: all of it\n`;
const records = [
  ...debian,
  ...npm,
  toRecord('PYSEC-2024-1', [{ ecosystem: 'npm', name: 'left', fixed: '2' }], {
    severity: [{ type: 'CVSS_V3', score: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H' }],
    database_specific: { severity: 'HIGH' },
    withdrawn: '2024-01-01T00:00:00Z',
    summary: 's',
    details: 'd',
    related: ['X-1'],
  }),
];
const kev = JSON.stringify({
  catalogVersion: '1',
  dateReleased: '2025-02-03T00:00:00Z',
  count: 2,
  vulnerabilities: ['CVE-2021-44228', 'CVE-2021-23337'].map((cveID) => ({
    cveID,
    dateAdded: '2021-12-10',
    knownRansomwareCampaignUse: 'Known',
  })),
});
const epss =
  '#model_version:v2025.03.14,score_date:2025-02-02T00:00:00+0000\ncve,epss,percentile\nCVE-2021-44228,0.97565,1.0\nCVE-2021-23337,0.01,0.5\n';

const written: readonly Format[] = [
  image('docker-archive', ...layouts.map((layout) => makeDockerArchive([plain], layout)), makeDockerArchive(two)),
  image('docker-archive, gzip layers', makeDockerArchive([gzipped], 'legacy'), makeDockerArchive([gzipped])),
  image('oci-archive', makeOciArchive([plain]), makeOciArchive(two, { attestation: true })),
  image(
    'oci-archive, gzip layers',
    makeOciArchive([gzipped], { nested: 1 }),
    makeOciArchive([gzipped], { docker: true }),
  ),
  image('oci-archive, zstd layers', makeOciArchive([zstd]), ociTar),
  sealed('image, gzip', gzipSync(dockerTar), gzipSync(ociTar)),
  sealed('image, zstd', zstdCompressSync(dockerTar), zstdCompressSync(ociTar)),
  sealed('image, xz', xz(dockerTar), xz(rootTar)),
  inside('image inside gzip', gzipSync, dockerTar, ociTar, rootTar),
  inside('image inside zstd', zstdCompressSync, dockerTar, ociTar, rootTar),
  image('rootfs tar', lower, upper, rootTar),
  {
    id: 'image configuration',
    use: 'image',
    samples: configs.map(({ bytes, wrap }) => ({ bytes, wrap, file: 'image.tar' })),
  },
  member('docker manifest.json', 'manifest.json', legacy, dockerMembers(two)),
  member('docker repositories', /^(?:repositories|[0-9a-f]{64}\/json)$/u, dockerMembers([plain], 'v1')),
  member('oci index.json', /^(?:index\.json|oci-layout)$/u, oci),
  { id: 'oci manifest', use: 'image', samples: [{ bytes: manifest, wrap: withManifest, file: 'image.tar' }] },
  tree('dpkg status', 'var/lib/dpkg/status', [status, testdata('dpkg/distroless/var/lib/dpkg/status.d/base-files')], {
    'etc/os-release': osRelease,
  }),
  tree('apk installed', 'lib/apk/db/installed', [installed], {
    'etc/os-release': alpineRelease,
  }),
  tree('rpmdb.sqlite', rpmPath, [rpm.file], { ...rhel, [`${rpmPath}-wal`]: rpm.log }),
  tree('rpmdb.sqlite-wal', `${rpmPath}-wal`, [rpm.log], { ...rhel, [rpmPath]: rpm.file }),
  {
    id: 'os-release',
    use: 'tree',
    samples: [
      { bytes: osRelease, file: 'etc/os-release', beside: { 'var/lib/dpkg/status': status } },
      { bytes: alpineRelease, file: 'etc/os-release', beside: { 'lib/apk/db/installed': installed } },
      { bytes: alpineRelease, file: 'usr/lib/os-release', beside: { 'lib/apk/db/installed': installed } },
    ],
  },
  tree(
    'package.json',
    'app/node_modules/left/package.json',
    [
      testdata('npm/app/node_modules/left/package.json'),
      testdata('npm/app/node_modules/@scope/right/package.json'),
      read('examples/harbour/web/package.json'),
    ],
    {},
  ),
  folder(
    'package-lock.json',
    ...(['v1/package-lock.json', 'v2/npm-shrinkwrap.json', 'v3/package-lock.json'] as const).map((name) => ({
      bytes: testdata(`npm-lock/${name}`),
      file: path.basename(name),
    })),
  ),
  folder('yarn.lock', { bytes: Buffer.from(yarn), file: 'yarn.lock' }),
  folder(
    'Dockerfile',
    ...(['heredoc', 'hostile-names', 'multistage', 'windows'] as const).map((name) => ({
      bytes: testdata(`dockerfile/${name}/Dockerfile`),
      file: 'Dockerfile',
    })),
    { bytes: harbour['web/Dockerfile'] ?? Buffer.alloc(0), file: 'web/Dockerfile', beside: harbour },
  ),
  folder(
    'Compose',
    { bytes: compose['compose.yaml'] ?? Buffer.alloc(0), file: 'compose.yaml', beside: compose },
    { bytes: harbour['compose.yaml'] ?? Buffer.alloc(0), file: 'compose.yaml', beside: harbour },
    { bytes: compose['compose.override.yaml'] ?? Buffer.alloc(0), file: 'compose.override.yaml', beside: compose },
  ),
  folder(
    'Compose .env and extends',
    ...['.env', 'web.env', 'db/base.yml'].map((file) => ({
      bytes: compose[file] ?? Buffer.alloc(0),
      file,
      beside: compose,
    })),
  ),
  folder(
    'Kubernetes YAML',
    { bytes: testdata('kubernetes/full/manifest.yaml'), file: 'deploy.yaml' },
    ...['k8s/web.yaml', 'k8s/metrics-agent.yaml'].map((file) => ({
      bytes: harbour[file] ?? Buffer.alloc(0),
      file,
      beside: harbour,
    })),
  ),
  folder('Kubernetes JSON', { bytes: testdata('kubernetes/list/list.json'), file: 'list.json' }),
  { id: 'ignore file', use: 'ignores', samples: [{ bytes: Buffer.from(ignores), file: '', beside: harbour }] },
  {
    id: 'advisory zip',
    use: 'feed',
    samples: [
      { bytes: zipOf(records), file: places.npm },
      { bytes: zipOf(debian), file: places.debian },
    ],
  },
  {
    id: 'OSV JSON',
    use: 'feed',
    samples: records.map((record) => ({
      bytes: Buffer.from(record),
      file: places.npm,
      wrap: (bytes: Buffer) => zipOf([bytes.toString('latin1'), ...npm]),
    })),
  },
  { id: 'KEV', use: 'feed', samples: [{ bytes: Buffer.from(kev), file: places.kev }] },
  {
    id: 'EPSS',
    use: 'feed',
    samples: [
      { bytes: gzipSync(epss), file: places.epss },
      { bytes: Buffer.from(epss), file: places.epss, wrap: gzipSync },
    ],
  },
];

/** Folders of samples that are read above, under the names of what they hold. */
const covered = new Set(['apk', 'compose', 'dockerfile', 'dpkg', 'image-config', 'npm', 'npm-lock', 'os-release']);
const samples = path.join(root, 'testdata/readers');
const others = readdirSync(samples)
  .filter((id) => !covered.has(id))
  .map((id): Format => {
    const beside = filesBelow(`testdata/readers/${id}`);
    return folder(`reader ${id}`, ...Object.entries(beside).map(([file, bytes]) => ({ bytes, file, beside })));
  });
const line =
  'docker run -d --rm --privileged -v /:/host:rw -e A=b -p 80:80 --network host -u 0:0 nginx:1 sh -c "id && id"';
export const formats: readonly Format[] = [
  ...written,
  ...others,
  { id: 'command line', use: 'words', samples: [{ bytes: Buffer.from(line), file: '' }] },
];
