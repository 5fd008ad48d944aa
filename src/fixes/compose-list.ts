// The lists of a Compose service: capabilities, volumes, devices, ports, variables, in short and in long syntax.
import type { ListName } from '../model/workload.ts';
import type { PlacedEdit, Plan } from './placed-edit.ts';
import { listOf, propertyOf, toCapability } from './edit-value.ts';
import { findHolder, goneOrExtended, ownSteps, ownValue } from './compose-service.ts';
import type { Service } from './compose-service.ts';
import type { Step } from './yaml-document.ts';
import { planAppend, planRemove, planSetAt } from './yaml-change.ts';
import { findPair } from './yaml-document.ts';
import { findItem, planRemoveItem, targetOf, textOf } from './yaml-item.ts';
import { toScalar } from './yaml-render.ts';
import type { YamlMap, YamlNode } from '../syntax/tree.ts';
import type { Task } from './yaml-rounds.ts';

export const listKeys: Partial<Readonly<Record<ListName, string>>> = {
  capAdd: 'cap_add',
  capDrop: 'cap_drop',
  mounts: 'volumes',
  ports: 'ports',
  env: 'environment',
  devices: 'devices',
  networks: 'networks',
  groups: 'group_add',
  sysctls: 'sysctls',
  ulimits: 'ulimits',
  deviceRules: 'device_cgroup_rules',
};
type ListEdit = Extract<PlacedEdit, { op: 'add' | 'remove' }>;

export function planListEdit(task: Task, service: Service, edit: ListEdit, key: string): Plan {
  const own = ownValue(service, [key]);
  const held = targetOf(own ?? findHolder(service, [key]));
  const socket = edit.op === 'remove' && key === 'volumes' ? socketKey(task, service) : undefined;
  if (socket !== undefined) return planRemove(task.document, socket, service.steps.length);
  if (edit.op === 'add') return planAdd(task, service, edit, { key, own, held });
  if (held?.kind === 'map') return planRemoveKey(task, service, { key, own, name: propertyOf(edit.value, 'name') });
  if (held?.kind !== 'list') return goneOrExtended(task);
  const index = findItem(task, held, (item) => isMeant(edit, item));
  if (index === undefined) return goneOrExtended(task);
  if (own?.kind !== 'list') return override(task, service, { key, rest: held.items.toSpliced(index, 1) });
  const steps = ownSteps(service, [key]);
  return planRemoveItem(task, steps ?? [], index, service.steps.length);
}
/** A mount of the engine's socket that no volume is. */
function socketKey(task: Task, service: Service): readonly Step[] | undefined {
  const steps = ownSteps(service, ['use_api_socket']);
  const last = steps?.at(-1);
  const pair = last?.parent.kind === 'map' ? last.parent.pairs[last.index] : undefined;
  const { offset } = task;
  return pair !== undefined && offset !== undefined && pair.key.start <= offset && offset <= pair.value.end
    ? steps
    : undefined;
}

interface Held {
  readonly key: string;
  readonly own: YamlNode | undefined;
  readonly held: YamlNode | undefined;
}
function planAdd(task: Task, service: Service, edit: ListEdit, { key, own, held }: Held): Plan {
  if (typeof edit.value !== 'string') return { why: `an item of ${key} is not plain text` };
  const text = edit.value;
  if (held?.kind !== 'list') return planSetAt(task.document, service.step, [key], { kind: 'item', text });
  if (held.items.some((item) => isMeant(edit, item))) return [];
  if (own?.kind === 'list') return planAppend(task.document, own, text);
  const all = [...held.items.map(textOf), text];
  return writeList(task, service, key, all);
}
function planRemoveKey(
  task: Task,
  service: Service,
  wish: { readonly key: string; readonly own: YamlNode | undefined; readonly name: string | undefined },
): Plan {
  if (wish.own?.kind !== 'map' || wish.name === undefined) return { why: `${wish.key} comes from an anchor` };
  const steps = ownSteps(service, [wish.key, wish.name]);
  if (steps === undefined) return goneOrExtended(task);
  return planRemove(task.document, steps, service.steps.length);
}
/** The list comes from an anchor that others use: the service gets its own, without the item. */
function override(
  task: Task,
  service: Service,
  list: { readonly key: string; readonly rest: readonly YamlNode[] },
): Plan {
  return writeList(task, service, list.key, list.rest.map(textOf));
}
function writeList(task: Task, service: Service, key: string, texts: readonly (string | undefined)[]): Plan {
  const known = texts.filter((text) => text !== undefined);
  if (known.length < texts.length) return { why: `${key} comes from an anchor` };
  const text = `[${known.map((one) => toScalar(one, { json: true })).join(', ')}]`;
  return planSetAt(task.document, service.step, [key], { kind: 'raw', text });
}

/** Whether an item of a list is the one that an edit is about. */
export function isMeant(edit: ListEdit | Extract<PlacedEdit, { op: 'change' }>, item: YamlNode): boolean {
  const node = targetOf(item);
  const text = textOf(node);
  switch (edit.field) {
    case 'capAdd':
    case 'capDrop':
      return text !== undefined && toCapability(text) === toCapability(String(edit.value));
    case 'mounts':
      return isMount(node, text, edit.value);
    case 'devices':
      return text !== undefined && text.split(':')[0] === propertyOf(edit.value, 'host');
    case 'env':
    case 'sysctls':
      return text !== undefined && text.split('=')[0] === propertyOf(edit.value, 'name');
    case 'ports':
      return isPort(node, text, edit.value);
    case 'handlers':
      return node?.kind === 'map' && isHook(node, edit.value);
    case 'networks':
  }
  return text !== undefined && text === edit.value;
}
/** By its command, where that is one of plain words. */
function isHook(node: YamlMap, value: unknown): boolean {
  const command = targetOf(findPair(node, 'command')?.value);
  const words = command?.kind === 'list' ? command.items.map(textOf) : [textOf(command)];
  return JSON.stringify(words) === JSON.stringify(listOf(value, 'command'));
}
/** The target tells mounts of one service apart. */
function isMount(node: YamlNode | undefined, text: string | undefined, value: unknown): boolean {
  const target = propertyOf(value, 'target');
  if (target === undefined) return false;
  if (text !== undefined) return withoutSlash(shortTarget(text)) === withoutSlash(target);
  const written = node?.kind === 'map' ? textOf(findPair(node, 'target')?.value) : undefined;
  return written !== undefined && withoutSlash(written) === withoutSlash(target);
}
/** `[SOURCE:]TARGET[:MODE]`, where a source may begin with a drive letter; a tmpfs has no source. */
function shortTarget(text: string): string {
  const parts = text.split(':');
  if (parts.length === 2 && /^[a-z]+(?:[,=]|$)/.test(parts[1] ?? '')) return parts[0] ?? '';
  const drive = parts[0]?.length === 1 && /^[\\/]/.test(parts[1] ?? '');
  return parts.slice(drive ? 1 : 0)[parts.length === (drive ? 2 : 1) ? 0 : 1] ?? '';
}
function withoutSlash(path: string): string {
  return path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path;
}
/** Published on another number it is another port. */
function isPort(node: YamlNode | undefined, text: string | undefined, value: unknown): boolean {
  const container = propertyOf(value, 'container');
  if (container === undefined) return false;
  const [target, published] =
    node?.kind === 'map'
      ? ['target', 'published'].map((key) => textOf(findPair(node, key)?.value))
      : (text?.split('/')[0]?.split(':').toReversed() ?? []);
  const isOther = /^\d+$/.test(published ?? '') && published !== (propertyOf(value, 'host') ?? published);
  return target === container && !isOther;
}
