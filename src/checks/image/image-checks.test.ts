// What the image checks say of one setting each: one row, one fact.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toFactId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import type { FileFact, ImageFact, World } from '../../model/facts.ts';
import { toImageId } from '../../model/workload.ts';
import { imgDeletableFiles } from './deletable-files.ts';
import { imgEnvLoaderHijack } from './env-loader-hijack.ts';
import { imgEnvSecret } from './env-secret.ts';
import { imgExposeSsh } from './expose-ssh.ts';
import { imgHistorySecret } from './history-secret.ts';
import { imgLabelRuntimeReserved } from './label-runtime-reserved.ts';
import { imgUserOverflow } from './user-overflow.ts';
import { imgUserRoot } from './user-root.ts';
import { imgVolumeSensitive } from './volume-sensitive.ts';
import { imgVolumeTraversal } from './volume-traversal.ts';
import { imgWorkdirProcFd } from './workdir-proc-fd.ts';

const world: World = { facts: () => [], known: () => 'none', buildOf: () => undefined };
const plain: ImageFact = {
  kind: 'image',
  id: toFactId('image', 'test', 'x'),
  scope: 'test',
  image: toImageId('x'),
  os: 'linux',
  architecture: 'amd64',
  user: '65532',
  env: [],
  entrypoint: [],
  cmd: [],
  exposedPorts: [],
  labels: {},
  volumes: [],
  healthcheck: false,
  diffIds: [],
  history: [],
  at: [{ path: 'config.json' }],
};
function steps(...createdBy: readonly string[]): Partial<ImageFact> {
  return { history: createdBy.map((text) => ({ createdBy: text, emptyLayer: false })) };
}
const rows: readonly (readonly [fact: string, check: Check<'image'>, change: Partial<ImageFact>, messages: number])[] =
  [
    ['no user', imgUserRoot, { user: '' }, 1],
    ['root', imgUserRoot, { user: 'root' }, 1],
    ['root with a group', imgUserRoot, { user: '0:1000' }, 1],
    ['another user in the group of root', imgUserRoot, { user: '1000:0' }, 0],
    ['a name', imgUserRoot, { user: 'rootless' }, 0],
    ['a user beyond 31 bits', imgUserOverflow, { user: '2147483648' }, 1],
    ['the last that fits', imgUserOverflow, { user: '2147483647' }, 0],
    ['a group beyond 31 bits', imgUserOverflow, { user: '1:4294967296' }, 1],
    ['a password', imgEnvSecret, { env: [{ name: 'DB_PASSWORD', value: 'hunter22' }] }, 1],
    ['a path to one', imgEnvSecret, { env: [{ name: 'DB_PASSWORD_FILE', value: '/run/secrets/x' }] }, 0],
    ['SSH', imgExposeSsh, { exposedPorts: [{ port: 22, protocol: 'tcp' }] }, 1],
    [
      'SSH among others',
      imgExposeSsh,
      {
        exposedPorts: [
          { port: 8080, protocol: 'tcp' },
          { port: 22, protocol: 'tcp' },
        ],
      },
      1,
    ],
    ['another protocol', imgExposeSsh, { exposedPorts: [{ port: 22, protocol: 'udp' }] }, 0],
    ['a descriptor', imgWorkdirProcFd, { workingDir: '/proc/self/fd/7' }, 1],
    ['a descriptor in other words', imgWorkdirProcFd, { workingDir: '//proc/1/cwd' }, 1],
    ['a folder', imgWorkdirProcFd, { workingDir: '/srv/proc/self/fd/7' }, 0],
    ['a climbing volume', imgVolumeTraversal, { volumes: ['/a/../../b'] }, 1],
    ['two dots in a name', imgVolumeTraversal, { volumes: ['/a..b'] }, 0],
    ['a volume on the system', imgVolumeSensitive, { volumes: ['/etc/', '/usr/lib'] }, 2],
    ['a volume below it', imgVolumeSensitive, { volumes: ['/var/lib/postgresql/data', '/etc/app'] }, 0],
    ['a reserved label', imgLabelRuntimeReserved, { labels: { 'containerd.io/restart.policy': 'always' } }, 1],
    ['another label', imgLabelRuntimeReserved, { labels: { 'containerd.io/other': 'x' } }, 0],
    ['a preloaded library', imgEnvLoaderHijack, { env: [{ name: 'LD_PRELOAD', value: '/x.so' }] }, 1],
    ['none preloaded', imgEnvLoaderHijack, { env: [{ name: 'LD_PRELOAD', value: '' }] }, 0],
    ['a build argument', imgHistorySecret, steps('RUN |2 V=1 NPM_TOKEN=9f8e7d6c5b4a /bin/sh -c npm ci # buildkit'), 1],
    ['a build argument of the old builder', imgHistorySecret, steps('|1 NPM_TOKEN=9f8e7d6c5b4a /bin/sh -c npm ci'), 1],
    ['a default of ARG', imgHistorySecret, steps('/bin/sh -c #(nop)  ARG DB_PASSWORD=hunter22'), 1],
    ['a token in a command', imgHistorySecret, steps(`RUN /bin/sh -c curl -H ghp_${'a1B2'.repeat(9)}`), 1],
    [
      'a password in an address',
      imgHistorySecret,
      steps('RUN /bin/sh -c git clone https://a:hunter22@git.example/x'),
      1,
    ],
    ['ENV is judged where it ends', imgHistorySecret, steps('ENV DB_PASSWORD=hunter22'), 0],
    ['what the command itself assigns', imgHistorySecret, steps('|1 V=1 /bin/sh -c A=1 make'), 0],
  ];
for (const [fact, check, change, messages] of rows) {
  test(`${check.id}: ${fact}`, () => {
    const found = [...check.run({ ...plain, ...change }, world)];
    assert.equal(found.length, messages);
    assert.ok(!JSON.stringify(found).includes('hunter22'));
  });
}
test('img-deletable-files: a cache that holds something', () => {
  const file: FileFact = {
    kind: 'file',
    type: 'package-cache',
    manager: 'apk',
    size: 10,
    id: toFactId('file', 'test', 'x'),
    scope: 'test',
    at: [{ path: 'var/cache/apk/APKINDEX.tar.gz' }],
  };
  assert.equal([...imgDeletableFiles.run(file, world)].length, 1);
  assert.equal([...imgDeletableFiles.run({ ...file, size: 0 }, world)].length, 0);
});

const users: readonly (readonly [user: string, what: string])[] = [
  ['', 'no user is set, so it starts as root'],
  ['0:1000', 'it starts as 0:1000'],
];
for (const [user, what] of users) {
  test(`what is said of the user ${user || 'that is not there'}`, () => {
    assert.deepEqual(
      [...imgUserRoot.run({ ...plain, user }, world)].map((message) => message.what),
      [what],
    );
  });
}
