// Which field of a pod or container each setting of the model is, and how its values are written there:
// https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/
import type { SettingName } from '../model/workload.ts';
import { propertyOf } from './edit-value.ts';
import type { Leaf } from './yaml-render.ts';

export interface Place {
  /** Below the container. */
  readonly container?: readonly string[];
  /** Below the pod's spec: where it may stand, too, or alone. */
  readonly pod?: readonly string[];
  /** Part of the name of an annotation that said it before there was a field. */
  readonly annotation?: string;
}
const context = 'securityContext';
export const places: Partial<Readonly<Record<SettingName, Place>>> = {
  privileged: { container: [context, 'privileged'] },
  user: { container: [context, 'runAsUser'], pod: [context, 'runAsUser'] },
  runAsNonRoot: { container: [context, 'runAsNonRoot'], pod: [context, 'runAsNonRoot'] },
  network: { pod: ['hostNetwork'] },
  pid: { pod: ['hostPID'] },
  ipc: { pod: ['hostIPC'] },
  userNamespace: { pod: ['hostUsers'] },
  noNewPrivileges: { container: [context, 'allowPrivilegeEscalation'] },
  readOnlyRootfs: { container: [context, 'readOnlyRootFilesystem'] },
  seccomp: {
    container: [context, 'seccompProfile', 'type'],
    pod: [context, 'seccompProfile', 'type'],
    annotation: 'seccomp.security.alpha.kubernetes.io/',
  },
  apparmor: {
    container: [context, 'appArmorProfile', 'type'],
    pod: [context, 'appArmorProfile', 'type'],
    annotation: 'container.apparmor.security.beta.kubernetes.io/',
  },
  selinuxDisabled: { container: [context, 'seLinuxOptions', 'type'], pod: [context, 'seLinuxOptions', 'type'] },
  procUnmasked: { container: [context, 'procMount'] },
  groupsPolicy: { pod: [context, 'supplementalGroupsPolicy'] },
  selinux: { container: [context, 'seLinuxOptions'], pod: [context, 'seLinuxOptions'] },
  hostProcess: {
    container: [context, 'windowsOptions', 'hostProcess'],
    pod: [context, 'windowsOptions', 'hostProcess'],
  },
  runtime: { pod: ['runtimeClassName'] },
  pullPolicy: { container: ['imagePullPolicy'] },
  stdin: { container: ['stdin'] },
  tty: { container: ['tty'] },
  memoryLimit: { container: ['resources', 'limits', 'memory'] },
  cpuLimit: { container: ['resources', 'limits', 'cpu'] },
  memoryRequest: { container: ['resources', 'requests', 'memory'] },
  cpuRequest: { container: ['resources', 'requests', 'cpu'] },
  serviceAccountToken: { pod: ['automountServiceAccountToken'] },
};
/** The value as Kubernetes writes it. */
export function toLeaf(field: SettingName, value: unknown): Leaf | undefined {
  const text = toText(field, value);
  return text === undefined ? undefined : { kind: 'value', text };
}
function toText(field: SettingName, value: unknown): string | undefined {
  switch (field) {
    case 'noNewPrivileges':
    case 'userNamespace':
      return typeof value === 'boolean' ? String(!value) : undefined;
    case 'seccomp':
    case 'apparmor':
      return propertyOf(value, 'type') === 'runtime' ? 'RuntimeDefault' : undefined;
    case 'memoryLimit':
    case 'memoryRequest':
      return typeof value === 'number' ? toBinary(value) : undefined;
    case 'cpuLimit':
    case 'cpuRequest':
      return typeof value === 'number' ? `${String(Math.round(value * 1000))}m` : undefined;
    case 'groupsPolicy':
      return typeof value === 'string' ? value : undefined;
    case 'pullPolicy':
      return value === 'always' ? 'Always' : undefined;
    case 'user':
      return typeof value === 'string' && /^[0-9]+/.test(value) ? value.split(':')[0] : undefined;
    default:
      return typeof value === 'boolean' || typeof value === 'number' ? String(value) : undefined;
  }
}
function toBinary(bytes: number): string {
  const mebi = bytes / 1_048_576;
  return Number.isInteger(mebi) ? `${String(mebi)}Mi` : String(bytes);
}
