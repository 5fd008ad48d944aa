// The containers that are started: every capability alone, every namespace shared, every place of the host mounted,
// and the protections that are said to hold them back, each with and without.

export interface HostMount {
  readonly host: string;
  readonly at: string;
  readonly mode?: string;
}
export interface Configuration {
  readonly name: string;
  readonly flags: readonly string[];
  readonly mounts?: readonly HostMount[];
  /** In the image is a copy of the probe that root owns, with the setuid bit. */
  readonly image?: 'setuid';
  /** On the engine that maps users. */
  readonly remapped?: true;
  readonly needs?: 'runsc';
  /** Assumptions of the graph, by name, that hold for this container because it was made so. */
  readonly holds?: readonly string[];
}

/** https://man7.org/linux/man-pages/man7/capabilities.7.html, in the order of their numbers. */
export const capabilities = [
  'CHOWN',
  'DAC_OVERRIDE',
  'DAC_READ_SEARCH',
  'FOWNER',
  'FSETID',
  'KILL',
  'SETGID',
  'SETUID',
  'SETPCAP',
  'LINUX_IMMUTABLE',
  'NET_BIND_SERVICE',
  'NET_BROADCAST',
  'NET_ADMIN',
  'NET_RAW',
  'IPC_LOCK',
  'IPC_OWNER',
  'SYS_MODULE',
  'SYS_RAWIO',
  'SYS_CHROOT',
  'SYS_PTRACE',
  'SYS_PACCT',
  'SYS_ADMIN',
  'SYS_BOOT',
  'SYS_NICE',
  'SYS_RESOURCE',
  'SYS_TIME',
  'SYS_TTY_CONFIG',
  'MKNOD',
  'LEASE',
  'AUDIT_WRITE',
  'AUDIT_CONTROL',
  'SETFCAP',
  'MAC_OVERRIDE',
  'MAC_ADMIN',
  'SYSLOG',
  'WAKE_ALARM',
  'BLOCK_SUSPEND',
  'AUDIT_READ',
  'PERFMON',
  'BPF',
  'CHECKPOINT_RESTORE',
] as const;
const none = ['--cap-drop', 'ALL'];
const asUser = ['--user', '1000'];
/** Joins the names of flags to a name that is also good for a file. */
function made(name: string, flags: readonly string[], more: Omit<Configuration, 'name' | 'flags'> = {}): Configuration {
  return { name, flags, ...more };
}
/** As it stands, without capabilities, and as a user other than root. */
function threeOf(name: string, flags: readonly string[], mounts?: readonly HostMount[]): readonly Configuration[] {
  const more = mounts && { mounts };
  return [
    made(name, flags, more),
    made(`${name}-no-capabilities`, [...flags, ...none], more),
    made(`${name}-user`, [...flags, ...asUser], more),
  ];
}
function slug(path: string): string {
  return path === '/' ? 'all' : path.slice(1).replaceAll(/[/.]/g, '-');
}
function mountsOf(host: string): readonly Configuration[] {
  const at = host === '/' ? '/host' : `/host/${slug(host)}`;
  return ['ro', 'rw'].flatMap((mode) => threeOf(`mount-${slug(host)}-${mode}`, [], [{ host, at, mode }]));
}
const socket = '/run/docker.sock';

export const configurations: readonly Configuration[] = [
  made('default', []),
  made('user', asUser),
  made('user-setuid', asUser, { image: 'setuid', holds: ['root-inside'] }),
  made('user-setuid-no-new-privileges', [...asUser, '--security-opt', 'no-new-privileges'], { image: 'setuid' }),
  made('read-only', ['--read-only']),
  made('no-new-privileges', ['--security-opt', 'no-new-privileges']),
  made('no-capabilities', none),
  ...capabilities.map((name) => made(`only-${name.toLowerCase()}`, [...none, '--cap-add', name])),
  made('every-capability', ['--cap-add', 'ALL']),
  made('every-capability-user', ['--cap-add', 'ALL', ...asUser]),
  made('sys_admin', ['--cap-add', 'SYS_ADMIN']),
  made('sys_admin-seccomp-none', ['--cap-add', 'SYS_ADMIN', '--security-opt', 'seccomp=unconfined']),
  made('sys_admin-apparmor-none', ['--cap-add', 'SYS_ADMIN', '--security-opt', 'apparmor=unconfined']),
  made('sys_admin-mknod', [...none, '--cap-add', 'SYS_ADMIN', '--cap-add', 'MKNOD']),
  made('sys_boot-seccomp-none', [...none, '--cap-add', 'SYS_BOOT', '--security-opt', 'seccomp=unconfined']),
  made('bpf-perfmon', [...none, '--cap-add', 'BPF', '--cap-add', 'PERFMON']),
  made('privileged', ['--privileged']),
  made('privileged-user', ['--privileged', ...asUser]),
  made('privileged-host-pid', ['--privileged', '--pid', 'host']),
  made('devices-all', ['--device-cgroup-rule', 'b *:* rwm']),

  ...threeOf('host-pid', ['--pid', 'host']),
  ...['SYS_PTRACE', 'SYS_ADMIN', 'KILL', 'SYS_BOOT', 'SYS_PACCT', 'CHECKPOINT_RESTORE', 'DAC_READ_SEARCH'].map((name) =>
    made(`host-pid-only-${name.toLowerCase()}`, [...none, '--cap-add', name, '--pid', 'host']),
  ),
  made('host-pid-sys_ptrace', ['--cap-add', 'SYS_PTRACE', '--pid', 'host']),
  made('host-pid-sys_ptrace-user', ['--cap-add', 'SYS_PTRACE', '--pid', 'host', ...asUser]),
  made('host-pid-sys_ptrace-apparmor-none', [
    '--cap-add',
    'SYS_PTRACE',
    '--pid',
    'host',
    '--security-opt',
    'apparmor=unconfined',
  ]),
  made('host-pid-sys_admin', ['--cap-add', 'SYS_ADMIN', '--pid', 'host']),
  made('host-pid-sys_admin-sys_ptrace', ['--cap-add', 'SYS_ADMIN', '--cap-add', 'SYS_PTRACE', '--pid', 'host']),
  made('host-pid-seccomp-none', ['--pid', 'host', '--security-opt', 'seccomp=unconfined']),
  ...threeOf('host-network', ['--network', 'host']),
  made('host-network-net_admin', ['--network', 'host', '--cap-add', 'NET_ADMIN']),
  made('host-network-only-net_raw', ['--network', 'host', ...none, '--cap-add', 'NET_RAW']),
  made('host-network-only-net_admin', ['--network', 'host', ...none, '--cap-add', 'NET_ADMIN']),
  ...threeOf('host-ipc', ['--ipc', 'host']),
  made('host-ipc-ipc_owner-user', ['--ipc', 'host', '--cap-add', 'IPC_OWNER', ...asUser]),
  made('host-uts', ['--uts', 'host']),
  made('host-uts-sys_admin', ['--uts', 'host', '--cap-add', 'SYS_ADMIN']),
  made('host-cgroup', ['--cgroupns', 'host']),
  made('private-cgroup', ['--cgroupns', 'private']),
  made('private-cgroup-sys_admin', ['--cgroupns', 'private', '--cap-add', 'SYS_ADMIN']),

  ...threeOf('peer-pid', ['--pid', 'container:PEER']),
  made('peer-pid-sys_ptrace', ['--pid', 'container:PEER', '--cap-add', 'SYS_PTRACE']),
  ...threeOf('peer-ipc', ['--ipc', 'container:PEER']),
  ...threeOf('peer-network', ['--network', 'container:PEER']),
  ...threeOf('shared-network', ['--network', 'FRONT']),
  made('shared-network-only-net_raw', [...none, '--cap-add', 'NET_RAW', '--network', 'FRONT']),
  made('shared-network-only-net_admin', [...none, '--cap-add', 'NET_ADMIN', '--network', 'FRONT']),
  made('shared-network-net_admin', ['--cap-add', 'NET_ADMIN', '--network', 'FRONT']),
  made('other-network', ['--network', 'BACK']),
  made('internal-network', ['--network', 'INNER']),
  made('no-network', ['--network', 'none']),
  made('shared-volume', ['-v', 'VOLUME:/shared']),
  made('shared-volume-read-only', ['-v', 'VOLUME:/shared:ro']),
  made('shared-volume-user', ['-v', 'VOLUME:/shared', ...asUser]),

  ...['/', '/etc', '/proc', '/proc/sys', '/sys', '/sys/fs/cgroup', '/run', '/var/log', '/dev', '/root'].flatMap(
    mountsOf,
  ),
  made('mount-etc-rw-user-dac_override', [...asUser, '--cap-add', 'DAC_OVERRIDE'], {
    mounts: [{ host: '/etc', at: '/host/etc' }],
  }),
  made('mount-proc-rw-sys_ptrace', ['--cap-add', 'SYS_PTRACE'], { mounts: [{ host: '/proc', at: '/host/proc' }] }),
  made('mount-proc-rw-sys_admin', ['--cap-add', 'SYS_ADMIN'], { mounts: [{ host: '/proc', at: '/host/proc' }] }),
  made('mount-sys-rw-sys_admin', ['--cap-add', 'SYS_ADMIN'], { mounts: [{ host: '/sys', at: '/host/sys' }] }),
  made('mount-shared', [], { mounts: [{ host: '/srv', at: '/host/srv', mode: 'rshared' }] }),
  made('mount-shared-sys_admin', ['--cap-add', 'SYS_ADMIN'], {
    mounts: [{ host: '/srv', at: '/host/srv', mode: 'rshared' }],
    holds: ['may-mount'],
  }),
  ...['ro', 'rw'].flatMap((mode) =>
    threeOf(`engine-socket-${mode}`, [], [{ host: socket, at: '/var/run/docker.sock', mode }]),
  ),
  made('engine-socket-user-group', [...asUser, '--group-add', 'GROUP'], {
    mounts: [{ host: socket, at: '/var/run/docker.sock' }],
  }),

  ...threeOf('disk', ['--device', '/dev/sdz']),
  made('disk-read', ['--device', '/dev/sdz:/dev/sdz:r']),
  made('kernel-messages', ['--device', '/dev/kmsg']),
  ...threeOf('proc-unmasked', ['--security-opt', 'systempaths=unconfined']),
  ...threeOf('seccomp-none', ['--security-opt', 'seccomp=unconfined']),

  made('remapped', ['--network', 'none'], { remapped: true }),
  made('remapped-every-capability', ['--network', 'none', '--cap-add', 'ALL'], { remapped: true }),
  made('remapped-mount-etc', ['--network', 'none'], {
    remapped: true,
    mounts: [{ host: '/etc', at: '/host/etc' }],
  }),
  made('remapped-engine-socket', ['--network', 'none'], {
    remapped: true,
    mounts: [{ host: socket, at: '/var/run/docker.sock' }],
  }),
  made('remapped-proc-unmasked', ['--network', 'none', '--security-opt', 'systempaths=unconfined'], { remapped: true }),
  made('remapped-host-users-privileged', ['--network', 'none', '--userns', 'host', '--privileged'], { remapped: true }),

  made('gvisor', ['--runtime', 'runsc', '--network', 'none'], { needs: 'runsc' }),
  made('gvisor-privileged', ['--runtime', 'runsc', '--network', 'none', '--privileged'], { needs: 'runsc' }),
  made('gvisor-every-capability', ['--runtime', 'runsc', '--network', 'none', '--cap-add', 'ALL'], { needs: 'runsc' }),
  made('gvisor-mount-etc', ['--runtime', 'runsc', '--network', 'none'], {
    needs: 'runsc',
    mounts: [{ host: '/etc', at: '/host/etc' }],
  }),
  made('gvisor-engine-socket', ['--runtime', 'runsc', '--network', 'none'], {
    needs: 'runsc',
    mounts: [{ host: socket, at: '/var/run/docker.sock' }],
  }),
];

/** Those that the test suite starts: one of every kind of step. */
export const fewNames = [
  'default',
  'privileged',
  'host-pid-sys_ptrace',
  'sys_admin',
  'host-network',
  'peer-ipc',
  'mount-etc-rw',
  'mount-all-ro-user',
  'engine-socket-ro',
  'proc-unmasked',
] as const;
