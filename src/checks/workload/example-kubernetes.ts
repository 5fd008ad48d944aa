// An example as a Deployment: https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/
import type { Handler, Mount, Profile } from '../../model/workload.ts';
import { fragmentsOf, joined, type Render, type Words } from './example-says.ts';

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

const words: Words<Fragment> = {
  image: (image) => ({ container: { name: 'web', image } }),
  privileged: (privileged) => ({ context: { privileged } }),
  user: (user) => (/^\d+$/.test(user) ? { context: { runAsUser: Number(user) } } : user === '' ? {} : undefined),
  group: (group) => (/^\d+$/.test(group) ? { context: { runAsGroup: Number(group) } } : group === '' ? {} : undefined),
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
  readiness: (value) => ({ container: value ? { readinessProbe: { httpGet: { path: '/', port: 8080 } } } : {} }),
  healthcheck: (value) => ({
    container: value === 'set' ? { livenessProbe: { httpGet: { path: '/', port: 8080 } } } : {},
  }),
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
  env: (variables) =>
    variables.some(({ ref }) => ref !== undefined)
      ? undefined
      : { container: { env: variables.map(({ name, value }) => ({ name, value: value ?? '' })) } },
  command: (command) => ({ container: { command } }),
  handlers: (handlers) => ({ container: joined(handlers.map(toHandler)) }),
};
function toProfile({ type, name }: Profile): Readonly<Record<string, string>> {
  const types = { runtime: 'RuntimeDefault', unconfined: 'Unconfined', localhost: 'Localhost' };
  return { type: types[type], ...(name !== undefined && { localhostProfile: name }) };
}
function toVolume(mount: Mount, index: number): unknown {
  const { kind, source, hostType, sizeLimit } = mount;
  const name = `v${String(index)}`;
  if (kind === 'bind') return { name, hostPath: { path: source, ...(hostType !== undefined && { type: hostType }) } };
  if (kind === 'volume') return { name, persistentVolumeClaim: { claimName: source } };
  if (kind === 'tmpfs')
    return { name, emptyDir: { medium: 'Memory', ...(sizeLimit !== undefined && { sizeLimit: String(sizeLimit) }) } };
  if (kind === 'secret')
    return { name, secret: { secretName: source, ...(mount.mode && { defaultMode: mount.mode }) } };
  return kind === 'config' ? { name, configMap: { name: source } } : undefined;
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
function toHandler({ when, how, command, host, port }: Handler): Readonly<Record<string, unknown>> {
  const where = { ...(host !== undefined && { host }), port: port ?? 8080 };
  const action =
    how === 'exec'
      ? { exec: { command } }
      : how === 'http'
        ? { httpGet: { path: '/', ...where } }
        : { tcpSocket: where };
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
    '  selector: {matchLabels: {app: web}}',
    '  template:',
    '    metadata: {labels: {app: web}}',
    '    spec:',
    ...lines('      ', pod),
    '      containers:',
    `        - name: ${String(name)}`,
    ...lines('          ', container),
    '          securityContext:',
    ...lines('            ', part('context')),
    '',
  ].join('\n');
};
