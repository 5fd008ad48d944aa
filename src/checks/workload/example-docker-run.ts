// An example as a script that starts a container: https://docs.docker.com/reference/cli/docker/container/run/
import type { Mount, Port, Profile } from '../../model/workload.ts';
import { fragmentsOf, hardened, type Render, type Says, type SaysName, type Words } from './example-says.ts';

/** Options of `docker run`, one item each. */
type Options = readonly string[];
const option = (name: string) => (value: string | number) => [`--${name}=${String(value)}`];
const toggle = (name: string) => (value: boolean) => [value ? `--${name}` : `--${name}=false`];
const each = (name: string) => (values: readonly string[]) => values.map((value) => `--${name}=${value}`);
const limit = (name: string) => (value: number) => (value < 0 ? [] : [`--${name}=${String(value)}`]);
const notEmpty = (name: string) => (value: string) => (value === '' ? undefined : [`--${name}=${value}`]);
const namespace = (name: string) => (value: string) => (value === 'pod' ? undefined : [`--${name}=${value}`]);

/** What podman takes in the same words. */
export const runWords: Words<Options> = {
  privileged: toggle('privileged'),
  user: (user, { group }) => [
    `--user=${group === undefined || group === '' || user.includes(':') ? user : `${user}:${group}`}`,
  ],
  group: (group) => (group === '' ? undefined : []),
  readOnlyRootfs: toggle('read-only'),
  capDrop: each('cap-drop'),
  capAdd: each('cap-add'),
  noNewPrivileges: (value) => [`--security-opt=no-new-privileges${value ? '' : ':false'}`],
  seccomp: (profile) => securityProfile('seccomp', profile),
  apparmor: (profile) => securityProfile('apparmor', profile),
  selinuxDisabled: (value) => (value ? ['--security-opt=label=disable'] : []),
  selinux: (label) => Object.entries(label).map(([key, value]) => `--security-opt=label=${key}:${String(value)}`),
  procUnmasked: (value) => (value ? ['--security-opt=systempaths=unconfined'] : []),
  memoryLimit: limit('memory'),
  memoryRequest: limit('memory-reservation'),
  cpuLimit: limit('cpus'),
  pidsLimit: option('pids-limit'),
  storageLimit: (value) => (value < 0 ? [] : [`--storage-opt=size=${String(value)}`]),
  network: namespace('network'),
  pid: namespace('pid'),
  ipc: namespace('ipc'),
  uts: namespace('uts'),
  cgroup: namespace('cgroupns'),
  userNamespace: (value) => (value ? undefined : ['--userns=host']),
  cgroupParent: option('cgroup-parent'),
  isolation: option('isolation'),
  runtime: option('runtime'),
  publishAll: toggle('publish-all'),
  oomKillDisable: toggle('oom-kill-disable'),
  oomScoreAdj: option('oom-score-adj'),
  restart: ({ policy, maxRetries }) => [
    `--restart=${maxRetries === undefined ? policy : `${policy}:${String(maxRetries)}`}`,
  ],
  healthcheck: (value) =>
    value === 'set' ? ['--health-cmd=/bin/check'] : value === 'none' ? ['--no-healthcheck'] : [],
  logDriver: notEmpty('log-driver'),
  pullPolicy: notEmpty('pull'),
  stdin: toggle('interactive'),
  tty: toggle('tty'),
  gpus: (gpus) => (gpus === '' ? undefined : [`--gpus=${gpus.includes(',') ? `"device=${gpus}"` : gpus}`]),
  mounts: (mounts) => {
    const texts = mounts.map(toMount);
    return texts.includes(undefined) ? undefined : texts.map((text) => String(text));
  },
  ports: (ports) => ports.map(toPort),
  env: (variables) =>
    variables.some(({ ref }) => ref !== undefined)
      ? undefined
      : variables.map(({ name, value }) => `--env=${name}${value === undefined ? '' : `=${value}`}`),
  devices: (devices) =>
    devices.map(
      ({ host, container, permissions }) =>
        `--device=${host}${container === undefined ? '' : `:${container}`}${permissions === undefined ? '' : `:${permissions}`}`,
    ),
  networks: each('network'),
  groups: each('group-add'),
  sysctls: (sysctls) => sysctls.map(({ name, value }) => `--sysctl=${name}=${value}`),
  ulimits: (ulimits) => ulimits.map(({ name, soft, hard }) => `--ulimit=${name}=${String(soft)}:${String(hard)}`),
  deviceRules: each('device-cgroup-rule'),
  volumesFrom: each('volumes-from'),
  extraHosts: each('add-host'),
  envFiles: each('env-file'),
};
export const dockerWords: Words<Options> = { ...runWords, useApiSocket: toggle('use-api-socket'), links: each('link') };

function securityProfile(name: string, { type, name: file }: Profile): Options | undefined {
  if (type === 'runtime') return [`--security-opt=${name}=${name === 'apparmor' ? 'docker-default' : 'builtin'}`];
  return type === 'unconfined' ? [`--security-opt=${name}=unconfined`] : [`--security-opt=${name}=${file ?? ''}`];
}
function toMount(mount: Mount): string | undefined {
  const { kind, source, target, readOnly, propagation, subPath, sizeLimit, noexec } = mount;
  const isStrange = mount.type !== undefined || mount.token !== undefined || mount.mode !== undefined;
  if (isStrange || mount.hostType !== undefined) return undefined;
  if (noexec !== undefined) {
    const size = sizeLimit === undefined ? '' : `,size=${String(sizeLimit)}`;
    return kind === 'tmpfs' ? `--tmpfs=${target}:${noexec ? 'noexec' : 'exec'}${size}` : undefined;
  }
  if (kind !== 'bind' && kind !== 'volume' && kind !== 'tmpfs' && kind !== 'image') return undefined;
  const parts = [
    `type=${kind}`,
    ...(source === undefined ? [] : [`source=${source}`]),
    `target=${target}`,
    ...(readOnly && kind !== 'image' ? ['readonly'] : []),
    ...(propagation === undefined ? [] : [`bind-propagation=r${propagation}`]),
    ...(subPath === undefined ? [] : [`volume-subpath=${subPath}`]),
    ...(sizeLimit === undefined ? [] : [`tmpfs-size=${String(sizeLimit)}`]),
  ];
  return `--mount=${parts.join(',')}`;
}
function toPort({ container, host, hostIp, protocol }: Port): string {
  const inside = `${String(container)}/${protocol}`;
  if (host === undefined) return `--expose=${inside}`;
  const address = hostIp === undefined ? '' : `${hostIp.includes(':') ? `[${hostIp}]` : hostIp}:`;
  return `--publish=${address}${host === 0 ? '' : String(host)}:${inside}`;
}
function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}

/** What stands behind the image or needs a place of its own. */
const placed: ReadonlySet<SaysName> = new Set(['image', 'command', 'handlers']);
export function optionsOf(change: Says): Says {
  return Object.fromEntries(Object.entries(change).filter(([name]) => !placed.has(name as SaysName)));
}
export const renderDockerRun: Render = (change) => {
  if (change.handlers !== undefined) return undefined;
  const fragments = fragmentsOf(dockerWords, optionsOf(change));
  if (fragments === undefined) return undefined;
  const { image = '', command = [] } = { ...hardened, ...change };
  return ['#!/bin/sh', ['docker run --detach --name web', ...fragments.flat().map(quoted)].join(' \\\n  ')]
    .join('\n')
    .concat(` \\\n  ${[image, ...command].map(quoted).join(' ')}\n`);
};
