// What Docker Compose asks an engine for, made of a canonical service.
// https://github.com/docker/compose pkg/compose/create.go ; https://docs.docker.com/reference/api/engine/
import type { OracleProject, OracleService } from './oracle.ts';
import { itemsOf, listOf, mapOf, numberOf, textOf, withoutAbsent, type Plain } from './plain.ts';

export interface Creating {
  readonly project: OracleProject;
  readonly image: string;
  /** Containers by service. */
  readonly started: ReadonlyMap<string, string>;
}
export function toCreateBody(service: OracleService, creating: Creating): Plain {
  const ports = itemsOf(service['ports']);
  const portKey = ({ target, protocol = 'tcp' }: Plain): string => `${String(target)}/${textOf(protocol)}`;
  const exposed = listOf(service['expose']).map((port) => (port.includes('/') ? port : `${port}/tcp`));
  return withoutAbsent({
    Image: creating.image,
    User: service['user'],
    Env: Object.entries(mapOf(service['environment'])).map(([name, value]) =>
      value === null ? name : `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`,
    ),
    Cmd: service['command'] ?? undefined,
    Entrypoint: service['entrypoint'] ?? undefined,
    Labels: mapOf(service['labels']),
    Tty: service['tty'] ?? false,
    OpenStdin: service['stdin_open'] ?? false,
    ExposedPorts: Object.fromEntries([...ports.map(portKey), ...exposed].map((key) => [key, {}])),
    Healthcheck: healthOf(mapOf(service['healthcheck'])),
    HostConfig: hostConfig(service, creating),
  });
}
function healthOf({ disable, test }: Plain): Plain | undefined {
  if (disable === true) return { Test: ['NONE'] };
  return test === undefined ? undefined : { Test: test };
}
function hostConfig(service: OracleService, creating: Creating): Plain {
  const security = listOf(service['security_opt']);
  const unmasked = security.includes('systempaths=unconfined');
  const of = (name: string): string => textOf(service[name]);
  const other = (mode: string): string =>
    mode.replace(/^service:(.*)$/, (_, name: string) => `container:${startedBy(name, creating)}`);
  return withoutAbsent({
    ...resourcesOf(service),
    ...mountsOf(service, creating),
    Privileged: service['privileged'] ?? false,
    CapAdd: listOf(service['cap_add']),
    CapDrop: listOf(service['cap_drop']),
    ReadonlyRootfs: service['read_only'] ?? false,
    // Without networks of its own the test's engine has none to give.
    NetworkMode: of('network_mode') === '' ? 'none' : other(of('network_mode')),
    PidMode: other(of('pid')),
    IpcMode: other(of('ipc')),
    UTSMode: of('uts'),
    CgroupnsMode: of('cgroup'),
    UsernsMode: of('userns_mode'),
    SecurityOpt: security.filter((option) => option !== 'systempaths=unconfined'),
    ...(unmasked && { MaskedPaths: [], ReadonlyPaths: [] }),
    GroupAdd: listOf(service['group_add']),
    Sysctls: mapOf(service['sysctls']),
    RestartPolicy: restartOf(service),
    LogConfig: { Type: mapOf(service['logging'])['driver'] ?? '' },
    PortBindings: portBindings(service),
    ExtraHosts: listOf(service['extra_hosts']).map((host) => host.replace('=', ':')),
    OomScoreAdj: service['oom_score_adj'],
    CgroupParent: of('cgroup_parent'),
    Runtime: of('runtime'),
  });
}
function startedBy(name: string, { started }: Creating): string {
  return started.get(name) ?? name;
}
function portBindings(service: OracleService): Plain {
  const found: Record<string, Plain[]> = {};
  for (const { target, protocol = 'tcp', host_ip: ip, published } of itemsOf(service['ports'])) {
    const key = `${String(target)}/${textOf(protocol)}`;
    (found[key] ??= []).push({ HostIp: ip ?? '', HostPort: published ?? '' });
  }
  return found;
}
function restartOf(service: OracleService): Plain {
  const deployed = mapOf(service['deploy'])['restart_policy'];
  const [name = '', count] = textOf(service['restart']).split(':');
  const words: Plain = { none: 'no', any: 'always' };
  const { condition = '', max_attempts: attempts } = mapOf(deployed);
  const policy = deployed === undefined ? name : textOf(condition);
  return {
    Name: words[policy] ?? policy,
    MaximumRetryCount: numberOf(deployed === undefined ? count : attempts),
  };
}
function resourcesOf(service: OracleService): Plain {
  const { limits, reservations } = mapOf(mapOf(service['deploy'])['resources']);
  const { memory, cpus, pids } = mapOf(limits);
  const pidsLimit = numberOf(pids) || numberOf(service['pids_limit']);
  return withoutAbsent({
    Memory: numberOf(memory) || numberOf(service['mem_limit']),
    MemoryReservation: numberOf(mapOf(reservations)['memory']) || numberOf(service['mem_reservation']),
    NanoCpus: Math.round((numberOf(cpus) || numberOf(service['cpus'])) * 1e9),
    CpuQuota: service['cpu_quota'],
    CpuPeriod: service['cpu_period'],
    PidsLimit: pidsLimit === 0 ? undefined : pidsLimit,
    OomKillDisable: service['oom_kill_disable'] ?? false,
    DeviceCgroupRules: listOf(service['device_cgroup_rules']),
    Devices: itemsOf(service['devices']).map(({ source, target, permissions = 'rwm' }) => ({
      PathOnHost: source,
      PathInContainer: target,
      CgroupPermissions: permissions,
    })),
    Ulimits: Object.entries(mapOf(service['ulimits'])).map(([Name, limit]) => ({
      Name,
      Soft: typeof limit === 'number' ? limit : numberOf(mapOf(limit)['soft']),
      Hard: typeof limit === 'number' ? limit : numberOf(mapOf(limit)['hard']),
    })),
  });
}

function mountsOf(service: OracleService, creating: Creating): Plain {
  const volumes = itemsOf(service['volumes']);
  const isBind = ({ type, bind }: Plain): boolean => type === 'bind' && mapOf(bind)['propagation'] === undefined;
  const secrets = itemsOf(service['secrets']).map((file) =>
    handedMount(file, '/run/secrets/', creating.project.secrets),
  );
  const configs = itemsOf(service['configs']).map((file) => handedMount(file, '/', creating.project.configs));
  return {
    Binds: volumes.filter(isBind).map(({ source, target, read_only: only }) => {
      return `${textOf(source)}:${textOf(target)}:${only === true ? 'ro' : 'rw'}`;
    }),
    Mounts: [
      ...volumes.filter((volume) => !isBind(volume)).map((volume) => toMount(volume, creating.project)),
      ...secrets,
      ...configs,
    ].filter((mount) => mount !== undefined),
    Tmpfs: Object.fromEntries(
      listOf(service['tmpfs']).map((text) => [text.split(':')[0] ?? '', text.split(':').slice(1).join(':')]),
    ),
    VolumesFrom: listOf(service['volumes_from']).map((text) => {
      const [name = '', ...mode] = text.split(':');
      return [startedBy(name, creating), ...mode].join(':');
    }),
  };
}
function toMount({ type, source, target, read_only: only = false, bind, tmpfs }: Plain, project: OracleProject): Plain {
  const name = type === 'volume' ? (project.volumes?.[textOf(source)]?.['name'] ?? '') : source;
  const size = numberOf(mapOf(tmpfs)['size']);
  return withoutAbsent({
    Type: type,
    Source: name,
    Target: target,
    ReadOnly: only,
    BindOptions: type === 'bind' ? { Propagation: mapOf(bind)['propagation'] } : undefined,
    TmpfsOptions: size > 0 ? { SizeBytes: size } : undefined,
  });
}
/** What stands in a variable or in the file itself is copied into the container, and no mount. */
function handedMount(file: Plain, folder: string, known: OracleProject['secrets']): Plain | undefined {
  const name = textOf(file['source']);
  const source = known?.[name]?.['file'];
  const target = textOf(file['target']) || name;
  if (source === undefined) return undefined;
  return { Type: 'bind', Source: source, Target: target.startsWith('/') ? target : folder + target, ReadOnly: true };
}
