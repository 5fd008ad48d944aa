// What AppArmor, SELinux and seccomp leave open: a profile holds a container back only where it was seen, on the
// container or on its host. https://docs.docker.com/engine/security/apparmor/, https://docs.docker.com/engine/security/seccomp/
import { engineDefaults } from '../../model/engine-defaults.ts';
import { isKnown, valueOf, type FieldRef } from '../../model/field.ts';
import type { Profile, SystemCalls } from '../../model/workload.ts';
import { always, assuming, isTrue, refOf, unlessSeen, type Condition, type JudgedContainer } from '../conditions.ts';
import type { Machine } from './machines.ts';
import type { JudgedWorkload } from '../nodes.ts';

const unseenProfile = assuming('not-confined', 'no AppArmor or SELinux profile holds the container on this host');

/** No profile forbids to mount, to trace others or to write settings of the kernel. Undefined where one was seen. */
export function unconfined(container: JudgedContainer, machine?: Machine): Condition | undefined {
  const off = switchedOff(container);
  const { appArmor, seLinux } = enforced(container, machine);
  if (appArmor === true || seLinux === true) return undefined;
  const isOwnProfile = appArmor === undefined && valueOf(machine?.apparmor) === true;
  if (off !== undefined && !isOwnProfile) return off;
  if (appArmor === undefined || seLinux === undefined) return unseenProfile;
  return unlessSeen('AppArmor or SELinux on the host');
}
/** The same where only a profile that was seen counts: for what is open unless somebody closes it. */
export function unlessConfined(container: JudgedContainer, machine?: Machine): Condition | undefined {
  const { appArmor, seLinux } = enforced(container, machine);
  if (appArmor === true || seLinux === true) return undefined;
  return switchedOff(container) ?? { ...always, blockedBy: ['an AppArmor or SELinux profile'] };
}
function switchedOff(container: JudgedContainer): Condition | undefined {
  const { apparmor, selinuxDisabled } = container.effective;
  if (appArmorOf(container)?.type === 'unconfined')
    return unlessSeen('an AppArmor profile', refOf(container, 'apparmor', apparmor));
  if (isKnown(selinuxDisabled) && selinuxDisabled.value)
    return unlessSeen('an SELinux label', refOf(container, 'selinuxDisabled', selinuxDisabled));
  return undefined;
}
/** Each undefined where the host told nothing of it, or the profile is one of its own making. */
function enforced(
  container: JudgedContainer,
  machine: Machine | undefined,
): { readonly appArmor: boolean | undefined; readonly seLinux: boolean | undefined } {
  const { selinuxDisabled } = container.effective;
  const type = appArmorOf(container)?.type;
  const labelOff = isKnown(selinuxDisabled) && selinuxDisabled.value;
  const onHost = valueOf(machine?.apparmor);
  return {
    appArmor: type === 'unconfined' ? false : onHost === true && type !== 'runtime' ? undefined : onHost,
    seLinux: labelOff ? false : valueOf(machine?.selinux),
  };
}
/** What privileged mode switched off comes back with it, so only what was declared counts there. */
function appArmorOf(container: JudgedContainer): Profile | undefined {
  if (isTrue(container, 'privileged') && container.declared.apparmor === undefined) return { type: 'runtime' };
  return valueOf(container.effective.apparmor);
}

export interface Filtered {
  readonly workload: Pick<JudgedWorkload, 'engine'>;
  readonly container: JudgedContainer;
  readonly machine?: Machine | undefined;
}
/** No seccomp profile stops these system calls, which the engines' own profile stops. Undefined where one was seen. */
export function unfiltered(filtered: Filtered, calls: readonly string[]): Condition | undefined {
  const { container, machine } = filtered;
  if (valueOf(machine?.seccomp) === false) return unlessSeen('seccomp on the host');
  const { profile, refs } = filterOf(filtered);
  if (profile?.type === 'unconfined') return unlessSeen('a seccomp profile', ...refs);
  const verdict = profile?.calls && verdictOf(profile.calls, calls);
  if (verdict === 'allowed') return unlessSeen('a seccomp profile that stops it', ...refs);
  const declared = container.declared.seccomp !== undefined || valueOf(machine?.seccomp) === true;
  if (verdict === 'denied' || (profile?.type === 'runtime' && declared)) return undefined;
  return assuming('not-filtered', 'no seccomp profile stops the system call');
}
function filterOf({ workload, container }: Filtered): {
  readonly profile: Profile | undefined;
  readonly refs: readonly FieldRef[];
} {
  const { seccomp } = container.effective;
  if (isTrue(container, 'privileged') && container.declared.seccomp === undefined)
    return { profile: engineDefaults[workload.engine].seccomp, refs: [] };
  return { profile: valueOf(seccomp), refs: [refOf(container, 'seccomp', seccomp)] };
}
/** For calls that the engines' own profile lets through to whoever has the capability: only another profile counts. */
export function callsOpen(container: JudgedContainer, calls: readonly string[]): Condition | undefined {
  const profile: Profile | undefined = valueOf(container.effective.seccomp);
  const denied = profile?.calls !== undefined && verdictOf(profile.calls, calls) === 'denied';
  return denied ? undefined : always;
}
function verdictOf(profile: SystemCalls, calls: readonly string[]): 'allowed' | 'denied' | 'unclear' {
  const each = calls.map((call) => {
    if (profile.allowed.includes(call)) return 'allowed';
    if (profile.sometimes?.includes(call)) return 'unclear';
    return profile.denied.includes(call) || profile.others === 'denied' ? 'denied' : profile.others;
  });
  if (each.every((one) => one === 'allowed')) return 'allowed';
  return each.every((one) => one === 'denied') ? 'denied' : 'unclear';
}
