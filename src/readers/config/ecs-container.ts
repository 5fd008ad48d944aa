// What an ECS task definition says of one container.
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html
import { getMember, itemsOf, scalarText, type Value } from './config-value.ts';
import { gatherTask, parseCpu, parseMebibytes, type Task } from './ecs-task.ts';
import { entriesOf, givenOf, numberOf, saidOf, textOf, textsOf } from './engine-member.ts';
import { fieldOf, said, unclear } from './given.ts';
import type { Gathering } from './run-gathering.ts';
import type { RunOption } from './run-line.ts';
import { targetPath } from './run-mount.ts';
import { applyOptions, healthWords } from './run-options.ts';

/** Members that say what an option of a command line says, in the same words. */
const scalars: readonly (readonly [member: string, option: string])[] = [
  ['user', 'user'],
  ['privileged', 'privileged'],
  ['readonlyRootFilesystem', 'read-only'],
  ['readonlyRootfilesystem', 'read-only'],
  ['interactive', 'interactive'],
  ['pseudoTerminal', 'tty'],
];
const lists: readonly (readonly [member: string, option: string])[] = [
  ['dockerSecurityOptions', 'security-opt'],
  ['links', 'link'],
];
export function gatherContainer(item: Value, task: Task, into: Gathering): void {
  gatherTask(task, into);
  const options: RunOption[] = [];
  for (const [member, name] of scalars) {
    const value = getMember(item, member);
    const text = scalarText(value);
    if (value !== undefined && text !== undefined && text !== '') options.push({ name, given: givenOf(value, text) });
  }
  for (const [member, name] of lists)
    for (const given of textsOf(getMember(item, member))) options.push({ name, given });
  applyOptions(options, into);
  addSize(item, into);
  addLinux(getMember(item, 'linuxParameters'), into);
  addVariables(item, into);
  addPorts(item, task, into);
  addMounts(item, task, into);
  addLimits(item, into);
  addPolicies(item, into);
  for (const member of ['entryPoint', 'command'])
    for (const given of textsOf(getMember(item, member))) into.add('command', said(given, given.text));
  for (const { name, value } of entriesOf(item, 'dockerLabels')) into.labels.set(name, scalarText(value) ?? '');
}

/** Its processors are a share of those of the task, and no bound. */
function addSize(item: Value, into: Gathering): void {
  for (const [name, member] of [
    ['memoryLimit', 'memory'],
    ['memoryRequest', 'memoryReservation'],
  ] as const) {
    const value = getMember(item, member);
    if (value !== undefined) into.set(name, fieldOf(givenOf(value, scalarText(value) ?? ''), 'a size', parseMebibytes));
  }
  const cpu = getMember(item, 'cpu');
  const share = scalarText(cpu);
  if (cpu !== undefined && share !== undefined && share !== '0')
    into.set('cpuRequest', fieldOf(givenOf(cpu, share), 'an amount', parseCpu));
  for (const wanted of itemsOf(getMember(item, 'resourceRequirements')))
    if (textOf(wanted, 'type') === 'GPU') into.set('gpus', saidOf(wanted, textOf(wanted, 'value') ?? ''));
}

function notClear(item: Value): ReturnType<typeof unclear<never>> {
  return unclear(givenOf(item, ''), 'not what it should be');
}
const letters: Readonly<Record<string, string>> = { read: 'r', write: 'w', mknod: 'm' };
function addLinux(linux: Value | undefined, into: Gathering): void {
  const capabilities = getMember(linux, 'capabilities');
  const changes = ['add', 'drop'].flatMap((name) =>
    textsOf(getMember(capabilities, name)).map((given): RunOption => ({ name: `cap-${name}`, given })),
  );
  applyOptions(changes, into);
  for (const item of itemsOf(getMember(linux, 'devices'))) {
    const host = textOf(item, 'hostPath');
    const container = textOf(item, 'containerPath');
    const permissions = textsOf(getMember(item, 'permissions')).map(({ text }) => letters[text] ?? '');
    into.add(
      'devices',
      host === undefined
        ? notClear(item)
        : saidOf(item, {
            host,
            ...(container !== undefined && { container }),
            ...(permissions.length > 0 && { permissions: permissions.join('') }),
          }),
    );
  }
  for (const item of itemsOf(getMember(linux, 'tmpfs'))) {
    const target = textOf(item, 'containerPath');
    const words = textsOf(getMember(item, 'mountOptions')).map(({ text }) => text);
    const size = `size=${textOf(item, 'size') ?? '0'}m`;
    if (target === undefined) into.add('mounts', notClear(item));
    else applyOptions([{ name: 'tmpfs', given: givenOf(item, `${target}:${[size, ...words].join(',')}`) }], into);
  }
}

function addVariables(item: Value, into: Gathering): void {
  for (const file of itemsOf(getMember(item, 'environmentFiles'))) {
    const place = textOf(file, 'value');
    into.add('envFiles', place === undefined ? notClear(file) : saidOf(file, place));
  }
  for (const variable of itemsOf(getMember(item, 'environment'))) {
    const name = textOf(variable, 'name');
    const value = textOf(variable, 'value') ?? '';
    into.add('env', name === undefined ? notClear(variable) : saidOf(variable, { name, value }));
  }
  for (const secret of itemsOf(getMember(item, 'secrets'))) {
    const [name, from] = [textOf(secret, 'name'), textOf(secret, 'valueFrom')];
    const isWhole = name !== undefined && from !== undefined;
    into.add('env', isWhole ? saidOf(secret, { name, ref: `secret:${from}` }) : notClear(secret));
  }
}

/** In a network of its own a task has its own addresses, and nothing is published on the host. */
function addPorts(item: Value, { publishes }: Task, into: Gathering): void {
  const options = itemsOf(getMember(item, 'portMappings')).map((port): RunOption => {
    const inside = textOf(port, 'containerPortRange') ?? textOf(port, 'containerPort') ?? '';
    const own = textOf(port, 'hostPort');
    const host = own === undefined || own === '0' ? '' : own;
    const ending = `${inside}/${textOf(port, 'protocol') ?? 'tcp'}`;
    return publishes
      ? { name: 'publish', given: givenOf(port, `${host}:${ending}`) }
      : { name: 'expose', given: givenOf(port, ending) };
  });
  applyOptions(options, into);
}

const maxMounts = 500;
const maxTakenFrom = 20;
function addMounts(item: Value, { volumes }: Task, into: Gathering): void {
  const mounts = itemsOf(getMember(item, 'mountPoints'));
  for (const mount of mounts.slice(0, maxMounts)) {
    const name = textOf(mount, 'sourceVolume') ?? '';
    const volume = volumes.get(name);
    const target = textOf(mount, 'containerPath');
    const readOnly = textOf(mount, 'readOnly') === 'true';
    into.add(
      'mounts',
      volume === undefined || target === undefined
        ? unclear(givenOf(mount, ''), `the task has no volume ${JSON.stringify(name.slice(0, 100))}`)
        : saidOf(mount, { ...volume, target: targetPath(target), readOnly }),
    );
  }
  const taken = itemsOf(getMember(item, 'volumesFrom'));
  for (const from of taken.slice(0, maxTakenFrom)) {
    const name = textOf(from, 'sourceContainer');
    const mode = textOf(from, 'readOnly') === 'true' ? ':ro' : '';
    into.add('volumesFrom', name === undefined ? notClear(from) : saidOf(from, `${name}${mode}`));
  }
  for (const more of [mounts[maxMounts], taken[maxTakenFrom]])
    if (more !== undefined) into.add('mounts', unclear(givenOf(more, ''), 'there are more mounts than are read'));
}

function addLimits(item: Value, into: Gathering): void {
  for (const limit of itemsOf(getMember(item, 'ulimits'))) {
    const [name, soft, hard] = [textOf(limit, 'name'), numberOf(limit, 'softLimit'), numberOf(limit, 'hardLimit')];
    const isWhole = name !== undefined && soft !== undefined && hard !== undefined;
    into.add('ulimits', isWhole ? saidOf(limit, { name, soft, hard }) : notClear(limit));
  }
  for (const control of itemsOf(getMember(item, 'systemControls'))) {
    const [name, value] = [textOf(control, 'namespace'), textOf(control, 'value') ?? ''];
    into.add('sysctls', name === undefined ? notClear(control) : saidOf(control, { name, value }));
  }
  for (const host of itemsOf(getMember(item, 'extraHosts'))) {
    const [name, address] = [textOf(host, 'hostname'), textOf(host, 'ipAddress')];
    const isWhole = name !== undefined && address !== undefined;
    into.add('extraHosts', isWhole ? saidOf(host, `${name}:${address}`) : notClear(host));
  }
}

function addPolicies(item: Value, into: Gathering): void {
  const log = getMember(item, 'logConfiguration');
  const driver = textOf(log, 'logDriver');
  if (log !== undefined && driver !== undefined) into.set('logDriver', saidOf(log, driver));
  const restart = getMember(item, 'restartPolicy');
  if (restart !== undefined)
    into.set('restart', saidOf(restart, { policy: textOf(restart, 'enabled') === 'true' ? 'always' : 'no' }));
  const health = getMember(item, 'healthCheck');
  const test = textsOf(getMember(health, 'command')).map(({ text }) => text);
  if (health === undefined || test.length === 0) return;
  into.set('healthcheck', saidOf(health, test[0] === 'NONE' ? 'none' : 'set'));
  if (test[0] !== 'NONE')
    into.add('handlers', saidOf(health, { when: 'health', how: 'exec', command: healthWords(test) }));
}
