// What an ECS task says for all of its containers: namespaces, its size, its volumes, where it may run.
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_definition_parameters.html#task_size
import type { Mount } from '../../model/workload.ts';
import { parseNumber } from './compose-field.ts';
import { getMember, itemsOf, scalarText, type Value } from './config-value.ts';
import { givenOf, saidOf, textOf, textsOf } from './engine-member.ts';
import { fieldOf, unclear } from './given.ts';
import type { Gathering } from './run-gathering.ts';
import type { RunOption } from './run-line.ts';
import { applyOptions } from './run-options.ts';
import { hostPath } from './run-mount.ts';

export type TaskVolume = Pick<Mount, 'kind' | 'source'>;
export interface Task {
  readonly definition: Value;
  /** Ports of the containers become ports of the host. */
  readonly publishes: boolean;
  readonly volumes: ReadonlyMap<string, TaskVolume>;
}
export function toTask(definition: Value): Task {
  const mode = textOf(definition, 'networkMode') ?? 'bridge';
  const volumes = itemsOf(getMember(definition, 'volumes')).map((item) => [textOf(item, 'name') ?? '', item] as const);
  return {
    definition,
    publishes: mode === 'bridge' || mode === 'default',
    volumes: new Map(volumes.map(([name, item]) => [name, toVolume(name, item)])),
  };
}
function toVolume(name: string, item: Value): TaskVolume {
  const folder = textOf(getMember(item, 'host'), 'sourcePath') ?? '';
  if (folder !== '') return { kind: 'bind', source: hostPath(folder, '') };
  // A volume of the local driver that is bound to a folder is that folder.
  const options = getMember(getMember(item, 'dockerVolumeConfiguration'), 'driverOpts');
  const device = textOf(options, 'device');
  const binds = (textOf(options, 'o') ?? '').split(',').some((word) => word === 'bind' || word === 'rbind');
  return device !== undefined && binds
    ? { kind: 'bind', source: hostPath(device, '') }
    : { kind: 'volume', source: name };
}

export function gatherTask({ definition }: Task, into: Gathering): void {
  applyNetworkMode(getMember(definition, 'networkMode'), into);
  for (const [name, key] of [
    ['pid', 'pidMode'],
    ['ipc', 'ipcMode'],
  ] as const) {
    const value = getMember(definition, key);
    const text = scalarText(value);
    if (value === undefined || text === undefined) continue;
    if (text === 'task') into.set(name, saidOf(value, 'pod'));
    else applyOptions([{ name, given: givenOf(value, text) }], into);
  }
  applySize(definition, into);
  // What the task is in the cloud is to it what an account is to a pod; the execution role stays with the agent.
  const role = getMember(definition, 'taskRoleArn');
  const roleName = scalarText(role);
  if (role !== undefined && roleName !== undefined && roleName !== '')
    into.set(
      'serviceAccount',
      fieldOf(givenOf(role, roleName), 'a role', (text) => text),
    );
  const wanted = getMember(definition, 'requiresCompatibilities');
  const launches = textsOf(wanted).map(({ text }) => text);
  // Fargate runs each task in a virtual machine of its own.
  if (wanted !== undefined && launches.length > 0 && launches.every((name) => name === 'FARGATE'))
    into.set('runtime', saidOf(wanted, 'firecracker'));
}
/** With `awsvpc` the containers of a task share one network interface. */
function applyNetworkMode(mode: Value | undefined, into: Gathering): void {
  const text = scalarText(mode);
  if (mode === undefined || text === undefined) return;
  if (text === 'awsvpc') into.set('network', saidOf(mode, 'pod'));
  else if (/^(?:bridge|default|host|none)$/.test(text)) applyOptions([toOption('network', mode, text)], into);
  else into.set('network', unclear(givenOf(mode, text), 'not a mode of the network'));
  if (text === 'bridge') into.add('networks', saidOf(mode, 'bridge'));
}
function toOption(name: string, value: Value, text: string): RunOption {
  return { name, given: givenOf(value, text) };
}

const mebibyte = 1024 * 1024;
const unitsPerCore = 1024;
export function parseMebibytes(text: string): number | undefined {
  const [, amount, unit] = /^(\d{1,9}(?:\.\d{1,3})?)\s*(GB|MB)?$/i.exec(text.trim()) ?? [];
  if (amount === undefined) return undefined;
  const size = Number(amount) * mebibyte * (unit?.toUpperCase() === 'GB' ? 1024 : 1);
  return size > 0 ? size : undefined;
}
/** `256`, or `.25 vCPU`. */
export function parseCpu(text: string): number | undefined {
  const cores = /^(\d{0,6}(?:\.\d{1,3})?)\s*vcpu$/i.exec(text.trim())?.[1];
  if (cores !== undefined) return parseNumber(cores.startsWith('.') ? `0${cores}` : cores);
  return /^\d{1,9}$/.test(text) ? Number(text) / unitsPerCore : undefined;
}
/** A bound on all containers together is one on each of them. */
function applySize(definition: Value, into: Gathering): void {
  const memory = getMember(definition, 'memory');
  if (memory !== undefined)
    into.set('memoryLimit', fieldOf(givenOf(memory, scalarText(memory) ?? ''), 'a size', parseMebibytes));
  const cpu = getMember(definition, 'cpu');
  if (cpu !== undefined) into.set('cpuLimit', fieldOf(givenOf(cpu, scalarText(cpu) ?? ''), 'an amount', parseCpu));
  const storage = getMember(getMember(definition, 'ephemeralStorage'), 'sizeInGiB');
  if (storage !== undefined)
    into.set('storageLimit', fieldOf(givenOf(storage, scalarText(storage) ?? ''), 'a size', parseGibibytes));
}
function parseGibibytes(text: string): number | undefined {
  return /^\d{1,9}$/.test(text) ? Number(text) * 1024 * mebibyte : undefined;
}
