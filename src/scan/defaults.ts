// What each engine does when nothing is said.
// Docker: docs.docker.com/engine/containers/run and moby's daemon/pkg/oci/defaults.go.
// Kubernetes: kubernetes.io/docs/concepts/security/pod-security-standards, API reference of PodSpec and
// SecurityContext; seccomp is Unconfined unless the kubelet runs with seccompDefault.
import type { Engine } from '../model/field.ts';
import type { Settings } from '../model/workload.ts';

const both = {
  privileged: false,
  user: '',
  runAsNonRoot: false,
  pid: 'private',
  cgroup: 'private',
  userNamespace: false,
  noNewPrivileges: false,
  readOnlyRootfs: false,
  apparmor: { type: 'runtime' },
  selinuxDisabled: false,
  procUnmasked: false,
  runtime: 'runc',
  memoryLimit: -1,
  cpuLimit: -1,
  pidsLimit: -1,
} as const satisfies Partial<Settings>;

export const engineDefaults: Readonly<Record<Engine, Settings>> = {
  docker: {
    ...both,
    network: 'private',
    ipc: 'private',
    uts: 'private',
    seccomp: { type: 'runtime' },
    serviceAccount: '',
    serviceAccountToken: false,
  },
  kubernetes: {
    ...both,
    network: 'pod',
    ipc: 'pod',
    uts: 'pod',
    seccomp: { type: 'unconfined' },
    serviceAccount: 'default',
    serviceAccountToken: true,
  },
};
