// Where each field of the model stands in a Compose service: https://docs.docker.com/reference/compose-file/services/
import type { ListName, SettingName } from '../model/workload.ts';
import { isRefusal } from './placed-edit.ts';
import { propertyOf } from './edit-value.ts';
import type { PlacedEdit, Plan, WrittenFixes } from './placed-edit.ts';
import { planItemChange } from './compose-item.ts';
import { listKeys, planListEdit } from './compose-list.ts';
import { planOption, securityOptions } from './compose-option.ts';
import { findCarrier, findHolder, findUnwilling, goneOrExtended, ownSteps, ownValue } from './compose-service.ts';
import type { Service } from './compose-service.ts';
import { isObjectEdit, planObjectEdit } from './kubernetes-object.ts';
import { planRemove, planReplaceText, planSetAt } from './yaml-change.ts';
import { nodeAt, stepsTo } from './yaml-document.ts';
import { planRemoveItem, textOf } from './yaml-item.ts';
import { writeYaml } from './yaml-rounds.ts';
import type { Task } from './yaml-rounds.ts';

export function writeCompose(text: string, edits: readonly PlacedEdit[]): WrittenFixes {
  return writeYaml(text, edits, { partOf: ({ raw }) => raw.pointer, orderOf: () => 0, plan });
}

/** Where a setting may stand, the usual place first. */
const settingKeys: Partial<Readonly<Record<SettingName, readonly (readonly string[])[]>>> = {
  privileged: [['privileged']],
  user: [['user']],
  network: [['network_mode']],
  pid: [['pid']],
  ipc: [['ipc']],
  uts: [['uts']],
  cgroup: [['cgroup']],
  userNamespace: [['userns_mode']],
  readOnlyRootfs: [['read_only']],
  runtime: [['runtime']],
  cgroupParent: [['cgroup_parent']],
  useApiSocket: [['use_api_socket']],
  isolation: [['isolation']],
  pullPolicy: [['pull_policy']],
  oomKillDisable: [['oom_kill_disable']],
  oomScoreAdj: [['oom_score_adj']],
  restart: [['restart']],
  logDriver: [['logging', 'driver']],
  stdin: [['stdin_open']],
  tty: [['tty']],
  memoryLimit: [['mem_limit'], ['deploy', 'resources', 'limits', 'memory']],
  cpuLimit: [['cpus'], ['deploy', 'resources', 'limits', 'cpus']],
  pidsLimit: [['pids_limit'], ['deploy', 'resources', 'limits', 'pids']],
};
/** What a service says where an anchor it takes from must not hold for it. */
const insteadOfAnchor: Readonly<Record<string, string>> = {
  privileged: 'false',
  network_mode: 'bridge',
  pid: 'null',
  ipc: 'private',
  cgroup: 'private',
};

function plan(task: Task): Plan {
  const { edit, document } = task;
  if (isObjectEdit(edit)) return planObjectEdit(task, edit);
  const steps = stepsTo(document.root, edit.raw.pointer);
  const step = steps?.at(-1);
  if (steps === undefined || step === undefined) return { why: 'the service is not in the file any more' };
  const service: Service = { steps, step };
  if (edit.op === 'deny-build') return planDenial(task, service, edit.right);
  if (edit.op === 'replace-text') return planImage(task, service, edit);
  if (!('field' in edit)) return { why: 'that is no setting of a service' };
  const shared = findUnwilling(task, service);
  if (shared !== undefined) return { why: `the service is shared with others through &${shared}` };
  const carrier = findCarrier(task, service, keyOf(edit.field));
  const common = carrier === undefined ? undefined : planIn(task, carrier, edit);
  return common === undefined || isRefusal(common) ? planIn(task, service, edit) : common;
}
/** A right of the build, which is a key or one word of a list. */
function planDenial(task: Task, service: Service, right: string): Plan {
  const key = right === 'privileged' ? right : 'entitlements';
  const steps = ownSteps(service, ['build', key]);
  const last = steps?.at(-1);
  const node = last === undefined ? undefined : nodeAt(last);
  if (steps === undefined || node === undefined) return { why: 'the build is written elsewhere' };
  if (node.kind !== 'list') return planRemove(task.document, steps, service.steps.length + 1);
  const index = node.items.findIndex((item) => textOf(item) === right);
  return index === -1 ? [] : planRemoveItem(task, steps, index, service.steps.length + 1);
}
/** Text of the image's name. */
function planImage(task: Task, service: Service, edit: Extract<PlacedEdit, { op: 'replace-text' }>): Plan {
  const step = ownSteps(service, ['image'])?.at(-1);
  const text = step === undefined ? undefined : textOf(nodeAt(step));
  if (step === undefined || text === undefined) return { why: 'the image is written elsewhere' };
  return planReplaceText(task.document, step, edit);
}
type FieldEdit = Extract<PlacedEdit, { op: 'set' | 'unset' | 'add' | 'remove' | 'change' }>;
/** The key of the service that the field is below. */
function keyOf(field: FieldEdit['field']): string {
  if (field === 'handlers') return 'post_start';
  if (isList(field)) return listKeys[field] ?? '';
  return securityOptions.has(field) ? 'security_opt' : (settingKeys[field]?.[0]?.[0] ?? '');
}
function isList(field: FieldEdit['field']): field is ListName {
  return Object.hasOwn(listKeys, field);
}
function planIn(task: Task, service: Service, edit: FieldEdit): Plan {
  if (edit.op === 'change') return planItemChange(task, service, edit);
  if (edit.op === 'add' || edit.op === 'remove') {
    const key = listKeys[edit.field];
    return key === undefined
      ? { why: `${edit.field} is not a list that we write` }
      : planListEdit(task, service, edit, key);
  }
  if (securityOptions.has(edit.field)) return planOption(task, service, edit);
  const places = settingKeys[edit.field];
  if (places === undefined) return { why: `Compose has no field for ${edit.field}` };
  return edit.op === 'set' ? planSetting(task, service, { places, edit }) : planUnset(task, service, places);
}

function planSetting(
  task: Task,
  service: Service,
  wish: { readonly places: readonly (readonly string[])[]; readonly edit: Extract<PlacedEdit, { op: 'set' }> },
): Plan {
  if (wish.edit.field === 'userNamespace') return planUnset(task, service, wish.places);
  if (wish.edit.field === 'restart' && findHolder(service, ['deploy', 'restart_policy']) !== undefined)
    return { why: 'deploy.restart_policy says it, too' };
  const text = toText(wish.edit.field, wish.edit.value);
  if (text === undefined) return { why: `${wish.edit.field} takes no such value` };
  if (wish.places.some((one) => textOf(findHolder(service, one)) === text)) return [];
  const keys = wish.places.find((one) => ownValue(service, one) !== undefined) ?? wish.places[0] ?? [];
  return planSetAt(task.document, service.step, keys, { kind: 'value', text });
}
function toText(field: SettingName, value: unknown): string | undefined {
  if (field === 'memoryLimit' && typeof value === 'number') {
    const mebi = value / 1_048_576;
    return Number.isInteger(mebi) ? `${String(mebi)}m` : String(value);
  }
  if (field === 'restart') return toRestart(value);
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return typeof value === 'string' ? value : undefined;
}

/** As it is written in one word. */
function toRestart(value: unknown): string | undefined {
  const policy = propertyOf(value, 'policy');
  const retries = propertyOf(value, 'maxRetries');
  return retries === undefined || policy === undefined ? policy : `${policy}:${retries}`;
}

function planUnset(task: Task, service: Service, places: readonly (readonly string[])[]): Plan {
  for (const keys of places) {
    const own = ownSteps(service, keys);
    if (own !== undefined) return planRemove(task.document, own, service.steps.length);
    const held = findHolder(service, keys);
    if (held === undefined) continue;
    const [key = ''] = keys;
    const text = insteadOfAnchor[key];
    if (text === undefined || keys.length > 1) return { why: `${keys.join('.')} comes from an anchor` };
    return textOf(held) === text ? [] : planSetAt(task.document, service.step, keys, { kind: 'raw', text });
  }
  return goneOrExtended(task);
}
