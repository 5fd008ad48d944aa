// What the Pod Security Standards read of a pod, taken down as it is written; nothing is filled in but what
// the API server fills in itself.
// https://kubernetes.io/docs/concepts/security/pod-security-standards/
import { joined } from '../../model/joined.ts';
import { isKnown, type Field } from '../../model/field.ts';
import type { Location } from '../../model/location.ts';
import {
  isAllowedVolume,
  type PodSecurityContainer,
  type PodSecurityFields,
  type SharedSecurityContext,
} from '../../model/pod-security.ts';
import { getMember, getPath, itemsOf, mapItems, membersOf, placeOf, scalarText } from './config-value.ts';
import type { Value } from './config-value.ts';
import { booleanField, integerField, textField } from './kubernetes-field.ts';

interface Reading {
  readonly unclear: Location[];
}
/** The value when it can be read; what cannot is noted. */
function take<T>({ unclear }: Reading, field: Field<T> | undefined): T | undefined {
  if (field === undefined || isKnown(field)) return field?.value;
  if (field.at !== undefined) unclear.push(field.at);
  return undefined;
}

export function podSecurityOf(pod: Value, annotations: Value | undefined): PodSecurityFields {
  const reading: Reading = { unclear: [] };
  const context = getMember(pod, 'securityContext');
  const hostUsers = take(reading, booleanField(getMember(pod, 'hostUsers')));
  const lists = ['initContainers', 'containers', 'ephemeralContainers'];
  return {
    ...sharedContext(reading, context),
    at: placeOf(pod),
    windows: take(reading, textField(getPath(pod, 'os', 'name'))) === 'windows',
    ...(hostUsers !== undefined && { hostUsers }),
    hostNetwork: take(reading, booleanField(getMember(pod, 'hostNetwork'))) ?? false,
    hostPid: take(reading, booleanField(getMember(pod, 'hostPID'))) ?? false,
    hostIpc: take(reading, booleanField(getMember(pod, 'hostIPC'))) ?? false,
    annotations: profileAnnotations(reading, annotations),
    sysctls: mapItems(getMember(context, 'sysctls'), (item) => take(reading, textField(getMember(item, 'name'))) ?? ''),
    volumes: refusedVolumes(pod),
    containers: joined(
      lists.map((list) => mapItems(getMember(pod, list), (container) => toContainer(reading, container))),
    ),
    unclear: reading.unclear.length === 0 ? nobody : reading.unclear,
  };
}

function sharedContext(reading: Reading, context: Value | undefined): SharedSecurityContext {
  if (context === undefined) return {};
  const runAsNonRoot = take(reading, booleanField(getMember(context, 'runAsNonRoot')));
  const runAsUser = take(reading, integerField(getMember(context, 'runAsUser')));
  const hostProcess = take(reading, booleanField(getPath(context, 'windowsOptions', 'hostProcess')));
  const seccompType = profileType(reading, getMember(context, 'seccompProfile'));
  const apparmorType = profileType(reading, getMember(context, 'appArmorProfile'));
  const label = getMember(context, 'seLinuxOptions');
  const part = (name: string): string => take(reading, textField(getMember(label, name))) ?? '';
  return {
    ...(runAsNonRoot !== undefined && { runAsNonRoot }),
    ...(runAsUser !== undefined && { runAsUser }),
    ...(hostProcess !== undefined && { hostProcess }),
    ...(seccompType !== undefined && { seccompType }),
    ...(apparmorType !== undefined && { apparmorType }),
    ...(label !== undefined && { selinux: { type: part('type'), user: part('user'), role: part('role') } }),
  };
}
/** A profile without a type has the empty one, which nobody allows. */
function profileType(reading: Reading, profile: Value | undefined): string | undefined {
  return profile === undefined ? undefined : (take(reading, textField(getMember(profile, 'type'))) ?? '');
}

const nothing: Readonly<Record<string, string>> = {};
const annotationPattern =
  /^(?:container\.apparmor\.security\.beta\.kubernetes\.io\/|container\.seccomp\.security\.alpha\.kubernetes\.io\/|seccomp\.security\.alpha\.kubernetes\.io\/pod$)/;
function profileAnnotations(reading: Reading, annotations: Value | undefined): Readonly<Record<string, string>> {
  const kept = membersOf(annotations).filter(({ name }) => annotationPattern.test(name));
  if (kept.length === 0) return nothing;
  return Object.fromEntries(kept.map(({ name, value }) => [name, take(reading, textField(value)) ?? '']));
}

function refusedVolumes(pod: Value): PodSecurityFields['volumes'] {
  let refused: PodSecurityFields['volumes'][number][] | undefined;
  for (const volume of itemsOf(getMember(pod, 'volumes'))) {
    const types = typesOf(volume);
    if (isAllowedVolume(types) && !types.includes('hostPath')) continue;
    const name = scalarText(getMember(volume, 'name')) ?? '';
    (refused ??= []).push({ name, types, at: placeOf(volume) });
  }
  return refused ?? nobody;
}
/** Most lists of most pods are empty, and there are tens of thousands of pods. */
const nobody: readonly never[] = [];
/** The API server makes one that says nothing an empty folder. */
function typesOf(volume: Value): readonly string[] {
  const types: string[] = [];
  for (const { name } of membersOf(volume))
    if (name !== 'name' && getMember(volume, name) !== undefined) types.push(name);
  return types.length === 0 ? ['emptyDir'] : types;
}

function toContainer(reading: Reading, container: Value): PodSecurityContainer {
  const context = getMember(container, 'securityContext');
  const privileged = take(reading, booleanField(getMember(context, 'privileged')));
  const allowPrivilegeEscalation = take(reading, booleanField(getMember(context, 'allowPrivilegeEscalation')));
  const procMount = take(reading, textField(getMember(context, 'procMount')));
  const capabilities = getMember(context, 'capabilities');
  const names = (list: string): readonly string[] =>
    mapItems(getMember(capabilities, list), (item) => take(reading, textField(item)) ?? '');
  return {
    ...sharedContext(reading, context),
    name: scalarText(getMember(container, 'name')) ?? '',
    at: placeOf(container),
    ...(privileged !== undefined && { privileged }),
    ...(allowPrivilegeEscalation !== undefined && { allowPrivilegeEscalation }),
    ...(procMount !== undefined && { procMount }),
    ...(capabilities !== undefined && { capabilities: { add: names('add'), drop: names('drop') } }),
    hostPorts: hostPorts(reading, container),
    handlerHosts: handlerHosts(reading, container),
  };
}
function hostPorts(reading: Reading, container: Value): readonly number[] {
  let ports: number[] | undefined;
  for (const port of itemsOf(getMember(container, 'ports'))) {
    const host = take(reading, integerField(getMember(port, 'hostPort'))) ?? 0;
    if (host !== 0) (ports ??= []).push(host);
  }
  return ports ?? nobody;
}
function handlerHosts(reading: Reading, container: Value): readonly string[] {
  let hosts: string[] | undefined;
  for (const handler of handlers(container)) {
    for (const action of ['httpGet', 'tcpSocket']) {
      const host = take(reading, textField(getPath(handler, action, 'host'))) ?? '';
      if (host !== '') (hosts ??= []).push(host);
    }
  }
  return hosts ?? nobody;
}
function handlers(container: Value): readonly Value[] {
  const lifecycle = getMember(container, 'lifecycle');
  return [
    getMember(container, 'livenessProbe'),
    getMember(container, 'readinessProbe'),
    getMember(container, 'startupProbe'),
    getMember(lifecycle, 'postStart'),
    getMember(lifecycle, 'preStop'),
  ].filter((handler) => handler !== undefined);
}
