// Which containers a workload rule may accuse, and how its messages name them.
import type { Message } from '../../model/check.ts';
import type { EditTarget, Fix } from '../../model/edit.ts';
import type { JudgedOf } from '../../model/facts.ts';
import { isKnown, locationOf } from '../../model/field.ts';
import type { Field, FieldRef, Known } from '../../model/field.ts';
import type { SettingName, Settings } from '../../model/workload.ts';

export type JudgedWorkload = JudgedOf<'workload'>;
export type JudgedContainer = JudgedWorkload['containers'][number];

/** Containers of every role. An image on its own declares nothing, so only image rules speak about it. */
export function containersOf(workload: JudgedWorkload): readonly JudgedContainer[] {
  return workload.format === 'image' ? [] : workload.containers;
}
/** The clause as it stands, or with the container named where the workload has several. */
export function sayOf(workload: JudgedWorkload, container: JudgedContainer, clause: string): string {
  return workload.containers.length > 1 ? `container ${container.name} ${clause}` : clause;
}
export function targetOf(workload: JudgedWorkload, container: JudgedContainer): EditTarget {
  return { fact: workload.id, container: container.name };
}

export interface SettingRule<K extends SettingName> {
  readonly name: K;
  isBad(value: Settings[K], container: JudgedContainer): boolean;
  clause(value: Settings[K], container: JudgedContainer): string;
  fix?(field: Known<Settings[K]>, workload: JudgedWorkload, container: JudgedContainer): Fix | undefined;
}
/** One message for each container whose setting is known to be bad; what is not known accuses nobody. */
export function accuseSetting<K extends SettingName>(
  workload: JudgedWorkload,
  rule: SettingRule<K>,
): readonly Message[] {
  const messages: Message[] = [];
  for (const container of containersOf(workload)) {
    const settings: { readonly [N in SettingName]: Field<Settings[N]> } = container.effective;
    const field: Field<Settings[K]> = settings[rule.name];
    if (!isKnown(field) || !rule.isBad(field.value, container)) continue;
    const fix = rule.fix?.(field, workload, container);
    messages.push({
      key: container.name,
      what: sayOf(workload, container, rule.clause(field.value, container)),
      fields: [refOf(rule.name, field, container)],
      ...(fix === undefined ? {} : { fix }),
    });
  }
  return messages;
}
export function refOf(name: string, field: FieldRef['field'], container: JudgedContainer): FieldRef {
  return { name, field, container: container.name };
}

/** A fix that writes the setting, over the declaration where there is one. */
export function setFix<K extends SettingName>(
  say: string,
  edit: { readonly name: K; readonly value: Settings[K]; readonly field: Known<Settings[K]> },
  target: EditTarget,
): Fix {
  const at = locationOf(edit.field);
  const set = { op: 'set', target, field: edit.name, value: edit.value } as const;
  return { say, edits: [at === undefined ? set : { ...set, at }] };
}
/** A fix that takes the declaration away; undefined where nothing is declared. */
export function unsetFix(
  say: string,
  edit: { readonly name: SettingName; readonly field: Known<unknown> },
  target: EditTarget,
): Fix | undefined {
  const at = locationOf(edit.field);
  return at === undefined ? undefined : { say, edits: [{ op: 'unset', target, field: edit.name, at }] };
}
