// Which capabilities a container really holds, and what takes one away: https://man7.org/linux/man-pages/man7/capabilities.7.html
import type { ModelEdit } from '../model/edit.ts';
import type { Fix } from '../model/edit.ts';
import { defaultCapabilities } from '../model/engine-defaults.ts';
import { isKnown, locationOf, type Field } from '../model/field.ts';
import { always, assuming, refOf, type Condition, type JudgedContainer } from './conditions.ts';
import type { JudgedWorkload } from './nodes.ts';

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

/** Takes every declared grant of it away. */
export function dropCapability(workload: JudgedWorkload, container: JudgedContainer, name: string): readonly Fix[] {
  const target = { fact: workload.id, container: container.name };
  const edits: ModelEdit[] = [];
  for (const field of grantsOf(container, name)) {
    const at = locationOf(field);
    if (!isKnown(field) || at === undefined) return [];
    edits.push({ op: 'remove', target, field: 'capAdd', value: field.value, at });
  }
  const all = edits.some((edit) => edit.op === 'remove' && edit.value === 'ALL');
  return edits.length === 0 ? [] : [{ say: `remove the capability ${all ? 'ALL' : name}`, edits }];
}
