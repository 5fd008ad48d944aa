// Test support: edits made to the facts, as the writers of the formats make them to the files.
import assert from 'node:assert/strict';
import type { Fact } from '../../model/facts.ts';
import { declared, isKnown, locationOf, type Field } from '../../model/field.ts';
import type { Location } from '../../model/location.ts';
import type { ModelEdit } from '../../model/edit.ts';
import type { Container, Workload } from '../../model/workload.ts';
import { sampleAt, sampleWorkload } from './sample-world.ts';

export function applyEdit(facts: readonly Fact[], edit: ModelEdit): readonly Fact[] {
  return facts.map((fact) => {
    if (!('target' in edit) || fact.id !== edit.target.fact) return fact;
    return fact.kind === 'workload' ? editedWorkload(fact, edit) : editedRights(fact, edit);
  });
}
/** A namespace that a pod shares is set once for the pod. */
export function editedWorkload(workload: Workload, edit: ModelEdit): Workload {
  if (!('target' in edit) || workload.id !== edit.target.fact) return workload;
  const { target } = edit;
  const whole =
    workload.engine === 'kubernetes' &&
    (edit.op === 'unset' || edit.op === 'set') &&
    ['pid', 'ipc', 'network', 'serviceAccountToken'].includes(edit.field);
  const containers = workload.containers.map((one) =>
    whole || one.name === target.container ? edited(one, edit, workload) : one,
  );
  return { ...workload, containers };
}
function edited(container: Container, edit: ModelEdit, { engine }: Pick<Workload, 'engine'>): Container {
  if (edit.op === 'set' || edit.op === 'unset') {
    const base = sampleWorkload({ engine, containers: [{}] }).containers[0]?.effective;
    const value = edit.op === 'set' ? declared(edit.value, sampleAt()) : base?.[edit.field];
    const { [edit.field]: _gone, ...rest } = container.declared;
    const kept = edit.op === 'set' ? { ...rest, [edit.field]: value } : rest;
    return { ...container, declared: kept, effective: { ...container.effective, [edit.field]: value } };
  }
  if (edit.op === 'change') return changed(container, edit);
  if (edit.op !== 'remove' && edit.op !== 'add') throw new Error(`no such edit here: ${edit.op}`);
  const list: readonly Field<unknown>[] = container.effective[edit.field];
  const left =
    edit.op === 'add' ? [...list, declared(edit.value, sampleAt())] : list.filter((field) => !standsAt(field, edit.at));
  assert.ok(edit.op === 'add' || left.length < list.length, 'the edit removes something');
  return {
    ...container,
    effective: { ...container.effective, [edit.field]: left },
  };
}
function standsAt(field: Field<unknown>, at: Location | undefined): boolean {
  return isKnown(field) && JSON.stringify(locationOf(field)) === JSON.stringify(at);
}
function changed(container: Container, { field, at, to }: Extract<ModelEdit, { op: 'change' }>): Container {
  const list: readonly Field<unknown>[] = container.effective[field];
  const made = list.map((item) => {
    if (!isKnown(item) || !standsAt(item, at)) return item;
    const kept = Object.entries({ ...(item.value as object), ...to }).filter(([, value]) => value !== null);
    return { ...item, value: Object.fromEntries(kept) };
  });
  return { ...container, effective: { ...container.effective, [field]: made } };
}
/** As the writer of the format would take it out of the text. */
function editedRights(fact: Fact, edit: ModelEdit): Fact {
  if (edit.op !== 'remove-at') throw new Error(`no such edit here: ${edit.op}`);
  if (fact.kind === 'binding')
    return { ...fact, subjects: fact.subjects.filter(({ pointer }) => String(pointer) !== String(edit.pointer)) };
  if (fact.kind !== 'role') return fact;
  const [, , list, item] = edit.pointer;
  return {
    ...fact,
    rules: fact.rules.map((rule) => {
      if (String(rule.pointer) !== String(edit.pointer.slice(0, 2))) return rule;
      const kept = (name: string, words: readonly string[]): readonly string[] =>
        // In its place, so that later edits find theirs.
        list === name ? words.map((word, index) => (index === item ? '-' : word)) : words;
      return { ...rule, verbs: kept('verbs', rule.verbs), resources: kept('resources', rule.resources) };
    }),
  };
}
