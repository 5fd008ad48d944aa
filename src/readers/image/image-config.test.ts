// What an image's configuration says: golden answers for whole ones, and one row, one fact for what is odd.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { parseDigest } from '../../model/brand.ts';
import type { Draft } from '../../model/facts.ts';
import type { ImageDraft } from '../../model/image-facts.ts';
import { draftsOf, entryOf, unknownsIn } from '../packages/sample-entry.ts';
import { imageConfigReader } from './image-config.ts';

const testdata = path.resolve(import.meta.dirname, '../../../testdata/readers/image-config');
async function read(content: string | Uint8Array): Promise<readonly Draft[]> {
  return draftsOf(imageConfigReader, entryOf('config.json', content));
}
const at = [{ path: 'config.json' }];
const bare: ImageDraft = {
  kind: 'image',
  os: 'linux',
  architecture: 'amd64',
  user: '',
  env: [],
  entrypoint: [],
  cmd: [],
  exposedPorts: [],
  labels: {},
  volumes: [],
  healthcheck: false,
  diffIds: [],
  history: [],
  at,
};
const digest = parseDigest(`sha256:${'1'.repeat(64)}`);
const whole: readonly (readonly [folder: string, expected: ImageDraft])[] = [
  [
    'oci',
    {
      ...bare,
      architecture: 'arm64',
      variant: 'v8',
      created: '2024-05-01T10:00:00Z',
      user: '1000:1000',
      env: [
        { name: 'PATH', value: '/usr/bin:/bin' },
        { name: 'EMPTY', value: '' },
        { name: 'A', value: 'b=c' },
        { name: 'BARE' },
      ],
      entrypoint: ['/entry'],
      cmd: ['serve', '--port', '80'],
      exposedPorts: [
        { port: 53, protocol: 'udp' },
        { port: 80, protocol: 'tcp' },
        { port: 8000, protocol: 'tcp' },
        { port: 8001, protocol: 'tcp' },
        { port: 8002, protocol: 'tcp' },
        { port: 9000, protocol: 'tcp' },
      ],
      workingDir: '/srv',
      labels: { 'org.opencontainers.image.source': 'https://example.org/app' },
      volumes: ['/data'],
      diffIds: digest === undefined ? [] : [digest],
      history: [
        { createdBy: 'ADD rootfs / # buildkit', emptyLayer: false, created: '2024-05-01T09:00:00Z' },
        { createdBy: 'ENV A=b=c', emptyLayer: true },
      ],
    },
  ],
  [
    'docker',
    {
      ...bare,
      created: '2021-01-01T00:00:00Z',
      cmd: ['sh'],
      healthcheck: true,
      history: [{ createdBy: '/bin/sh -c #(nop)  CMD ["sh"]', emptyLayer: true, created: '2021-01-01T00:00:00Z' }],
    },
  ],
  [
    'v1',
    {
      ...bare,
      created: '2014-06-10T00:00:00Z',
      user: 'nobody',
      entrypoint: ['/hello'],
      cmd: ['a'],
      history: [{ createdBy: '/bin/sh -c echo hello', emptyLayer: false, created: '2014-06-10T00:00:00Z' }],
    },
  ],
];
for (const [folder, expected] of whole) {
  test(`configuration: ${folder}`, async () =>
    assert.deepEqual(await read(readFileSync(path.join(testdata, folder, 'config.json'))), [expected]));
}

const checks: readonly (readonly [test: string, has: boolean])[] = [
  ['{"Test":["CMD","true"]}', true],
  ['{"Test":["NONE"]}', false],
  ['{"Test":[]}', false],
  ['{}', false],
  ['null', false],
];
for (const [text, has] of checks) {
  test(`Healthcheck ${text} is ${has ? 'one' : 'none'}`, async () => {
    const [image] = await read(`{"os":"linux","config":{"Healthcheck":${text}}}`);
    assert.equal(image?.kind === 'image' && image.healthcheck, has);
  });
}

const wrong: readonly (readonly [what: string, text: string, hasImage: boolean])[] = [
  ['no JSON', '{"os":', false],
  ['a list', '[]', false],
  ['a config that is a list', '{"config":[]}', true],
  ['a user that is a number', '{"config":{"User":0}}', true],
  ['an environment that is an object', '{"config":{"Env":{"A":"b"}}}', true],
  ['an environment with a number', '{"config":{"Env":["A=b",7]}}', true],
  ['a port that is a word', '{"config":{"ExposedPorts":{"http":{}}}}', true],
  ['port 0', '{"config":{"ExposedPorts":{"0/tcp":{}}}}', true],
  ['port 65536', '{"config":{"ExposedPorts":{"65536":{}}}}', true],
  ['a range that goes back', '{"config":{"ExposedPorts":{"90-80":{}}}}', true],
  ['more ports than there are', '{"config":{"ExposedPorts":{"1-9000":{},"1-9000/udp":{}}}}', true],
  ['a label that is an object', '{"config":{"Labels":{"a":{}}}}', true],
  ['a diffID that is none', '{"rootfs":{"diff_ids":["sha256:1"]}}', true],
  ['a history that is text', '{"history":"x"}', true],
  ['a step that is null', '{"history":[null]}', true],
  ['empty_layer that is text', '{"history":[{"empty_layer":"yes"}]}', true],
  ['a hundred thousand variables', `{"config":{"Env":[${'"A=b",'.repeat(99_999)}"A=b"]}}`, true],
];
for (const [what, text, hasImage] of wrong) {
  test(`configuration with ${what}: told, and the rest is read`, async () => {
    const drafts = await read(text);
    assert.equal(
      drafts.some(({ kind }) => kind === 'image'),
      hasImage,
    );
    assert.deepEqual(
      unknownsIn(drafts).map(({ code, incomplete }) => ({ code, incomplete })),
      [{ code: 'bad-syntax', incomplete: true }],
    );
  });
}
test('names of built-in properties are labels like others', async () => {
  const [image] = await read('{"config":{"Labels":{"__proto__":"a","constructor":"b"}}}');
  assert.ok(image?.kind === 'image');
  assert.deepEqual(Object.entries(image.labels), [
    ['__proto__', 'a'],
    ['constructor', 'b'],
  ]);
  assert.equal(Object.getPrototypeOf(image.labels), Object.prototype);
});
test('a file of the same name in a layer is not the configuration', () => {
  assert.equal(imageConfigReader.refine?.({ ...entryOf('config.json', ''), layer: 0 }), 'no');
  assert.equal(imageConfigReader.refine?.(entryOf('config.json', '')), 'whole');
});
