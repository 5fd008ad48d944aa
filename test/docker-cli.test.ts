// What Docker's own client makes of a command line is what we make of it: it talks to an engine of ours that only listens.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { engineDefaults } from '../src/model/engine-defaults.ts';
import type { DeclaredContainer, Device } from '../src/model/workload.ts';
import { bare, readSample, workloadsIn } from '../src/readers/config/config-sample.ts';
import { dockerRunReader } from '../src/readers/config/docker-run.ts';
import { engineCreateReader } from '../src/readers/config/engine-create.ts';
import { skipUnless } from './plimsoll.ts';

const asked: string[] = [];
const engine = createServer((request, response) => {
  const parts: Buffer[] = [];
  request.on('data', (part: Buffer) => parts.push(part));
  request.on('end', () => {
    response.setHeader('Api-Version', '1.43');
    response.setHeader('Ostype', 'linux');
    response.setHeader('Content-Type', 'application/json');
    const isCreate = request.url?.includes('/containers/create') === true;
    if (isCreate) asked.push(Buffer.concat(parts).toString());
    response.statusCode = isCreate ? 201 : 200;
    response.end(isCreate ? `{"Id":"${'0'.repeat(64)}","Warnings":[]}` : '{}');
  });
});
engine.unref();
const listening = once(engine.listen(0, '127.0.0.1'), 'listening');
async function requestOf(words: readonly string[]): Promise<string> {
  await listening;
  const { port } = engine.address() as AddressInfo;
  const child = spawn('docker', ['-H', `tcp://127.0.0.1:${String(port)}`, 'create', ...words], {
    env: { ...process.env, DOCKER_CONTENT_TRUST: '0' },
  });
  let said = '';
  child.stderr.on('data', (part: Buffer) => (said += part.toString()));
  const code = await new Promise((resolve) => child.on('close', resolve));
  assert.equal(code, 0, said);
  return asked.pop() ?? '';
}

/** What only the client knows, and the parts of the model that have no place in a request. */
const clients = new Set(['pullPolicy', 'envFiles', 'useApiSocket']);
function held(container: DeclaredContainer | undefined): Readonly<Record<string, unknown>> {
  const fields: Record<string, unknown> = { ...engineDefaults.docker };
  for (const [name, value] of Object.entries(bare(container))) {
    if (clients.has(name)) continue;
    // The client says what a short form means, and requests hold maps, which have no order.
    fields[name] =
      Array.isArray(value) && name !== 'command'
        ? value.map((item) => JSON.stringify(spelled(name, item))).sort()
        : value;
  }
  return fields;
}

function spelled(name: string, item: unknown): unknown {
  if (name !== 'devices') return item;
  const { host, container = host, permissions = 'rwm' } = item as Device;
  return { host, container, permissions };
}

const rows: readonly (readonly string[])[] = [
  [],
  ['--privileged', '-it', '--rm', '-u', '1:2', '--read-only=true', '--init'],
  ['-u=web', '--cap-add', 'net_admin', '--cap-add=CAP_SYS_TIME', '--cap-drop', 'all'],
  [
    '--security-opt',
    'no-new-privileges',
    '--security-opt',
    'apparmor=unconfined',
    '--security-opt',
    'seccomp=unconfined',
  ],
  ['--security-opt', 'no-new-privileges:false', '--security-opt', 'label=type:spc_t', '--security-opt=label:level:s0'],
  ['--security-opt', 'systempaths=unconfined', '--security-opt', 'label=disable', '--security-opt', 'apparmor:shop'],
  ['--net', 'host', '--pid=host', '--ipc', 'host', '--uts', 'host', '--cgroupns', 'host', '--userns', 'host'],
  ['--network', 'none', '--pid', 'container:db', '--ipc', 'shareable', '--cgroupns=private'],
  ['--network', 'container:db'],
  ['--network=bridge', '-P'],
  ['--network', 'front', '--network-alias', 'a', '--ip', '10.0.0.2'],
  ['--network', 'name=front,alias=web'],
  ['-m', '64m', '--memory-reservation', '32M', '--cpus', '.5', '--pids-limit', '-1', '--memory-swap=-1'],
  ['--cpu-quota', '50000', '--cpu-period', '25000', '-c', '512', '--memory=1.5g', '--pids-limit=100'],
  [
    '--oom-kill-disable',
    '--oom-score-adj=-500',
    '--cgroup-parent',
    '/shop',
    '--runtime',
    'runsc',
    '--isolation',
    'process',
  ],
  ['--restart', 'on-failure:3', '--log-driver', 'none', '--storage-opt', 'size=10G'],
  ['--restart=unless-stopped', '--no-healthcheck'],
  ['--health-cmd', 'curl -f localhost || exit 1', '--health-interval', '5s', '--restart', 'always'],
  ['--gpus', 'all'],
  [
    '--gpus',
    '2',
    '--device',
    '/dev/fuse',
    '--device=/dev/a:/dev/b',
    '--device',
    '/dev/c:/dev/d:r',
    '--device=/dev/e:rw',
  ],
  ['--gpus', '"device=0,1"', '--device-cgroup-rule', 'c 1:3 rwm'],
  [
    '-v',
    '/etc:/host/etc:ro,rslave',
    '-v',
    'data:/data',
    '-v',
    '/anonymous',
    '-v/srv:/srv:rshared',
    '--volume',
    'x:/x:ro,nocopy',
  ],
  [
    '--mount',
    'type=bind,src=/etc,dst=/e,ro',
    '--mount',
    'type=bind,source=/a,target=/b,bind-propagation=rshared,readonly=false',
  ],
  ['--mount', 'src=data,dst=/d,volume-nocopy', '--mount', 'type=tmpfs,destination=/t,tmpfs-size=64m,tmpfs-mode=1777'],
  ['--mount', 'type=volume,dst=/v,volume-driver=local,volume-opt=type=none,volume-opt=device=/srv,volume-opt=o=bind'],
  ['--mount', 'type=volume,dst=/v,"volume-opt=o=addr=10.0.0.1,rw",volume-opt=device=:/x,volume-opt=type=nfs'],
  ['--tmpfs', '/run', '--tmpfs', '/tmp:rw,noexec,size=1m', '--volumes-from', 'db:ro', '--volumes-from=log'],
  [
    '-p',
    '80',
    '-p',
    '8080:80',
    '-p',
    '127.0.0.1:53:53/udp',
    '-p',
    '10.0.0.1::22',
    '--publish=9000-9002:9000-9002',
    '--expose',
    '5000',
  ],
  ['-p', '[::1]:443:443', '--expose', '7000-7001/udp'],
  [
    '-e',
    'A=1',
    '--env=B=two words',
    '-eC=',
    '-e',
    'D=a=b',
    '-l',
    'x=y',
    '--label',
    'z',
    '--group-add',
    'docker',
    '--group-add=0',
  ],
  [
    '--sysctl',
    'net.ipv4.ip_forward=1',
    '--sysctl=kernel.msgmax=9',
    '--ulimit',
    'nofile=10:20',
    '--ulimit=nproc=5',
    '--ulimit',
    'core=-1',
  ],
  [
    '--link',
    'db:database',
    '--link=cache',
    '--add-host',
    'a:10.0.0.1',
    '--add-host=b:10.0.0.2',
    '--entrypoint',
    '/bin/e',
  ],
  ['--entrypoint=', '-w', '/x', '-h', 'name', '--dns', '1.1.1.1', '--stop-signal', 'KILL', '--platform', 'linux/amd64'],
  ['-a', 'stdin', '-a=stdout', '--shm-size', '1m'],
];
const isThere = spawnSync('docker', ['--version']).status === 0;
for (const options of rows) {
  const words = [...options, 'registry.example/web:1', 'serve', '--port', '-p'];
  test(`docker create ${options.join(' ')}`, skipUnless(isThere, 'docker is not installed'), async () => {
    const quoted = words.map((word) => `'${word}'`).join(' ');
    const [run] = workloadsIn(
      await readSample(dockerRunReader, { path: 'run.sh', content: `docker create ${quoted}\n`, beside: {} }),
    );
    const [create] = workloadsIn(
      await readSample(engineCreateReader, { path: 'create.json', content: await requestOf(words) }),
    );
    const [one, two] = [run?.containers[0], create?.containers[0]];
    const [ours, theirs] = [held(one), held(two)];
    // Mounts of a container that is not here are unknown to us, and none of the client's business.
    if (options.includes('--volumes-from')) {
      const known = (mounts: unknown): unknown =>
        (mounts as readonly string[]).filter((text) => !text.startsWith('"?'));
      assert.deepEqual({ ...ours, mounts: known(ours['mounts']) }, theirs);
    } else assert.deepEqual(ours, theirs);
    assert.deepEqual(run?.labels, create?.labels);
    assert.deepEqual(
      one?.image && 'value' in one.image && one.image.value,
      two?.image && 'value' in two.image && two.image.value,
    );
  });
}
