// Task definitions of Amazon ECS: every field, in each form they come in.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { bare, bareField, readSample, unknownsIn, whereIs, workloadsIn } from './config-sample.ts';
import { ecsReader } from './ecs.ts';

const file = path.resolve(import.meta.dirname, '../../../testdata/readers/ecs/registered/task.json');
const content = readFileSync(file, 'utf8');
const readTask = (text: string) => readSample(ecsReader, { path: 'a/task.json', content: text });

const [task] = workloadsIn(await readTask(content));
test('a task definition: all that it says of a container', () => {
  assert.deepEqual(
    [task?.type, task?.engine, task?.name, task?.labels],
    ['task definition', 'ecs', 'shop', { app: 'web' }],
  );
  const [web] = task?.containers ?? [];
  assert.deepEqual([web?.name, bareField(web?.image)], ['web', 'public.ecr.aws/shop/web:1.4']);
  assert.deepEqual(bare(web), {
    network: 'private',
    serviceAccount: 'arn:aws:iam::123456789012:role/shop',
    pid: 'host',
    ipc: 'pod',
    memoryLimit: 268_435_456,
    cpuLimit: 0.5,
    user: '1000:3000',
    group: '3000',
    privileged: true,
    readOnlyRootfs: true,
    stdin: true,
    tty: false,
    noNewPrivileges: true,
    apparmor: { type: 'localhost', name: 'web' },
    selinux: { type: 'spc_t' },
    selinuxDisabled: true,
    memoryRequest: 67_108_864,
    cpuRequest: 0.125,
    gpus: '1',
    logDriver: 'awslogs',
    restart: { policy: 'always' },
    healthcheck: 'set',
    networks: ['bridge'],
    links: ['side:s'],
    capAdd: ['SYS_PTRACE'],
    capDrop: ['ALL'],
    devices: [{ host: '/dev/fuse', container: '/dev/f', permissions: 'rw' }],
    envFiles: ['arn:aws:s3:::shop/web.env'],
    env: [
      { name: 'LEVEL', value: 'info' },
      { name: 'PASSWORD', ref: 'secret:arn:aws:ssm:eu-west-1:123456789012:parameter/db' },
    ],
    ports: [
      { container: 80, host: 8080, protocol: 'tcp' },
      { container: 53, host: 0, protocol: 'udp' },
    ],
    mounts: [
      { kind: 'tmpfs', target: '/tmp', readOnly: false, sizeLimit: 67_108_864, noexec: true },
      { kind: 'bind', source: '/var/run/docker.sock', target: '/var/run/docker.sock', readOnly: true },
      { kind: 'volume', source: 'scratch', target: '/scratch', readOnly: false },
      { kind: 'bind', source: '/var/log', target: '/logs', readOnly: false },
      { kind: 'volume', source: 'files', target: '/files', readOnly: false },
      '? the task has no volume "absent"',
    ],
    ulimits: [{ name: 'nofile', soft: 1024, hard: 2048 }],
    sysctls: [{ name: 'net.core.somaxconn', value: '1024' }],
    extraHosts: ['db.example:10.0.0.5'],
    handlers: [{ when: 'health', how: 'exec', command: ['/bin/sh', '-c', 'curl -f http://localhost/'] }],
    command: ['/bin/web', '--level', 'info'],
  });
});
test('a task definition: another container takes over mounts, read-only', () => {
  const { memoryLimit, mounts } = bare(task?.containers[1]);
  assert.equal(memoryLimit, 1_073_741_824);
  assert.deepEqual((mounts as readonly unknown[])[2], {
    kind: 'volume',
    source: 'scratch',
    target: '/scratch',
    readOnly: true,
  });
});
test('a task definition: fields stand where their members do', () => {
  const line = (text: string): string =>
    `a/task.json:${String(content.split('\n').findIndex((one) => one.includes(text)) + 1)}`;
  const declared = task?.containers[0]?.declared;
  assert.equal(whereIs(declared?.privileged), line('"privileged"'));
  assert.equal(whereIs(declared?.pid), line('"pidMode"'));
  assert.equal(whereIs(declared?.capAdd?.[0]), line('"SYS_PTRACE"'));
});
test('a task definition as it is described', async () => {
  const [described] = workloadsIn(await readTask(`{"taskDefinition": ${content}, "tags": []}`));
  assert.deepEqual(bare(described?.containers[0]), bare(task?.containers[0]));
  assert.deepEqual(described?.containers[1]?.raw.pointer, ['taskDefinition', 'containerDefinitions', 1]);
});

const rows: readonly (readonly [fact: string, members: object, container: object, field: string, value: unknown])[] = [
  ['with awsvpc they share a network', { networkMode: 'awsvpc' }, {}, 'network', 'pod'],
  [
    'with awsvpc nothing is published',
    { networkMode: 'awsvpc' },
    { portMappings: [{ containerPort: 80, hostPort: 80 }] },
    'ports',
    [{ container: 80, protocol: 'tcp' }],
  ],
  [
    'a range of ports',
    {},
    { portMappings: [{ containerPortRange: '80-81' }] },
    'ports',
    [
      { container: 80, host: 0, protocol: 'tcp' },
      { container: 81, host: 0, protocol: 'tcp' },
    ],
  ],
  ['a port that is none', {}, { portMappings: [{ containerPort: 'x' }] }, 'ports', ['? not a port']],
  ['a mode that is none', { networkMode: 'x' }, {}, 'network', '? not a mode of the network'],
  ['Fargate', { requiresCompatibilities: ['FARGATE'] }, {}, 'runtime', 'firecracker'],
  ['Fargate or not', { requiresCompatibilities: ['EC2', 'FARGATE'] }, {}, 'runtime', undefined],
  ['processors in units', { cpu: '256' }, {}, 'cpuLimit', 0.25],
  ['processors that are none', { cpu: 'many' }, {}, 'cpuLimit', '? not an amount'],
  ['no share of processors', {}, { cpu: 0 }, 'cpuRequest', undefined],
  ['memory in mebibytes', { memory: '512' }, {}, 'memoryLimit', 536_870_912],
  ['room on disk', { ephemeralStorage: { sizeInGiB: 21 } }, {}, 'storageLimit', 22_548_578_304],
  ['the older name', {}, { readonlyRootfilesystem: true }, 'readOnlyRootfs', true],
  ['a health check that is switched off', {}, { healthCheck: { command: ['NONE'] } }, 'healthcheck', 'none'],
];
for (const [fact, members, container, field, value] of rows) {
  test(`a task definition: ${fact}`, async () => {
    const text = JSON.stringify({ ...members, containerDefinitions: [{ name: 'a', image: 'a:1', ...container }] });
    assert.deepEqual(bare(workloadsIn(await readTask(text))[0]?.containers[0])[field], value);
  });
}
test('a task definition: what is none', async () => {
  for (const text of ['{"containerDefinitions": {}}', '["containerDefinitions"]', '{"a": 1}'])
    assert.deepEqual(await readTask(text), []);
  assert.deepEqual(
    unknownsIn(await readTask('{"containerDefinitions": [')).map(({ code }) => code),
    ['bad-syntax'],
  );
});
