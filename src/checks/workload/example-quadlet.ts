// An example as a quadlet of podman: https://docs.podman.io/en/latest/markdown/podman-systemd.unit.5.html
import type { Mount } from '../../model/workload.ts';
import { runWords } from './example-docker-run.ts';
import { fragmentsOf, type Render, type Says, type SaysName, type Words } from './example-says.ts';

type Lines = readonly string[];
const service = '[Service]';
const line = (key: string) => (value: string | number | boolean) => [`${key}=${String(value)}`];
const each = (key: string) => (values: readonly string[]) => values.map((value) => `${key}=${value}`);

/** Keys of their own. */
const keyed: Words<Lines> = {
  image: line('Image'),
  user: (written, { group: own }) => {
    const [user = '', group = own] = written.split(':');
    return [`User=${user}`, ...(group === undefined || group === '' ? [] : [`Group=${group}`])];
  },
  readOnlyRootfs: line('ReadOnly'),
  noNewPrivileges: line('NoNewPrivileges'),
  capAdd: each('AddCapability'),
  capDrop: each('DropCapability'),
  seccomp: ({ type, name }) => [
    `SeccompProfile=${type === 'runtime' ? '/usr/share/containers/seccomp.json' : (name ?? type)}`,
  ],
  apparmor: ({ type, name }) => [
    `PodmanArgs=--security-opt=apparmor=${type === 'runtime' ? 'containers-default-0.62.2' : (name ?? type)}`,
  ],
  selinuxDisabled: (value) => (value ? ['SecurityLabelDisable=true'] : []),
  selinux: ({ user, role, type, level }) =>
    user === undefined && role === undefined
      ? [
          ...(type === undefined ? [] : [`SecurityLabelType=${type}`]),
          ...(level === undefined ? [] : [`SecurityLabelLevel=${level}`]),
        ]
      : undefined,
  procUnmasked: (value) => (value ? ['Unmask=ALL'] : []),
  memoryLimit: (value) => (value < 0 ? [] : [`Memory=${String(value)}`]),
  pidsLimit: line('PidsLimit'),
  network: (value) => (value === 'pod' ? undefined : [`Network=${value}`]),
  networks: (networks) => (networks.includes('bridge') ? undefined : networks.map((name) => `Network=${name}`)),
  userNamespace: (value) => [`UserNS=${value ? 'auto' : 'host'}`],
  restart: ({ policy, maxRetries }) =>
    maxRetries !== undefined || policy === 'unless-stopped' ? undefined : [service, `Restart=${policy}`],
  healthcheck: (value) => (value === 'image' ? [] : [`HealthCmd=${value === 'none' ? value : '/bin/check'}`]),
  logDriver: line('LogDriver'),
  pullPolicy: line('Pull'),
  mounts: (mounts) => {
    const lines = mounts.map(toMount);
    return lines.includes(undefined) ? undefined : lines.map(String);
  },
  env: (variables) =>
    variables.some(({ ref, value }) => ref !== undefined || value === undefined)
      ? undefined
      : variables.map(({ name, value = '' }) => `Environment=${quoted(`${name}=${value}`)}`),
  devices: (devices) =>
    devices.map(({ host, container = host, permissions = 'rwm' }) => `AddDevice=${host}:${container}:${permissions}`),
  groups: each('GroupAdd'),
  sysctls: (sysctls) => sysctls.map(({ name, value }) => `Sysctl=${quoted(`${name}=${value}`)}`),
  ulimits: (ulimits) => ulimits.map(({ name, soft, hard }) => `Ulimit=${name}=${String(soft)}:${String(hard)}`),
  extraHosts: each('AddHost'),
  envFiles: each('EnvironmentFile'),
  command: (words) => [`Exec=${words.map(quoted).join(' ')}`],
};
function toMount(mount: Mount): string | undefined {
  const { kind, source, target, readOnly, propagation, subPath, sizeLimit, noexec, mode } = mount;
  if (mount.type !== undefined || mount.token !== undefined || mount.hostType !== undefined) return undefined;
  if (kind === 'secret') {
    return `Secret=${source ?? ''},target=${target}${mode === undefined ? '' : `,mode=0${mode.toString(8)}`}`;
  }
  if (mode !== undefined) return undefined;
  if (kind === 'tmpfs') {
    const size = sizeLimit === undefined ? [] : [`size=${String(sizeLimit)}`];
    return `Tmpfs=${target}:${[readOnly ? 'ro' : 'rw', ...size, ...(noexec === undefined ? [] : [noexec ? 'noexec' : 'exec'])].join(',')}`;
  }
  if (kind !== 'bind' && kind !== 'volume' && kind !== 'image') return undefined;
  const parts = [
    `type=${kind}`,
    ...(source === undefined ? [] : [`source=${source}`]),
    `destination=${target}`,
    ...(readOnly && kind !== 'image' ? ['ro'] : []),
    ...(propagation === undefined ? [] : [`bind-propagation=r${propagation}`]),
    ...(subPath === undefined ? [] : [`subpath=${subPath}`]),
    ...(noexec ? ['noexec'] : []),
  ];
  return `Mount=${parts.join(',')}`;
}
/** What podman has no option for. */
const dockersOnly: ReadonlySet<SaysName> = new Set(['isolation']);
/** Everything else is an option of `podman run`. */
const words: Words<Lines> = {
  ...Object.fromEntries(
    Object.entries(runWords)
      .filter(([name]) => !dockersOnly.has(name as SaysName))
      .map(([name, write]) => [name, inArguments(write as (value: never, says: Says) => Lines | undefined)]),
  ),
  ports: (ports) =>
    (runWords.ports?.(ports, {}) ?? []).map((option) => {
      const [flag, value = ''] = option.split('=');
      return `${flag === '--expose' ? 'ExposeHostPort' : 'PublishPort'}=${value}`;
    }),
  ...keyed,
};
function inArguments(write: (value: never, says: Says) => Lines | undefined) {
  return (value: unknown, says: Says): Lines | undefined =>
    write(value as never, says)?.map((option) => `PodmanArgs=${quoted(option)}`);
}
/** As systemd reads a word. */
function quoted(word: string): string {
  const text = word.replaceAll(/["\\]/g, (character) => `\\${character}`).replaceAll(/[%$]/g, '$&$&');
  return /^[\w@+=:,./%$-]+$/.test(word) && !word.includes('$') ? text : `"${text}"`;
}

export const renderQuadlet: Render = ({ handlers, ...change }) => {
  const lines = handlers === undefined ? fragmentsOf(words, change) : undefined;
  if (lines === undefined) return undefined;
  const own = lines.filter(([first]) => first !== service).flat();
  const more = lines.filter(([first]) => first === service).flatMap((part) => part.slice(1));
  const container = ['[Container]', 'ContainerName=web', ...own];
  return [...container, ...(more.length === 0 ? [] : ['', service, ...more]), ''].join('\n');
};
