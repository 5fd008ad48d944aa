// How an item of a container's list is changed and stays where it is: mounts with their volumes, ports, probes.
// https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/
import { propertyOf } from './edit-value.ts';
import { findGone } from './kubernetes-list.ts';
import { findUnwilling } from './kubernetes-shared.ts';
import { findMount, findVolume } from './kubernetes-volume.ts';
import { isRefusal } from './placed-edit.ts';
import type { PlacedEdit, Plan } from './placed-edit.ts';
import type { TextEdit } from './text-edit.ts';
import { planRemove, planSetAt } from './yaml-change.ts';
import { findPair, nodeAt, stepsTo } from './yaml-document.ts';
import type { Step } from './yaml-document.ts';
import { findItem, targetOf, textOf } from './yaml-item.ts';
import type { Task } from './yaml-rounds.ts';

type Change = Extract<PlacedEdit, { op: 'change' }>;
type Steps = readonly Step[];

export function planItemChange(task: Task, edit: Change): Plan {
  switch (edit.field) {
    case 'mounts':
      return planMount(task, edit);
    case 'ports':
      return planPort(task, edit);
    case 'handlers':
      return planHandler(task, edit);
    default:
      return { why: `${edit.field} of a pod is not a list that we write` };
  }
}
function planMount(task: Task, { value, to }: Change): Plan {
  const mount = findMount(task, propertyOf(value, 'target'));
  if (mount === undefined) return findGone(task);
  if (to.readOnly === true) return setBelow(task, mount, { keys: ['readOnly'], text: 'true' });
  if (to.propagation === null) return removeBelow(task, mount, ['mountPropagation']);
  const last = mount.at(-1);
  const volume = findVolume(task, last === undefined ? undefined : nodeAt(last));
  if (volume === undefined) return { why: 'the volume is written elsewhere' };
  if (to.mode !== undefined) return planMode(task, volume, to.mode);
  return to.seconds === undefined ? { why: 'a mount has no such property' } : planSeconds(task, volume, to.seconds);
}
/** Kubernetes lets the mounts of a container appear on its node only while it is privileged. */
export function planOneWayMounts(task: Task): Plan {
  const steps = stepsTo(task.document.root, [...task.edit.raw.pointer, 'volumeMounts']);
  const last = steps?.at(-1);
  const list = last === undefined ? undefined : nodeAt(last);
  if (steps === undefined || list?.kind !== 'list') return [];
  const changes: TextEdit[] = [];
  for (const index of list.items.keys()) {
    const mount = [...steps, { parent: list, index }];
    const way = stepsBelow(mount, ['mountPropagation'])?.at(-1);
    if (way === undefined || textOf(nodeAt(way)) !== 'Bidirectional') continue;
    const plan = removeBelow(task, mount, ['mountPropagation']);
    if (isRefusal(plan)) return plan;
    changes.push(...plan);
  }
  return changes;
}
/** Octal where it was so. */
function planMode(task: Task, volume: Steps, mode: number): Plan {
  const keys = ['secret', 'defaultMode'];
  const last = stepsBelow(volume, keys)?.at(-1);
  const isOctal = last !== undefined && textOf(nodeAt(last))?.startsWith('0') === true;
  if (last === undefined) return { why: 'the mode is not where it was read' };
  const text = isOctal ? `0${mode.toString(8)}` : String(mode);
  const node = nodeAt(last);
  const shared = findUnwilling(task, volume);
  if (shared !== undefined) return { why: `it is shared with others through &${shared}` };
  if (node?.kind !== 'scalar') return { why: 'the mode is not a plain one' };
  return textOf(node) === text ? [] : [{ from: node.start, to: node.end, text }];
}
function planSeconds(task: Task, volume: Steps, seconds: number): Plan {
  const sources = stepsBelow(volume, ['projected', 'sources']);
  const last = sources?.at(-1);
  const list = last === undefined ? undefined : nodeAt(last);
  if (sources === undefined || list?.kind !== 'list') return { why: 'the volume is written elsewhere' };
  const index = list.items.findIndex((item) => {
    const token = item.kind === 'map' ? targetOf(findPair(item, 'serviceAccountToken')?.value) : undefined;
    const text = token?.kind === 'map' ? textOf(findPair(token, 'expirationSeconds')?.value) : undefined;
    return text !== undefined && Number(text) > seconds;
  });
  if (index === -1) return [];
  const token = ['serviceAccountToken', 'expirationSeconds'];
  return setBelow(task, [...sources, { parent: list, index }], { keys: token, text: String(seconds) });
}
function planPort(task: Task, { value, to }: Change): Plan {
  const steps = stepsTo(task.document.root, [...task.edit.raw.pointer, 'ports']);
  const last = steps?.at(-1);
  const list = last === undefined ? undefined : nodeAt(last);
  if (steps === undefined || list?.kind !== 'list') return findGone(task);
  const index = findItem(task, list, (item) => {
    const is = (key: string, property: string): boolean =>
      item.kind === 'map' && textOf(findPair(item, key)?.value) === propertyOf(value, property);
    return is('containerPort', 'container') && is('hostPort', 'host');
  });
  if (index === undefined) return findGone(task);
  return to.host === null
    ? removeBelow(task, [...steps, { parent: list, index }], ['hostPort'])
    : { why: 'a port of a pod has no such property' };
}
const probes: Readonly<Record<string, readonly string[]>> = {
  liveness: ['livenessProbe'],
  readiness: ['readinessProbe'],
  startup: ['startupProbe'],
  postStart: ['lifecycle', 'postStart'],
  preStop: ['lifecycle', 'preStop'],
};
function planHandler(task: Task, { value, to }: Change): Plan {
  const keys = probes[propertyOf(value, 'when') ?? ''];
  const action = propertyOf(value, 'how') === 'tcp' ? 'tcpSocket' : 'httpGet';
  const way = keys === undefined ? [] : [...task.edit.raw.pointer, ...keys, action];
  const steps = keys === undefined || to.host !== null ? undefined : stepsTo(task.document.root, way);
  return steps === undefined ? findGone(task) : removeBelow(task, steps, ['host']);
}

function stepsBelow(steps: Steps, keys: readonly string[]): Steps | undefined {
  const last = steps.at(-1);
  const node = last === undefined ? undefined : nodeAt(last);
  const more = node === undefined ? undefined : stepsTo(node, keys);
  return more === undefined ? undefined : [...steps, ...more];
}
function setBelow(
  task: Task,
  steps: Steps,
  { keys, text }: { readonly keys: readonly string[]; readonly text: string },
): Plan {
  const shared = findUnwilling(task, steps);
  if (shared !== undefined) return { why: `it is shared with others through &${shared}` };
  const last = steps.at(-1);
  return last === undefined ? findGone(task) : planSetAt(task.document, last, keys, { kind: 'value', text });
}
function removeBelow(task: Task, steps: Steps, keys: readonly string[]): Plan {
  const way = stepsBelow(steps, keys);
  if (way === undefined) return [];
  const shared = findUnwilling(task, way);
  if (shared !== undefined) return { why: `it is shared with others through &${shared}` };
  return planRemove(task.document, way, steps.length);
}
