// The lists of a container in a pod: capabilities and variables.
import type { PlacedEdit, Plan } from './placed-edit.ts';
import { propertyOf, toCapability } from './edit-value.ts';
import { findUnwilling, isAnothers, isSetElsewhere, stepsAlong } from './kubernetes-shared.ts';
import { planAppend, planSetAt } from './yaml-change.ts';
import { nodeAt, stepsTo } from './yaml-document.ts';
import { findItem, planRemoveItem, targetOf, textOf } from './yaml-item.ts';
import type { YamlNode } from '../syntax/tree.ts';
import type { Task } from './yaml-rounds.ts';

const listPlaces: Readonly<Record<string, readonly string[]>> = {
  capAdd: ['securityContext', 'capabilities', 'add'],
  capDrop: ['securityContext', 'capabilities', 'drop'],
  env: ['env'],
};
/** Below the pod's spec, for all its containers. */
const podLists: Readonly<Record<string, readonly string[]>> = {
  groups: ['securityContext', 'supplementalGroups'],
  sysctls: ['securityContext', 'sysctls'],
};

export function planAdd(task: Task, edit: Extract<PlacedEdit, { op: 'add' }>): Plan {
  const keys = listPlaces[edit.field];
  if (keys === undefined || typeof edit.value !== 'string')
    return { why: `an item of ${edit.field} is not plain text` };
  if (isSetElsewhere(task, keys)) return [];
  const shared = findUnwilling(task, stepsAlong(task, keys));
  if (shared !== undefined) return { why: `it is shared with others through &${shared}` };
  const { pointer } = task.edit.raw;
  const list = stepsTo(task.document.root, [...pointer, ...keys])?.at(-1);
  const node = list === undefined ? undefined : nodeAt(list);
  if (node?.kind === 'list') {
    const there = node.items.some((item) => isCapability(item, edit.value));
    return there ? [] : planAppend(task.document, node, edit.value);
  }
  const step = stepsTo(task.document.root, pointer)?.at(-1);
  if (step === undefined) return { why: 'the container is not in the file any more' };
  return planSetAt(task.document, step, keys, { kind: 'item', text: edit.value });
}
export function planRemoveFrom(task: Task, edit: Extract<PlacedEdit, { op: 'remove' }>): Plan {
  const ofThePod = podLists[edit.field];
  const keys = ofThePod ?? listPlaces[edit.field];
  if (keys === undefined) return { why: `${edit.field} of a pod is not a list that we write` };
  const pointer = ofThePod === undefined ? task.edit.raw.pointer : task.edit.raw.pointer.slice(0, -2);
  const steps = stepsTo(task.document.root, [...pointer, ...keys]);
  const last = steps?.at(-1);
  const list = last === undefined ? undefined : nodeAt(last);
  if (steps === undefined || list?.kind !== 'list') return findGone(task);
  const shared = findUnwilling(task, steps);
  if (shared !== undefined) return { why: `it is shared with others through &${shared}` };
  const name = propertyOf(edit.value, 'name');
  const index = findItem(task, list, (item) => {
    if (edit.field === 'env' || edit.field === 'sysctls') return isNamed(item, name);
    return edit.field === 'groups' ? textOf(item) === edit.value : isCapability(item, edit.value);
  });
  return index === undefined ? findGone(task) : planRemoveItem(task, steps, index, pointer.length);
}
function isCapability(item: YamlNode, value: unknown): boolean {
  const text = textOf(item);
  return text !== undefined && toCapability(text) === toCapability(String(value));
}
export function isNamed(item: YamlNode, name: string | undefined): boolean {
  const node = targetOf(item);
  return node?.kind === 'map' && node.pairs.some((pair) => pair.key.value === 'name' && textOf(pair.value) === name);
}
/** What is not there any more is done; what was never there is out of reach. */
export function findGone(task: Task): Plan {
  const isDone = task.offset === undefined || isAnothers(task);
  return isDone ? [] : { why: 'it comes from an anchor or from another place' };
}
