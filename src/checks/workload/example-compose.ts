// An example as a Compose file: https://docs.docker.com/reference/compose-file/services/
import type { Handler, Mount, Port, Profile } from '../../model/workload.ts';
import { fragmentsOf, joined, type Render, type Says, type Words } from './example-says.ts';

type Fragment = Readonly<Record<string, unknown>>;
const option = (text: string): Fragment => ({ security_opt: [text] });
const namespace = (key: string) => (value: string) =>
  value === 'private' || value === 'pod' ? undefined : { [key]: value };

const words: Words<Fragment> = {
  image: (image) => ({ image }),
  privileged: (privileged) => ({ privileged }),
  user: (user, { group }) => ({ user: group === undefined || user.includes(':') ? user : `${user}:${group}` }),
  group: (group, { user }) =>
    user === undefined ? undefined : { user: user.includes(':') ? user : `${user}:${group}` },
  readOnlyRootfs: (read_only) => ({ read_only }),
  capDrop: (cap_drop) => ({ cap_drop }),
  capAdd: (cap_add) => ({ cap_add }),
  noNewPrivileges: (value) => option(`no-new-privileges:${String(value)}`),
  seccomp: (profile) => option(`seccomp=${nameOf(profile, 'builtin')}`),
  apparmor: (profile) => option(`apparmor=${nameOf(profile, 'docker-default')}`),
  selinuxDisabled: (value) => (value ? option('label=disable') : {}),
  selinux: (label) => ({ security_opt: Object.entries(label).map(([key, value]) => `label=${key}:${value}`) }),
  procUnmasked: (value) => (value ? option('systempaths=unconfined') : {}),
  memoryLimit: (value) => (value < 0 ? {} : { mem_limit: value }),
  cpuLimit: (value) => (value < 0 ? {} : { cpus: value }),
  pidsLimit: (value) => ({ pids_limit: value }),
  memoryRequest: (value) => (value < 0 ? {} : { mem_reservation: value }),
  cpuRequest: (value) => (value < 0 ? {} : { deploy: { resources: { reservations: { cpus: String(value) } } } }),
  storageLimit: (size) => (size < 0 ? {} : { storage_opt: { size: String(size) } }),
  network: namespace('network_mode'),
  pid: namespace('pid'),
  ipc: namespace('ipc'),
  uts: namespace('uts'),
  cgroup: namespace('cgroup'),
  userNamespace: (value) => (value ? undefined : { userns_mode: 'host' }),
  cgroupParent: (cgroup_parent) => ({ cgroup_parent }),
  isolation: (isolation) => ({ isolation }),
  runtime: (runtime) => ({ runtime }),
  useApiSocket: (use_api_socket) => ({ use_api_socket }),
  oomKillDisable: (oom_kill_disable) => ({ oom_kill_disable }),
  oomScoreAdj: (oom_score_adj) => ({ oom_score_adj }),
  restart: ({ policy, maxRetries }) => ({
    restart: maxRetries === undefined ? policy : `${policy}:${String(maxRetries)}`,
  }),
  healthcheck: (value, { handlers }) =>
    value === 'none'
      ? { healthcheck: { disable: true } }
      : value === 'set' && handlers === undefined
        ? { healthcheck: { test: ['CMD', '/bin/check'] } }
        : {},
  logDriver: (driver) => ({ logging: { driver } }),
  pullPolicy: (pull_policy) => ({ pull_policy }),
  stdin: (stdin_open) => ({ stdin_open }),
  tty: (tty) => ({ tty }),
  gpus: (gpus) => (gpus === '' ? {} : { gpus: toGpus(gpus) }),
  mounts: (mounts) => {
    const fragments = mounts.map(toMount);
    return fragments.every((fragment) => fragment !== undefined) ? joined(fragments) : undefined;
  },
  ports: (ports) => ({
    ports: ports.filter(({ host }) => host !== undefined).map(toPort),
    expose: ports
      .filter(({ host }) => host === undefined)
      .map(({ container, protocol }) => `${String(container)}/${protocol}`),
  }),
  env: (variables) =>
    variables.some(({ ref }) => ref !== undefined)
      ? undefined
      : { environment: Object.fromEntries(variables.map(({ name, value }) => [name, value ?? null])) },
  devices: (devices) => ({
    devices: devices.map(({ host, container, permissions }) =>
      [host, container ?? host, permissions ?? 'rwm'].join(':'),
    ),
  }),
  networks: (networks) => (networks.includes('bridge') ? { network_mode: 'bridge' } : { networks }),
  groups: (group_add) => ({ group_add }),
  sysctls: (sysctls) => ({ sysctls: Object.fromEntries(sysctls.map(({ name, value }) => [name, value])) }),
  ulimits: (ulimits) => ({
    ulimits: Object.fromEntries(ulimits.map(({ name, soft, hard }) => [name, { soft, hard }])),
  }),
  deviceRules: (device_cgroup_rules) => ({ device_cgroup_rules }),
  volumesFrom: (volumes_from) => ({ volumes_from }),
  links: (links) => ({ links }),
  extraHosts: (extra_hosts) => ({ extra_hosts }),
  command: (command) => ({ command }),
  envFiles: (env_file) => ({ env_file }),
  handlers: (handlers) => {
    const fragments = handlers.map(toHandler);
    return fragments.every((fragment) => fragment !== undefined) ? joined(fragments) : undefined;
  },
};
function nameOf({ type, name }: Profile, byDefault: string): string {
  return type === 'runtime' ? byDefault : (name ?? type);
}
function toGpus(gpus: string): unknown {
  if (gpus === 'all') return gpus;
  return [/^\d+$/.test(gpus) ? { count: Number(gpus) } : { device_ids: gpus.split(',') }];
}
function toMount(mount: Mount): Fragment | undefined {
  const { kind, source, target, readOnly, propagation, subPath, sizeLimit, noexec } = mount;
  if (mount.type !== undefined || mount.hostType !== undefined) return undefined;
  if (kind === 'config' || kind === 'secret') return { [`${kind}s`]: [{ source, target, mode: mount.mode }] };
  if (kind !== 'bind' && kind !== 'volume' && kind !== 'tmpfs') return undefined;
  if (noexec !== undefined) {
    const options = [noexec ? 'noexec' : 'exec', ...(sizeLimit === undefined ? [] : [`size=${String(sizeLimit)}`])];
    return { tmpfs: [`${target}:${options.join(',')}`] };
  }
  const volume = {
    type: kind,
    ...(source !== undefined && { source }),
    target,
    ...(readOnly && { read_only: true }),
    ...(propagation && { bind: { propagation: `r${propagation}` } }),
    ...(subPath !== undefined && { volume: { subpath: subPath } }),
    ...(sizeLimit !== undefined && { tmpfs: { size: sizeLimit } }),
  };
  return { volumes: [volume] };
}
function toPort({ container, host, hostIp, protocol }: Port): Fragment {
  return {
    target: container,
    ...(host !== undefined && { published: String(host) }),
    ...(hostIp !== undefined && { host_ip: hostIp }),
    protocol,
  };
}
function toHandler({ when, how, command, ...more }: Handler): Fragment | undefined {
  if (how !== 'exec') return undefined;
  if (when === 'health') return { healthcheck: { test: ['CMD', ...(command ?? [])] } };
  const key = { postStart: 'post_start', preStop: 'pre_stop' }[when as string];
  return key === undefined ? undefined : { [key]: [{ command, ...more }] };
}

export const renderCompose: Render = (change) => renderServices({ web: change });
/** Several services of one project; undefined where one of them cannot be said. */
export function renderServices(services: Readonly<Record<string, Says>>): string | undefined {
  const lines = ['services:'];
  const networks = new Set<unknown>();
  for (const [name, change] of Object.entries(services)) {
    const fragments = fragmentsOf(words, change);
    if (fragments === undefined) return undefined;
    const service = joined(fragments);
    if (Array.isArray(service['networks'])) for (const network of service['networks']) networks.add(network);
    const pairs = Object.entries(service).map(([key, value]) => `    ${key}: ${JSON.stringify(value)}`);
    lines.push(`  ${name}:`, ...pairs);
  }
  if (networks.size > 0) lines.push(`networks: {${[...networks].map((name) => `${String(name)}: {}`).join(', ')}}`);
  return [...lines, ''].join('\n');
}
