// An example as a Deployment: https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/
import type { Handler, Mount, MountPart, Profile, Variable } from '../../model/workload.ts';
import { fragmentsOf, joined, type Render, type Says, type Words } from './example-says.ts';

/** Members of the pod's spec, of its security context, of the container, and of the container's. */
interface Fragment {
  readonly pod?: Readonly<Record<string, unknown>>;
  readonly podContext?: Readonly<Record<string, unknown>>;
  readonly container?: Readonly<Record<string, unknown>>;
  readonly context?: Readonly<Record<string, unknown>>;
}
const isHost = (key: string) => (value: string) =>
  value === 'host' ? { pod: { [key]: true } } : value === 'pod' || value === 'private' ? {} : undefined;
const limit =
  (part: 'limits' | 'requests', name: string) =>
  (value: number): Fragment =>
    value < 0 ? {} : { container: { resources: { [part]: { [name]: String(value) } } } };

const probeOf = ({ ports = [] }: Says): unknown => ({ httpGet: { path: '/', port: ports[0]?.container ?? 8080 } });

const words: Words<Fragment> = {
  image: (image) => ({ container: { name: 'web', image } }),
  privileged: (privileged) => ({ context: { privileged } }),
  user: (user) => {
    const [uid, gid] = user.split(':').map((id) => (/^\d+$/.test(id) ? Number(id) : undefined));
    if (uid === undefined || (gid === undefined && user.includes(':'))) return undefined;
    return { context: { runAsUser: uid, ...(gid !== undefined && { runAsGroup: gid }) } };
  },
  group: (group, { user }) => {
    if (user?.includes(':') === true) return {};
    return /^\d+$/.test(group) ? { context: { runAsGroup: Number(group) } } : undefined;
  },
  runAsNonRoot: (runAsNonRoot) => ({ context: { runAsNonRoot } }),
  noNewPrivileges: (value) => ({ context: { allowPrivilegeEscalation: !value } }),
  readOnlyRootfs: (readOnlyRootFilesystem) => ({ context: { readOnlyRootFilesystem } }),
  capDrop: (drop) => ({ context: { capabilities: { drop } } }),
  capAdd: (add) => ({ context: { capabilities: { add } } }),
  seccomp: (profile) => ({ context: { seccompProfile: toProfile(profile) } }),
  apparmor: (profile) => ({ context: { appArmorProfile: toProfile(profile) } }),
  selinuxDisabled: (value) => (value ? { context: { seLinuxOptions: { type: 'spc_t' } } } : {}),
  selinux: (seLinuxOptions) => ({ context: { seLinuxOptions } }),
  procUnmasked: (value) => ({ context: { procMount: value ? 'Unmasked' : 'Default' } }),
  hostProcess: (hostProcess) => ({ context: { windowsOptions: { hostProcess } } }),
  memoryLimit: limit('limits', 'memory'),
  cpuLimit: limit('limits', 'cpu'),
  storageLimit: limit('limits', 'ephemeral-storage'),
  memoryRequest: limit('requests', 'memory'),
  cpuRequest: limit('requests', 'cpu'),
  storageRequest: limit('requests', 'ephemeral-storage'),
  network: isHost('hostNetwork'),
  pid: (value) => (value === 'pod' ? { pod: { shareProcessNamespace: true } } : isHost('hostPID')(value)),
  ipc: isHost('hostIPC'),
  userNamespace: (value) => ({ pod: { hostUsers: !value } }),
  runtime: (runtimeClassName) => ({ pod: { runtimeClassName } }),
  serviceAccount: (serviceAccountName) => ({ pod: { serviceAccountName } }),
  serviceAccountToken: (automountServiceAccountToken) => ({ pod: { automountServiceAccountToken } }),
  fsGroup: (fsGroup) => (fsGroup < 0 ? {} : { podContext: { fsGroup } }),
  groupsPolicy: (supplementalGroupsPolicy) => ({ podContext: { supplementalGroupsPolicy } }),
  groups: (groups) =>
    groups.every((group) => /^\d+$/.test(group))
      ? { podContext: { supplementalGroups: groups.map(Number) } }
      : undefined,
  sysctls: (sysctls) => ({ podContext: { sysctls } }),
  extraHosts: (hosts) => ({ pod: { hostAliases: hosts.map(toAlias) } }),
  restart: ({ policy }) => (policy === 'always' ? { pod: { restartPolicy: 'Always' } } : undefined),
  readiness: (value, says) =>
    value && says.handlers === undefined ? { container: { readinessProbe: probeOf(says) } } : {},
  healthcheck: (value, says) =>
    value === 'set' ? { container: says.handlers === undefined ? { livenessProbe: probeOf(says) } : {} } : undefined,
  pullPolicy: (value) => {
    const written = { always: 'Always', missing: 'IfNotPresent', never: 'Never' }[value];
    return written === undefined ? undefined : { container: { imagePullPolicy: written } };
  },
  stdin: (stdin) => ({ container: { stdin } }),
  tty: (tty) => ({ container: { tty } }),
  gpus: (gpus) =>
    /^\d+$/.test(gpus) ? { container: { resources: { limits: { 'nvidia.com/gpu': gpus } } } } : undefined,
  mounts: (mounts) => {
    const volumes = mounts.map(toVolume);
    return volumes.includes(undefined)
      ? undefined
      : { pod: { volumes }, container: { volumeMounts: mounts.map(toVolumeMount) } };
  },
  ports: (ports) => ({
    container: {
      ports: ports.map(({ container, host, hostIp, protocol }) => ({
        containerPort: container,
        ...(host !== undefined && { hostPort: host }),
        ...(hostIp !== undefined && { hostIP: hostIp }),
        protocol: protocol.toUpperCase(),
      })),
    },
  }),
  env: (variables) => {
    const env = variables.map(toVariable);
    return env.includes(undefined) ? undefined : { container: { env } };
  },
  command: (command) => ({ container: { command } }),
  handlers: (handlers) => {
    const fragments = handlers.map(toHandler);
    return fragments.every((fragment) => fragment !== undefined) ? { container: joined(fragments) } : undefined;
  },
};
function toProfile({ type, name }: Profile): Readonly<Record<string, string>> {
  const types = { runtime: 'RuntimeDefault', unconfined: 'Unconfined', localhost: 'Localhost' };
  return { type: types[type], ...(name !== undefined && { localhostProfile: name }) };
}
/** `name:address`, or `address name …`. */
function toAlias(text: string): unknown {
  const [first = '', ...names] = text.split(' ');
  const colon = first.indexOf(':');
  if (names.length > 0) return { ip: first, hostnames: names };
  return { ip: first.slice(colon + 1), hostnames: [first.slice(0, colon)] };
}
function toVariable({ name, value, ref }: Variable): unknown {
  if (ref === undefined) return { name, value: value ?? '' };
  const [, object, key] = /^secret:([^/]+)\/(.+)$/.exec(ref) ?? [];
  return object === undefined ? undefined : { name, valueFrom: { secretKeyRef: { name: object, key } } };
}
/** What a volume of a kind that has no name of its own needs to be one. */
const bodies: Readonly<Record<string, unknown>> = {
  gitRepo: { repository: 'https://git.example/web.git' },
  flexVolume: { driver: 'example/lvm' },
  nfs: { server: 'nas.example', path: '/export' },
  csi: { driver: 'csi.example' },
  ephemeral: {
    volumeClaimTemplate: { spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } } },
  },
};
function toVolume(mount: Mount, index: number): unknown {
  const { kind, type, source, hostType, mode, sizeLimit, parts, token } = mount;
  const name = `v${String(index)}`;
  const size = sizeLimit !== undefined && { sizeLimit: String(sizeLimit) };
  const files = mode !== undefined && { defaultMode: mode };
  if (token !== undefined) {
    const { audience, seconds } = token;
    const asked = { path: 'token', ...(audience && { audience }), ...(seconds && { expirationSeconds: seconds }) };
    return { name, projected: { sources: [{ serviceAccountToken: asked }], ...files } };
  }
  if (parts !== undefined) return { name, projected: { sources: parts.map(toPart), ...files } };
  if (type === 'emptyDir') return { name, emptyDir: { ...size } };
  if (type !== undefined) return type in bodies ? { name, [type]: bodies[type] } : undefined;
  if (mount.noexec !== undefined) return undefined;
  switch (kind) {
    case 'bind':
      return { name, hostPath: { path: source, ...(hostType !== undefined && { type: hostType }) } };
    case 'tmpfs':
      return { name, emptyDir: { medium: 'Memory', ...size } };
    case 'volume':
      return source === undefined ? undefined : { name, persistentVolumeClaim: { claimName: source } };
    case 'secret':
      return { name, secret: { secretName: source, ...files } };
    case 'config':
      return { name, configMap: { name: source, ...files } };
    case 'image':
      return { name, image: { reference: source } };
    case 'other':
      return undefined;
  }
}
function toPart({ kind, ...named }: MountPart): unknown {
  return { [kind === 'config' ? 'configMap' : 'secret']: named };
}
function toVolumeMount({ target, readOnly, propagation, subPath }: Mount, index: number): unknown {
  const propagations = { private: 'None', slave: 'HostToContainer', shared: 'Bidirectional' };
  return {
    name: `v${String(index)}`,
    mountPath: target,
    ...(readOnly && { readOnly }),
    ...(propagation && { mountPropagation: propagations[propagation] }),
    ...(subPath !== undefined && { subPath }),
  };
}
function toHandler({ when, how, command, host, port, ...more }: Handler): Fragment['container'] {
  if (when === 'health' || Object.keys(more).length > 0) return undefined;
  const where = { ...(host !== undefined && { host }), port: port ?? 8080 };
  const actions = {
    exec: { exec: { command } },
    http: { httpGet: { path: '/', ...where } },
    tcp: { tcpSocket: where },
    grpc: { grpc: where },
    sleep: { sleep: { seconds: 5 } },
  };
  const action = actions[how];
  return when === 'postStart' || when === 'preStop' ? { lifecycle: { [when]: action } } : { [`${when}Probe`]: action };
}

export const renderKubernetes: Render = (change) => {
  const fragments = fragmentsOf(words, change);
  if (fragments === undefined) return undefined;
  const part = (name: keyof Fragment) => joined(fragments.map((fragment) => fragment[name] ?? {}));
  const { name, ...container } = part('container');
  const podContext = part('podContext');
  const pod = { ...part('pod'), ...(Object.keys(podContext).length > 0 && { securityContext: podContext }) };
  const lines = (indent: string, members: Readonly<Record<string, unknown>>) =>
    Object.entries(members).map(([key, value]) => `${indent}${key}: ${JSON.stringify(value)}`);
  return [
    'apiVersion: apps/v1',
    'kind: Deployment',
    'metadata: {name: web, namespace: shop}',
    'spec:',
    '  replicas: 2',
    '  selector: {matchLabels: {app: web}}',
    '  template:',
    '    metadata: {labels: {app: web, app.kubernetes.io/name: web}}',
    '    spec:',
    '      dnsConfig: {options: [{name: ndots, value: "2"}]}',
    '      topologySpreadConstraints: [{maxSkew: 1, topologyKey: kubernetes.io/hostname, whenUnsatisfiable: ScheduleAnyway, labelSelector: {matchLabels: {app: web}}}]',
    ...lines('      ', pod),
    '      containers:',
    `        - name: ${String(name)}`,
    ...lines('          ', container),
    '          securityContext:',
    ...lines('            ', part('context')),
    '',
  ].join('\n');
};
