// The entries of `security_opt` and the fields of the model that they are:
// https://docs.docker.com/reference/cli/docker/container/run/#security-opt
import type { SettingName } from '../model/workload.ts';
import type { PlacedEdit, Plan } from './placed-edit.ts';
import { findHolder, goneOrExtended, ownSteps, ownValue } from './compose-service.ts';
import type { Service } from './compose-service.ts';
import { planAppend, planSetAt } from './yaml-change.ts';
import { planRemoveItem, targetOf, textOf } from './yaml-item.ts';
import { toScalar } from './yaml-render.ts';
import type { YamlNode } from '../syntax/tree.ts';
import type { Task } from './yaml-rounds.ts';

const key = 'security_opt';
const noNewPrivileges = 'no-new-privileges:true';
/** Entries that weaken the field; taking them out puts it right. */
export const securityOptions: ReadonlyMap<SettingName, RegExp> = new Map<SettingName, RegExp>([
  ['noNewPrivileges', /^no-new-privileges(?:[:=]|$)/],
  ['seccomp', /^seccomp[:=]unconfined$/],
  ['apparmor', /^apparmor[:=]unconfined$/],
  ['selinuxDisabled', /^label[:=](?:disable$|type:(?:spc_t|unconfined_t)$)/],
  ['selinux', /^label[:=](?:user|role|type):/],
  ['procUnmasked', /^systempaths[:=]unconfined$/],
]);

export function planOption(task: Task, service: Service, edit: Extract<PlacedEdit, { op: 'set' | 'unset' }>): Plan {
  const pattern = securityOptions.get(edit.field);
  if (pattern === undefined) return { why: `${edit.field} is no security option` };
  const own = ownValue(service, [key]);
  const held = targetOf(own ?? findHolder(service, [key]));
  const matches = (item: YamlNode): boolean => pattern.test(textOf(item) ?? '');
  const wants = edit.field === 'noNewPrivileges' && edit.op === 'set' && edit.value === true;
  if (held?.kind !== 'list')
    return wants
      ? planSetAt(task.document, service.step, [key], { kind: 'item', text: noNewPrivileges })
      : goneOrExtended(task);
  if (own?.kind !== 'list')
    return override(
      task,
      service,
      held.items.filter((item) => !matches(item)),
      wants,
    );
  const index = own.items.findIndex(matches);
  const item = own.items[index];
  if (item === undefined) return wants ? planAppend(task.document, own, noNewPrivileges) : goneOrExtended(task);
  if (wants) {
    const text = toScalar(noNewPrivileges, { json: false });
    const holds = /^no-new-privileges(?:[:=]true)?$/.test(textOf(item) ?? '');
    return holds ? [] : [{ from: item.start, to: item.end, text }];
  }
  const steps = ownSteps(service, [key]);
  return planRemoveItem(task, steps ?? [], index, service.steps.length);
}
/** The list comes from an anchor that others use: the service gets its own. */
function override(task: Task, service: Service, rest: readonly YamlNode[], wants: boolean): Plan {
  const texts = rest.map(textOf);
  const known = [...texts, ...(wants ? [noNewPrivileges] : [])].filter((text) => text !== undefined);
  if (known.length < texts.length) return { why: `${key} comes from an anchor` };
  const text = `[${known.map((one) => toScalar(one, { json: true })).join(', ')}]`;
  return planSetAt(task.document, service.step, [key], { kind: 'raw', text });
}
