// Security contexts of a pod and its containers: the container's own word wins, each keeps its place.
// https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#security-context-1
import { isKnown, type Field } from '../../model/field.ts';
import type { Namespace, Profile, Settings } from '../../model/workload.ts';
import { getMember, getPath, itemsOf, said, scalarText, unclear } from './config-value.ts';
import type { Value } from './config-value.ts';
import { isUnconfinedType, toCapability, type DeclaredFields } from './declared-fields.ts';
import { booleanField, fieldOf, integerField, templateIn, textField } from './kubernetes-field.ts';

export interface ContainerPlace {
  readonly name: string;
  readonly container: Value;
  readonly pod: Value;
  /** Of the pod. */
  readonly annotations: Value | undefined;
}

export function setSecurity(fields: DeclaredFields, place: ContainerPlace): void {
  const own = getMember(place.container, 'securityContext');
  const shared = getMember(place.pod, 'securityContext');
  const either = (name: string): Value | undefined => getMember(own, name) ?? getMember(shared, name);
  fields.set('privileged', booleanField(getMember(own, 'privileged')));
  fields.set('user', userField(either('runAsUser'), either('runAsGroup')));
  fields.set('runAsNonRoot', booleanField(either('runAsNonRoot')));
  fields.set('noNewPrivileges', negated(booleanField(getMember(own, 'allowPrivilegeEscalation'))));
  fields.set('readOnlyRootfs', booleanField(getMember(own, 'readOnlyRootFilesystem')));
  fields.set('seccomp', profileField(either('seccompProfile')) ?? annotatedProfile(seccompAnnotation(place)));
  fields.set('apparmor', profileField(either('appArmorProfile')) ?? annotatedProfile(apparmorAnnotation(place)));
  fields.set(
    'selinuxDisabled',
    selinuxField(getMember(getMember(own, 'seLinuxOptions') ?? getMember(shared, 'seLinuxOptions'), 'type')),
  );
  fields.set('procUnmasked', procField(getMember(own, 'procMount')));
  fields.list('capAdd', capabilities(getPath(own, 'capabilities', 'add')));
  fields.list('capDrop', capabilities(getPath(own, 'capabilities', 'drop')));
}
export function setNamespaces(fields: DeclaredFields, pod: Value): void {
  fields.set('network', namespaceField(getMember(pod, 'hostNetwork'), 'pod'));
  fields.set('pid', pidField(pod));
  fields.set('ipc', namespaceField(getMember(pod, 'hostIPC'), 'pod'));
  fields.set('userNamespace', negated(booleanField(getMember(pod, 'hostUsers'))));
}

/** A user without a group has the image's or 0, which is the engine's affair. */
function userField(user: Value | undefined, group: Value | undefined): Field<string> | undefined {
  const uid = integerField(user);
  if (user === undefined || uid === undefined) return undefined;
  if (!isKnown(uid)) return withoutGuesses(uid);
  const gid = integerField(group);
  if (gid === undefined) return said(user, String(uid.value));
  return isKnown(gid) ? said(user, `${String(uid.value)}:${String(gid.value)}`) : withoutGuesses(gid);
}
function negated(field: Field<boolean> | undefined): Field<boolean> | undefined {
  if (field === undefined) return undefined;
  return isKnown(field) ? { ...field, value: !field.value } : field;
}
function namespaceField(
  value: Value | undefined,
  otherwise: 'pod' | 'private',
): Field<'host' | 'pod' | 'private'> | undefined {
  const host = booleanField(value);
  if (host === undefined) return undefined;
  return isKnown(host) ? { ...host, value: host.value ? 'host' : otherwise } : withoutGuesses(host);
}
function pidField(pod: Value): Field<Namespace> | undefined {
  const host = namespaceField(getMember(pod, 'hostPID'), 'private');
  const share = booleanField(getMember(pod, 'shareProcessNamespace'));
  if (host !== undefined && (!isKnown(host) || host.value === 'host')) return host;
  if (share === undefined) return host;
  return isKnown(share) ? { ...share, value: share.value ? 'pod' : 'private' } : withoutGuesses(share);
}
function withoutGuesses({ could: _could, ...rest }: Extract<Field<unknown>, { readonly unknown: true }>): {
  readonly unknown: true;
  readonly why: string;
  readonly could: readonly never[];
} {
  return { ...rest, could: [] };
}

function profileField(profile: Value | undefined): Field<Profile> | undefined {
  if (profile === undefined) return undefined;
  const type = getMember(profile, 'type');
  const name = textField(getMember(profile, 'localhostProfile'));
  if (type === undefined) return unclear(profile, templateIn(profile) ?? 'the profile has no type');
  return fieldOf(type, 'a type of profile', (value) => {
    switch (scalarText(value)) {
      case 'RuntimeDefault':
        return { type: 'runtime' };
      case 'Unconfined':
        return { type: 'unconfined' };
      case 'Localhost':
        return { type: 'localhost', ...(isKnown(name) && { name: name.value }) };
      default:
        return undefined;
    }
  });
}
function seccompAnnotation({ annotations, name }: ContainerPlace): Value | undefined {
  const own = getMember(annotations, `container.seccomp.security.alpha.kubernetes.io/${name}`);
  return own ?? getMember(annotations, 'seccomp.security.alpha.kubernetes.io/pod');
}
function apparmorAnnotation({ annotations, name }: ContainerPlace): Value | undefined {
  return getMember(annotations, `container.apparmor.security.beta.kubernetes.io/${name}`);
}
/** From before there were fields. */
function annotatedProfile(annotation: Value | undefined): Field<Profile> | undefined {
  return fieldOf(annotation, 'a profile', (value) => {
    const text = scalarText(value) ?? '';
    if (text === 'unconfined') return { type: 'unconfined' };
    if (text === 'runtime/default' || text === 'docker/default') return { type: 'runtime' };
    return text.startsWith('localhost/') ? { type: 'localhost', name: text.slice('localhost/'.length) } : undefined;
  });
}

function selinuxField(type: Value | undefined): Field<boolean> | undefined {
  return fieldOf(type, 'a type', (value) => {
    const text = scalarText(value);
    return text === undefined ? undefined : isUnconfinedType(text);
  });
}
function procField(mount: Value | undefined): Field<Settings['procUnmasked']> | undefined {
  return fieldOf(mount, 'Default or Unmasked', (value) => {
    const text = scalarText(value);
    return text === 'Unmasked' ? true : text === 'Default' ? false : undefined;
  });
}
function capabilities(list: Value | undefined): readonly Field<string>[] {
  const parse = (value: Value): string | undefined => {
    const text = scalarText(value);
    return text === undefined ? undefined : toCapability(text);
  };
  return itemsOf(list)
    .map((item) => fieldOf(item, 'a capability', parse))
    .filter((field) => field !== undefined);
}
