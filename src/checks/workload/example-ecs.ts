// An example as a task definition of Amazon ECS.
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_definition_parameters.html
import type { Device, Mount } from '../../model/workload.ts';
import { fragmentsOf, joined, type Render, type Words } from './example-says.ts';

type Members = Readonly<Record<string, unknown>>;
/** Members of the container, and of the task around it. */
interface Fragment {
  readonly container?: Members;
  readonly task?: Members;
}
const own = (name: string) => (value: unknown) => ({ container: { [name]: value } });
const security = (text: string): Fragment => ({ container: { dockerSecurityOptions: [text] } });
const mebibyte = 1024 * 1024;
const size = (name: string) => (value: number) =>
  value < 0 ? {} : value % mebibyte === 0 ? own(name)(value / mebibyte) : undefined;
const mode = (name: string) => (value: string) => {
  const said = value === 'pod' ? 'task' : value;
  return said === 'host' || said === 'task' ? { task: { [name]: said } } : undefined;
};

const words: Words<Fragment> = {
  image: own('image'),
  user: (user, { group }) =>
    own('user')(group === undefined || group === '' || user.includes(':') ? user : `${user}:${group}`),
  group: (group) => (group === '' ? undefined : {}),
  privileged: own('privileged'),
  readOnlyRootfs: own('readonlyRootFilesystem'),
  capAdd: (add) => ({ container: { linuxParameters: { capabilities: { add } } } }),
  capDrop: (drop) => ({ container: { linuxParameters: { capabilities: { drop } } } }),
  noNewPrivileges: (value) => (value ? security('no-new-privileges') : {}),
  // What the agent does, and nothing can be said against.
  seccomp: ({ type }) => (type === 'runtime' ? {} : undefined),
  apparmor: ({ type, name }) => security(`apparmor:${type === 'runtime' ? 'docker-default' : (name ?? 'unconfined')}`),
  selinuxDisabled: (value) => (value ? security('label:disable') : {}),
  selinux: (label) => ({
    container: { dockerSecurityOptions: Object.entries(label).map(([key, value]) => `label:${key}:${String(value)}`) },
  }),
  memoryLimit: size('memory'),
  memoryRequest: size('memoryReservation'),
  cpuLimit: (cores) => (cores < 0 ? {} : { task: { cpu: String(cores * 1024) } }),
  cpuRequest: (cores) => (cores < 0 ? {} : own('cpu')(cores * 1024)),
  network: (value) => (value === 'host' || value === 'none' ? { task: { networkMode: value } } : undefined),
  pid: mode('pidMode'),
  ipc: mode('ipcMode'),
  restart: ({ policy }) =>
    policy === 'always' || policy === 'no' ? own('restartPolicy')({ enabled: policy === 'always' }) : undefined,
  healthcheck: (value, { handlers }) =>
    value === 'set' && handlers === undefined ? own('healthCheck')({ command: ['CMD', '/bin/check'] }) : {},
  handlers: ([first, ...others]) =>
    first?.when === 'health' && first.how === 'exec' && others.length === 0
      ? own('healthCheck')({ command: ['CMD', ...(first.command ?? [])] })
      : undefined,
  logDriver: (logDriver) => own('logConfiguration')({ logDriver }),
  stdin: own('interactive'),
  tty: own('pseudoTerminal'),
  gpus: (value) => (/^\d+$/.test(value) ? own('resourceRequirements')([{ type: 'GPU', value }]) : undefined),
  mounts: (mounts) => {
    const fragments = mounts.map(toMount);
    if (fragments.includes(undefined)) return undefined;
    const part = (name: keyof Fragment): Members => joined(fragments.map((fragment) => fragment?.[name] ?? {}));
    return { container: part('container'), task: part('task') };
  },
  ports: (ports) => {
    if (ports.some(({ hostIp, protocol }) => hostIp !== undefined || protocol === 'sctp')) return undefined;
    const published = ports.filter(({ host }) => host !== undefined).length;
    // On the host all of them are published, or none.
    if (published > 0 && published < ports.length) return undefined;
    return {
      container: {
        portMappings: ports.map(({ container: containerPort, host: hostPort, protocol }) => ({
          containerPort,
          ...(hostPort !== undefined && { hostPort }),
          protocol,
        })),
      },
      // Where it may be left out, it is a bridge.
      ...(published > 0 && { task: { networkMode: undefined } }),
    };
  },
  env: (variables) => ({
    container: {
      environment: variables.filter(({ ref }) => ref === undefined).map(({ name, value = '' }) => ({ name, value })),
      secrets: variables.flatMap(({ name, ref }) =>
        ref === undefined ? [] : [{ name, valueFrom: ref.replace(/^secret:/, '') }],
      ),
    },
  }),
  devices: (devices) => ({ container: { linuxParameters: { devices: devices.map(toDevice) } } }),
  networks: (networks) => (networks.join() === 'bridge' ? { task: { networkMode: 'bridge' } } : undefined),
  sysctls: (sysctls) => own('systemControls')(sysctls.map(({ name, value }) => ({ namespace: name, value }))),
  ulimits: (ulimits) =>
    own('ulimits')(ulimits.map(({ name, soft, hard }) => ({ name, softLimit: soft, hardLimit: hard }))),
  volumesFrom: (names) =>
    own('volumesFrom')(
      names.map((text) => ({
        sourceContainer: text.split(':', 1)[0],
        ...(text.endsWith(':ro') && { readOnly: true }),
      })),
    ),
  links: own('links'),
  extraHosts: (hosts) =>
    hosts.every((text) => /^[^: ]+:\S+$/.test(text))
      ? own('extraHosts')(
          hosts.map((text) => ({
            hostname: text.slice(0, text.indexOf(':')),
            ipAddress: text.slice(text.indexOf(':') + 1),
          })),
        )
      : undefined,
  command: own('command'),
  envFiles: (files) =>
    files.every((file) => file.startsWith('arn:'))
      ? own('environmentFiles')(files.map((value) => ({ value, type: 's3' })))
      : undefined,
};
const permissionWords = { r: 'read', w: 'write', m: 'mknod' } as const;
function toDevice({ host, container, permissions }: Device): Members {
  const letters = [...(permissions ?? '')].map((letter) => Reflect.get(permissionWords, letter) as string);
  return {
    hostPath: host,
    ...(container !== undefined && { containerPath: container }),
    ...(letters.length > 0 && { permissions: letters }),
  };
}
function toMount(mount: Mount, index: number): Fragment | undefined {
  const { kind, source, target, readOnly, sizeLimit, noexec } = mount;
  const { type, token, mode: bits, hostType, subPath, propagation } = mount;
  if ([type, token, bits, hostType, subPath, propagation].some((one) => one !== undefined)) return undefined;
  if (kind === 'tmpfs') {
    const mountOptions = noexec === undefined ? [] : [noexec ? 'noexec' : 'exec'];
    if (sizeLimit === undefined || sizeLimit % mebibyte !== 0 || readOnly) return undefined;
    const tmpfs = [{ containerPath: target, size: sizeLimit / mebibyte, mountOptions }];
    return { container: { linuxParameters: { tmpfs } } };
  }
  if (kind !== 'bind' && (kind !== 'volume' || source === undefined)) return undefined;
  const name = kind === 'bind' ? `v${String(index)}` : source;
  return {
    container: { mountPoints: [{ sourceVolume: name, containerPath: target, readOnly }] },
    task: { volumes: [{ name, ...(kind === 'bind' && { host: { sourcePath: source } }) }] },
  };
}

export const renderEcs: Render = (change) => {
  const fragments = fragmentsOf(words, change);
  if (fragments === undefined) return undefined;
  const part = (name: keyof Fragment): Members => joined(fragments.map((fragment) => fragment[name] ?? {}));
  const container = { name: 'web', essential: true, ...part('container') };
  const definition = { family: 'web', networkMode: 'awsvpc', ...part('task'), containerDefinitions: [container] };
  return `${JSON.stringify(definition, undefined, 2)}\n`;
};
