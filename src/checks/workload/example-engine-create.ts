// An example as a request to create a container.
// https://docs.docker.com/reference/api/engine/version/v1.51/#tag/Container/operation/ContainerCreate
import type { Mount, Port, Profile } from '../../model/workload.ts';
import { fragmentsOf, joined, type Render, type Words } from './example-says.ts';

type Members = Readonly<Record<string, unknown>>;
/** Members of the request itself, and of what it says of the host. */
export interface EngineFragment {
  readonly config?: Members;
  readonly host?: Members;
}
const host = (name: string) => (value: unknown) => ({ host: { [name]: value } });
const security = (text: string): EngineFragment => ({ host: { SecurityOpt: [text] } });
const limit = (name: string) => (value: number) => (value < 0 ? {} : { host: { [name]: value } });
const mode = (name: string) => (value: string) => (value === 'pod' ? undefined : { host: { [name]: value } });

export const engineWords: Words<EngineFragment> = {
  image: (Image) => ({ config: { Image } }),
  privileged: host('Privileged'),
  user: (user, { group }) => ({
    config: { User: group === undefined || group === '' || user.includes(':') ? user : `${user}:${group}` },
  }),
  group: (group) => (group === '' ? undefined : {}),
  readOnlyRootfs: host('ReadonlyRootfs'),
  capAdd: host('CapAdd'),
  capDrop: host('CapDrop'),
  noNewPrivileges: (value) => security(`no-new-privileges:${String(value)}`),
  seccomp: (profile) => toSecurity('seccomp', profile),
  apparmor: (profile) => toSecurity('apparmor', profile),
  selinuxDisabled: (value) => (value ? security('label=disable') : {}),
  selinux: (label) => ({
    host: { SecurityOpt: Object.entries(label).map(([key, value]) => `label=${key}:${String(value)}`) },
  }),
  procUnmasked: (value) => (value ? { host: { MaskedPaths: [], ReadonlyPaths: [] } } : {}),
  memoryLimit: limit('Memory'),
  memoryRequest: limit('MemoryReservation'),
  cpuLimit: (value) => (value < 0 ? {} : { host: { NanoCpus: value * 1e9 } }),
  pidsLimit: host('PidsLimit'),
  storageLimit: (value) => (value < 0 ? {} : { host: { StorageOpt: { size: String(value) } } }),
  network: mode('NetworkMode'),
  pid: mode('PidMode'),
  ipc: mode('IpcMode'),
  uts: mode('UTSMode'),
  cgroup: mode('CgroupnsMode'),
  userNamespace: (value) => (value ? undefined : { host: { UsernsMode: 'host' } }),
  cgroupParent: host('CgroupParent'),
  isolation: host('Isolation'),
  runtime: host('Runtime'),
  publishAll: host('PublishAllPorts'),
  oomKillDisable: host('OomKillDisable'),
  oomScoreAdj: host('OomScoreAdj'),
  restart: ({ policy, maxRetries }) => ({
    host: { RestartPolicy: { Name: policy, MaximumRetryCount: maxRetries ?? 0 } },
  }),
  healthcheck: (value) =>
    value === 'image' ? {} : { config: { Healthcheck: { Test: value === 'none' ? ['NONE'] : ['CMD', '/bin/check'] } } },
  logDriver: (Type) => ({ host: { LogConfig: { Type, Config: {} } } }),
  stdin: (OpenStdin) => ({ config: { OpenStdin } }),
  tty: (Tty) => ({ config: { Tty } }),
  gpus: (gpus) => ({
    host: {
      DeviceRequests: gpus === '' ? [] : [{ Driver: '', ...toCount(gpus), Capabilities: [['gpu']] }],
    },
  }),
  mounts: (mounts) => {
    const items = mounts.map(toMount);
    return items.includes(undefined) ? undefined : { host: { Mounts: items } };
  },
  ports: (ports) => ({
    config: { ExposedPorts: Object.fromEntries(ports.map((port) => [portName(port), {}])) },
    host: {
      PortBindings: Object.fromEntries(
        ports
          .filter(({ host: published }) => published !== undefined)
          .map((port) => [portName(port), [toBinding(port)]]),
      ),
    },
  }),
  env: (variables) =>
    variables.some(({ ref }) => ref !== undefined)
      ? undefined
      : { config: { Env: variables.map(({ name, value }) => (value === undefined ? name : `${name}=${value}`)) } },
  devices: (devices) => ({
    host: {
      Devices: devices.map(({ host: PathOnHost, container = PathOnHost, permissions = 'rwm' }) => ({
        PathOnHost,
        PathInContainer: container,
        CgroupPermissions: permissions,
      })),
    },
  }),
  networks: ([first = 'default', ...others]) => ({
    host: { NetworkMode: first },
    config: { NetworkingConfig: { EndpointsConfig: Object.fromEntries([first, ...others].map((name) => [name, {}])) } },
  }),
  groups: host('GroupAdd'),
  sysctls: (sysctls) => ({
    host: { Sysctls: Object.fromEntries(sysctls.map(({ name, value }) => [name, value])) },
  }),
  ulimits: (ulimits) => ({
    host: { Ulimits: ulimits.map(({ name, soft, hard }) => ({ Name: name, Soft: soft, Hard: hard })) },
  }),
  deviceRules: host('DeviceCgroupRules'),
  volumesFrom: host('VolumesFrom'),
  links: host('Links'),
  extraHosts: host('ExtraHosts'),
  command: (Cmd) => ({ config: { Cmd } }),
};
function toCount(gpus: string): Members {
  if (gpus === 'all') return { Count: -1 };
  return /^\d+$/.test(gpus) ? { Count: Number(gpus) } : { DeviceIDs: gpus.split(',') };
}
function toSecurity(name: string, { type, name: file }: Profile): EngineFragment {
  if (type === 'runtime') return security(`${name}=${name === 'apparmor' ? 'docker-default' : 'builtin'}`);
  return security(`${name}=${type === 'unconfined' ? 'unconfined' : (file ?? '')}`);
}
function toMount(mount: Mount): Members | undefined {
  const { kind, source, target, readOnly, propagation, subPath, sizeLimit } = mount;
  const isStrange = mount.type !== undefined || mount.token !== undefined || mount.mode !== undefined;
  if (isStrange || mount.noexec !== undefined || mount.hostType !== undefined) return undefined;
  if (kind !== 'bind' && kind !== 'volume' && kind !== 'tmpfs' && kind !== 'image') return undefined;
  return {
    Type: kind,
    ...(source !== undefined && { Source: source }),
    Target: target,
    ReadOnly: readOnly,
    ...(propagation && { BindOptions: { Propagation: `r${propagation}` } }),
    ...(subPath !== undefined && { VolumeOptions: { Subpath: subPath } }),
    ...(sizeLimit !== undefined && { TmpfsOptions: { SizeBytes: sizeLimit } }),
  };
}
function portName({ container, protocol }: Port): string {
  return `${String(container)}/${protocol}`;
}
function toBinding({ host: port, hostIp }: Port): Members {
  return { HostIp: hostIp ?? '', HostPort: port === undefined || port === 0 ? '' : String(port) };
}

/** Both parts of a change, or nothing where it cannot be said. */
export function toParts(
  words: Words<EngineFragment>,
  change: Parameters<Render>[0],
): Required<EngineFragment> | undefined {
  const fragments = fragmentsOf(words, change);
  if (fragments === undefined) return undefined;
  const part = (name: keyof EngineFragment): Members => joined(fragments.map((fragment) => fragment[name] ?? {}));
  return { config: part('config'), host: part('host') };
}
export const renderEngineCreate: Render = (change) => {
  const parts = toParts(engineWords, change);
  return parts && `${JSON.stringify({ ...parts.config, HostConfig: parts.host }, undefined, 2)}\n`;
};
