// What each engine does when nothing is said: one table, and the container that declares nothing.
// Docker: docs.docker.com/engine/containers/run and moby's daemon/pkg/oci/defaults.go.
// Podman: default_capabilities of containers.conf(5), --pids-limit of podman-run(1), and for the rest the defaults of
// containers/common, pkg/config/default.go. Its names for namespaces differ (ipc is `shareable`), what they mean does not.
// Kubernetes: kubernetes.io/docs/concepts/security/pod-security-standards, API reference of PodSpec and
// SecurityContext; seccomp is Unconfined unless the kubelet runs with seccompDefault.
// Amazon ECS: docs.aws.amazon.com/AmazonECS/latest/developerguide/task_definition_parameters.html.
import { byDefault, type Engine, type Field } from './field.ts';
import type { Effective, ListName, Lists, SettingName, Settings } from './workload.ts';

const everywhere = {
  privileged: false,
  user: '',
  runAsNonRoot: false,
  network: 'private',
  pid: 'private',
  ipc: 'private',
  uts: 'private',
  cgroup: 'private',
  userNamespace: false,
  noNewPrivileges: false,
  readOnlyRootfs: false,
  seccomp: { type: 'runtime' },
  apparmor: { type: 'runtime' },
  selinuxDisabled: false,
  procUnmasked: false,
  runtime: 'runc',
  memoryLimit: -1,
  cpuLimit: -1,
  pidsLimit: -1,
  serviceAccount: '',
  serviceAccountToken: false,
  group: '',
  fsGroup: -1,
  groupsPolicy: 'Merge',
  selinux: {},
  cgroupParent: '',
  hostProcess: false,
  isolation: '',
  useApiSocket: false,
  publishAll: false,
  memoryRequest: -1,
  cpuRequest: -1,
  storageLimit: -1,
  storageRequest: -1,
  oomKillDisable: false,
  oomScoreAdj: 0,
  restart: { policy: 'no' },
  healthcheck: 'image',
  readiness: false,
  logDriver: '',
  pullPolicy: '',
  stdin: false,
  tty: false,
  gpus: '',
} as const satisfies Settings;

export const engineDefaults: Readonly<Record<Engine, Settings>> = {
  docker: everywhere,
  podman: { ...everywhere, runtime: 'crun', pidsLimit: 2048 },
  kubernetes: {
    ...everywhere,
    network: 'pod',
    ipc: 'pod',
    uts: 'pod',
    seccomp: { type: 'unconfined' },
    serviceAccount: 'default',
    serviceAccountToken: true,
    restart: { policy: 'always' },
    // The kubelet ignores HEALTHCHECK of an image.
    healthcheck: 'none',
  },
  ecs: { ...everywhere, healthcheck: 'none' },
};

const dockerCapabilities = [
  'AUDIT_WRITE',
  'CHOWN',
  'DAC_OVERRIDE',
  'FOWNER',
  'FSETID',
  'KILL',
  'MKNOD',
  'NET_BIND_SERVICE',
  'NET_RAW',
  'SETFCAP',
  'SETGID',
  'SETPCAP',
  'SETUID',
  'SYS_CHROOT',
] as const;
const withheldByPodman: ReadonlySet<string> = new Set(['AUDIT_WRITE', 'MKNOD', 'NET_RAW']);

/** What is left to a container that says nothing of capabilities; containerd and CRI-O do as Docker does. */
export const defaultCapabilities: Readonly<Record<Engine, ReadonlySet<string>>> = {
  docker: new Set(dockerCapabilities),
  podman: new Set(dockerCapabilities.filter((name) => !withheldByPodman.has(name))),
  kubernetes: new Set(dockerCapabilities),
  ecs: new Set(dockerCapabilities),
};

const emptyLists: { readonly [K in ListName]: readonly Field<Lists[K]>[] } = {
  capAdd: [],
  capDrop: [],
  mounts: [],
  ports: [],
  env: [],
  devices: [],
  networks: [],
  groups: [],
  sysctls: [],
  ulimits: [],
  deviceRules: [],
  volumesFrom: [],
  links: [],
  extraHosts: [],
  command: [],
  envFiles: [],
  handlers: [],
};
function blankOf(engine: Engine): Effective {
  const names = Object.keys(everywhere) as SettingName[];
  const settings = names.map((name) => [name, byDefault(engineDefaults[engine][name], engine)]);
  return { ...(Object.fromEntries(settings) as Effective), ...emptyLists };
}
const blank: Readonly<Record<Engine, Effective>> = {
  docker: blankOf('docker'),
  podman: blankOf('podman'),
  kubernetes: blankOf('kubernetes'),
  ecs: blankOf('ecs'),
};
/** A container that declares nothing; always the same object, one an engine. */
export function defaultEffective(engine: Engine): Effective {
  return blank[engine];
}
