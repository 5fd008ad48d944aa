// What has to hold for a step: a grant counts when it was seen, and assumes something when it could not be; a
// protection counts only when it was seen.
import { isKnown, valueOf, type Field, type FieldRef } from '../model/field.ts';
import type { Assumption } from '../model/graph.ts';
import { joined } from '../model/joined.ts';
import type { SettingName, Settings } from '../model/workload.ts';
import type { Machine } from './host/machines.ts';
import type { JudgedWorkload } from './nodes.ts';

export type JudgedContainer = JudgedWorkload['containers'][number];
/** Undefined instead of a condition means that it cannot hold. */
export interface Condition {
  readonly fields: readonly FieldRef[];
  readonly assumes: readonly Assumption[];
  readonly blockedBy: readonly string[];
}
export const always: Condition = { fields: [], assumes: [], blockedBy: [] };

export function all(...parts: readonly (Condition | undefined)[]): Condition | undefined {
  const held: Condition[] = [];
  for (const part of parts) {
    if (part === undefined) return undefined;
    if (part !== always) held.push(part);
  }
  const [first] = held;
  if (held.length < 2) return first ?? always;
  return {
    fields: joined(held.map(({ fields }) => fields)),
    assumes: distinct(held.map(({ assumes }) => assumes)),
    blockedBy: unique(joined(held.map(({ blockedBy }) => blockedBy))),
  };
}
function unique<T>(list: readonly T[]): readonly T[] {
  return list.length < 2 ? list : [...new Set(list)];
}
/** What is assumed together, each thing once. */
export function distinct(lists: readonly (readonly Assumption[])[]): readonly Assumption[] {
  const assumes = joined(lists);
  if (assumes.length < 2) return assumes;
  return [...new Map(assumes.map((one) => [`${one.name}\n${one.why}`, one])).values()];
}
export function assuming(name: string, why: string): Condition {
  return { ...always, assumes: [{ name, why }] };
}
export function unlessSeen(blocker: string, ...fields: readonly FieldRef[]): Condition {
  return { ...always, fields, blockedBy: alone(blocker) };
}
const lists = new Map<string, readonly string[]>();
/** There are a few dozen blockers, each of which stands in the way of every container. */
function alone(blocker: string): readonly string[] {
  const list = lists.get(blocker) ?? [blocker];
  lists.set(blocker, list);
  return list;
}

export function refOf(container: JudgedContainer, name: string, field: Field<unknown>): FieldRef {
  return { name, field, container: container.name };
}
/** Settings one by one, so that the type of the field follows its name. */
export function fieldOf<K extends SettingName>(container: JudgedContainer, name: K): Field<Settings[K]> {
  const settings: { readonly [N in SettingName]: Field<Settings[N]> } = container.effective;
  return settings[name];
}
/** A granting setting: certain where its value was seen, assumed where it could be. */
export function granted<K extends SettingName>(
  container: JudgedContainer,
  name: K,
  test: (value: Settings[K]) => boolean,
): Condition | undefined {
  return grantedBy(refOf(container, name, fieldOf(container, name)), fieldOf(container, name), test);
}
export function grantedBy<T>(ref: FieldRef, field: Field<T>, test: (value: T) => boolean): Condition | undefined {
  if (isKnown(field)) return test(field.value) ? { ...always, fields: [ref] } : undefined;
  if (field.could.length > 0 && !field.could.some((value) => test(value))) return undefined;
  return { ...assuming('value-unresolved', `${ref.name} has the value that it takes: ${field.why}`), fields: [ref] };
}
export function isTrue(
  container: JudgedContainer,
  name: 'privileged' | 'userNamespace' | 'runAsNonRoot' | 'noNewPrivileges',
): boolean {
  const field = fieldOf(container, name);
  return isKnown(field) && field.value;
}

/** `user[:group]`; empty is the engine's default, which is root. */
function isRootName(user: string): boolean {
  const colon = user.indexOf(':');
  const name = (colon === -1 ? user : user.slice(0, colon)).trim();
  return name === '' || name === 'root' || Number(name) === 0;
}
export function isKnownNonRoot(container: JudgedContainer): boolean {
  const { user } = container.effective;
  return isTrue(container, 'runAsNonRoot') || (isKnown(user) && !isRootName(user.value));
}
/**
 * Until another user was seen, a container runs as root: that is what engines do. Another user has no capabilities in
 * effect, and becomes root only through a program that is set so, which no-new-privileges forbids for good.
 */
export function asRoot(container: JudgedContainer): Condition | undefined {
  const ref = refOf(container, 'user', container.effective.user);
  if (!isKnownNonRoot(container)) return unlessSeen('a user other than root', ref);
  if (isTrue(container, 'noNewPrivileges')) return undefined;
  return {
    ...assuming('root-inside', 'a process becomes root in the container, through a setuid program or a flaw in one'),
    fields: [ref],
  };
}
/** Files have owners and modes of their own, so that another user than root may be let in too. */
export function asFileOwner(container: JudgedContainer): Condition {
  return (
    asRoot(container) ?? {
      ...assuming('open-files', 'the files there are open to the user that it runs as'),
      fields: [refOf(container, 'user', container.effective.user)],
    }
  );
}
/**
 * Container root is host root. An engine that maps users does so for every container that does not say otherwise, and
 * a rootless one for all; Sysbox always does.
 */
export function sameUsers(container: JudgedContainer, machine?: Machine): Condition | undefined {
  const { userNamespace } = container.effective;
  const mapped =
    isTrue(container, 'userNamespace') || valueOf(container.effective.runtime)?.startsWith('sysbox') === true;
  if (mapped || valueOf(machine?.rootless) === true) return undefined;
  const own = isKnown(userNamespace) && userNamespace.from !== 'default';
  if (!own && valueOf(machine?.userNamespace) === true) return undefined;
  return unlessSeen('a user namespace', refOf(container, 'userNamespace', userNamespace));
}
/** Files and sockets may be mapped into a user namespace, as Kubernetes does with volumes. */
export function mappedUsers(container: JudgedContainer, machine?: Machine): Condition {
  return (
    sameUsers(container, machine) ??
    assuming('mapped-files', "the root of the container's user namespace owns the files of the mount")
  );
}
/** SELinux lets a container into files of the host only where they carry its label. */
export function labelledFiles(container: JudgedContainer, machine?: Machine): Condition {
  const { selinuxDisabled } = container.effective;
  const off = isTrue(container, 'privileged') || (isKnown(selinuxDisabled) && selinuxDisabled.value);
  if (off || valueOf(machine?.selinux) !== true) return always;
  return assuming('shared-label', 'what it mounts carries a label of SELinux that lets containers in');
}
const sandboxes = /^(?:runsc|gvisor|kata|io\.containerd\.(?:runsc|kata)|firecracker|krun|libkrun)/i;
export function isSandboxed(container: JudgedContainer): boolean {
  const { runtime } = container.effective;
  return isKnown(runtime) && sandboxes.test(runtime.value);
}
/** The container runs on the kernel of the host. */
export function sharesKernel(container: JudgedContainer): Condition {
  const ref = refOf(container, 'runtime', container.effective.runtime);
  if (!isSandboxed(container)) return unlessSeen('a sandboxed runtime', ref);
  return { ...assuming('sandbox-flaw', 'the sandbox of the runtime is broken, or passes it through'), fields: [ref] };
}
