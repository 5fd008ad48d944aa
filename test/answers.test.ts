// The answers as users and programs get them: reports that follow their schemas, formats that agree, gaps that are told,
// fixes that git takes.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { inFormats } from '../src/checks/workload/every-format.ts';
import type { Says } from '../src/checks/workload/example-says.ts';
import { defaultCapabilities, engineDefaults } from '../src/model/engine-defaults.ts';
import type { AdvisoryData } from '../src/model/advisory.ts';
import { valueOf } from '../src/model/field.ts';
import { exitCodeOf } from '../src/policy/verdict.ts';
import { makeDockerArchive } from './make-image.ts';
import { makeTar } from './make-tar.ts';
import { plimsoll, root, scratch } from './plimsoll.ts';
import { tempFile } from './read-tar.ts';
import { scanExample, scanTargets, silent, writeFiles } from './scan-folder.ts';

const schema = JSON.parse(readFileSync(path.join(root, 'schema/report-1.json'), 'utf8')) as object;
test('the JSON report follows its schema', async () => {
  const ran = await plimsoll(['scan', 'examples/harbour', '--format', 'json'], { cache: scratch() });
  const validate = new Ajv2020({ allErrors: true, strict: false }).compile(schema);
  assert.ok(validate(JSON.parse(ran.stdout)), JSON.stringify(validate.errors?.slice(0, 5)));
});

test('a service that says everything gives the same rules in every format', async () => {
  const compose = `name: shop
services:
  web:
    image: registry.example/web:latest
    privileged: true
    user: "0"
    read_only: false
    cap_add: [SYS_ADMIN]
    cap_drop: [NET_RAW]
    pid: host
    ipc: host
    network_mode: host
    security_opt: ["no-new-privileges:false", "seccomp=unconfined", "apparmor=unconfined"]
    mem_limit: 256m
    cpus: 0.5
    pids_limit: 100
    environment: { API_TOKEN: 9f8e7d6c5b4a39281706 }
    volumes: ["/etc:/host/etc"]
`;
  const kubernetes = `apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop }
spec:
  hostPID: true
  hostIPC: true
  hostNetwork: true
  automountServiceAccountToken: false
  containers:
    - name: web
      image: registry.example/web:latest
      env: [{ name: API_TOKEN, value: 9f8e7d6c5b4a39281706 }]
      resources: { limits: { memory: 256Mi, cpu: 500m, ephemeral-storage: 1Gi } }
      securityContext:
        privileged: true
        runAsUser: 0
        readOnlyRootFilesystem: false
        allowPrivilegeEscalation: true
        capabilities: { add: [SYS_ADMIN], drop: [NET_RAW] }
        seccompProfile: { type: Unconfined }
        appArmorProfile: { type: Unconfined }
      volumeMounts: [{ name: etc, mountPath: /host/etc }]
  volumes: [{ name: etc, hostPath: { path: /etc } }]
`;
  const run = `docker run --name web --privileged -u 0 --read-only=false --cap-add SYS_ADMIN --cap-drop NET_RAW \\
  --pid host --ipc=host --network host --security-opt no-new-privileges:false --security-opt seccomp=unconfined \\
  --security-opt apparmor=unconfined -m 256m --cpus .5 --pids-limit 100 -e API_TOKEN=9f8e7d6c5b4a39281706 \\
  -v /etc:/host/etc registry.example/web:latest
`;
  const create = {
    Image: 'registry.example/web:latest',
    User: '0',
    Env: ['API_TOKEN=9f8e7d6c5b4a39281706'],
    HostConfig: {
      Privileged: true,
      ReadonlyRootfs: false,
      CapAdd: ['SYS_ADMIN'],
      CapDrop: ['NET_RAW'],
      PidMode: 'host',
      IpcMode: 'host',
      NetworkMode: 'host',
      SecurityOpt: ['no-new-privileges:false', 'seccomp=unconfined', 'apparmor=unconfined'],
      Memory: 268_435_456,
      NanoCpus: 5e8,
      PidsLimit: 100,
      Binds: ['/etc:/host/etc'],
    },
  };
  const { HostConfig, ...Config } = create;
  const quadlet = `[Container]
ContainerName=web
Image=registry.example/web:latest
User=0
ReadOnly=false
NoNewPrivileges=false
AddCapability=SYS_ADMIN
DropCapability=NET_RAW
SeccompProfile=unconfined
Network=host
Memory=256m
PidsLimit=100
Environment=API_TOKEN=9f8e7d6c5b4a39281706
Volume=/etc:/host/etc
PodmanArgs=--privileged --pid=host --ipc=host --cpus=0.5 --security-opt apparmor=unconfined
`;
  const rules = await rulesOf('compose.yaml', compose);
  assert.ok(rules.length > 8, rules.join());
  assert.deepEqual(await rulesOf('pod.yaml', kubernetes), rules);
  assert.deepEqual(await rulesOf('run.sh', run), rules);
  assert.deepEqual(await rulesOf('create.json', JSON.stringify(create)), rules);
  assert.deepEqual(await rulesOf('inspect.json', JSON.stringify([{ Name: '/web', Config, HostConfig }])), rules);
  assert.deepEqual(await rulesOf('web.container', quadlet), rules);
});
async function rulesOf(name: string, text: string): Promise<readonly string[]> {
  const { report } = await scanTargets([writeFiles({ [name]: text })]);
  return [...new Set(report.findings.map(({ rule }) => rule))].sort();
}

test('a hardened web server says nothing, and its one mistake the same, in every format', async () => {
  const formats = [
    'compose',
    'kubernetes',
    'docker-run',
    'docker-inspect',
    'engine-create',
    'quadlet',
    'ecs',
    'devcontainer',
  ] as const;
  const nginx: Says = {
    mounts: [
      { kind: 'tmpfs', target: '/tmp', readOnly: false, sizeLimit: 16_777_216 },
      { kind: 'tmpfs', target: '/var/cache/nginx', readOnly: false, sizeLimit: 67_108_864 },
      { kind: 'volume', source: 'site', target: '/usr/share/nginx/html', readOnly: true },
    ],
    ports: [{ container: 8080, protocol: 'tcp' }],
    env: [{ name: 'NGINX_ENTRYPOINT_QUIET_LOGS', value: '1' }],
    healthcheck: 'set',
  };
  const mistakes: readonly (readonly [Says, readonly string[]])[] = [
    [{}, []],
    [{ privileged: true }, ['wl-privileged']],
    [{ user: '0', group: '0' }, ['wl-run-as-root']],
    [{ network: 'host' }, ['wl-host-network']],
    [{ noNewPrivileges: false }, ['wl-no-new-privileges-off']],
    [{ mounts: [{ kind: 'bind', source: '/etc', target: '/host', readOnly: false }] }, ['wl-sensitive-mount-rw']],
  ];
  for (const [mistake, rules] of mistakes) {
    const examples = inFormats(formats, { ...nginx, ...mistake });
    assert.deepEqual(
      examples.map(({ format }) => format),
      formats,
    );
    for (const example of examples) {
      const found = (await scanExample(example))?.report.findings.map(({ rule }) => rule) ?? [];
      assert.deepEqual([...new Set<string>(found)].sort(), rules, example.text);
    }
  }
});

test('a container that is there is joined to the image that it was made from, whatever that is called now', async () => {
  const layers = [makeTar([{ path: 'etc/os-release', content: 'ID=test\n' }])];
  const archive = tempFile(makeDockerArchive([{ layers, config: { User: '7' }, tags: ['web:1'] }]));
  const id = (await scanTargets([archive])).report.images[0]?.description.id ?? '';
  const jointOf = async (image: string): Promise<unknown> => {
    const container = { Id: '0', Name: '/web', Image: image, Config: { Image: 'web:1' }, HostConfig: {} };
    const folder = writeFiles({ 'inspect.json': JSON.stringify([container]) });
    const { report } = await scanTargets([archive, folder]);
    return report.workloads.find(({ type }) => type === 'container')?.containers[0]?.joint;
  };
  assert.deepEqual(await jointOf(id), { via: 'archive', ref: 'web:1', content: id });
  assert.deepEqual(await jointOf(`sha256:${'0'.repeat(64)}`), { via: 'not looked at', ref: 'web:1' });
});

const differences = new Set(
  (['kubernetes', 'podman'] as const).flatMap((engine) =>
    Object.keys(engineDefaults.docker).filter(
      (name) =>
        JSON.stringify(Reflect.get(engineDefaults.docker, name)) !==
        JSON.stringify(Reflect.get(engineDefaults[engine], name)),
    ),
  ),
);
test('where podman differs from Docker by itself', () => {
  assert.equal(engineDefaults.podman.pidsLimit, 2048);
  assert.equal(engineDefaults.podman.runtime, 'crun');
  // Those of containers.conf(5).
  const kept = 'CHOWN DAC_OVERRIDE FOWNER FSETID KILL NET_BIND_SERVICE SETFCAP SETGID SETPCAP SETUID SYS_CHROOT';
  assert.deepEqual([...defaultCapabilities.podman].sort().join(' '), kept);
  const withheld = [...defaultCapabilities.docker].filter((name) => !defaultCapabilities.podman.has(name));
  assert.deepEqual(withheld.sort(), ['AUDIT_WRITE', 'MKNOD', 'NET_RAW']);
});
for (const name of differences) {
  test(`an engine's own default: ${name}`, async () => {
    const folder = writeFiles({
      'compose.yaml': 'services:\n  web:\n    image: registry.example/web:1\n',
      'pod.yaml':
        'apiVersion: v1\nkind: Pod\nmetadata: { name: web }\nspec:\n  containers: [{ name: web, image: "registry.example/web:1" }]\n',
      'run.sh': 'podman run registry.example/web:1\n',
    });
    const { report } = await scanTargets([folder]);
    for (const workload of report.workloads) {
      const field = Reflect.get(workload.containers[0]?.effective ?? {}, name) as Parameters<typeof valueOf>[0];
      assert.deepEqual(
        valueOf(field),
        Reflect.get(engineDefaults[workload.engine], name),
        `${name} of ${workload.engine}`,
      );
      assert.equal(field !== undefined && 'engine' in field ? field.engine : undefined, workload.engine);
    }
    assert.deepEqual(report.workloads.map(({ engine }) => engine).sort(), ['docker', 'kubernetes', 'podman']);
  });
}

const systems: readonly (readonly [ecosystem: string, files: Readonly<Record<string, string>>])[] = [
  [
    'Debian:12',
    {
      'etc/os-release': 'ID=debian\nVERSION_ID="12"\n',
      'var/lib/dpkg/status': 'Package: bash\nStatus: install ok installed\nVersion: 5.2.15-2+b2\n\n',
    },
  ],
  [
    'Alpine:v3.20',
    { 'etc/os-release': 'ID=alpine\nVERSION_ID=3.20.3\n', 'lib/apk/db/installed': 'P:musl\nV:1.2.5-r0\n\n' },
  ],
  ['npm', { 'etc/os-release': 'ID=scratch\n', 'app/node_modules/ms/package.json': '{"name":"ms","version":"2.1.3"}' }],
];
for (const [ecosystem, files] of systems) {
  test(`without data for ${ecosystem} the answer is incomplete and says so`, async () => {
    const folder = writeFiles(files);
    const without: AdvisoryData = { ...silent, coverage: (name) => (name === ecosystem ? 'none' : 'full') };
    const lacking = await scanTargets([`rootfs:${folder}`], { advisories: async () => without });
    assert.equal(exitCodeOf(lacking.report.verdict), 3);
    assert.match(
      lacking.report.unknowns.map(({ why }) => why).join('\n'),
      new RegExp(`no advisory data for ${ecosystem}`, 'u'),
    );
    const whole = await scanTargets([`rootfs:${folder}`]);
    assert.equal(exitCodeOf(whole.report.verdict), 0, JSON.stringify(whole.report.unknowns));
  });
}

test('the patch is one that git takes, and what it was for is gone', async () => {
  const work = scratch();
  cpSync(path.join(root, 'examples/harbour'), path.join(work, 'harbour'), { recursive: true });
  const git = (...args: readonly string[]): void => {
    const { status, stderr } = spawnSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.org', ...args], {
      cwd: work,
      encoding: 'utf8',
    });
    assert.equal(status, 0, stderr);
  };
  git('init', '-q');
  for (const which of ['cut', 'all']) {
    const { stdout } = await plimsoll(['scan', 'harbour', '--diff', '--fixes', which], { cwd: work, cache: scratch() });
    assert.notEqual(stdout, '');
    writeFileSync(path.join(work, 'change.patch'), stdout);
    git('apply', '--check', 'change.patch');
  }
  const cut = await plimsoll(['scan', 'harbour', '--fix'], { cwd: work, cache: scratch() });
  assert.match(cut.stderr, /2 edits in/u);
  const after = await plimsoll(['scan', 'harbour', '--format', 'json', '--only', 'config,reach'], {
    cwd: work,
    cache: scratch(),
  });
  const { workloads } = JSON.parse(after.stdout) as { workloads: readonly { reach: { level: string } }[] };
  assert.deepEqual(
    workloads.filter(({ reach }) => reach.level === 'node'),
    [],
  );
  assert.equal(after.code, 0);
  const again = await plimsoll(['scan', 'harbour', '--fix'], { cwd: work, cache: scratch() });
  assert.match(again.stderr, /nothing to change/u);
  rmSync(work, { recursive: true });
});

test('a command line is a target, in quotes and word by word', async () => {
  for (const target of [['docker run --privileged alpine'], ['--', 'docker', 'run', '--privileged', 'alpine']]) {
    const ran = await plimsoll(['scan', '--only', 'config,reach', ...target], { cache: scratch() });
    assert.match(ran.stdout, /command-line:1 {2}wl-privileged/u);
    assert.equal(ran.code, 1);
  }
});

test('wrong use is exit code 2 with one line', async () => {
  for (const args of [
    ['scan', '/does/not/exist'],
    ['scan', '.', '--only', 'x'],
    ['scna', '.'],
    ['scan', '.', '--platfrom', 'x'],
    ['explain', 'wl-privleged'],
  ]) {
    const ran = await plimsoll(args);
    assert.equal(ran.code, 2, args.join(' '));
    assert.equal(ran.stdout, '');
    assert.notEqual(ran.stderr, '');
  }
  assert.match((await plimsoll(['explain', 'wl-privleged'])).stderr, /did you mean wl-privileged/u);
  assert.match((await plimsoll(['scna', '.'])).stderr, /Did you mean scan/u);
});

test('a rule is explained by its own name and by a peer’s', async () => {
  assert.match((await plimsoll(['explain', 'wl-privileged'])).stdout, /^wl-privileged: /u);
  assert.match((await plimsoll(['explain', 'DL3002'])).stdout, /^df-user-root: /u);
  assert.match(
    (await plimsoll(['explain', 'KSV-0117'])).stdout,
    /^wl-privileged-port: .*; only with --pack hygiene\)/u,
  );
});
test('a folder says the same by its whole path as by a short one', async () => {
  const folder = writeFiles({ 'web/Dockerfile': 'FROM alpine:3.20\nUSER 1000\n' });
  const short = await plimsoll(['scan', '.'], { cwd: folder });
  const whole = await plimsoll(['scan', folder]);
  assert.deepEqual([short.code, whole.code], [0, 0], whole.stdout);
});
