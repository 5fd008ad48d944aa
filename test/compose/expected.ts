// What the reference implementation made of a project, in the words of our model.
import { expectedMounts } from './expected-mounts.ts';
import { expectedSecurity } from './expected-security.ts';
import { expectedBuild, expectedLists, expectedSettings } from './expected-settings.ts';
import { nameIn } from './oracle.ts';
import type { Loaded, OracleProject, OracleResource, OracleService } from './oracle.ts';
import { byName, itemsOf, listOf, mapOf, numberOf, portText, textOf, withoutAbsent, withoutNull } from './plain.ts';
import type { Plain } from './plain.ts';

export function expectedProject({ project, ssh = {} }: Loaded): Plain {
  const services = Object.entries({ ...project.services, ...project.jobs }).filter(
    ([, one]) => one['provider'] === undefined,
  );
  return withoutAbsent({
    name: services.length === 0 ? undefined : project.name,
    services: byName(
      services.map(([name, one]) => [name, withoutAbsent(expectedService(one, project, ssh[name] ?? []))]),
    ),
    networks: { ...networksOf(project), ...engineNetworks(services) },
    volumes: byName(
      Object.entries(project.volumes ?? {}).map(([key, one]) => [nameIn(project, 'volumes', key), toVolume(one)]),
    ),
    secrets: byName(Object.entries(project.secrets ?? {}).map(([key, one]) => [keptName(key, one), comesFrom(one)])),
    configs: byName(
      Object.entries(project.configs ?? {}).map(([key, one]) => [keptName(key, one), one['content'] ?? comesFrom(one)]),
    ),
  });
}
function networksOf(project: OracleProject): Plain {
  return byName(
    Object.entries(project.networks ?? {}).map(([key, { internal = false, external = false, driver }]) => [
      nameIn(project, 'networks', key),
      withoutAbsent({ internal, external, driver }),
    ]),
  );
}
function engineNetworks(services: readonly (readonly [string, OracleService])[]): Plain {
  const names = services.flatMap(([, one]) => engineNetwork(textOf(one['network_mode'])));
  return Object.fromEntries(names.map((name) => [name, { internal: false, external: true }]));
}
function toVolume({ external = false, driver_opts: options }: OracleResource): Plain {
  const { o, device } = mapOf(options);
  const isBind = textOf(o).split(',').includes('bind');
  return withoutAbsent({ external, hostPath: isBind ? device : undefined });
}
/** Whoever keeps one outside the project has its name. */
function keptName(key: string, one: OracleResource): string {
  return one['external'] === true ? textOf(one['name']) : key;
}
function comesFrom(one: OracleResource): unknown {
  return one['file'] ?? (one['environment'] === undefined ? '' : `$${textOf(one['environment'])}`);
}

function expectedService(service: OracleService, project: OracleProject, ssh: readonly string[]): Plain {
  const mode = textOf(service['network_mode']);
  const networks = Object.keys(mapOf(service['networks'])).map((key) => nameIn(project, 'networks', key));
  return {
    image: service['image'],
    user: service['user'] ?? '',
    runtime: service['runtime'] ?? '',
    ...expectedSecurity(service),
    ...limitsOf(service),
    ...expectedSettings(service),
    ...expectedLists(service),
    build: expectedBuild(service, ssh),
    ...hooksOf(service, project, ssh),
    mounts: expectedMounts(service, project),
    ports: portsOf(service),
    env: withoutNull(mapOf(service['environment'])),
    devices: itemsOf(service['devices']).map(({ source, target, permissions = 'rwm' }) => ({
      source,
      target,
      permissions,
    })),
    networks: mode === '' ? networks.sort() : engineNetwork(mode),
    labels: mapOf(service['labels']),
    profiles: listOf(service['profiles']),
  };
}
/** Containers of their own, which are handed the volumes of the running one. */
function hooksOf(service: OracleService, project: OracleProject, ssh: readonly string[]): Plain {
  const hooks = itemsOf(service['pre_start']);
  if (hooks.length === 0) return {};
  return {
    init: hooks.map((hook) => {
      const { build } = hook['image'] === undefined ? service : { build: undefined };
      const own = { ...hook, build, volumes: [...itemsOf(service['volumes']), ...itemsOf(hook['volumes'])] };
      const { labels: _labels, profiles: _profiles, ...expected } = expectedService(own, project, ssh);
      return withoutAbsent(expected);
    }),
  };
}
/** A network of the engine itself, whose default one is the bridge. */
function engineNetwork(mode: string): readonly string[] {
  if (mode === '' || mode === 'host' || mode === 'none' || /^(?:service|container):/.test(mode)) return [];
  return [mode === 'default' ? 'bridge' : mode];
}

function limitsOf(service: OracleService): Plain {
  const limits = mapOf(mapOf(mapOf(service['deploy'])['resources'])['limits']);
  const quota = numberOf(service['cpu_quota']) / (numberOf(service['cpu_period']) || 100_000);
  const limit = (amount: number): number => (amount > 0 ? amount : -1);
  return {
    memoryLimit: limit(numberOf(limits['memory']) || numberOf(service['mem_limit'])),
    cpuLimit: Math.fround(limit(numberOf(limits['cpus']) || numberOf(service['cpus']) || quota)),
    pidsLimit: limit(numberOf(limits['pids']) || numberOf(service['pids_limit'])),
  };
}

function portsOf(service: OracleService): readonly string[] {
  const published = itemsOf(service['ports']).map((port) => {
    const host = textOf(port['published']).split('-')[0] ?? '';
    return portText({ ...port, host: host === '' ? 0 : Number(host) });
  });
  const exposed = listOf(service['expose']).flatMap((text) => {
    const [range = '', protocol = 'tcp'] = text.split('/');
    const [first = 0, last = first] = range.split('-').map(Number);
    return Array.from({ length: last - first + 1 }, (_, index) => portText({ target: first + index, protocol }));
  });
  return [...new Set([...published, ...exposed])].sort();
}
