// Keys of a service drawn at random, one line of YAML each.
import type { Random } from './random.ts';

export interface ServiceKind {
  readonly network: 'mode' | 'networks' | 'none';
  readonly limits: 'deploy' | 'service' | 'none';
}
export function serviceKeys(random: Random, kind: ServiceKind): readonly string[] {
  const drawn = Object.entries(values).flatMap(([key, draw]) =>
    random.chance(0.3) ? [`${key}: ${typeof draw === 'function' ? draw(random) : random.pick(draw)}`] : [],
  );
  return [...drawn, ...networkLine(random, kind), ...limitLines(random, kind)];
}
function networkLine(random: Random, { network }: ServiceKind): readonly string[] {
  if (network === 'none' || random.chance(0.3)) return [];
  if (network === 'mode') return [`network_mode: ${random.pick(['host', 'none', 'bridge', '"container:x"'])}`];
  const names = random.some(['n1', 'n2', 'n3', 'default'], 0.5);
  return random.chance(0.5)
    ? [`networks: [${names.join(', ')}]`]
    : [`networks: {${names.map((name) => `${name}: ${random.pick(['', '{aliases: [q]}'])}`).join(', ')}}`];
}
const sizes = ['64m', '"128M"', '1073741824', '0.5gb', '${M:-32m}', '"2 GB"', '100kib'];
function limitLines(random: Random, { limits }: ServiceKind): readonly string[] {
  if (limits === 'none' || random.chance(0.4)) return [];
  if (limits === 'service')
    return [
      `mem_limit: ${random.pick(sizes)}`,
      ...random.some(['cpus: 0.5', 'pids_limit: 50', 'cpu_quota: 20000'], 0.4),
    ];
  const members = random.some(['memory: 128M', 'cpus: "0.25"', 'pids: 10', 'memory: "${M:-32m}"'], 0.4);
  return [`deploy: {resources: {limits: {${unique(members).join(', ')}}}}`];
}
/** YAML has each key once. */
function unique(members: readonly string[]): readonly string[] {
  return [...new Map(members.map((member) => [member.split(':')[0], member])).values()];
}

type Draw = readonly string[] | ((random: Random) => string);
function list(items: readonly string[]): (random: Random) => string {
  return (random) => `[${random.some(items, 0.35).join(', ')}]`;
}
/** The same names as a list or as a map, where the text of a value is what Go prints. */
function pairs(names: readonly string[], texts: readonly string[]): (random: Random) => string {
  return (random) => {
    const chosen = random.some(names, 0.4);
    return random.chance(0.5)
      ? `{${chosen.map((name) => `${name}: ${random.pick(texts)}`).join(', ')}}`
      : `[${chosen.map((name) => random.pick([name, `${name}=`, `${name}=x`, `"${name}=\${W:-d} y"`])).join(', ')}]`;
  };
}
const scalars = [
  '1',
  '"1"',
  'true',
  '1.10',
  '0x10',
  '010',
  '1e3',
  '"${U:-d}"',
  '"$$x"',
  'yes',
  '""',
  'null',
  '~',
  '"a=b"',
  '1_000',
  '.5',
  '"${T:-t}x"',
  '-0',
  '1e-7',
];
const values: Readonly<Record<string, Draw>> = {
  privileged: ['true', 'false', '"yes"', '${T:-false}', 'off', '"TRUE"'],
  user: ['"1000:1000"', 'root', '"${U:-0}"', '""'],
  read_only: ['true', '"on"', 'n'],
  runtime: ['runsc', '""'],
  cap_add: list(['SYS_ADMIN', 'net_raw', 'CAP_CHOWN', 'ALL', '"${W:-KILL}"']),
  cap_drop: list(['ALL', 'CHOWN', 'cap_kill']),
  security_opt: list([
    'no-new-privileges',
    '"no-new-privileges:true"',
    '"seccomp=unconfined"',
    '"apparmor:unconfined"',
    '"label=disable"',
    '"systempaths=unconfined"',
    '"seccomp:p.json"',
  ]),
  pid: ['host', '"container:x"'],
  ipc: ['host', 'private', 'shareable', 'none'],
  uts: ['host'],
  cgroup: ['host', 'private'],
  userns_mode: ['host'],
  environment: pairs(['A', 'B', 'W', 'U', 'F'], scalars),
  env_file: ['one.env', '[one.env, two.env]', '[{path: two.env, required: false}, {path: none.env, required: false}]'],
  labels: pairs(['l1', 'l2', 'l3'], scalars),
  ports: list([
    '80',
    '"8080:80"',
    '"${P:-1}:81"',
    '"127.0.0.1:82:82/udp"',
    '"90-91:90-91"',
    '{target: 83, published: "84"}',

    '{target: 80, published: 8080, protocol: tcp}',
    '"[::1]:85:85"',
    '"9000-9009:86"',
  ]),
  expose: list(['80', '"81/udp"', '"82-84"']),
  volumes: list([
    '/v',
    'v1:/v',
    '"v2:/w:ro"',
    'v3:/x/',
    './rel:/y',
    '"${D:-/abs}:/z:ro,rslave"',
    '~/home:/h',
    '/abs/../c:/y:rw',
    '{type: bind, source: ., target: /q, read_only: true}',
    '{type: volume, source: v1, target: /w}',
    '{type: tmpfs, target: /s, tmpfs: {size: 1m}}',
    'C:\\x:/win',
  ]),
  tmpfs: ['/t1', '[/t1, "/t2:noexec,size=1m"]', '["/t3:ro"]'],
  devices: list([
    '/dev/fuse',
    '"/dev/a:/dev/b:r"',
    '"/dev/c:/dev/b"',
    '{source: /dev/d, target: /dev/d, permissions: rw}',
  ]),
  secrets: list(['s1', '{source: s2, target: t, mode: 0440}', '{source: s1, target: /run/secrets/s1, mode: "0400"}']),
  configs: list(['c1', '{source: c2, target: /etc/c, mode: 292}']),
  use_api_socket: ['true', 'false'],
  group_add: list(['docker', '44', '"${U:-7}"']),
  sysctls: pairs(['net.core.somaxconn', 'kernel.msgmax'], ['1', '"2"', '"${W:-3}"']),
  ulimits: (random) =>
    `{nofile: ${random.pick(['65535', '{soft: 1, hard: 2}', '"${P:-9}"', '-1'])}, ${random.pick(['nproc', 'core'])}: 5}`,
  device_cgroup_rules: list(['"c 1:3 mr"', '"a 7:* rmw"']),
  extra_hosts: ['["a=1.2.3.4", "b:5.6.7.8"]', '{a: 1.2.3.4, c: "::1"}', '["d=[::1]"]', '["a=1.2.3.4,2.2.2.2"]'],
  command: ['run it "a b"', '[a, "b c"]', '"sh -c \'x; y\'"', '""', '[]', '"a $${B} ${W:-w}; c"'],
  entrypoint: ['/bin/x', '[/bin/x, "-y"]', '""', 'null'],
  restart: ['"no"', 'always', 'unless-stopped', '"on-failure:3"', 'on-failure'],
  healthcheck: [
    '{test: curl x}',
    '{test: [CMD, a, b]}',
    '{test: [NONE]}',
    '{disable: true}',
    '{interval: 5s}',
    '{test: [CMD-SHELL, "a b"], timeout: 1m30s, retries: 3}',
  ],
  logging: ['{driver: none}', '{driver: syslog, options: {a: b}}', '{options: {c: d}}'],
  pull_policy: ['always', 'if_not_present', 'missing', 'never', 'build', 'daily'],
  stdin_open: ['true', '"yes"'],
  tty: ['true', 'off'],
  profiles: ['[p]', '[p, q]', '[]'],
  gpus: ['all', '[{driver: nvidia, count: 2}]', '[{device_ids: ["0", "3"], capabilities: [gpu]}]'],
  mem_reservation: ['32m', '1048576'],
  oom_kill_disable: ['true'],
  oom_score_adj: ['-100', '"500"'],
  cgroup_parent: ['/outside', '"${W:-x}"'],
  isolation: ['default', 'process'],
  post_start: ['[{command: ./do.sh x, user: root, privileged: true}]', '[{command: [a, b]}]'],
  pre_stop: ['[{command: [a, b]}]'],
};
