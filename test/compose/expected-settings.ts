// Limits, restarts, checks, lists and builds of a canonical service, in the words of our model.
import type { OracleService } from './oracle.ts';
import { itemsOf, listOf, mapOf, numberOf, textOf, withoutAbsent, type Plain } from './plain.ts';

export function expectedSettings(service: OracleService): Plain {
  const resources = mapOf(mapOf(service['deploy'])['resources']);
  const reserved = mapOf(resources['reservations']);
  const orNone = (amount: number): number => (amount > 0 ? amount : -1);
  return {
    memoryRequest: orNone(numberOf(reserved['memory']) || numberOf(service['mem_reservation'])),
    cpuRequest: Math.fround(orNone(numberOf(reserved['cpus']))),
    cgroupParent: service['cgroup_parent'] ?? '',
    isolation: textOf(service['isolation']).replace('default', ''),
    useApiSocket: service['use_api_socket'] ?? false,
    oomKillDisable: service['oom_kill_disable'] ?? false,
    oomScoreAdj: service['oom_score_adj'] ?? 0,
    restart: restartOf(service),
    healthcheck: healthOf(mapOf(service['healthcheck'])),
    logDriver: mapOf(service['logging'])['driver'] ?? '',
    pullPolicy: service['pull_policy'] ?? '',
    stdin: service['stdin_open'] ?? false,
    tty: service['tty'] ?? false,
    gpus: gpusOf([...itemsOf(service['gpus']), ...itemsOf(reserved['devices']).filter(isGraphics)]),
  };
}
function restartOf(service: OracleService): Plain {
  const deployed = mapOf(service['deploy'])['restart_policy'];
  const [name = '', count] = textOf(service['restart']).split(':');
  const { condition = 'any', max_attempts: attempts } = mapOf(deployed);
  const policy = deployed === undefined ? name : textOf(condition);
  const retries = numberOf(deployed === undefined ? count : attempts);
  const words: Plain = { '': 'no', none: 'no', any: 'always' };
  return { policy: words[policy] ?? policy, ...(policy === 'on-failure' && retries > 0 && { maxRetries: retries }) };
}
function healthOf({ disable, test }: Plain): string {
  const [kind] = listOf(test);
  if (disable === true || kind === 'NONE') return 'none';
  return kind === undefined ? 'image' : 'set';
}
function isGraphics(request: Plain): boolean {
  return listOf(request['capabilities']).includes('gpu');
}
function gpusOf(requests: readonly Plain[]): string {
  const wanted = requests.map(({ device_ids: ids, count }) => {
    const named = listOf(ids).join(',');
    return named === '' ? (count === -1 ? 'all' : String(numberOf(count))) : named;
  });
  return wanted.includes('all') ? 'all' : wanted.join(',');
}

export function expectedLists(service: OracleService): Plain {
  return {
    groups: listOf(service['group_add']),
    sysctls: mapOf(service['sysctls']),
    ulimits: Object.fromEntries(
      Object.entries(mapOf(service['ulimits'])).map(([name, limit]) => [name, limitOf(limit)]),
    ),
    deviceRules: listOf(service['device_cgroup_rules']),
    volumesFrom: listOf(service['volumes_from']),
    links: [...listOf(service['links']), ...listOf(service['external_links'])],
    extraHosts: [...new Set(listOf(service['extra_hosts']))].sort(),
    command: [...listOf(service['entrypoint']), ...listOf(service['command'])],
    envFiles: itemsOf(service['env_file']).map(({ path }) => path),
    handlers: [
      ...healthHandler(mapOf(service['healthcheck'])),
      ...itemsOf(service['post_start']).map((hook) => hookOf(hook, 'postStart')),
      ...itemsOf(service['pre_stop']).map((hook) => hookOf(hook, 'preStop')),
    ],
  };
}
function limitOf(limit: unknown): string {
  const { soft, hard } = mapOf(limit);
  return typeof limit === 'number'
    ? `${String(limit)}:${String(limit)}`
    : `${String(numberOf(soft))}:${String(numberOf(hard))}`;
}
function healthHandler({ disable, test }: Plain): readonly Plain[] {
  const [kind, ...rest] = listOf(test);
  if (disable === true || kind === undefined || kind === 'NONE') return [];
  return [{ when: 'health', how: 'exec', command: kind === 'CMD' ? rest : ['/bin/sh', '-c', rest.join(' ')] }];
}
function hookOf({ command, user, privileged }: Plain, when: string): Plain {
  return withoutAbsent({ when, how: 'exec', command: listOf(command), user, privileged });
}

export function expectedBuild(service: OracleService, ssh: readonly string[]): Plain | undefined {
  const build = service['build'];
  if (build === undefined) return undefined;
  const { context, dockerfile, dockerfile_inline: inline, target, network, privileged, args } = mapOf(build);
  return withoutAbsent({
    context,
    dockerfile: inline === undefined ? dockerfile : undefined,
    target,
    network,
    privileged,
    entitlements: listOf(mapOf(build)['entitlements']),
    ssh: ssh.map((key) => key.replace(/=.*/, '')).sort(),
    secrets: itemsOf(mapOf(build)['secrets']).map(({ source }) => source),
    args: mapOf(args),
    contexts: mapOf(mapOf(build)['additional_contexts']),
  });
}
