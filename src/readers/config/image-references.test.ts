// What the names of images stand for, as engines and clusters tell of it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readSample } from './config-sample.ts';
import { engineImageReader } from './engine-image.ts';
import { kubernetesReader } from './kubernetes.ts';

const [one, two, id] = ['1', '2', '3'].map((digit) => `sha256:${digit.repeat(64)}`);
async function readWith(reader: typeof engineImageReader, value: unknown): Promise<readonly string[]> {
  const content = typeof value === 'string' ? value : JSON.stringify(value);
  const drafts = await readSample(reader, { path: 'told.json', content });
  return drafts.flatMap((draft) =>
    draft.kind === 'reference'
      ? [`${draft.name}@${draft.digest.slice(0, 9)}`]
      : draft.kind === 'unknown'
        ? [draft.code]
        : [],
  );
}
const nginx = { Id: id, RepoTags: ['nginx:1.27', 'nginx:latest'], RepoDigests: [`nginx@${one}`] };

for (const [name, value, expected] of [
  [
    'each tag of the repository',
    [nginx],
    ['docker.io/library/nginx:1.27@sha256:11', 'docker.io/library/nginx:latest@sha256:11'],
  ],
  ['one image that is no list', { ...nginx, RepoTags: ['nginx:1'] }, ['docker.io/library/nginx:1@sha256:11']],
  ['a tag that somebody added for another place', [{ ...nginx, RepoTags: ['registry.example/web:1'] }], []],
  ['an image that was built here', [{ ...nginx, RepoDigests: [] }], []],
  ['nothing has a tag', [{ ...nginx, RepoTags: null }], []],
  ['two digests of one repository', [{ ...nginx, RepoDigests: [`nginx@${one}`, `nginx@${two}`] }], []],
  [
    'the same digest twice',
    [{ ...nginx, RepoTags: ['nginx:1'], RepoDigests: [`nginx@${one}`, `docker.io/library/nginx@${one}`] }],
    ['docker.io/library/nginx:1@sha256:11'],
  ],
  ['what Podman built', [{ Id: id, RepoTags: ['localhost/a:1'], RepoDigests: [`localhost/a@${one}`] }], []],
  [
    'a registry on this machine',
    [{ Id: id, RepoTags: ['localhost:5000/a:1'], RepoDigests: [`localhost:5000/a@${one}`] }],
    ['localhost:5000/a:1@sha256:11'],
  ],
  ['a digest that is none', [{ ...nginx, RepoDigests: ['nginx@sha256:12'] }], []],
  ['a list of numbers', [{ ...nginx, RepoTags: [1, {}], RepoDigests: [[], 7] }], []],
  ['a container beside it', [{ Id: id, Config: {}, HostConfig: {} }], []],
  ['a text that breaks off', `[{"Id":"x","RepoTags":["a"],"RepoDigests":["a@`, ['bad-syntax']],
] as const)
  test(`an engine tells of ${name}`, async () => {
    assert.deepEqual(await readWith(engineImageReader, value), expected);
  });

interface Told {
  readonly image?: string;
  readonly status?: string;
  readonly imageID: string;
}
function pod({ image = 'nginx:1.27', status = 'docker.io/library/nginx:1.27', imageID }: Told): object {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'web-1', uid: 'x' },
    spec: { containers: [{ name: 'web', image }] },
    status: { containerStatuses: [{ name: 'web', image: status, imageID }] },
  };
}
for (const [name, value, expected] of [
  [
    'what containerd tells',
    pod({ imageID: `docker.io/library/nginx@${one}` }),
    ['docker.io/library/nginx:1.27@sha256:11'],
  ],
  [
    'what the Docker shim told',
    pod({ status: 'nginx:1.27', imageID: `docker-pullable://nginx@${one}` }),
    ['docker.io/library/nginx:1.27@sha256:11'],
  ],
  ['the digest of a configuration', pod({ imageID: one ?? '' }), []],
  ['the same from the shim', pod({ imageID: `docker://${one}` }), []],
  ['a node that knows it by another tag', pod({ status: 'nginx:1', imageID: `nginx@${one}` }), []],
  ['a node that only knows the id', pod({ status: id ?? '', imageID: `nginx@${one}` }), []],
  ['a mirror', pod({ imageID: `mirror.example/nginx@${one}` }), []],
  ['an image that was loaded by hand', pod({ imageID: `docker.io/library/import-2026-01-01@${one}` }), []],
  ['a name with its digest', pod({ image: `nginx@${one}`, imageID: `nginx@${one}` }), []],
  ['a pod that has not started', pod({ imageID: '' }), []],
  ['a file that nobody applied', { ...pod({ imageID: `nginx@${one}` }), metadata: { name: 'web-1' } }, []],
] as const)
  test(`a pod tells: ${name}`, async () => {
    assert.deepEqual(await readWith(kubernetesReader, value), expected);
  });
