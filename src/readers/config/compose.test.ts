// What a Compose project declares: one row, one fact.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import type { Draft } from '../../model/facts.ts';
import { bare, bareField, readSample, unknownsIn, whereIs, workloadsIn } from './config-sample.ts';
import { composeReader } from './compose.ts';

const folder = path.resolve(import.meta.dirname, '../../../testdata/readers/compose/full');
const beside = Object.fromEntries(
  readdirSync(folder, { recursive: true, encoding: 'utf8', withFileTypes: true })
    .filter((file) => file.isFile())
    .map((file) => path.join(file.parentPath, file.name))
    .map((file) => [path.join('full', path.relative(folder, file)), readFileSync(file, 'utf8')]),
);
interface Given {
  readonly path?: string;
  readonly beside?: Readonly<Record<string, string>>;
}
function read(content: string, given: Given = {}): Promise<readonly Draft[]> {
  return readSample(composeReader, { path: 'shop/compose.yaml', content, beside: {}, ...given });
}
/** A service of an image and these lines. */
function service(...lines: readonly string[]): string {
  return ['services:', '  web:', '    image: a:1', ...lines.map((line) => `    ${line}`), ''].join('\n');
}
async function fieldsOf(text: string, given?: Given): Promise<Readonly<Record<string, unknown>>> {
  return bare(workloadsIn(await read(text, given))[0]?.containers[0]);
}
const full = await read(beside['full/compose.yaml'] ?? '', { path: 'full/compose.yaml', beside });
const containerOf = (name: string) => workloadsIn(full).find((one) => one.name === name)?.containers[0];

test('a service with an override, an env file, anchors and variables', () => {
  const web = containerOf('web');
  assert.deepEqual(bare(web), {
    privileged: false,
    user: '7:0',
    group: '0',
    readOnlyRootfs: true,
    seccomp: { type: 'unconfined' },
    selinuxDisabled: true,
    selinux: { type: 'spc_t' },
    procUnmasked: true,
    restart: { policy: 'always' },
    memoryLimit: 52_428_800,
    cpuLimit: 0.5,
    pidsLimit: 10,
    capDrop: ['ALL'],
    mounts: [
      { kind: 'tmpfs', target: '/tmp', readOnly: false, sizeLimit: 1_048_576 },
      { kind: 'config', source: 'c', target: '/c', readOnly: true },
      { kind: 'secret', source: 's', target: '/run/secrets/s', readOnly: true },
      { kind: 'secret', source: 't', target: '/run/secrets/tt', readOnly: true },
      { kind: 'bind', source: 'full/data', target: '/d', readOnly: true },
      { kind: 'volume', source: 'named', target: '/n', readOnly: false },
      { kind: 'volume', target: '/anon', readOnly: false },
      { kind: 'bind', source: '~/x', target: '/x', readOnly: false },
      { kind: 'bind', source: '/var/run/docker.sock', target: '/s', readOnly: false, propagation: 'shared' },
      { kind: 'bind', source: 'up', target: '/up', readOnly: true, propagation: 'slave' },
    ],
    ports: [
      { container: 80, host: 81, protocol: 'tcp' },
      { container: 3000, protocol: 'tcp' },
    ],
    env: [
      { name: 'PW', value: 'hunter2' },
      { name: 'Q', value: 'a$b' },
      { name: 'R', value: 'bar' },
      { name: 'A', value: '1' },
      { name: 'B', value: 'bar' },
    ],
    devices: [{ host: '/dev/sda', container: '/dev/xvda', permissions: 'r' }],
    networks: ['front', 'shared'],
    envFiles: ['full/web.env', 'full/no.env', 'full/gone.env'],
  });
  assert.equal(bareField(web?.image), 'nginx:1.25');
  assert.deepEqual(web?.raw, {
    format: 'compose',
    path: 'full/compose.yaml',
    document: 0,
    pointer: ['services', 'web'],
  });
});
test('every field says where it stands and what handed it on', () => {
  const web = containerOf('web')?.declared;
  const db = containerOf('db');
  const line = (part: string, file = 'full/compose.yaml'): string =>
    `${file}:${String((beside[file] ?? '').split('\n').findIndex((one) => one.includes(part)) + 1)}`;
  assert.equal(whereIs(web?.privileged), line('privileged', 'full/compose.override.yaml'));
  assert.equal(whereIs(web?.user), `${line('user: ${UID_}')} < ${line('UID_=', 'full/.env')}`);
  assert.equal(whereIs(web?.capDrop?.[0]), `${line('cap_drop')} < ${line('<<: *base')}`);
  assert.equal(whereIs(web?.env?.[0]), `${line('PW=', 'full/web.env')} < ${line('env_file')}`);
  assert.equal(whereIs(web?.env?.[3]), `${line('A: "1"')} < ${line('environment: *env')}`);
  assert.equal(whereIs(db?.image), `${line('image: pg', 'full/db/base.yml')} < ${line('extends')}`);
});
test('a service that extends one of another file, whose paths are relative to that', () => {
  const { mounts, ...rest } = bare(containerOf('db'));
  assert.deepEqual(rest, {
    user: '5',
    network: 'container:web',
    memoryLimit: 536_870_912,
    volumesFrom: ['web:ro'],
  });
  const taken = Array.isArray(mounts) ? mounts : [];
  assert.deepEqual(taken.at(-1), { kind: 'bind', source: 'full/db/d', target: '/d', readOnly: false });
  // A tmpfs is made for one container and handed on to nobody.
  assert.deepEqual(taken[0], { kind: 'config', source: 'c', target: '/c', readOnly: true });
});
test('networks, volumes and what could not be had', () => {
  const networks = full.filter((draft) => draft.kind === 'network').map(({ at: _at, ...rest }) => rest);
  const common = { kind: 'network', project: 'full' };
  const writtenAt = (key: string): object => {
    const pointer = ['networks', key];
    return { pointer, raw: { format: 'compose', path: 'full/compose.yaml', document: 0, pointer } };
  };
  assert.deepEqual(networks, [
    { ...common, name: 'default', internal: false, external: false },
    { ...common, name: 'front', internal: true, external: false, ...writtenAt('front') },
    { ...common, name: 'shared', internal: false, external: true, ...writtenAt('back') },
  ]);
  const volumes = full.filter((draft) => draft.kind === 'volume');
  assert.deepEqual(
    volumes.map(({ name, project, hostPath }) => [name, project, bareField(hostPath)]),
    [['named', 'full', '/srv']],
  );
  assert.deepEqual(
    unknownsIn(full).map(({ code, incomplete, why }) => [code, incomplete, why.split(' ')[2]]),
    [
      ['companion-missing', true, 'part'],
      ['companion-missing', false, 'file'],
    ],
  );
});
test('the override of a base file is told with it and not again', async () => {
  const name = 'full/compose.override.yaml';
  assert.deepEqual(await read(beside[name] ?? '', { path: name, beside }), []);
  assert.equal((await read(service(), { path: name, beside: {} })).length > 0, true);
});
test('only the file that Compose takes by default gets the override', async () => {
  const more = { 'compose.yaml': '', 'compose.override.yml': service('privileged: true') };
  const given = { path: 'docker-compose.yml', beside: more };
  assert.equal((await fieldsOf(service(), given))['privileged'], undefined);
  assert.equal((await fieldsOf(service(), { ...given, path: 'compose.yaml' }))['privileged'], true);
});

const fields: readonly (readonly [fact: string, lines: readonly string[], field: string, value: unknown])[] = [
  ['a boolean of YAML 1.1', ['privileged: yes'], 'privileged', true],
  ['a quoted boolean', ['privileged: "true"'], 'privileged', true],
  ['a boolean that is none', ['privileged: maybe'], 'privileged', '? not true or false'],
  ['a boolean that nobody set', ['privileged: ${P}'], 'privileged', '? ${P} is not set here'],
  ['a boolean by default', ['privileged: ${P:-true}'], 'privileged', true],
  ['null is not declared', ['privileged:'], 'privileged', undefined],
  ['a map for a boolean', ['privileged: {}'], 'privileged', '? not true or false'],
  ['a numeric user', ['user: 1000'], 'user', '1000'],
  ['network of the host', ['network_mode: host'], 'network', 'host'],
  ['no network', ['network_mode: none'], 'network', 'none'],
  ['network of a service', ['network_mode: "service:db"'], 'network', 'container:db'],
  ['the bridge', ['network_mode: bridge'], 'network', 'private'],
  ['a network mode takes the networks away', ['network_mode: host'], 'networks', undefined],
  ['the network without a word', [], 'networks', ['default']],
  ['pid of the host', ['pid: host'], 'pid', 'host'],
  ['a pid that is none', ['pid: x'], 'pid', '? not a mode for pid'],
  ['user namespace of the host', ['userns_mode: host'], 'userNamespace', false],
  ['no new privileges, short', ['security_opt: [no-new-privileges]'], 'noNewPrivileges', true],
  ['no new privileges, with =', ['security_opt: ["no-new-privileges=true"]'], 'noNewPrivileges', true],
  ['new privileges', ['security_opt: ["no-new-privileges:false"]'], 'noNewPrivileges', false],
  [
    'the last option counts',
    ['security_opt: ["seccomp=unconfined", "seccomp=a.json"]'],
    'seccomp',
    { type: 'localhost', name: 'a.json' },
  ],
  ['AppArmor off', ['security_opt: ["apparmor:unconfined"]'], 'apparmor', { type: 'unconfined' }],
  ['AppArmor as it is', ['security_opt: ["apparmor=docker-default"]'], 'apparmor', { type: 'runtime' }],
  ['labels off', ['security_opt: ["label=disable"]'], 'selinuxDisabled', true],
  ['a label that says nothing of it', ['security_opt: ["label=user:x"]'], 'selinuxDisabled', undefined],
  ['an option that nobody set', ['security_opt: ["seccomp:${S}"]'], 'seccomp', '? ${S} is not set here'],
  [
    'capabilities without their prefix',
    ['cap_add: [cap_sys_admin, "${C:-net_raw}"]'],
    'capAdd',
    ['SYS_ADMIN', 'NET_RAW'],
  ],
  [
    'the deployment’s limit before the service’s',
    ['mem_limit: 1g', 'deploy: {resources: {limits: {memory: 2g}}}'],
    'memoryLimit',
    2_147_483_648,
  ],
  ['no limit on processes', ['pids_limit: 0'], 'pidsLimit', -1],
  ['a quota', ['cpu_quota: 50000'], 'cpuLimit', 0.5],
  ['a quota and its period', ['cpu_quota: 50000', 'cpu_period: 50000'], 'cpuLimit', 1],
  [
    'variables as a list',
    ['environment: [A=1, B, "C=${D}", "E=x${D}"]'],
    'env',
    [{ name: 'A', value: '1' }, { name: 'B' }, { name: 'C', ref: '${D}' }, { name: 'E', value: 'x${D}' }],
  ],
  ['a variable without a value', ['environment: {A: }'], 'env', [{ name: 'A' }]],
  [
    'a map’s own prototype',
    ['environment: {__proto__: x, constructor: "y"}'],
    'env',
    [
      { name: '__proto__', value: 'x' },
      { name: 'constructor', value: 'y' },
    ],
  ],
  [
    'a home folder',
    ['volumes: ["~/.ssh:/s"]'],
    'mounts',
    [{ kind: 'bind', source: '~/.ssh', target: '/s', readOnly: false }],
  ],
  [
    'the same by its variable',
    ['volumes: ["${HOME}/.ssh:/s", "$HOME:/h", {type: bind, source: "$HOME/x", target: /x}]'],
    'mounts',
    [
      { kind: 'bind', source: '~/.ssh', target: '/s', readOnly: false },
      { kind: 'bind', source: '~', target: '/h', readOnly: false },
      { kind: 'bind', source: '~/x', target: '/x', readOnly: false },
    ],
  ],
  [
    'and not where it is in the middle, or part of a name',
    ['volumes: ["/a/${HOME}:/s", "$HOMES/x:/x", "${HOME:-}/x:/y"]'],
    'mounts',
    [
      '? ${HOME} is not set here',
      '? ${HOMES} is not set here',
      { kind: 'bind', source: '/x', target: '/y', readOnly: false },
    ],
  ],
  [
    'a folder above',
    ['volumes: ["../../x:/s"]'],
    'mounts',
    [{ kind: 'bind', source: '../x', target: '/s', readOnly: false }],
  ],
  [
    'a drive',
    ['volumes: ["C:\\\\data:/s:ro"]'],
    'mounts',
    [{ kind: 'bind', source: String.raw`C:\data`, target: '/s', readOnly: true }],
  ],
  [
    'a pipe of Windows',
    [String.raw`volumes: ['\\.\pipe\docker_engine:\\.\pipe\docker_engine']`],
    'mounts',
    [
      {
        kind: 'bind',
        source: String.raw`\\.\pipe\docker_engine`,
        target: String.raw`\\.\pipe\docker_engine`,
        readOnly: false,
      },
    ],
  ],
  [
    'two mounts at one place',
    ['volumes: ["/a:/s", "/b:/s/"]'],
    'mounts',
    [{ kind: 'bind', source: '/b', target: '/s', readOnly: false }],
  ],
  [
    'the engine’s socket without its path',
    ['use_api_socket: true'],
    'mounts',
    [{ kind: 'bind', source: '/var/run/docker.sock', target: '/var/run/docker.sock', readOnly: false }],
  ],
  [
    'a port in long syntax',
    ['ports: [{target: 80, published: "8080", host_ip: 127.0.0.1, protocol: udp}]'],
    'ports',
    [{ container: 80, host: 8080, hostIp: '127.0.0.1', protocol: 'udp' }],
  ],
  ['a port that nobody set', ['ports: ["${P}:80"]'], 'ports', ['? ${P} is not set here']],
];
for (const [fact, lines, field, value] of fields) {
  test(fact, async () => assert.deepEqual((await fieldsOf(service(...lines)))[field], value));
}
test('without sight of the .env file a default is only what it could be', async () => {
  const drafts = await readSample(composeReader, { path: 'compose.yaml', content: service('privileged: ${P:-true}') });
  const field = workloadsIn(drafts)[0]?.containers[0]?.declared.privileged;
  assert.deepEqual(field !== undefined && 'could' in field && field.could, [true]);
});
