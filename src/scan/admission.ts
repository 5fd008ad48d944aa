// Pods that the admission of their namespace would refuse, and for the sake of which settings.
// https://kubernetes.io/docs/concepts/security/pod-security-admission/
import type { FactId } from '../model/brand.ts';
import type { World } from '../model/facts.ts';
import type { Refusal } from '../model/graph.ts';
import { podSecurityLevels, type PodSecurityLevel } from '../model/pod-security.ts';
import type { ListName, SettingName } from '../model/workload.ts';
import { newestStandard, violationsOf } from '../policy/pod-security/evaluate.ts';

/** What a control of the standard is about, as the workload model has it. */
const fieldsOf: Readonly<Record<string, readonly (SettingName | ListName)[]>> = {
  appArmorProfile: ['apparmor'],
  capabilities_baseline: ['capAdd'],
  capabilities_restricted: ['capAdd', 'capDrop'],
  hostNamespaces: ['network', 'pid', 'ipc'],
  hostPathVolumes: ['mounts'],
  privileged: ['privileged'],
  procMount: ['procUnmasked'],
  procMount_restricted: ['procUnmasked'],
  seLinuxOptions: ['selinux', 'selinuxDisabled'],
  seccompProfile_baseline: ['seccomp'],
  seccompProfile_restricted: ['seccomp'],
  sysctls: ['sysctls'],
  windowsHostProcess: ['hostProcess'],
  allowPrivilegeEscalation: ['noNewPrivileges'],
  restrictedVolumes: ['mounts'],
  runAsNonRoot: ['user'],
  runAsUser: ['user'],
};

/** A pod that was seen on a node has been let in, before the label came or by an exemption. */
export function refusedPods(world: World): ReadonlyMap<FactId, Refusal> {
  const enforced = new Map<string, Enforced>();
  for (const { scope, name, labels } of world.facts('namespace')) {
    const level = podSecurityLevels.find((one) => one === labels['pod-security.kubernetes.io/enforce']);
    const minor = minorOf(labels['pod-security.kubernetes.io/enforce-version']);
    if (level !== undefined) enforced.set(JSON.stringify([scope, name]), { level, minor });
  }
  const refused = new Map<FactId, Refusal>();
  if (enforced.size === 0) return refused;
  for (const { id, scope, namespace = 'default', nodes, podSecurity } of world.facts('workload')) {
    const standard = enforced.get(JSON.stringify([scope, namespace]));
    if (standard === undefined || podSecurity === undefined || nodes !== undefined) continue;
    const fields = violationsOf(podSecurity, standard).flatMap(({ control }) => fieldsOf[control] ?? []);
    if (fields.length > 0) refused.set(id, { level: standard.level, fields: new Set(fields) });
  }
  return refused;
}
interface Enforced {
  readonly level: PodSecurityLevel;
  readonly minor: number;
}
/** `latest`, or `v1.25`. */
function minorOf(version: string | undefined): number {
  const minor = /^v1\.([0-9]{1,4})$/u.exec(version ?? '')?.[1];
  return minor === undefined ? newestStandard : Number(minor);
}
