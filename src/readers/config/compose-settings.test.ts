// Settings and lists of a Compose service: one row, one fact.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { bare, readSample, unknownsIn, whereIs, workloadsIn } from './config-sample.ts';
import { composeReader } from './compose.ts';
import { splitWords } from './compose-words.ts';

const file = path.resolve(import.meta.dirname, '../../../testdata/readers/compose/settings/compose.yaml');
const text = readFileSync(file, 'utf8');
const drafts = await readSample(composeReader, { path: 'compose.yaml', content: text, beside: {} });
const containerOf = (name: string) => workloadsIn(drafts).find((one) => one.name === name)?.containers[0];

test('each setting of the model has its place in a service', () => {
  const { mounts, networks: _networks, ...rest } = bare(containerOf('web'));
  assert.deepEqual(rest, {
    user: '1000:app',
    group: 'app',
    groups: ['docker', '44'],
    cgroupParent: '/outside',
    isolation: 'process',
    useApiSocket: true,
    memoryRequest: 67_108_864,
    storageLimit: 1_073_741_824,
    oomKillDisable: true,
    oomScoreAdj: -900,
    restart: { policy: 'on-failure', maxRetries: 5 },
    healthcheck: 'set',
    logDriver: 'none',
    pullPolicy: 'missing',
    stdin: true,
    tty: true,
    gpus: 'all',
    selinux: { user: 'sysadm_u', role: 'sysadm_r', level: 's0' },
    sysctls: [
      { name: 'net.core.somaxconn', value: '1024' },
      { name: 'kernel.msgmax', value: '65536' },
    ],
    ulimits: [
      { name: 'nproc', soft: 65_535, hard: 65_535 },
      { name: 'nofile', soft: 20_000, hard: -1 },
    ],
    deviceRules: ['c 1:3 mr', 'a 7:* rmw'],
    links: ['db:database', 'cache'],
    extraHosts: ['somehost:162.242.195.82', 'myhostv6=::1'],
    command: ['/bin/sh', '-c', 'echo "a b"', '--verbose', '$HOME', '--level=info'],
    handlers: [
      { when: 'health', how: 'exec', command: ['/bin/sh', '-c', 'curl -f http://localhost || exit 1'] },
      { when: 'postStart', how: 'exec', command: ['chown', '-R', '/data'], privileged: true, user: 'root' },
      { when: 'preStop', how: 'exec', command: ['./flush', '--now'] },
    ],
  });
  assert.deepEqual(mounts, [
    { kind: 'bind', source: '/var/run/docker.sock', target: '/var/run/docker.sock', readOnly: false },
    { kind: 'tmpfs', target: '/tmp', readOnly: true, sizeLimit: 67_108_864, noexec: false },
    { kind: 'tmpfs', target: '/run', readOnly: false, noexec: true },
    { kind: 'secret', source: 'key', target: '/key', readOnly: true, mode: 0o400 },
    { kind: 'secret', source: 'other', target: '/run/secrets/other', readOnly: true, mode: 0o440 },
    { kind: 'volume', source: 'data', target: '/data', readOnly: false, subPath: 'web' },
    { kind: 'tmpfs', target: '/scratch', readOnly: false, sizeLimit: 10_485_760 },
  ]);
});
test('the same in other words', () => {
  const { mounts: _mounts, networks: _networks, ...rest } = bare(containerOf('db'));
  assert.deepEqual(rest, {
    volumesFrom: ['web:ro'],
    healthcheck: 'none',
    restart: { policy: 'always' },
    cpuRequest: 0.5,
    memoryRequest: 134_217_728,
    gpus: '0,3',
    sysctls: [{ name: 'net.ipv4.ip_forward', value: '1' }],
    extraHosts: ['gateway:host-gateway', 'both:10.0.0.1', 'both:10.0.0.2'],
  });
});
test('each says where it stands', () => {
  const declared = containerOf('web')?.declared;
  const line = (part: string): string =>
    `compose.yaml:${String(text.split('\n').findIndex((one) => one.includes(part)) + 1)}`;
  assert.equal(whereIs(declared?.cgroupParent), line('cgroup_parent'));
  assert.equal(whereIs(declared?.ulimits?.[1]), line('nofile'));
  assert.equal(whereIs(declared?.command?.[0]), line('entrypoint'));
  assert.equal(whereIs(declared?.handlers?.[1]), line('chown'));
  assert.equal(whereIs(containerOf('db')?.declared.restart), line('condition: any'));
});

const fields: readonly (readonly [fact: string, lines: string, field: string, value: unknown])[] = [
  ['the bridge that Docker has by itself', 'network_mode: bridge', 'networks', ['bridge']],
  ['a mode that is a network', 'network_mode: shop_front', 'networks', ['shop_front']],
  ['a mode that is no network', 'network_mode: "service:db"', 'networks', undefined],
  ['a user without a group', 'user: "1000"', 'group', undefined],
  ['a user that nobody set', 'user: ${U}', 'group', '? ${U} is not set here'],
  ['the isolation of the engine', 'isolation: default', 'isolation', ''],
  ['no restart, plain', 'restart: no', 'restart', { policy: 'no' }],
  ['a restart that is none', 'restart: sometimes', 'restart', '? not a restart policy'],
  [
    'the deployment’s restart before the service’s',
    'restart: always\n    deploy: {restart_policy: {condition: on-failure, max_attempts: 3}}',
    'restart',
    { policy: 'on-failure', maxRetries: 3 },
  ],
  ['a test of NONE', 'healthcheck: {test: [NONE]}', 'healthcheck', 'none'],
  ['a test as a text', 'healthcheck: {test: /bin/check}', 'healthcheck', 'set'],
  ['only the interval of the image’s own test', 'healthcheck: {interval: 5s}', 'healthcheck', undefined],
  ['a test that is switched off', 'healthcheck: {test: /bin/check, disable: true}', 'handlers', undefined],
  ['a test that nobody set', 'healthcheck: {test: [CMD, "${C}"]}', 'handlers', ['? ${C} is not set here']],
  ['graphics by number', 'gpus: [{count: 2}]', 'gpus', '2'],
  ['graphics without a word', 'gpus: [{driver: nvidia}]', 'gpus', 'all'],
  [
    'a reserved device that is no graphics processor',
    'deploy: {resources: {reservations: {devices: [{capabilities: [tpu], count: 1}]}}}',
    'gpus',
    undefined,
  ],
  ['a limit that nobody set', 'ulimits: {nofile: "${N}"}', 'ulimits', ['? ${N} is not set here']],
  ['no entry point', 'entrypoint: ""\n    command: run it', 'command', ['run', 'it']],
  [
    'a tmpfs of a part of the memory',
    'tmpfs: /t:size=50%',
    'mounts',
    [{ kind: 'tmpfs', target: '/t', readOnly: false }],
  ],
];
for (const [fact, lines, field, value] of fields) {
  test(fact, async () => {
    const content = `services:\n  web:\n    image: a:1\n    ${lines}\n`;
    const [workload] = workloadsIn(await readSample(composeReader, { path: 'compose.yaml', content, beside: {} }));
    assert.deepEqual(bare(workload?.containers[0])[field], value);
  });
}

test('a seccomp profile that lies beside the file is read, one that does not is told', async () => {
  const content = `services:
  web: {image: "a:1", security_opt: ["seccomp:./open.json"]}
  db: {image: "a:1", security_opt: ["seccomp=gone.json"]}
  up: {image: "a:1", security_opt: ["seccomp=/etc/p.json"]}
`;
  const beside = { 'shop/open.json': '{"defaultAction": "SCMP_ACT_ALLOW"}', '/etc/p.json': '{"defaultAction": "x"}' };
  const read = await readSample(composeReader, { path: 'shop/compose.yaml', content, beside });
  assert.deepEqual(
    workloadsIn(read).map(({ containers }) => bare(containers[0])['seccomp']),
    [
      { type: 'localhost', name: './open.json', calls: { allowed: [], denied: [], others: 'allowed' } },
      { type: 'localhost', name: 'gone.json' },
      { type: 'localhost', name: '/etc/p.json' },
    ],
  );
  assert.deepEqual(
    unknownsIn(read).map(({ code, incomplete }) => [code, incomplete]),
    [
      ['companion-missing', false],
      ['companion-missing', false],
    ],
  );
});

const texts: readonly (readonly [text: string, words: readonly string[] | undefined])[] = [
  ['', []],
  ['  a  b ', ['a', 'b']],
  [`a 'b c' "d e"`, ['a', 'b c', 'd e']],
  [`a"b"'c'd`, ['abcd']],
  ['""', ['']],
  [String.raw`a\ b "c\"d" 'e\f' "g\h"`, ['a b', 'c"d', String.raw`e\f`, 'gh']],
  [`it's never closed`, undefined],
  ['ends in \\', undefined],
  ['a; b', ['a']],
  ['a "b; c" 2>x', ['a', 'b; c']],
  ['a $(b c) `d e`', ['a', '$(b c)', '`d e`']],
  ['a (b)', undefined],
];
for (const [written, words] of texts)
  test(`words of ${JSON.stringify(written)}`, () => assert.deepEqual(splitWords(written), words));
