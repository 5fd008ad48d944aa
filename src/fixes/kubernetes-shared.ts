// What containers of a pod share through an anchor: it is changed where it stands, once, when all of them want it.
import { toOwner, type Task } from './yaml-rounds.ts';
import { findPair, findShared, mergesOf, nodeAt, nodesOf, stepsTo } from './yaml-document.ts';
import type { Step, YamlDocument } from './yaml-document.ts';
import type { YamlNode } from '../syntax/tree.ts';

type Pointer = readonly (string | number)[];

/** The anchor that makes the text on the way that of others, unless all of them want the same. */
export function findUnwilling(task: Task, steps: readonly Step[]): string | undefined {
  const anchor = findShared(task.document, steps);
  return anchor === undefined || allWant(task, anchor) ? undefined : anchor;
}
/** As much of the way below the container as is written there. */
export function stepsAlong(task: Task, keys: readonly string[]): readonly Step[] {
  const { pointer } = task.edit.raw;
  for (let count = keys.length; count >= 0; count -= 1) {
    const steps = stepsTo(task.document.root, [...pointer, ...keys.slice(0, count)]);
    if (steps !== undefined) return steps;
  }
  return [];
}
/** Whether the container has it from an anchor at which another container's edit puts it right for all. */
export function isSetElsewhere(task: Task, keys: readonly string[]): boolean {
  const last = stepsTo(task.document.root, task.edit.raw.pointer)?.at(-1);
  let node: YamlNode | undefined = last === undefined ? undefined : nodeAt(last);
  for (const key of keys) {
    if (node?.kind !== 'map') break;
    const held: YamlNode | undefined = findPair(node, key)?.value ?? mergesOf(node)[0];
    node = held;
  }
  return node?.kind === 'alias' && allWant(task, node.name);
}
/** Beyond it nobody looks for the one that it is in. */
const maxAsked = 100;
/** Whether the edit's own place is in another container that wants the same. */
export function isAnothers(task: Task): boolean {
  const { offset, edit } = task;
  if (offset === undefined || task.wantedBy.size > maxAsked) return false;
  return [...containersOf(task)].some(({ pointer, node }) => {
    const owner = toOwner({ pointer });
    return owner !== toOwner(edit.raw) && task.wantedBy.has(owner) && node.start <= offset && offset < node.end;
  });
}

function allWant(task: Task, anchor: string): boolean {
  const use = usesIn(task).get(anchor);
  if (use === undefined || use.count === 0 || use.count !== task.document.uses.get(anchor)) return false;
  return [...use.owners].every((owner) => task.wantedBy.has(owner));
}
interface Use {
  /** Containers that it stands in or is used in. */
  readonly owners: Set<string>;
  count: number;
}
/** By document and pod: each is asked for many edits. */
const indexes = new WeakMap<YamlDocument, Map<string, ReadonlyMap<string, Use>>>();
function usesIn(task: Task): ReadonlyMap<string, Use> {
  const pods = indexes.get(task.document) ?? new Map<string, ReadonlyMap<string, Use>>();
  indexes.set(task.document, pods);
  const pod = toOwner({ pointer: task.edit.raw.pointer.slice(0, -2) });
  const known = pods.get(pod);
  if (known !== undefined) return known;
  const uses = new Map<string, Use>();
  for (const { pointer, node } of containersOf(task)) {
    for (const part of nodesOf(node)) {
      const name = part.kind === 'alias' ? part.name : part.anchor;
      if (name === undefined) continue;
      const use = uses.get(name) ?? { owners: new Set(), count: 0 };
      uses.set(name, use);
      use.owners.add(toOwner({ pointer }));
      if (part.kind === 'alias') use.count += 1;
    }
  }
  pods.set(pod, uses);
  return uses;
}
const lists = ['containers', 'initContainers', 'ephemeralContainers'];
function* containersOf(task: Task): Generator<{ readonly pointer: Pointer; readonly node: YamlNode }> {
  const base = task.edit.raw.pointer.slice(0, -2);
  for (const list of lists) {
    const step = stepsTo(task.document.root, [...base, list])?.at(-1);
    const node = step === undefined ? undefined : nodeAt(step);
    if (node?.kind !== 'list') continue;
    for (const [index, item] of node.items.entries()) yield { pointer: [...base, list, index], node: item };
  }
}
