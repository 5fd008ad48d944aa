// An example as a Compose file: https://docs.docker.com/reference/compose-file/services/
import type { Mount, Port } from '../../model/workload.ts';
import { fragmentsOf, joined, type Render, type Words } from './example-says.ts';

type Fragment = Readonly<Record<string, unknown>>;
const option = (text: string): Fragment => ({ security_opt: [text] });
const namespace = (key: string) => (value: string) => (value === 'private' ? undefined : { [key]: value });

const words: Words<Fragment> = {
  image: (image) => ({ image }),
  privileged: (privileged) => ({ privileged }),
  user: (user, { group }) => ({ user: group === undefined || group === '' ? user : `${user}:${group}` }),
  group: () => ({}),
  runAsNonRoot: (value) => (value ? {} : undefined),
  readOnlyRootfs: (read_only) => ({ read_only }),
  capDrop: (cap_drop) => ({ cap_drop }),
  capAdd: (cap_add) => ({ cap_add }),
  noNewPrivileges: (value) => option(`no-new-privileges:${String(value)}`),
  seccomp: (profile) => (profile.type === 'unconfined' ? option('seccomp=unconfined') : {}),
  apparmor: (profile) => (profile.type === 'unconfined' ? option('apparmor=unconfined') : {}),
  selinuxDisabled: (value) => (value ? option('label=disable') : {}),
  selinux: (label) => ({ security_opt: Object.entries(label).map(([key, value]) => `label=${key}:${value}`) }),
  procUnmasked: (value) => (value ? option('systempaths=unconfined') : {}),
  memoryLimit: (value) => (value < 0 ? {} : { mem_limit: value }),
  cpuLimit: (value) => (value < 0 ? {} : { cpus: value }),
  pidsLimit: (value) => ({ pids_limit: value }),
  memoryRequest: (value) => (value < 0 ? {} : { mem_reservation: value }),
  cpuRequest: (value) => (value < 0 ? {} : { deploy: { resources: { reservations: { cpus: String(value) } } } }),
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
  healthcheck: (value) =>
    value === 'set'
      ? { healthcheck: { test: ['CMD', '/bin/check'] } }
      : value === 'none'
        ? { healthcheck: { disable: true } }
        : {},
  logDriver: (driver) => ({ logging: { driver } }),
  pullPolicy: (pull_policy) => ({ pull_policy }),
  stdin: (stdin_open) => ({ stdin_open }),
  tty: (tty) => ({ tty }),
  gpus: (gpus) => (gpus === '' ? {} : { gpus }),
  mounts: (mounts) => {
    const volumes = mounts.map(toVolume);
    return volumes.includes(undefined) ? undefined : { volumes };
  },
  ports: (ports) => ({
    ports: ports.filter(({ host }) => host !== undefined).map(toPort),
    expose: ports
      .filter(({ host }) => host === undefined)
      .map(({ container, protocol }) => `${String(container)}/${protocol}`),
  }),
  env: (variables) => ({ environment: Object.fromEntries(variables.map(({ name, value }) => [name, value ?? null])) }),
  devices: (devices) => ({
    devices: devices.map(({ host, container, permissions }) =>
      [host, container ?? host, permissions ?? 'rwm'].join(':'),
    ),
  }),
  networks: (networks) => ({ networks }),
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
};
function toVolume(mount: Mount): Fragment | undefined {
  const { kind, source, target, readOnly, propagation, subPath, sizeLimit } = mount;
  if (mount.type !== undefined || mount.token !== undefined) return undefined;
  if (kind !== 'bind' && kind !== 'volume' && kind !== 'tmpfs') return undefined;
  const more = {
    ...(propagation && { bind: { propagation: propagation === 'private' ? 'rprivate' : `r${propagation}` } }),
    ...(subPath !== undefined && { volume: { subpath: subPath } }),
    ...(sizeLimit !== undefined && { tmpfs: { size: sizeLimit } }),
  };
  return { type: kind, ...(source !== undefined && { source }), target, ...(readOnly && { read_only: true }), ...more };
}
function toPort({ container, host, hostIp, protocol }: Port): Fragment {
  return {
    target: container,
    ...(host !== undefined && { published: String(host) }),
    ...(hostIp !== undefined && { host_ip: hostIp }),
    protocol,
  };
}

export const renderCompose: Render = (change) => {
  const fragments = fragmentsOf(words, change);
  if (fragments === undefined) return undefined;
  const lines = Object.entries(joined(fragments)).map(([key, value]) => `    ${key}: ${JSON.stringify(value)}`);
  return ['services:', '  web:', ...lines, ''].join('\n');
};
