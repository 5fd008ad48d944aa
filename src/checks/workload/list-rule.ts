// One message an item: what the rules about lists of a container have alike.
import type { Message } from '../../model/check.ts';
import type { Fix, ItemChange } from '../../model/edit.ts';
import { isKnown, locationOf } from '../../model/field.ts';
import type { Field, Known } from '../../model/field.ts';
import type { ListName, Lists } from '../../model/workload.ts';
import { clauseOf, refOf, sayOf, severityOf, speakersOf, targetOf } from './container.ts';
import type { JudgedContainer, JudgedWorkload, Verdict } from './container.ts';

export interface ListRule<K extends ListName> {
  readonly name: K;
  /** Undefined for an item that is in order. */
  judge(item: Lists[K], container: JudgedContainer): Verdict | undefined;
  /** Tells the items of one container apart. */
  keyOf(item: Lists[K]): string;
  /** What taking the item out is called; absent where that is not the remedy. */
  say?(item: Lists[K]): string;
  /** What is changed of an item that stays. */
  change?(
    item: Lists[K],
    container: JudgedContainer,
  ): { readonly say: string; readonly to: readonly ItemChange[] } | undefined;
  /** In a pod it holds for all containers, and is said once. */
  readonly shared?: true;
}
const none: readonly Message[] = [];
export function accuseItems<K extends ListName>(workload: JudgedWorkload, rule: ListRule<K>): readonly Message[] {
  let messages: Message[] | undefined;
  for (const container of speakersOf(workload, rule.shared)) {
    const lists: { readonly [N in ListName]: readonly Field<Lists[N]>[] } = container.effective;
    const fields: readonly Field<Lists[K]>[] = lists[rule.name];
    if (fields.length === 0) continue;
    for (const field of fields) {
      if (!isKnown(field)) continue;
      const verdict = rule.judge(field.value, container);
      if (verdict === undefined) continue;
      const fix = removalOf(workload, { container, field }, rule);
      (messages ??= []).push({
        key: `${container.name}/${rule.keyOf(field.value)}`,
        what: sayOf(workload, container, clauseOf(verdict), rule.shared),
        ...severityOf(verdict),
        fields: [refOf(rule.name, field, container)],
        ...(fix === undefined ? {} : { fix }),
      });
    }
  }
  return messages ?? none;
}
function removalOf<K extends ListName>(
  workload: JudgedWorkload,
  { container, field }: { readonly container: JudgedContainer; readonly field: Known<Lists[K]> },
  rule: ListRule<K>,
): Fix | undefined {
  const at = locationOf(field);
  if (at === undefined) return undefined;
  const target = targetOf(workload, container);
  const change = rule.change?.(field.value, container);
  if (change !== undefined) {
    const { say, to } = change;
    return {
      say,
      edits: to.map((one) => ({ op: 'change', target, field: rule.name, value: field.value, to: one, at })),
    };
  }
  const say = rule.say?.(field.value);
  return say === undefined
    ? undefined
    : { say, edits: [{ op: 'remove', target, field: rule.name, value: field.value, at }] };
}
