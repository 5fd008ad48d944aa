// Development containers: JSON with comments, and what each member means.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { withoutComments } from '../../syntax/json-comments.ts';
import { bare, bareField, readSample, unknownsIn, whereIs, workloadsIn } from './config-sample.ts';
import { devcontainerReader } from './devcontainer.ts';

const name = '.devcontainer/devcontainer.json';
const content = readFileSync(path.resolve(import.meta.dirname, '../../../testdata/readers/devcontainer', name), 'utf8');
const read = (text: string) => readSample(devcontainerReader, { path: name, content: text });
const drafts = await read(content);
const [shop] = workloadsIn(drafts);

test('a development container: all that it says', () => {
  assert.deepEqual([shop?.type, shop?.name], ['development container', 'The-shop']);
  const [container] = shop?.containers ?? [];
  const { dockerfile, context, target } = bareField(container?.build) as Readonly<Record<string, unknown>>;
  assert.deepEqual([dockerfile, context, target], ['.devcontainer/Dockerfile', '', 'dev']);
  assert.deepEqual(bare(container), {
    privileged: true,
    user: '1000:1000',
    group: '1000',
    selinuxDisabled: true,
    seccomp: { type: 'unconfined' },
    network: 'host',
    capAdd: ['NET_ADMIN', 'SYS_PTRACE'],
    mounts: [
      { kind: 'bind', source: '/var/run/docker.sock', target: '/var/run/docker-host.sock', readOnly: false },
      { kind: 'volume', source: 'cache', target: '/cache', readOnly: false },
    ],
    ports: [
      { container: 3000, host: 3000, hostIp: '127.0.0.1', protocol: 'tcp' },
      { container: 80, host: 8080, protocol: 'tcp' },
      { container: 5432, protocol: 'tcp' },
    ],
    env: [
      { name: 'LEVEL', value: 'info' },
      { name: 'TOKEN', ref: '${localEnv:TOKEN}' },
      { name: 'URL', value: 'http://x//y' },
    ],
  });
  assert.equal(whereIs(container?.declared.privileged), `${name}:11`);
  assert.equal(whereIs(container?.declared.seccomp), `${name}:6`);
});
test('a development container: the home folder is that of whoever starts it', async () => {
  const sources = ['${localEnv:HOME}/.aws', '${localEnv:HOME}${localEnv:USERPROFILE}/.aws', '${localEnv:X}/.aws'];
  const mounts = sources.map((source, index) => ({ type: 'bind', source, target: `/${String(index)}` }));
  const [found] = workloadsIn(await read(JSON.stringify({ image: 'a:1', mounts })));
  assert.deepEqual(bare(found?.containers[0])['mounts'], [
    { kind: 'bind', source: '~/.aws', target: '/0', readOnly: false },
    { kind: 'bind', source: '~/.aws', target: '/1', readOnly: false },
    '? ${localEnv:X} is not known here',
  ]);
});
test('a development container: features are told', () => {
  assert.deepEqual(
    unknownsIn(drafts).map(({ code, incomplete, at }) => [code, incomplete, at?.line]),
    [['unsupported', false, 5]],
  );
});
test('a development container that is a service of Compose, changed', async () => {
  const found = await read(
    '{"dockerComposeFile": "compose.yaml", "service": "web", "privileged": true, "image": "a:1"}',
  );
  assert.deepEqual(workloadsIn(found), []);
  assert.deepEqual(
    unknownsIn(found).map(({ why, incomplete }) => [why, incomplete]),
    [['privileged of a service of Compose that is changed here', true]],
  );
});
test('a development container: who it is run as', async () => {
  const [only] = workloadsIn(await read('{"image": "a:1", "remoteUser": "root"}'));
  assert.deepEqual(bare(only?.containers[0]), { user: 'root' });
});
test('a development container: what is none, and what cannot be parsed', async () => {
  assert.deepEqual(await read('{"customizations": {}}'), []);
  assert.deepEqual(
    unknownsIn(await read('{"image": ')).map(({ code }) => code),
    ['bad-syntax'],
  );
});
test('comments and last commas become blanks, and nothing else does', () => {
  const commented = '{"a": "//b", // c\n"d": [1, /* e\n */],}';
  assert.equal(withoutComments(commented), '{"a": "//b",     \n"d": [1      \n   ] }');
  const text = String.raw`{"a": "\"/*", "b": ",]"}`;
  assert.equal(withoutComments(text), text);
  assert.equal(withoutComments('/* open').trim(), '');
});
