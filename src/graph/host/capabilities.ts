// Which capabilities a container really holds, and what takes one away: https://man7.org/linux/man-pages/man7/capabilities.7.html
import type { Fix, ModelEdit } from '../../model/edit.ts';
import { defaultCapabilities } from '../../model/engine-defaults.ts';
import { isKnown, locationOf, type Field } from '../../model/field.ts';
import { all, always, asRoot, assuming, refOf, type Condition, type JudgedContainer } from '../conditions.ts';
import type { JudgedWorkload } from '../nodes.ts';

/** The declared grant alone: what privileged mode adds goes away with it. */
export function holdsCapability(
  workload: Pick<JudgedWorkload, 'engine'>,
  container: JudgedContainer,
  name: string,
): Condition | undefined {
  const { capAdd } = container.effective;
  if (isHeld(workload, container, name)) {
    return { ...always, fields: grantsOf(container, name).map((field) => refOf(container, 'capAdd', field)) };
  }
  const unseen = capAdd.find((field) => !isKnown(field) && couldBe(field, name));
  if (unseen === undefined || isKnown(unseen)) return undefined;
  return {
    ...assuming('value-unresolved', `capAdd has ${name} in it: ${unseen.why}`),
    fields: [refOf(container, 'capAdd', unseen)],
  };
}
export interface Wielded {
  readonly when: Condition;
  /** Nobody wrote it: the engine gives it. */
  readonly isUnasked: boolean;
}
/** Held and in effect: root has what the container has, another user only what Podman was asked to add. */
export function wieldsCapability(
  { workload, container }: { readonly workload: Pick<JudgedWorkload, 'engine'>; readonly container: JudgedContainer },
  name: string,
): Wielded | undefined {
  const held = holdsCapability(workload, container, name);
  const { capAdd } = container.effective;
  const ambient = workload.engine === 'podman' && (has(capAdd, name) || has(capAdd, 'ALL'));
  const when = held && (ambient ? held : all(held, asRoot(container)));
  return when && { when, isUnasked: held?.fields.length === 0 };
}
/** Docker lets an addition win over a removal; the CRI runtimes remove by name last. */
function isHeld({ engine }: Pick<JudgedWorkload, 'engine'>, container: JudgedContainer, name: string): boolean {
  const { capAdd, capDrop } = container.effective;
  const added = has(capAdd, name);
  const dropped = has(capDrop, name);
  const fromAll = has(capAdd, 'ALL') && (engine === 'docker' || !has(capDrop, 'ALL'));
  const byDefault = defaultCapabilities[engine].has(name) && !has(capDrop, 'ALL');
  if (engine === 'docker' && added) return true;
  return !dropped && (added || fromAll || byDefault);
}
function has(list: readonly Field<string>[], name: string): boolean {
  return list.some((field) => isKnown(field) && field.value === name);
}
function couldBe(field: Field<string>, name: string): boolean {
  if (isKnown(field)) return false;
  return field.could.length === 0 || field.could.includes(name) || field.could.includes('ALL');
}
function grantsOf(container: JudgedContainer, name: string): readonly Field<string>[] {
  return container.effective.capAdd.filter(
    (field) => isKnown(field) && (field.value === name || field.value === 'ALL'),
  );
}

/** Takes every declared grant of it away, and that of the engine where it gives one. */
export function dropCapability(workload: JudgedWorkload, container: JudgedContainer, name: string): readonly Fix[] {
  const target = { fact: workload.id, container: container.name };
  const edits: ModelEdit[] = [];
  for (const field of grantsOf(container, name)) {
    const at = locationOf(field);
    if (!isKnown(field) || at === undefined) return [];
    edits.push({ op: 'remove', target, field: 'capAdd', value: field.value, at });
  }
  const { capDrop } = container.effective;
  const granted = defaultCapabilities[workload.engine].has(name) && !has(capDrop, name) && !has(capDrop, 'ALL');
  const all = edits.some((edit) => edit.op === 'remove' && edit.value === 'ALL');
  if (granted) edits.push({ op: 'add', target, field: 'capDrop', value: name });
  if (edits.length === 0) return [];
  return [{ say: granted ? `drop the capability ${name}` : `remove the capability ${all ? 'ALL' : name}`, edits }];
}
