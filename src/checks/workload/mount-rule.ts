// One message a mount: what the rules about mounted host paths have alike.
import type { Message } from '../../model/check.ts';
import type { ItemChange } from '../../model/edit.ts';
import type { World } from '../../model/facts.ts';
import { isKnown, locationOf } from '../../model/field.ts';
import { clauseOf, sayOf, severityOf, targetOf } from './container.ts';
import type { JudgedWorkload, Verdict } from './container.ts';
import { hostMountsOf } from './host-path.ts';
import type { HostMount } from './host-path.ts';

export interface MountRule {
  /** Undefined for a mount that is in order. */
  judge(mount: HostMount): Verdict | undefined;
  /** What removing the mount is called; absent where that is not the remedy. */
  readonly say?: string;
  /** What is changed of the mount instead. */
  readonly change?: ItemChange;
}
export function accuseMounts(workload: JudgedWorkload, world: World, rule: MountRule): readonly Message[] {
  return hostMountsOf(workload, world).flatMap((found) => {
    const verdict = rule.judge(found);
    if (verdict === undefined) return [];
    return {
      key: `${found.container.name}/${found.path}:${found.mount.target}`,
      what: sayOf(workload, found.container, clauseOf(verdict)),
      ...severityOf(verdict),
      fields: found.fields,
      ...removalOf(workload, found, rule),
    };
  });
}
function removalOf(workload: JudgedWorkload, found: HostMount, rule: MountRule): Pick<Message, 'fix'> {
  const [ref] = found.fields;
  if (rule.say === undefined || !isKnown(ref.field)) return {};
  const at = locationOf(ref.field);
  if (at === undefined) return {};
  const item = { target: targetOf(workload, found.container), field: 'mounts', value: found.mount, at } as const;
  const { say, change } = rule;
  return {
    fix: { say, edits: [change === undefined ? { op: 'remove', ...item } : { op: 'change', ...item, to: change }] },
  };
}
