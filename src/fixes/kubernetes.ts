// How an edit of the model becomes a change of a pod's text, at the container or at the pod.
import type { SettingName } from '../model/workload.ts';
import { places, toLeaf } from './kubernetes-field.ts';
import type { Place } from './kubernetes-field.ts';
import { planItemChange, planOneWayMounts } from './kubernetes-item.ts';
import { findGone, planAdd, planRemoveFrom } from './kubernetes-list.ts';
import { isObjectEdit, lastFirst, planObjectEdit } from './kubernetes-object.ts';
import { findUnwilling, isSetElsewhere, stepsAlong } from './kubernetes-shared.ts';
import { planMountRemoval } from './kubernetes-volume.ts';
import { isRefusal } from './placed-edit.ts';
import type { PlacedEdit, Plan, WrittenFixes } from './placed-edit.ts';
import { planRemove, planReplaceText, planSetAt } from './yaml-change.ts';
import { insertLines } from './text-edit.ts';
import { nodeAt, stepInto, stepsTo } from './yaml-document.ts';
import type { Step, YamlDocument } from './yaml-document.ts';
import { textOf } from './yaml-item.ts';
import type { Leaf } from './yaml-render.ts';
import { writeYaml } from './yaml-rounds.ts';
import type { Task } from './yaml-rounds.ts';

export function writeKubernetes(text: string, edits: readonly PlacedEdit[]): WrittenFixes {
  return writeYaml(text, lastFirst(edits), {
    partOf: (edit) => (isObjectEdit(edit) ? edit.raw.pointer : edit.raw.pointer.slice(0, -2)),
    orderOf: (edit) =>
      edit.op === 'remove' || edit.op === 'set-at' || ('field' in edit && edit.field === 'privileged') ? 0 : 1,
    plan: (task) => {
      if (task.edit.op === 'append-document') return planDocument(task.document, task.edit.value);
      return isObjectEdit(task.edit) ? planObjectEdit(task, task.edit) : plan(task);
    },
  });
}

/** A file that is one JSON value has no room for a second one. */
function planDocument({ text, root }: YamlDocument, value: string): Plan {
  const lines = value.trimEnd().split('\n');
  if (text.replaceAll('\r\n', '\n').includes(lines.join('\n'))) return [];
  if (root.kind === 'map' && root.flow) return { why: 'a document cannot be added to a file in JSON' };
  return [insertLines(text, text.length, ['---', ...lines])];
}
type Pointer = readonly (string | number)[];
function plan(task: Task): Plan {
  const { document, edit } = task;
  const steps = stepsTo(document.root, edit.raw.pointer);
  if (steps === undefined) return { why: 'the container is not in the file any more' };
  const shared = findUnwilling(task, steps);
  if (shared !== undefined) return { why: `it is shared with others through &${shared}` };
  switch (edit.op) {
    case 'set':
      return edit.field === 'privileged' && edit.value === false
        ? together(planSetting(task, edit), planOneWayMounts(task))
        : planSetting(task, edit);
    case 'unset':
      return planUnset(task, edit.field);
    case 'add':
      return planAdd(task, edit);
    case 'remove':
      return edit.field === 'mounts' ? planMountRemoval(task, edit.value) : planRemoveFrom(task, edit);
    case 'change':
      return planItemChange(task, edit);
    case 'replace-text':
      return planImage(task, steps, edit);
    case 'set-at':
    case 'remove-at':
    case 'append-document':
    case 'add-lines':
    case 'deny-build':
    case 'set-user':
    case 'set-instruction':
    case 'insert-before':
    case 'remove-instruction':
    case 'remove-blank-lines':
    case 'join-next':
  }
  return { why: 'that is changed in the Dockerfile' };
}
function together(plan: Plan, more: Plan): Plan {
  if (isRefusal(plan)) return plan;
  return isRefusal(more) ? more : [...plan, ...more];
}

/** Text of the image's name. */
function planImage(task: Task, container: readonly Step[], edit: Extract<PlacedEdit, { op: 'replace-text' }>): Plan {
  const last = container.at(-1);
  const node = last === undefined ? undefined : nodeAt(last);
  const step = node === undefined ? undefined : stepInto(node, 'image');
  return step === undefined ? findGone(task) : planReplaceText(task.document, step, edit);
}
/** Ways to where the setting is written now: the container's own comes before the pod's. */
function writtenAt(task: Task, place: Place): { readonly steps: readonly Step[]; readonly floor: number } | undefined {
  const { pointer } = task.edit.raw;
  const candidates: readonly (readonly [Pointer, readonly string[] | undefined])[] = [
    [pointer, place.container],
    [pointer.slice(0, -2), place.pod],
  ];
  for (const [base, keys] of candidates) {
    const steps = keys === undefined ? undefined : stepsTo(task.document.root, [...base, ...keys]);
    if (steps !== undefined) return { steps, floor: base.length };
  }
  return undefined;
}
function planSetting(task: Task, edit: Extract<PlacedEdit, { op: 'set' }>): Plan {
  const place = places[edit.field];
  const leaf = place === undefined ? undefined : toLeaf(edit.field, edit.value);
  if (place === undefined || leaf === undefined) return { why: `a pod has no such field for ${edit.field}` };
  if (edit.field === 'noNewPrivileges' && runsPrivileged(task)) {
    return { why: 'Kubernetes refuses it for a container that is privileged' };
  }
  if (place.container !== undefined && isSetElsewhere(task, place.container)) return [];
  const written = writtenAt(task, place);
  const annotation = written === undefined ? planAnnotation(task, place, leaf) : undefined;
  if (annotation !== undefined) return annotation;
  if (written !== undefined) return setWritten(task, written, leaf);
  const shared = findUnwilling(task, stepsAlong(task, place.container ?? []));
  if (shared !== undefined) return { why: `it is shared with others through &${shared}` };
  const { pointer } = task.edit.raw;
  const base = place.container === undefined ? pointer.slice(0, -2) : pointer;
  const keys = place.container ?? place.pod ?? [];
  const step = stepsTo(task.document.root, base)?.at(-1);
  return step === undefined
    ? { why: 'the container is not in the file any more' }
    : planSetAt(task.document, step, keys, leaf);
}
function setWritten(task: Task, written: { readonly steps: readonly Step[] }, leaf: Leaf): Plan {
  const shared = findUnwilling(task, written.steps);
  if (shared !== undefined) return { why: `it is shared with others through &${shared}` };
  const step = written.steps.at(-2);
  const last = written.steps.at(-1);
  const key = last?.parent.kind === 'map' ? last.parent.pairs[last.index]?.key.value : undefined;
  if (step === undefined || key === undefined) return { why: 'it is not where it was read' };
  return planSetAt(task.document, step, [key], leaf);
}
function runsPrivileged(task: Task): boolean {
  const steps = stepsTo(task.document.root, [...task.edit.raw.pointer, 'securityContext', 'privileged']);
  const step = steps?.at(-1);
  return step !== undefined && textOf(nodeAt(step)) === 'true';
}
function planUnset(task: Task, field: SettingName): Plan {
  const place = places[field];
  if (place === undefined) return { why: `a pod has no field for ${field}` };
  const written = writtenAt(task, place);
  if (written === undefined) return planAnnotation(task, place) ?? findGone(task);
  const shared = findUnwilling(task, written.steps);
  if (shared !== undefined) return { why: `it is shared with others through &${shared}` };
  return planRemove(task.document, written.steps, written.floor);
}
/** An annotation that said it before there was a field, where the edit's own place is one. */
function planAnnotation(task: Task, place: Place, leaf?: Leaf): Plan | undefined {
  const { annotation } = place;
  const { offset, document } = task;
  if (annotation === undefined || offset === undefined) return undefined;
  const base = task.edit.raw.pointer.slice(0, -3);
  const steps = stepsTo(document.root, [...base, 'metadata', 'annotations']);
  const last = steps?.at(-1);
  const map = last === undefined ? undefined : nodeAt(last);
  if (steps === undefined || last === undefined || map?.kind !== 'map') return undefined;
  const pair = map.pairs.findIndex(({ key, value }) => key.start <= offset && offset <= Math.max(key.end, value.end));
  const name = map.pairs[pair]?.key.value;
  if (name?.startsWith(annotation) !== true) return undefined;
  if (leaf !== undefined) return planSetAt(document, last, [name], { kind: 'value', text: 'runtime/default' });
  return planRemove(document, [...steps, { parent: map, index: pair }], base.length + 1);
}
