// What the Pod Security Standards read of a pod, exactly as declared: an absent member was not set.
// https://kubernetes.io/docs/concepts/security/pod-security-standards/
import type { Location } from './location.ts';

/** Types of volumes that the restricted level takes. */
const allowedVolumes: ReadonlySet<string> = new Set([
  'configMap',
  'csi',
  'downwardAPI',
  'emptyDir',
  'ephemeral',
  'image',
  'persistentVolumeClaim',
  'projected',
  'secret',
]);
export function isAllowedVolume(types: readonly string[]): boolean {
  return types.some((type) => allowedVolumes.has(type));
}

export const podSecurityLevels = ['baseline', 'restricted'] as const;
export type PodSecurityLevel = (typeof podSecurityLevels)[number];

/** Members that stand in the security context of a pod as well as in that of a container. */
export interface SharedSecurityContext {
  readonly runAsNonRoot?: boolean;
  readonly runAsUser?: number;
  readonly seccompType?: string;
  readonly apparmorType?: string;
  readonly selinux?: { readonly type: string; readonly user: string; readonly role: string };
  readonly hostProcess?: boolean;
}
export interface PodSecurityContainer extends SharedSecurityContext {
  readonly name: string;
  readonly at: Location;
  readonly privileged?: boolean;
  readonly allowPrivilegeEscalation?: boolean;
  readonly procMount?: string;
  /** Absent where there is no `capabilities`. */
  readonly capabilities?: { readonly add: readonly string[]; readonly drop: readonly string[] };
  readonly hostPorts: readonly number[];
  /** Hosts that probes and lifecycle handlers name; the empty ones are left out. */
  readonly handlerHosts: readonly string[];
}
export interface PodSecurityFields extends SharedSecurityContext {
  readonly at: Location;
  readonly windows: boolean;
  readonly hostUsers?: boolean;
  readonly hostNetwork: boolean;
  readonly hostPid: boolean;
  readonly hostIpc: boolean;
  /** Only those of AppArmor and seccomp. */
  readonly annotations: Readonly<Record<string, string>>;
  readonly sysctls: readonly string[];
  /** Those that some level refuses, by the key that says what a volume is. */
  readonly volumes: readonly { readonly name: string; readonly types: readonly string[]; readonly at: Location }[];
  /** Init containers first, then the main ones, then ephemeral ones. */
  readonly containers: readonly PodSecurityContainer[];
  /** Members that could not be read, such as one that a template still has to fill in. */
  readonly unclear: readonly Location[];
}
/** One control of the standard that a pod does not meet. */
export interface PodSecurityViolation {
  readonly control: string;
  readonly why: string;
  readonly at: Location;
}
