// Containers in the documents of an engine: requests, and what it tells of those that are there.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { locationOf } from '../../model/field.ts';
import { bare, bareField, readSample, unknownsIn, workloadsIn } from './config-sample.ts';
import { dockerInspectReader } from './docker-inspect.ts';
import { engineCreateReader } from './engine-create.ts';

const folder = path.resolve(import.meta.dirname, '../../../testdata/readers');
const fixture = (name: string): string => readFileSync(path.join(folder, name), 'utf8');
const create = (content: string) => readSample(engineCreateReader, { path: 'a/create.json', content });
const inspect = (content: string) => readSample(dockerInspectReader, { path: 'a/inspect.json', content });

/** Made by `docker create` of Docker 28. */
const requested = workloadsIn(await create(fixture('engine-create/cli/create.json')))[0];
test('a request: all that it says', () => {
  assert.deepEqual(bareField(requested?.containers[0]?.image), 'tiny:1');
  assert.deepEqual([requested?.name, requested?.labels], ['tiny', { a: 'b' }]);
  assert.deepEqual(bare(requested?.containers[0]), {
    user: '10:20',
    group: '20',
    tty: true,
    stdin: true,
    privileged: false,
    readOnlyRootfs: true,
    pid: 'host',
    userNamespace: false,
    oomKillDisable: false,
    oomScoreAdj: 0,
    publishAll: false,
    memoryLimit: 67_108_864,
    pidsLimit: 9,
    noNewPrivileges: true,
    cpuLimit: 0.5,
    storageLimit: 1_073_741_824,
    procUnmasked: true,
    restart: { policy: 'on-failure', maxRetries: 3 },
    healthcheck: 'set',
    gpus: 'all',
    networks: ['shop', 'back'],
    env: [{ name: 'X', value: 'y' }],
    capAdd: ['NET_ADMIN'],
    capDrop: ['ALL'],
    ulimits: [{ name: 'nofile', soft: 10, hard: 20 }],
    handlers: [{ when: 'health', how: 'exec', command: ['/bin/sh', '-c', 'x'] }],
    mounts: [
      { kind: 'volume', target: '/anon', readOnly: false },
      { kind: 'bind', source: '/etc', target: '/host/etc', readOnly: true, propagation: 'slave' },
      { kind: 'volume', source: 'data', target: '/data', readOnly: false },
      { kind: 'tmpfs', target: '/t', readOnly: false, sizeLimit: 65_536 },
      { kind: 'bind', source: '/srv', target: '/vb', readOnly: false },
      { kind: 'tmpfs', target: '/run', readOnly: false, sizeLimit: 1_048_576, noexec: true },
    ],
    ports: [
      { container: 80, host: 8080, hostIp: '127.0.0.1', protocol: 'tcp' },
      { container: 90, protocol: 'tcp' },
    ],
    devices: [{ host: '/dev/null', container: '/dev/n', permissions: 'r' }],
    command: ['/e', 'a', 'b'],
    links: ['db:x'],
  });
});
test('a request: fields stand where their members do', () => {
  const lines = fixture('engine-create/cli/create.json').split('\n');
  const declared = requested?.containers[0]?.declared;
  for (const [field, member] of [
    [declared?.user, '"User"'],
    [declared?.memoryLimit, '"Memory"'],
    [declared?.capAdd?.[0], '"CAP_NET_ADMIN"'],
    [declared?.pid, '"PidMode"'],
  ] as const) {
    const at = field && locationOf(field);
    const line = lines[(at?.line ?? 0) - 1] ?? '';
    assert.ok(line.slice((at?.column ?? 0) - 1).startsWith(member), `${member} in ${line}`);
  }
});

/** Made by Docker 20.10. */
const there = workloadsIn(await inspect(fixture('docker-inspect/docker/inspect.json')));
test('docker inspect: all that holds was observed', () => {
  const [full] = there;
  assert.deepEqual([full?.name, full?.engine, bareField(full?.containers[0]?.image)], ['full', 'docker', 'tiny:1']);
  assert.match(full?.containers[0]?.imageId ?? '', /^sha256:[0-9a-f]{64}$/);
  for (const field of Object.values(full?.containers[0]?.declared ?? {}).flat())
    assert.equal('from' in field && field.from, 'observed');
  const { mounts, ports, user, healthcheck, apparmor, selinux, procUnmasked, command } = bare(full?.containers[0]);
  assert.deepEqual(mounts, [
    { kind: 'tmpfs', target: '/run', readOnly: false, sizeLimit: 1_048_576, noexec: true },
    { kind: 'bind', source: '/etc', target: '/host/etc', readOnly: true, propagation: 'slave' },
    { kind: 'bind', source: '/srv', target: '/srv', readOnly: false },
    { kind: 'tmpfs', target: '/t', readOnly: false, sizeLimit: 65_536 },
    { kind: 'volume', source: 'data', target: '/data', readOnly: false },
  ]);
  assert.deepEqual(ports, [
    { container: 80, host: 8080, hostIp: '127.0.0.1', protocol: 'tcp' },
    { container: 90, protocol: 'tcp' },
  ]);
  assert.deepEqual(
    [user, healthcheck, apparmor, selinux, procUnmasked, command],
    ['10:20', 'set', { type: 'unconfined' }, { type: 'spc_t' }, true, ['/e', 'a', 'b']],
  );
});
test('docker inspect: what another container beside it has is named after that', () => {
  const { network, pid, privileged } = bare(there[1]?.containers[0]);
  assert.deepEqual([network, pid, privileged], ['container:full', 'container:full', true]);
});
test('podman inspect: its own words', async () => {
  const [web] = workloadsIn(await inspect(fixture('docker-inspect/podman/inspect.json')));
  const { capAdd, capDrop, userNamespace, runtime, selinux, networks, ulimits, ports, mounts } = bare(
    web?.containers[0],
  );
  assert.equal(web?.engine, 'podman');
  assert.equal(web?.containers[0]?.imageId, `sha256:${'0123456789abcdef'.repeat(4)}`);
  assert.deepEqual(capAdd, ['NET_BIND_SERVICE']);
  assert.equal((capDrop as readonly string[]).at(-1), 'ALL');
  assert.deepEqual([userNamespace, runtime, networks], [true, 'crun', ['shop']]);
  assert.deepEqual(selinux, { user: 'system_u', role: 'system_r', type: 'container_t', level: 's0:c1,c2' });
  assert.deepEqual(ulimits, [{ name: 'nofile', soft: 524_288, hard: 524_288 }]);
  assert.deepEqual(ports, [{ container: 8080, host: 40_123, hostIp: '127.0.0.1', protocol: 'tcp' }]);
  assert.deepEqual((mounts as readonly unknown[]).at(-1), {
    kind: 'bind',
    source: '/run/user/1000/podman/podman.sock',
    target: '/run/podman.sock',
    readOnly: true,
    propagation: 'private',
  });
});

const request = (members: object): string => JSON.stringify({ Image: 'a:1', HostConfig: {}, ...members });
const rows: readonly (readonly [fact: string, members: object, field: string, value: unknown])[] = [
  ['no user is not declared', { User: '' }, 'user', undefined],
  ['no limit is not declared', { HostConfig: { Memory: 0, NanoCpus: 0 } }, 'memoryLimit', undefined],
  ['null is not declared', { HostConfig: { PidsLimit: null } }, 'pidsLimit', undefined],
  ['a boolean that is none', { HostConfig: { Privileged: 'yes' } }, 'privileged', '? not true or false'],
  ['names in another case', { hostconfig: { PRIVILEGED: true } }, 'privileged', true],
  ['the last of several', { HostConfig: { Privileged: false, privileged: true } }, 'privileged', true],
  ['a command as one text', { Cmd: 'a b' }, 'command', ['a b']],
  ['a network that is switched off', { NetworkDisabled: true }, 'network', 'none'],
  ['no health check', { Healthcheck: { Test: ['NONE'] } }, 'healthcheck', 'none'],
  ['the image’s own health check', { Healthcheck: { Test: [] } }, 'healthcheck', undefined],
  [
    'a port of the engine’s choice',
    { HostConfig: { PortBindings: { '80/tcp': [{ HostPort: '' }] } } },
    'ports',
    [{ container: 80, host: 0, protocol: 'tcp' }],
  ],
  [
    'a port without a protocol',
    { HostConfig: { PortBindings: { '80': [{ HostPort: '81' }] } } },
    'ports',
    [{ container: 80, host: 81, protocol: 'tcp' }],
  ],
  [
    'a port that is none',
    { HostConfig: { PortBindings: { x: [{ HostPort: '81' }] } } },
    'ports',
    ['? not what it should be'],
  ],
  ['a mount that is none', { HostConfig: { Mounts: [{ Type: 'bind' }] } }, 'mounts', ['? not a mount']],
  [
    'paths that are hidden as ever',
    { HostConfig: { MaskedPaths: ['/proc/kcore'], ReadonlyPaths: null } },
    'procUnmasked',
    undefined,
  ],
  [
    'a profile in the request itself',
    { HostConfig: { SecurityOpt: ['seccomp={"defaultAction":"SCMP_ACT_ERRNO"}'] } },
    'seccomp',
    { type: 'localhost', calls: { allowed: [], denied: [], others: 'denied' } },
  ],
  [
    'devices by name',
    { HostConfig: { DeviceRequests: [{ Driver: 'cdi', DeviceIDs: ['nvidia.com/gpu=0'] }] } },
    'gpus',
    '0',
  ],
];
for (const [fact, members, field, value] of rows) {
  test(`a request: ${fact}`, async () =>
    assert.deepEqual(bare(workloadsIn(await create(request(members)))[0]?.containers[0])[field], value));
}

const running = (members: object): string =>
  JSON.stringify([{ Id: 'a', Name: '/web', Config: { Image: 'a:1' }, HostConfig: {}, ...members }]);
const mappedHosts = '/var/lib/docker/424242.424242/containers/a/hosts';
const observations: readonly (readonly [fact: string, members: object, field: string, value: unknown])[] = [
  ['the network that it is on by default', { NetworkSettings: { Networks: { bridge: {} } } }, 'networks', undefined],
  [
    'the default network besides its own',
    { HostConfig: { NetworkMode: 'shop' }, NetworkSettings: { Networks: { shop: {}, bridge: {} } } },
    'networks',
    ['shop', 'bridge'],
  ],
  [
    'a network that it was connected to later',
    { HostConfig: { NetworkMode: 'bridge' }, NetworkSettings: { Networks: { bridge: {}, shop: {} } } },
    'networks',
    ['bridge', 'shop'],
  ],
  ['an engine that maps its users', { HostsPath: mappedHosts }, 'userNamespace', true],
  [
    'the users of the host on such an engine',
    { HostsPath: mappedHosts, HostConfig: { UsernsMode: 'host' } },
    'userNamespace',
    false,
  ],
  ['an engine that does not', { HostsPath: '/var/lib/docker/containers/a/hosts' }, 'userNamespace', undefined],
];
for (const [fact, members, field, value] of observations) {
  test(`docker inspect: ${fact}`, async () =>
    assert.deepEqual(bare(workloadsIn(await inspect(running(members)))[0]?.containers[0])[field], value));
}

const others: readonly (readonly [fact: string, text: string, requests: number, containers: number])[] = [
  ['a request', request({}), 1, 0],
  ['a request without a host’s part', '{"Image": "a", "Cmd": ["b"], "Tty": false}', 1, 0],
  ['a thing with an image', '{"Image": "a.png", "Width": 3}', 0, 0],
  ['a container', '{"Id": "0", "Config": {"Image": "a"}, "HostConfig": {}, "Image": "sha256:0"}', 0, 1],
  [
    'containers, and what is none',
    '[{"Name": "/a", "Config": {}, "HostConfig": {}}, {"Id": "n", "Driver": "bridge"}]',
    0,
    1,
  ],
  ['an image', '[{"Id": "sha256:0", "RepoTags": ["a:1"], "Config": {"Image": "b"}}]', 0, 0],
  ['no JSON', 'HostConfig', 0, 0],
];
for (const [fact, text, requests, containers] of others) {
  test(`which documents: ${fact}`, async () => {
    assert.equal(workloadsIn(await create(text)).length, requests);
    assert.equal(workloadsIn(await inspect(text)).length, containers);
  });
}
test('what cannot be parsed is told when it looks like one', async () => {
  assert.deepEqual(
    unknownsIn(await create('{"Image": "a", "HostConfig": {')).map(({ code }) => code),
    ['bad-syntax'],
  );
  assert.deepEqual(
    unknownsIn(await inspect('[{"State": 1, "HostConfig": {')).map(({ code }) => code),
    ['bad-syntax'],
  );
});
