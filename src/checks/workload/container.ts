// Which containers a workload rule may accuse, and how its messages name them.
import type { Message } from '../../model/check.ts';
import type { EditTarget, Fix } from '../../model/edit.ts';
import type { JudgedOf } from '../../model/facts.ts';
import { isKnown, locationOf } from '../../model/field.ts';
import type { Field, FieldRef, Known } from '../../model/field.ts';
import type { Severity } from '../../model/severity.ts';
import type { SettingName, Settings } from '../../model/workload.ts';
import { isWindowsPod } from './windows-pod.ts';

export type JudgedWorkload = JudgedOf<'workload'>;
export type JudgedContainer = JudgedWorkload['containers'][number];

/** Containers of every role. An image on its own declares nothing, so only image rules speak about it. */
export function containersOf(workload: JudgedWorkload): readonly JudgedContainer[] {
  return workload.format === 'image' ? [] : workload.containers;
}
/** Those that can differ in it: what belongs to a pod as a whole is said of its first container only. */
export function speakersOf(workload: JudgedWorkload, shared: true | undefined): readonly JudgedContainer[] {
  const containers = containersOf(workload);
  return isOfThePod(workload, shared) ? containers.slice(0, 1) : containers;
}
function isOfThePod(workload: JudgedWorkload, shared: true | undefined): boolean {
  return shared === true && workload.engine === 'kubernetes';
}
/** The clause as it stands, or with the container named where the workload has several. */
export function sayOf(workload: JudgedWorkload, container: JudgedContainer, clause: string, shared?: true): string {
  if (isOfThePod(workload, shared)) return `the pod ${clause}`;
  return workload.containers.length > 1 ? `container ${container.name} ${clause}` : clause;
}
export function targetOf(workload: JudgedWorkload, container: JudgedContainer): EditTarget {
  return { fact: workload.id, container: container.name };
}

/** The clause of evidence, with a severity where it is not the rule's usual one. */
export type Verdict = string | { readonly clause: string; readonly severity: Severity };
export function clauseOf(verdict: Verdict): string {
  return typeof verdict === 'string' ? verdict : verdict.clause;
}
export function severityOf(verdict: Verdict): Pick<Message, 'severity'> {
  return typeof verdict === 'string' ? {} : { severity: verdict.severity };
}

export interface SettingRule<K extends SettingName> {
  readonly name: K;
  isBad(value: Settings[K], container: JudgedContainer): boolean;
  clause(value: Settings[K], container: JudgedContainer): Verdict;
  fix?(field: Known<Settings[K]>, workload: JudgedWorkload, container: JudgedContainer): Fix | undefined;
  /** In a pod it holds for all containers, and is said once. */
  readonly shared?: true;
  /** Windows has no such setting. */
  readonly onlyLinux?: true;
}
/** One message for each container whose setting is known to be bad; what is not known accuses nobody. */
export function accuseSetting<K extends SettingName>(
  workload: JudgedWorkload,
  rule: SettingRule<K>,
): readonly Message[] {
  const messages: Message[] = [];
  if (rule.onlyLinux === true && isWindowsPod(workload)) return messages;
  for (const container of speakersOf(workload, rule.shared)) {
    const settings: { readonly [N in SettingName]: Field<Settings[N]> } = container.effective;
    const field: Field<Settings[K]> = settings[rule.name];
    if (!isKnown(field) || !rule.isBad(field.value, container)) continue;
    const verdict = rule.clause(field.value, container);
    const fix = rule.fix?.(field, workload, container);
    messages.push({
      key: container.name,
      what: sayOf(workload, container, clauseOf(verdict), rule.shared),
      ...severityOf(verdict),
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
