// What an engine is told of a container, and tells of it: the parts `Config` and `HostConfig` of its documents.
// https://docs.docker.com/reference/api/engine/version/v1.51/#tag/Container/operation/ContainerCreate
import type { Port } from '../../model/workload.ts';
import { parseShortPort } from './compose-port.ts';
import { itemsOf, scalarText, type Value } from './config-value.ts';
import { entriesOf, findMember, givenOf, memberOf, numberOf, saidOf, textOf, textsOf } from './engine-member.ts';
import type { EngineContainer } from './engine-member.ts';
import { addEngineMounts } from './engine-mount.ts';
import { said, unclear } from './given.ts';
import type { Gathering } from './run-gathering.ts';
import type { RunOption } from './run-line.ts';
import { applyOptions, healthWords } from './run-options.ts';

/** Members that say what an option of the command line says, in the same words. */
const scalars: readonly (readonly [part: keyof EngineContainer, member: string, option: string])[] = [
  ['config', 'User', 'user'],
  ['config', 'Tty', 'tty'],
  ['config', 'OpenStdin', 'interactive'],
  ['host', 'Privileged', 'privileged'],
  ['host', 'ReadonlyRootfs', 'read-only'],
  ['host', 'NetworkMode', 'network'],
  ['host', 'PidMode', 'pid'],
  ['host', 'IpcMode', 'ipc'],
  ['host', 'UTSMode', 'uts'],
  ['host', 'CgroupnsMode', 'cgroupns'],
  ['host', 'CgroupMode', 'cgroupns'],
  ['host', 'UsernsMode', 'userns'],
  ['host', 'CgroupParent', 'cgroup-parent'],
  ['host', 'Isolation', 'isolation'],
  ['host', 'Runtime', 'runtime'],
  ['host', 'OomKillDisable', 'oom-kill-disable'],
  ['host', 'OomScoreAdj', 'oom-score-adj'],
  ['host', 'PublishAllPorts', 'publish-all'],
  ['host', 'Memory', 'memory'],
  ['host', 'MemoryReservation', 'memory-reservation'],
  ['host', 'CpuQuota', 'cpu-quota'],
  ['host', 'CpuPeriod', 'cpu-period'],
  ['host', 'PidsLimit', 'pids-limit'],
];
const lists: readonly (readonly [part: keyof EngineContainer, member: string, option: string])[] = [
  ['config', 'Env', 'env'],
  ['host', 'CapAdd', 'cap-add'],
  ['host', 'CapDrop', 'cap-drop'],
  ['host', 'SecurityOpt', 'security-opt'],
  ['host', 'VolumesFrom', 'volumes-from'],
  ['host', 'GroupAdd', 'group-add'],
  ['host', 'DeviceCgroupRules', 'device-cgroup-rule'],
  ['host', 'ExtraHosts', 'add-host'],
];
/** Where 0 says nothing. */
const unsetAtZero = new Set(['memory', 'memory-reservation', 'cpu-quota', 'cpu-period']);

export function gatherEngine(container: EngineContainer, into: Gathering): void {
  const options: RunOption[] = [];
  for (const [part, member, name] of scalars) {
    const value = memberOf(container[part], member);
    const text = scalarText(value);
    if (value === undefined || text === undefined || text === '' || text === 'default') continue;
    if (text !== '0' || !unsetAtZero.has(name)) options.push({ name, given: givenOf(value, text) });
  }
  for (const [part, member, name] of lists)
    for (const given of textsOf(memberOf(container[part], member))) options.push({ name, given });
  applyOptions(options, into);
  addLimits(container.host, into);
  addPolicies(container, into);
  addEngineMounts(container, into);
  addPorts(container, into);
  addDevices(container.host, into);
  addCommand(container.config, into);
  for (const given of textsOf(memberOf(container.host, 'Links'))) into.add('links', said(given, linkOf(given.text)));
  for (const { name, value } of entriesOf(container.config, 'Labels')) into.labels.set(name, scalarText(value) ?? '');
}

function addLimits(host: Value | undefined, into: Gathering): void {
  const nano = memberOf(host, 'NanoCpus');
  const cores = numberOf(host, 'NanoCpus') ?? 0;
  if (nano !== undefined && cores > 0) into.set('cpuLimit', saidOf(nano, cores / 1e9));
  for (const { name, value } of entriesOf(host, 'Sysctls'))
    into.add('sysctls', saidOf(value, { name, value: scalarText(value) ?? '' }));
  for (const item of itemsOf(memberOf(host, 'Ulimits'))) {
    const [name, soft, hard] = [textOf(item, 'Name'), numberOf(item, 'Soft'), numberOf(item, 'Hard')];
    const isWhole = name !== undefined && soft !== undefined && hard !== undefined;
    into.add(
      'ulimits',
      isWhole ? saidOf(item, { name: name.replace(/^RLIMIT_/, '').toLowerCase(), soft, hard }) : notClear(item),
    );
  }
  for (const { name, value } of entriesOf(host, 'StorageOpt'))
    if (name === 'size')
      applyOptions([{ name: 'storage-opt', given: givenOf(value, `size=${scalarText(value) ?? ''}`) }], into);
  for (const key of ['MaskedPaths', 'ReadonlyPaths']) {
    const paths = memberOf(host, key);
    if (paths?.node.kind === 'list' && paths.node.items.length === 0) into.set('procUnmasked', saidOf(paths, true));
  }
}
function notClear(item: Value): ReturnType<typeof unclear<never>> {
  return unclear(givenOf(item, ''), 'not what it should be');
}

function addPolicies({ config, host }: EngineContainer, into: Gathering): void {
  const restart = memberOf(host, 'RestartPolicy');
  const policy = textOf(restart, 'Name');
  const retries = numberOf(restart, 'MaximumRetryCount') ?? 0;
  if (restart !== undefined && policy !== undefined && policy !== '') {
    const text = policy === 'on-failure' && retries > 0 ? `${policy}:${String(retries)}` : policy;
    applyOptions([{ name: 'restart', given: givenOf(restart, text) }], into);
  }
  const log = memberOf(host, 'LogConfig');
  const driver = textOf(log, 'Type');
  if (log !== undefined && driver !== undefined && driver !== '') into.set('logDriver', saidOf(log, driver));
  addHealth(memberOf(config, 'Healthcheck'), into);
  const disabled = memberOf(config, 'NetworkDisabled');
  if (disabled !== undefined && scalarText(disabled) === 'true') into.set('network', saidOf(disabled, 'none'));
}
/** An empty test leaves it to the image. */
function addHealth(health: Value | undefined, into: Gathering): void {
  const test = textsOf(memberOf(health, 'Test')).map(({ text }) => text);
  if (health === undefined || test.length === 0) return;
  if (test[0] === 'NONE') {
    into.set('healthcheck', saidOf(health, 'none'));
    return;
  }
  into.set('healthcheck', saidOf(health, 'set'));
  into.add('handlers', saidOf(health, { when: 'health', how: 'exec', command: healthWords(test) }));
}

/** Bindings by port of the container; what is only exposed listens and is not published. */
function addPorts({ config, host }: EngineContainer, into: Gathering): void {
  const published = new Set<string>();
  for (const { name, value } of entriesOf(host, 'PortBindings')) {
    const bindings = itemsOf(value);
    if (bindings.length > 0) published.add(name.includes('/') ? name : `${name}/tcp`);
    for (const binding of bindings) {
      const ports = boundPorts(name, binding);
      if (ports === undefined) into.add('ports', notClear(value));
      else for (const port of ports) into.add('ports', saidOf(binding, port));
    }
  }
  for (const { name, value } of entriesOf(config, 'ExposedPorts')) {
    if (published.has(name.includes('/') ? name : `${name}/tcp`)) continue;
    const ports = parseShortPort(name);
    if (ports === undefined) into.add('ports', notClear(value));
    for (const { container, protocol } of ports ?? []) into.add('ports', saidOf(value, { container, protocol }));
  }
}
export function boundPorts(name: string, binding: Value): readonly Port[] | undefined {
  const [inside = '', protocol = 'tcp'] = name.split('/');
  const hostIp = textOf(binding, 'HostIp') ?? '';
  const address = hostIp === '' ? '' : `${hostIp.includes(':') ? `[${hostIp}]` : hostIp}:`;
  const host = textOf(binding, 'HostPort') ?? '';
  return parseShortPort(`${address}${host === '0' ? '' : host}:${inside}/${protocol}`);
}

function addDevices(host: Value | undefined, into: Gathering): void {
  for (const item of itemsOf(memberOf(host, 'Devices'))) {
    const path = textOf(item, 'PathOnHost');
    const container = textOf(item, 'PathInContainer');
    const permissions = textOf(item, 'CgroupPermissions');
    into.add(
      'devices',
      path === undefined
        ? notClear(item)
        : saidOf(item, {
            host: path,
            ...(container !== undefined && container !== '' && { container }),
            ...(permissions !== undefined && permissions !== '' && { permissions }),
          }),
    );
  }
  for (const item of itemsOf(memberOf(host, 'DeviceRequests'))) addRequest(item, into);
}
/** Graphics processors, and devices of the container device interface by their names. */
function addRequest(item: Value, into: Gathering): void {
  const ids = textsOf(memberOf(item, 'DeviceIDs')).map(({ text }) => text);
  const count = numberOf(item, 'Count') ?? 0;
  if (textOf(item, 'Driver') === 'cdi') {
    const options = ids.map((text) => ({ name: 'device', given: givenOf(item, text) }));
    applyOptions(options, into);
    return;
  }
  const gpus = ids.length > 0 ? ids.join(',') : count < 0 ? 'all' : String(count);
  into.set('gpus', saidOf(item, gpus));
}

/** An engine tells of one as `/OTHER:/OWN/ALIAS`. */
function linkOf(text: string): string {
  const [, other, alias] = /^\/([^:/]+):\/[^/]+\/([^/]+)$/.exec(text) ?? [];
  if (other === undefined || alias === undefined) return text;
  return other === alias ? other : `${other}:${alias}`;
}
/** The entry point and what it is given. */
function addCommand(config: Value | undefined, into: Gathering): void {
  const entry = textsOf(findMember(config, 'Entrypoint'));
  // One empty word takes the image's away.
  const own = entry.length === 1 && entry[0]?.text === '' ? [] : entry;
  for (const given of [...own, ...textsOf(findMember(config, 'Cmd'))]) into.add('command', said(given, given.text));
}
