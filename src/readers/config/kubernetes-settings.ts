// How a container of a pod is reserved for, restarted, watched, fetched and attached to; groups and names of its pod.
// https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/
import type { Field } from '../../model/field.ts';
import type { Restart, SelinuxLabel, Sysctl } from '../../model/workload.ts';
import { getMember, getPath, itemsOf, membersOf, said, scalarText, unclear } from './config-value.ts';
import type { Value } from './config-value.ts';
import type { DeclaredFields } from './declared-fields.ts';
import { booleanField, fieldOf, integerField, quantityField, templateIn, textField } from './kubernetes-field.ts';
import { handlersOf } from './kubernetes-handlers.ts';

export interface ContainerAndPod {
  readonly container: Value;
  readonly pod: Value;
}
export function setOthers(fields: DeclaredFields, { container, pod }: ContainerAndPod): void {
  setResources(fields, { container, pod });
  fields.set('restart', restartField(getMember(container, 'restartPolicy') ?? getMember(pod, 'restartPolicy')));
  const liveness = getMember(container, 'livenessProbe');
  const readiness = getMember(container, 'readinessProbe');
  if (liveness !== undefined) fields.set('healthcheck', said(liveness, 'set'));
  if (readiness !== undefined) fields.set('readiness', said(readiness, true));
  fields.set('pullPolicy', pullField(getMember(container, 'imagePullPolicy')));
  fields.set('stdin', booleanField(getMember(container, 'stdin')));
  fields.set('tty', booleanField(getMember(container, 'tty')));
  fields.list('command', [
    ...itemsOf(getMember(container, 'command')).map(wordOf),
    ...itemsOf(getMember(container, 'args')).map(wordOf),
  ]);
  fields.list('handlers', handlersOf(container));
  fields.list('extraHosts', itemsOf(getMember(pod, 'hostAliases')).map(hostOf));
}
/** What the container does not ask for itself the pod may ask for, for all of them together. */
function setResources(fields: DeclaredFields, { container, pod }: ContainerAndPod): void {
  const own = getMember(container, 'resources');
  const shared = getMember(pod, 'resources');
  if (own === undefined && shared === undefined) return;
  const limits = [getMember(own, 'limits'), getMember(shared, 'limits')] as const;
  const requests = [getMember(own, 'requests'), getMember(shared, 'requests')] as const;
  fields.set('memoryLimit', amountField(limits, 'memory', Math.ceil));
  fields.set('cpuLimit', amountField(limits, 'cpu', exactly));
  fields.set('storageLimit', amountField(limits, 'ephemeral-storage', Math.ceil));
  fields.set('memoryRequest', amountField(requests, 'memory', Math.ceil));
  fields.set('cpuRequest', amountField(requests, 'cpu', exactly));
  fields.set('storageRequest', amountField(requests, 'ephemeral-storage', Math.ceil));
  fields.set('gpus', gpuField(limits[0]));
}
type OwnAndShared = readonly [own: Value | undefined, shared: Value | undefined];
function amountField([own, shared]: OwnAndShared, name: string, round: (amount: number) => number) {
  return quantityField(getMember(own, name) ?? getMember(shared, name), round);
}
function exactly(cores: number): number {
  return cores;
}
const gpuNames = /^(?:nvidia\.com\/(?:gpu|mig-)|amd\.com\/gpu|gpu\.intel\.com\/)/;
function gpuField(limits: Value | undefined): Field<string> | undefined {
  const found = membersOf(limits).find(({ name }) => gpuNames.test(name));
  return found === undefined ? undefined : fieldOf(found.value, 'a number of processors', scalarText);
}

const restarts: Readonly<Record<string, Restart['policy']>> = {
  Always: 'always',
  OnFailure: 'on-failure',
  Never: 'no',
};
function restartField(value: Value | undefined): Field<Restart> | undefined {
  return fieldOf(value, 'a restart policy', (at) => {
    const policy = restarts[scalarText(at) ?? ''];
    return policy === undefined ? undefined : { policy };
  });
}
const pulls: Readonly<Record<string, string>> = { Always: 'always', IfNotPresent: 'missing', Never: 'never' };
function pullField(value: Value | undefined): Field<string> | undefined {
  return fieldOf(value, 'a pull policy', (at) => pulls[scalarText(at) ?? '']);
}
function wordOf(item: Value): Field<string> {
  return textField(item) ?? unclear(item, 'not a text');
}
/** As a line of the file of hosts. */
function hostOf(item: Value): Field<string> {
  const address = scalarText(getMember(item, 'ip'));
  const names = itemsOf(getMember(item, 'hostnames')).map((name) => scalarText(name) ?? '');
  return address === undefined
    ? unclear(item, templateIn(item) ?? 'the alias has no address')
    : said(item, [address, ...names].join(' '));
}

/** Groups, sysctls and labels of the security contexts. */
export function setContexts(fields: DeclaredFields, { container, pod }: ContainerAndPod): void {
  const own = getMember(container, 'securityContext');
  const shared = getMember(pod, 'securityContext');
  const group = integerField(getMember(own, 'runAsGroup') ?? getMember(shared, 'runAsGroup'));
  fields.set('group', group === undefined ? undefined : toText(group));
  fields.set('fsGroup', integerField(getMember(shared, 'fsGroup')));
  fields.set('groupsPolicy', policyField(getMember(shared, 'supplementalGroupsPolicy')));
  fields.set('selinux', selinuxField(getMember(own, 'seLinuxOptions') ?? getMember(shared, 'seLinuxOptions')));
  // Options for Windows are taken one by one, those for SELinux as a whole.
  const windows = getPath(own, 'windowsOptions', 'hostProcess') ?? getPath(shared, 'windowsOptions', 'hostProcess');
  fields.set('hostProcess', booleanField(windows));
  fields.list('groups', itemsOf(getMember(shared, 'supplementalGroups')).map(groupOf));
  fields.list('sysctls', itemsOf(getMember(shared, 'sysctls')).map(sysctlOf));
}
function toText(field: Field<number>): Field<string> {
  return 'value' in field ? { ...field, value: String(field.value) } : { ...field, could: [] };
}
function groupOf(item: Value): Field<string> {
  const field = integerField(item);
  return field === undefined ? unclear(item, 'not a number') : toText(field);
}
function policyField(value: Value | undefined): Field<'Merge' | 'Strict'> | undefined {
  return fieldOf(value, 'Merge or Strict', (at) => {
    const text = scalarText(at);
    return text === 'Merge' || text === 'Strict' ? text : undefined;
  });
}
function selinuxField(options: Value | undefined): Field<SelinuxLabel> | undefined {
  return fieldOf(options, 'an SELinux label', (value) => {
    const parts = (['user', 'role', 'type', 'level'] as const).flatMap((name) => {
      const text = scalarText(getMember(value, name));
      return text === undefined ? [] : [[name, text] as const];
    });
    return Object.fromEntries(parts);
  });
}
function sysctlOf(item: Value): Field<Sysctl> {
  const name = scalarText(getMember(item, 'name'));
  const value = getMember(item, 'value');
  if (name === undefined) return unclear(item, templateIn(item) ?? 'the sysctl has no name');
  return said(item, { name, value: scalarText(value) ?? '' });
}
