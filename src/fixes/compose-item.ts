// How an item of a Compose list is changed and stays where it is: mounts, ports and hooks, in short and in long syntax.
// https://docs.docker.com/reference/compose-file/services/#volumes
import type { ItemChange } from '../model/edit.ts';
import { isMeant } from './compose-list.ts';
import { ownSteps } from './compose-service.ts';
import type { Service } from './compose-service.ts';
import type { PlacedEdit, Plan } from './placed-edit.ts';
import { planRemove, planReplaceItem, planSetAt } from './yaml-change.ts';
import { nodeAt, stepInto } from './yaml-document.ts';
import type { Step } from './yaml-document.ts';
import { findItem } from './yaml-item.ts';
import type { Task } from './yaml-rounds.ts';

type Change = Extract<PlacedEdit, { op: 'change' }>;
/** Keys below which the items of a field may stand. */
const keysOf: Readonly<Partial<Record<Change['field'], readonly string[]>>> = {
  mounts: ['volumes', 'tmpfs'],
  ports: ['ports'],
  handlers: ['post_start', 'pre_stop'],
};

export function planItemChange(task: Task, service: Service, edit: Change): Plan {
  for (const key of keysOf[edit.field] ?? []) {
    const steps = ownSteps(service, [key]);
    const last = steps?.at(-1);
    const node = last === undefined ? undefined : nodeAt(last);
    if (steps === undefined || last === undefined || node === undefined) continue;
    // One tmpfs may stand without a list.
    if (node.kind === 'scalar' && isMeant(edit, node)) return planText(task, last, edit);
    if (node.kind !== 'list') continue;
    const index = findItem(task, node, (item) => isMeant(edit, item));
    if (index !== undefined) return planChange(task, [...steps, { parent: node, index }], edit);
  }
  return task.offset === undefined ? [] : { why: 'it comes from an anchor or from another service' };
}
function planChange(task: Task, steps: readonly Step[], edit: Change): Plan {
  const step = steps.at(-1);
  const node = step === undefined ? undefined : nodeAt(step);
  if (step === undefined || node === undefined || node.kind === 'alias') return { why: 'it comes from an anchor' };
  if (node.kind === 'scalar') return planText(task, step, edit);
  const long = toLong(edit.to);
  if (long === undefined || node.kind !== 'map') return { why: 'it is not written in a way that we change' };
  const { keys, text } = long;
  if (text !== undefined) return planSetAt(task.document, step, keys, { kind: 'value', text });
  const way = [...steps];
  for (const key of keys) {
    const parent = way.at(-1);
    const member = parent === undefined ? undefined : nodeAt(parent);
    const next = member === undefined ? undefined : stepInto(member, key);
    if (next === undefined) return [];
    way.push(next);
  }
  return planRemove(task.document, way, steps.length);
}
/** What is set, or taken out where there is no text. */
function toLong(to: ItemChange): { readonly keys: readonly string[]; readonly text?: string } | undefined {
  if (to.readOnly === true) return { keys: ['read_only'], text: 'true' };
  if (to.propagation === null) return { keys: ['bind', 'propagation'] };
  if (to.hostIp !== undefined) return { keys: ['host_ip'], text: to.hostIp };
  if (to.privileged === null) return { keys: ['privileged'] };
  return to.user === null ? { keys: ['user'] } : undefined;
}

function planText(task: Task, step: Step, edit: Change): Plan {
  const node = nodeAt(step);
  if (node?.kind !== 'scalar') return { why: 'it is not written in a way that we change' };
  const text = edit.field === 'ports' ? toPort(node.value, edit.to) : toMount(node.value, edit.to);
  if (text === undefined) return { why: 'it is not written in a way that we change' };
  return planReplaceItem(task.document, step, text);
}
/** Parts between colons, with addresses and variables in one piece. */
const part = /(?:\[[^\]]*\]|\$\{[^}]*\}|[^:])+/g;
function toPort(text: string, { hostIp }: ItemChange): string | undefined {
  const parts = text.match(part) ?? [];
  if (hostIp === undefined || parts.length === 0 || parts.length > 3) return undefined;
  if (parts.length === 1) return `${hostIp}::${text.replace(/^:+/, '')}`;
  const isEngines = parts.length === 2 && text.includes('::');
  return [hostIp, ...parts.slice(isEngines || parts.length === 3 ? 1 : 0)].join(isEngines ? '::' : ':');
}
/** The options behind the last colon: they follow a target, which is a path. */
function toMount(text: string, to: ItemChange): string | undefined {
  const colon = text.lastIndexOf(':');
  const last = text.slice(colon + 1);
  const hasOptions = colon > 1 && /^[a-zA-Z][a-zA-Z,=0-9]*$/.test(last);
  const options = hasOptions ? last.split(',') : [];
  const changed = toOptions(options, to);
  if (changed === undefined) return undefined;
  return [hasOptions ? text.slice(0, colon) : text, changed.join(',')].filter((one) => one !== '').join(':');
}
function toOptions(options: readonly string[], to: ItemChange): readonly string[] | undefined {
  if (to.readOnly === true) {
    if (options.includes('rw')) return options.filter((one) => one !== 'ro').map((one) => (one === 'rw' ? 'ro' : one));
    return options.includes('ro') ? options : ['ro', ...options];
  }
  if (to.propagation === null) return options.filter((one) => !/^r?(?:shared|slave)$/.test(one));
  return to.noexec === true ? options.filter((one) => one !== 'exec') : undefined;
}
