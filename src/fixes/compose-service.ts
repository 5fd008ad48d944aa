// What a Compose service says itself, and what it takes from anchors that others use, too.
import type { Plan } from './placed-edit.ts';
import { findMerged, findPair, findShared, mergesOf, nameOf, nodeAt, stepInto, stepsTo } from './yaml-document.ts';
import type { Step } from './yaml-document.ts';
import { targetOf } from './yaml-item.ts';
import type { YamlNode } from '../syntax/tree.ts';
import { toOwner } from './yaml-rounds.ts';
import type { Task } from './yaml-rounds.ts';

export interface Service {
  /** The way from the root, and its last step. */
  readonly steps: readonly Step[];
  readonly step: Step;
}
/** The value below keys that are written in the service itself. */
export function ownValue(service: Service, keys: readonly string[]): YamlNode | undefined {
  let node = nodeAt(service.step);
  for (const key of keys) {
    const step = node === undefined ? undefined : stepInto(node, key);
    if (step === undefined) return undefined;
    node = nodeAt(step);
  }
  return node;
}
/** The value that an anchor brings in. */
export function findHolder(service: Service, keys: readonly string[]): YamlNode | undefined {
  let node = nodeAt(service.step);
  for (const key of keys) {
    const target = targetOf(node);
    if (target?.kind !== 'map') return undefined;
    node = findPair(target, key)?.value ?? findMerged(target, key);
  }
  return node;
}

/** The way to a value that is written in the service itself. */
export function ownSteps(service: Service, keys: readonly string[]): readonly Step[] | undefined {
  const steps = [...service.steps];
  for (const key of keys) {
    const last = steps.at(-1);
    const node = last === undefined ? undefined : nodeAt(last);
    const step = node === undefined ? undefined : stepInto(node, key);
    if (step === undefined) return undefined;
    steps.push(step);
  }
  return steps;
}

/** Beyond it nobody looks for the one that it is in. */
const maxSearched = 100;
/** What is nowhere any more is done; so is what another service, whose own text it is, wants changed in the same way. */
export function goneOrExtended(task: Task): Plan {
  const { offset, edit, document } = task;
  if (offset === undefined) return [];
  const isAnothers = [...task.wantedBy].slice(0, maxSearched).some((owner) => {
    const pointer: unknown = JSON.parse(owner);
    if (owner === toOwner(edit.raw) || !Array.isArray(pointer)) return false;
    const last = stepsTo(document.root, pointer)?.at(-1);
    const node = last === undefined ? undefined : nodeAt(last);
    return node !== undefined && node.start <= offset && offset < node.end;
  });
  return isAnothers ? [] : { why: 'the service takes it from another one that it extends' };
}

/** The anchor that makes the service's own text that of others, unless all of them want the same. */
export function findUnwilling(task: Task, service: Service): string | undefined {
  const anchor = findShared(task.document, service.steps);
  return anchor === undefined || allWant(task, anchor) ? undefined : anchor;
}
/** Beyond it nobody asks them all. */
const maxAsked = 1000;
function allWant(task: Task, anchor: string): boolean {
  const users = task.document.usedBelow.get(anchor);
  return users !== undefined && users.size <= maxAsked && [...users].every((user) => task.wantedBy.has(user));
}
/** The mapping behind an anchor that the service builds on, where everybody on it wants the same change. */
export function findCarrier(task: Task, service: Service, key: string): Service | undefined {
  const node = nodeAt(service.step);
  if (node === undefined || (node.kind === 'map' && findPair(node, key) !== undefined)) return undefined;
  for (const source of node.kind === 'map' ? mergesOf(node) : [node]) {
    if (source.kind !== 'alias' || source.to?.kind !== 'map' || !allWant(task, source.name)) continue;
    const steps = task.document.anchors.get(source.name);
    const step = steps?.at(-1);
    if (steps === undefined || step === undefined || nodeAt(step) !== source.to) continue;
    const isService = steps.length === service.steps.length && step.parent === service.step.parent;
    if (!isService || task.wantedBy.has(toOwner({ pointer: steps.map(nameOf) }))) return { steps, step };
  }
  return undefined;
}
