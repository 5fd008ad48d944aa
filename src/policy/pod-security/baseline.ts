// The controls of the baseline level: known ways out of a container.
// https://kubernetes.io/docs/concepts/security/pod-security-standards/#baseline
import type { PodSecurityFields } from '../../model/pod-security.ts';
import { ofContainers, ofPodAndContainers, unlessUserNamespace, type Control, type Offence } from './control.ts';

const always = 0;

const allowedCapabilities: ReadonlySet<string> = new Set([
  'AUDIT_WRITE',
  'CHOWN',
  'DAC_OVERRIDE',
  'FOWNER',
  'FSETID',
  'KILL',
  'MKNOD',
  'NET_BIND_SERVICE',
  'SETFCAP',
  'SETGID',
  'SETPCAP',
  'SETUID',
  'SYS_CHROOT',
]);
const profileTypes: ReadonlySet<string> = new Set(['RuntimeDefault', 'Localhost']);
/** Names that became safe, by the minor version that says so. */
const safeSysctls: readonly (readonly [since: number, names: readonly string[]])[] = [
  [
    0,
    [
      'kernel.shm_rmid_forced',
      'net.ipv4.ip_local_port_range',
      'net.ipv4.ip_unprivileged_port_start',
      'net.ipv4.ping_group_range',
      'net.ipv4.tcp_syncookies',
    ],
  ],
  [27, ['net.ipv4.ip_local_reserved_ports']],
  [
    29,
    [
      'net.ipv4.tcp_fin_timeout',
      'net.ipv4.tcp_keepalive_intvl',
      'net.ipv4.tcp_keepalive_probes',
      'net.ipv4.tcp_keepalive_time',
    ],
  ],
  [32, ['net.ipv4.tcp_rmem', 'net.ipv4.tcp_wmem']],
  [37, ['net.ipv4.tcp_notsent_lowat', 'net.ipv4.tcp_slow_start_after_idle']],
];

function hostNamespaces(pod: PodSecurityFields): readonly Offence[] {
  const shared = [
    ...(pod.hostNetwork ? ['network'] : []),
    ...(pod.hostPid ? ['process'] : []),
    ...(pod.hostIpc ? ['IPC'] : []),
  ];
  return shared.map((name) => ({ why: `the pod shares the ${name} namespace of the host`, at: pod.at }));
}
function hostPathVolumes(pod: PodSecurityFields): readonly Offence[] {
  return pod.volumes
    .filter(({ types }) => types.includes('hostPath'))
    .map(({ name, at }) => ({ why: `volume ${name} is a path of the host`, at }));
}
function apparmor(pod: PodSecurityFields): readonly Offence[] {
  const byField = ofPodAndContainers(pod, ({ apparmorType }) =>
    apparmorType === undefined || profileTypes.has(apparmorType) ? undefined : `sets AppArmor to ${apparmorType}`,
  );
  const byAnnotation = Object.entries(pod.annotations)
    .filter(([key]) => key.startsWith('container.apparmor.security.beta.kubernetes.io/'))
    .filter(([, value]) => value !== '' && value !== 'runtime/default' && !value.startsWith('localhost/'))
    .map(([key, value]) => ({ why: `the annotation ${key} is ${value}`, at: pod.at }));
  return [...byField, ...byAnnotation];
}
function selinux(allowed: readonly string[]): (pod: PodSecurityFields) => readonly Offence[] {
  return (pod) =>
    ofPodAndContainers(pod, ({ selinux: label }) => {
      if (label === undefined) return undefined;
      if (!allowed.includes(label.type)) return `sets the SELinux type ${label.type}`;
      if (label.user !== '') return `sets the SELinux user ${label.user}`;
      return label.role === '' ? undefined : `sets the SELinux role ${label.role}`;
    });
}
const selinuxTypes = ['', 'container_t', 'container_init_t', 'container_kvm_t'];

/** Before there was a field: annotations for the pod and for each container that is there. */
function seccompAnnotations(pod: PodSecurityFields): readonly Offence[] {
  const keys = [
    'seccomp.security.alpha.kubernetes.io/pod',
    ...pod.containers.map(({ name }) => `container.seccomp.security.alpha.kubernetes.io/${name}`),
  ];
  return keys.flatMap((key) => {
    const value = pod.annotations[key];
    const allowed =
      value === undefined ||
      value === 'runtime/default' ||
      value === 'docker/default' ||
      value.startsWith('localhost/');
    return allowed ? [] : [{ why: `the annotation ${key} is ${value}`, at: pod.at }];
  });
}
function seccomp(pod: PodSecurityFields): readonly Offence[] {
  return ofPodAndContainers(pod, ({ seccompType }) =>
    seccompType === undefined || profileTypes.has(seccompType) ? undefined : `sets seccomp to ${seccompType}`,
  );
}
export function procMount(pod: PodSecurityFields): readonly Offence[] {
  return ofContainers(pod, (container) =>
    container.procMount === undefined || container.procMount === 'Default'
      ? undefined
      : `sets procMount to ${container.procMount}`,
  );
}

export const baselineControls: readonly Control[] = [
  {
    id: 'appArmorProfile',
    title: 'AppArmor stays on',
    level: 'baseline',
    versions: [{ since: always, judge: apparmor }],
  },
  {
    id: 'capabilities_baseline',
    title: 'No capabilities beyond the usual ones',
    level: 'baseline',
    versions: [
      {
        since: always,
        judge: (pod) =>
          ofContainers(pod, ({ capabilities }) => {
            const more = (capabilities?.add ?? []).filter((name) => !allowedCapabilities.has(name));
            return more.length === 0 ? undefined : `adds ${more.join(', ')}`;
          }),
      },
    ],
  },
  {
    id: 'hostNamespaces',
    title: 'No namespaces of the host',
    level: 'baseline',
    versions: [{ since: always, judge: hostNamespaces }],
  },
  {
    id: 'hostPathVolumes',
    title: 'No paths of the host as volumes',
    level: 'baseline',
    versions: [{ since: always, judge: hostPathVolumes }],
  },
  {
    id: 'hostPorts',
    title: 'No ports of the host',
    level: 'baseline',
    versions: [
      {
        since: always,
        judge: (pod) =>
          ofContainers(pod, ({ hostPorts }) =>
            hostPorts.length === 0 ? undefined : `takes port ${hostPorts.join(', ')} of the host`,
          ),
      },
    ],
  },
  {
    id: 'hostProbesAndHostLifecycle',
    title: 'The kubelet calls no other hosts',
    level: 'baseline',
    versions: [
      {
        since: 34,
        judge: (pod) =>
          ofContainers(pod, ({ handlerHosts }) =>
            handlerHosts.length === 0 ? undefined : `has the kubelet call ${handlerHosts.join(', ')}`,
          ),
      },
    ],
  },
  {
    id: 'privileged',
    title: 'No privileged containers',
    level: 'baseline',
    versions: [
      {
        since: always,
        judge: (pod) => ofContainers(pod, ({ privileged }) => (privileged === true ? 'is privileged' : undefined)),
      },
    ],
  },
  {
    id: 'procMount',
    title: '/proc stays masked',
    level: 'baseline',
    versions: [
      { since: always, judge: procMount },
      { since: 35, judge: unlessUserNamespace(procMount) },
    ],
  },
  {
    id: 'seLinuxOptions',
    title: 'SELinux labels of containers only',
    level: 'baseline',
    versions: [
      { since: always, judge: selinux(selinuxTypes) },
      { since: 31, judge: selinux([...selinuxTypes, 'container_engine_t']) },
    ],
  },
  {
    id: 'seccompProfile_baseline',
    title: 'seccomp stays on',
    level: 'baseline',
    versions: [
      { since: always, judge: seccompAnnotations },
      { since: 19, judge: seccomp },
    ],
  },
  {
    id: 'sysctls',
    title: 'Safe kernel parameters only',
    level: 'baseline',
    versions: safeSysctls.map(([since], index) => {
      const safe = new Set(safeSysctls.slice(0, index + 1).flatMap(([, names]) => names));
      return {
        since,
        judge: (pod) =>
          pod.sysctls.filter((name) => !safe.has(name)).map((name) => ({ why: `the pod sets ${name}`, at: pod.at })),
      };
    }),
  },
  {
    id: 'windowsHostProcess',
    title: 'No processes of a Windows host',
    level: 'baseline',
    versions: [
      {
        since: always,
        judge: (pod) =>
          ofPodAndContainers(pod, ({ hostProcess }) =>
            hostProcess === true ? 'runs as a process of the Windows host' : undefined,
          ),
      },
    ],
  },
];
