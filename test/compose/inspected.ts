// What an engine says of a container that it runs, in the words of our model.
import { itemsOf, listOf, mapOf, numberOf, textOf, byTarget, portText, withoutNull, type Plain } from './plain.ts';

export function inspectedContainer(answer: Plain): Plain {
  const host = mapOf(answer['HostConfig']);
  const config = mapOf(answer['Config']);
  const restart = mapOf(host['RestartPolicy']);
  const orNone = (value: unknown): number => (numberOf(value ?? 0) > 0 ? numberOf(value) : -1);
  const retries = numberOf(restart['MaximumRetryCount']);
  return {
    user: textOf(config['User']),
    runtime: textOf(host['Runtime']),
    ...securityOf(host),
    memoryLimit: orNone(host['Memory']),
    memoryRequest: orNone(host['MemoryReservation']),
    cpuLimit: Math.fround(coresOf(host)),
    pidsLimit: orNone(host['PidsLimit']),
    oomKillDisable: host['OomKillDisable'] ?? false,
    oomScoreAdj: host['OomScoreAdj'],
    cgroupParent: textOf(host['CgroupParent']),
    restart: { policy: textOf(restart['Name']) || 'no', ...(retries > 0 && { maxRetries: retries }) },
    healthcheck: healthOf(listOf(mapOf(config['Healthcheck'])['Test'])),
    stdin: config['OpenStdin'],
    tty: config['Tty'],
    groups: listOf(host['GroupAdd']),
    sysctls: mapOf(host['Sysctls']),
    ulimits: Object.fromEntries(
      itemsOf(host['Ulimits']).map((limit) => [limit['Name'], `${String(limit['Soft'])}:${String(limit['Hard'])}`]),
    ),
    deviceRules: listOf(host['DeviceCgroupRules']),
    extraHosts: listOf(host['ExtraHosts'])
      .map((text) => text.replace(':', '='))
      .sort(),
    command: [...listOf(config['Entrypoint']), ...listOf(config['Cmd'])],
    devices: itemsOf(host['Devices']).map((device) => ({
      source: device['PathOnHost'],
      target: device['PathInContainer'],
      permissions: device['CgroupPermissions'],
    })),
    env: withoutNull(Object.fromEntries(listOf(config['Env']).map(toVariable))),
    ports: portsOf(mapOf(host['PortBindings']), mapOf(config['ExposedPorts'])),
    mounts: mountsOf(answer, host),
    labels: mapOf(config['Labels']),
  };
}
function coresOf(host: Plain): number {
  const nano = numberOf(host['NanoCpus']);
  const quota = numberOf(host['CpuQuota']);
  if (nano > 0) return nano / 1e9;
  return quota > 0 ? quota / (numberOf(host['CpuPeriod']) || 100_000) : -1;
}
function healthOf([kind]: readonly string[]): string {
  return kind === undefined ? 'image' : kind === 'NONE' ? 'none' : 'set';
}
function toVariable(text: string): readonly [string, unknown] {
  const equals = text.indexOf('=');
  return equals === -1 ? [text, null] : [text.slice(0, equals), text.slice(equals + 1)];
}

function securityOf(host: Plain): Plain {
  const privileged = host['Privileged'] === true;
  const options = listOf(host['SecurityOpt']);
  const option = (name: string): string | undefined =>
    options.map((text) => new RegExp(`^${name}[=:](.*)$`).exec(text)?.[1]).findLast((found) => found !== undefined);
  const seccomp = option('seccomp');
  const sharesProcesses = host['PidMode'] === 'host' || host['IpcMode'] === 'host';
  const unconfined = seccomp === 'unconfined' || (seccomp === undefined && privileged);
  return {
    privileged,
    readOnlyRootfs: host['ReadonlyRootfs'],
    network: namespaceOf(host['NetworkMode']),
    pid: namespaceOf(host['PidMode']),
    ipc: namespaceOf(host['IpcMode']),
    uts: namespaceOf(host['UTSMode']),
    capAdd: capabilities(host['CapAdd']),
    capDrop: capabilities(host['CapDrop']),
    noNewPrivileges: options.includes('no-new-privileges') || option('no-new-privileges') === 'true',
    seccomp: { type: unconfined ? 'unconfined' : 'runtime' },
    // The engine leaves the label out by itself beside these, which the model says by themselves.
    ...(!privileged &&
      !sharesProcesses && { selinuxDisabled: options.some((text) => /^label[=:]disable$/.test(text)) }),
    procUnmasked: listOf(host['MaskedPaths']).length === 0,
  };
}
function namespaceOf(mode: unknown): string {
  const text = textOf(mode);
  return text === 'host' || text === 'none' || text.startsWith('container:') ? text : 'private';
}
function capabilities(value: unknown): readonly string[] {
  return listOf(value).map((name) => name.toUpperCase().replace(/^CAP_/, ''));
}

function portsOf(bindings: Plain, exposed: Plain): readonly string[] {
  const published = Object.entries(bindings).flatMap(([key, bound]) =>
    itemsOf(bound).map(({ HostIp: ip, HostPort: port }) => {
      const [target, protocol] = key.split('/');
      return portText({ target, protocol, host_ip: ip, host: Number(textOf(port).split('-')[0]) });
    }),
  );
  const others = Object.keys(exposed).filter((key) => !(key in bindings));
  return [...published, ...others.map((key) => ` undefined ${key}`.replace('undefined', ''))].sort();
}

/** Without the paths that Docker Compose hands secrets and configs from: our model has their names. */
function mountsOf(answer: Plain, host: Plain): readonly Plain[] {
  const named = itemsOf(answer['Mounts']).map((mount) => {
    const kind = textOf(mount['Type']);
    const propagation = textOf(mount['Propagation']).replace(/^r/, '');
    const name = textOf(mount['Name']);
    const source = kind === 'volume' ? (/^[0-9a-f]{64}$/.test(name) ? '' : name) : textOf(mount['Source']);
    return {
      kind,
      ...(source !== '' && { source }),
      target: mount['Destination'],
      readOnly: mount['RW'] !== true,
      ...(propagation !== '' && propagation !== 'private' && { propagation }),
    };
  });
  const made = Object.entries(mapOf(host['Tmpfs'])).map(([target, options]) => ({
    kind: 'tmpfs',
    target,
    readOnly: textOf(options).split(',').includes('ro'),
  }));
  return [...named, ...made].sort(byTarget);
}
