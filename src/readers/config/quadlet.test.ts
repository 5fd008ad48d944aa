// What quadlets say of containers, pods, networks and volumes: one row, one fact.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import type { Draft } from '../../model/facts.ts';
import { bare, bareField, readSample, unknownsIn, whereIs, workloadsIn } from './config-sample.ts';
import { quadletReader } from './quadlet.ts';

const folder = path.resolve(import.meta.dirname, '../../../testdata/readers/quadlet/shop');
const beside = Object.fromEntries(
  readdirSync(folder).map((name) => [`shop/${name}`, readFileSync(path.join(folder, name), 'utf8')]),
);
function read(name: string, content = beside[`shop/${name}`] ?? ''): Promise<readonly Draft[]> {
  return readSample(quadletReader, { path: `shop/${name}`, content, beside });
}
async function fieldsOf(...lines: readonly string[]): Promise<Readonly<Record<string, unknown>>> {
  const text = ['[Container]', 'Image=a:1', ...lines, ''].join('\n');
  return bare(workloadsIn(await read('x.container', text))[0]?.containers[0]);
}

const web = workloadsIn(await read('web.container'))[0];
test('a container: all that it says', () => {
  assert.deepEqual([web?.name, web?.engine, web?.labels], ['web', 'podman', { app: 'web' }]);
  assert.equal(bareField(web?.containers[0]?.image), 'registry.example/shop/web:1.4.2');
  assert.deepEqual(web?.containers[0]?.raw, {
    format: 'quadlet',
    path: 'shop/web.container',
    document: 0,
    pointer: ['Container'],
  });
  assert.deepEqual(bare(web?.containers[0]), {
    restart: { policy: 'on-failure' },
    pidsLimit: 100,
    healthcheck: 'set',
    logDriver: 'journald',
    memoryLimit: 268_435_456,
    pullPolicy: 'newer',
    userNamespace: true,
    readOnlyRootfs: true,
    noNewPrivileges: true,
    seccomp: { type: 'localhost', name: '/etc/seccomp.json' },
    selinuxDisabled: false,
    selinux: { type: 'shop_t' },
    user: '10001:10001',
    group: '10001',
    cpuLimit: 0.5,
    handlers: [{ when: 'health', how: 'exec', command: ['/bin/sh', '-c', 'curl -f localhost'] }],
    ports: [
      { container: 5000, protocol: 'tcp' },
      { container: 8080, host: 8080, hostIp: '127.0.0.1', protocol: 'tcp' },
      { container: 9090, host: 9090, protocol: 'udp' },
    ],
    mounts: [
      { kind: 'tmpfs', target: '/tmp', readOnly: false, sizeLimit: 1_048_576 },
      { kind: 'secret', source: 'key', target: '/run/key', readOnly: true, mode: 0o400 },
      { kind: 'volume', source: 'shop-data', target: '/data', readOnly: true },
      { kind: 'bind', source: 'shop/conf', target: '/conf', readOnly: false },
      { kind: 'bind', source: '~/.cache', target: '/cache', readOnly: false },
      { kind: 'bind', source: '/etc/ssl', target: '/ssl', readOnly: true },
    ],
    ulimits: [{ name: 'nofile', soft: 1024, hard: 2048 }],
    capAdd: ['NET_BIND_SERVICE', 'NET_RAW', 'SYS_TIME'],
    capDrop: ['ALL'],
    env: [
      { name: 'LEVEL', value: 'info' },
      { name: 'MODE', value: 'production' },
      { name: 'GREETING', value: 'hello world' },
      { name: 'HOST', ref: '%H' },
    ],
    envFiles: ['web.env'],
    sysctls: [{ name: 'net.ipv4.ip_forward', value: '1' }],
    devices: [{ host: '/dev/fuse' }],
    networks: ['systemd-back'],
    command: ['/bin/serve', '--port', '8080', '--name=the shop'],
  });
});
test('a container: fields stand where their keys or words do', () => {
  const declared = web?.containers[0]?.declared;
  const lines = (beside['shop/web.container'] ?? '').split('\n');
  const lineOf = (part: string): string =>
    `shop/web.container:${String(lines.findIndex((one) => one.includes(part)) + 1)}`;
  assert.equal(whereIs(declared?.memoryLimit), lineOf('Memory='));
  assert.equal(whereIs(declared?.capAdd?.[1]), lineOf('NET_RAW'));
  assert.equal(whereIs(declared?.cpuLimit), lineOf('PodmanArgs'));
  assert.equal(whereIs(declared?.env?.[0]), `shop/web.env:1 < ${lineOf('EnvironmentFile')}`);
});
test('a container of a pod has what the pod has, and what is built is a build', async () => {
  const [job] = workloadsIn(await read('job.container'));
  const [container] = job?.containers ?? [];
  const { userNamespace, network, privileged, ports, mounts, capAdd } = bare(container);
  assert.equal(job?.name, 'systemd-job');
  assert.equal(bareField(container?.image), 'localhost/job:1');
  assert.deepEqual(bareField(container?.build), { context: 'shop', dockerfile: 'shop/job/Containerfile' });
  assert.deepEqual([userNamespace, network, privileged], [false, 'container:web', true]);
  const why = '? ${MORE} is not known here, and may hold any options';
  assert.deepEqual(
    [ports, mounts, capAdd],
    [
      [{ container: 8000, host: 80, protocol: 'tcp' }, why],
      [{ kind: 'bind', source: '/run', target: '/host/run', readOnly: false }, why],
      [why],
    ],
  );
  assert.equal(whereIs(container?.declared.userNamespace), 'shop/job.container:3 < shop/shop.pod:4');
});
test('a network and a volume', async () => {
  const [network] = await read('back.network');
  assert.deepEqual(network, {
    kind: 'network',
    name: 'systemd-back',
    internal: true,
    driver: 'bridge',
    external: false,
    at: [{ path: 'shop/back.network', line: 2, column: 1 }],
  });
  const [volume] = await read('data.volume');
  assert.deepEqual(volume?.kind === 'volume' && [volume.name, bareField(volume.hostPath)], ['shop-data', '/srv/data']);
});

const rows: readonly (readonly [fact: string, lines: readonly string[], field: string, value: unknown])[] = [
  ['the last value counts', ['Memory=1g', 'Memory=64m'], 'memoryLimit', 67_108_864],
  [
    'an empty value takes back those before',
    ['AddCapability=SYS_ADMIN', 'AddCapability=', 'AddCapability=KILL'],
    'capAdd',
    ['KILL'],
  ],
  ['new privileges', ['NoNewPrivileges=no'], 'noNewPrivileges', false],
  ['a switch that nobody knows', ['ReadOnly=%i'], 'readOnlyRootfs', '? %i is not known here'],
  ['labels off', ['SecurityLabelDisable=true'], 'selinuxDisabled', true],
  ['labels on', ['SecurityLabelDisable=false'], 'selinuxDisabled', undefined],
  ['all unmasked', ['Unmask=ALL'], 'procUnmasked', true],
  ['seccomp off', ['SeccompProfile=unconfined'], 'seccomp', { type: 'unconfined' }],
  ['a user', ['User=7'], 'user', '7'],
  ['a user that nobody knows', ['User=%U', 'Group=7'], 'user', '? %U is not known here'],
  ['users as in older files', ['RemapUsers=keep-id'], 'userNamespace', true],
  ['the network of the host', ['Network=host'], 'network', 'host'],
  ['a network by its name', ['Network=shop:ip=10.0.0.2'], 'networks', ['shop']],
  ['the network of another unit', ['Network=web.container'], 'network', 'container:web'],
  ['a unit that is not here', ['Network=gone.network'], 'networks', ['systemd-gone']],
  [
    'a mount of a volume beside it',
    ['Mount=type=volume,source=data.volume,destination=/d'],
    'mounts',
    [{ kind: 'volume', source: 'shop-data', target: '/d', readOnly: false }],
  ],
  ['a limit of the service', ['[Service]', 'MemoryMax=64M', 'CPUQuota=150%', 'TasksMax=9'], 'cpuLimit', 1.5],
  [
    'a limit of the service that does not hold',
    ['CgroupsMode=disabled', '[Service]', 'MemoryMax=64M'],
    'memoryLimit',
    undefined,
  ],
  ['restarted by systemd', ['[Service]', 'Restart=always'], 'restart', { policy: 'always' }],
  ['privileged by an argument', ['PodmanArgs=--privileged'], 'privileged', true],
  ['a percent sign', ['Environment=A=5%%'], 'env', [{ name: 'A', value: '5%' }]],
  [
    'a variable in quotes',
    ['Environment="A=x y" B=${C}'],
    'env',
    [
      { name: 'A', value: 'x y' },
      { name: 'B', ref: '${C}' },
    ],
  ],
  ['a secret in a variable', ['Secret=key,type=env,target=KEY'], 'env', [{ name: 'KEY', ref: 'secret:key' }]],
  ['comments and other sections', ['# ReadOnly=true', '; x', '[Unit]', 'ReadOnly=true'], 'readOnlyRootfs', undefined],
];
for (const [fact, lines, field, value] of rows)
  test(`a container: ${fact}`, async () => assert.deepEqual((await fieldsOf(...lines))[field], value));

test('an image that a file beside it names, or that is not here', async () => {
  const imageOf = async (image: string) =>
    bareField(workloadsIn(await read('x.container', `[Container]\nImage=${image}\n`))[0]?.containers[0]?.image);
  assert.equal(await imageOf('job.build'), 'localhost/job:1');
  assert.equal(await imageOf('gone.image'), '? gone.image is not known here');
  assert.equal(await imageOf('a:%i'), '? %i is not known here');
});

const told: readonly (readonly [fact: string, name: string, text: string, unknown: readonly unknown[]])[] = [
  ['a pod that is not here', 'x.container', '[Container]\nImage=a\nPod=gone.pod\n', ['companion-missing', true]],
  ['what is played and not here', 'shop.kube', '[Kube]\nYaml=pods.yaml\n', ['companion-missing', true]],
  ['what is played', 'shop.kube', '[Kube]\nYaml=web.container\n', ['unsupported', false]],
  [
    'what lies on top of a container',
    'web.container.d/10-more.conf',
    '[Container]\nPodmanArgs=--privileged\n',
    ['unsupported', true],
  ],
  ['a line that is none', 'x.container', '[Container]\nImage\n', ['bad-syntax', true]],
];
for (const [fact, name, text, unknown] of told) {
  test(`told: ${fact}`, async () => {
    const found = unknownsIn(await read(name, text)).map(({ code, incomplete }) => [code, incomplete]);
    assert.ok(
      found.some((one) => one.join() === unknown.join()),
      JSON.stringify(found),
    );
  });
}
const others: readonly (readonly [fact: string, name: string, text: string])[] = [
  ['a file of systemd-networkd', 'eth.network', '[Match]\nName=eth0\n[Network]\nDHCP=yes\n'],
  ['another container', 'a.container', 'lxc.uts.name = a\n'],
  ['an empty one', 'a.container', ''],
];
for (const [fact, name, text] of others)
  test(`no quadlet: ${fact}`, async () => assert.deepEqual(await read(name, text), []));
