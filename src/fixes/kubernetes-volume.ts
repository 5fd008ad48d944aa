// A mount in a pod is two entries: one in the container, and the volume that it names:
// https://kubernetes.io/docs/concepts/storage/volumes/
import type { Plan } from './placed-edit.ts';
import { isRefusal } from './placed-edit.ts';
import { propertyOf } from './edit-value.ts';
import { findGone, isNamed } from './kubernetes-list.ts';
import { findUnwilling } from './kubernetes-shared.ts';
import { findPair, nodeAt, stepsTo } from './yaml-document.ts';
import type { Step } from './yaml-document.ts';
import { findItem, planRemoveItem, targetOf, textOf } from './yaml-item.ts';
import type { YamlNode } from '../syntax/tree.ts';
import type { Task } from './yaml-rounds.ts';

/** Takes the mount out, and its volume when no other mount of the pod uses it. */
export function planMountRemoval(task: Task, value: unknown): Plan {
  const { document, edit } = task;
  const { pointer } = edit.raw;
  const steps = stepsTo(document.root, [...pointer, 'volumeMounts']);
  const last = steps?.at(-1);
  const list = last === undefined ? undefined : nodeAt(last);
  if (steps === undefined || list?.kind !== 'list') return findGone(task);
  const shared = findUnwilling(task, steps);
  if (shared !== undefined) return { why: `it is shared with others through &${shared}` };
  const target = propertyOf(value, 'target');
  const index = findItem(task, list, (item) => pathOf(item) === withoutSlash(target));
  if (index === undefined) return findGone(task);
  const removal = planRemoveItem(task, steps, index, pointer.length);
  const name = keyOf(list.items[index], 'name');
  if (isRefusal(removal) || name === undefined || countUses(task, name) > 1) return removal;
  const volume = planVolumeRemoval(task, name);
  return isRefusal(volume) ? removal : [...removal, ...volume];
}
/** The way to the mount at a path in the container. */
export function findMount(task: Task, target: string | undefined): readonly Step[] | undefined {
  const steps = stepsTo(task.document.root, [...task.edit.raw.pointer, 'volumeMounts']);
  const last = steps?.at(-1);
  const list = last === undefined ? undefined : nodeAt(last);
  if (steps === undefined || list?.kind !== 'list') return undefined;
  const index = findItem(task, list, (item) => pathOf(item) === withoutSlash(target));
  return index === undefined ? undefined : [...steps, { parent: list, index }];
}
/** The way to the volume that a mount names. */
export function findVolume(task: Task, mount: YamlNode | undefined): readonly Step[] | undefined {
  const name = keyOf(mount, 'name');
  const steps = stepsTo(task.document.root, [...task.edit.raw.pointer.slice(0, -2), 'volumes']);
  const last = steps?.at(-1);
  const list = last === undefined ? undefined : nodeAt(last);
  if (steps === undefined || list?.kind !== 'list' || name === undefined) return undefined;
  const index = list.items.findIndex((item) => isNamed(item, name));
  return index === -1 ? undefined : [...steps, { parent: list, index }];
}
function keyOf(item: YamlNode | undefined, key: string): string | undefined {
  const node = targetOf(item);
  return node?.kind === 'map' ? textOf(findPair(node, key)?.value) : undefined;
}
function pathOf(item: YamlNode): string | undefined {
  return withoutSlash(keyOf(item, 'mountPath'));
}
function withoutSlash(path: string | undefined): string | undefined {
  return path !== undefined && path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path;
}

const containerLists = ['containers', 'initContainers', 'ephemeralContainers'];
function countUses(task: Task, volume: string): number {
  const { pointer } = task.edit.raw;
  let uses = 0;
  for (const kind of containerLists) {
    const step = stepsTo(task.document.root, [...pointer.slice(0, -2), kind])?.at(-1);
    const containers = step === undefined ? undefined : targetOf(nodeAt(step));
    if (containers?.kind !== 'list') continue;
    for (const container of containers.items) uses += usesIn(targetOf(container), volume);
  }
  return uses;
}
function usesIn(container: YamlNode | undefined, volume: string): number {
  if (container?.kind !== 'map') return 0;
  const lists = ['volumeMounts', 'volumeDevices'].map((key) => targetOf(findPair(container, key)?.value));
  return lists.reduce((sum, list) => {
    return list?.kind === 'list' ? sum + list.items.filter((item) => isNamed(item, volume)).length : sum;
  }, 0);
}
function planVolumeRemoval(task: Task, name: string): Plan {
  const base = task.edit.raw.pointer.slice(0, -2);
  const steps = stepsTo(task.document.root, [...base, 'volumes']);
  const last = steps?.at(-1);
  const list = last === undefined ? undefined : nodeAt(last);
  if (steps === undefined || list?.kind !== 'list') return { why: 'the volume is written elsewhere' };
  if (findUnwilling(task, steps) !== undefined) return { why: 'the volumes are shared' };
  const index = list.items.findIndex((item) => isNamed(item, name));
  return index === -1 ? { why: 'the volume is written elsewhere' } : planRemoveItem(task, steps, index, base.length);
}
