// Ways out that take several privileges at once, by name, and the containers that go them here; or why none does.

export interface Composite {
  readonly name: string;
  readonly needs: string;
  readonly code: string;
  /** Names of configurations in which the effect must be seen. */
  readonly run?: readonly string[];
  /** Of the ways in which the effect is tried, those that are this rule's. */
  readonly ways?: readonly string[];
  /** Names of configurations with something that stops it, in which it must not be seen. */
  readonly stopped?: readonly string[];
  readonly whyNot?: string;
}
const cluster = 'Needs a Kubernetes cluster.';
const flaw = 'Uses a flaw of a release; none is used here.';

export const composites: readonly Composite[] = [
  {
    name: 'disk of the host in a privileged container',
    needs: 'privileged, root',
    code: 'HOST_WRITE',
    run: ['privileged'],
    ways: ['write-disk'],
    stopped: ['privileged-user', 'default'],
  },
  {
    name: 'namespaces of the host from a privileged container',
    needs: 'privileged, pid=host',
    code: 'HOST_ROOT',
    run: ['privileged-host-pid'],
    ways: ['enter-namespaces'],
    stopped: ['privileged', 'host-pid'],
  },
  {
    name: 'release agent of a control group',
    needs: 'SYS_ADMIN, root, control groups of version 1, the cgroup namespace of the host, no LSM',
    code: 'HOST_ROOT',
    run: ['sys_admin', 'privileged'],
    ways: ['release-agent'],
    stopped: ['default', 'private-cgroup-sys_admin', 'every-capability-user', 'remapped-every-capability'],
  },
  {
    name: 'rules for devices of its own control group',
    needs: 'SYS_ADMIN, MKNOD, control groups of version 1, no LSM',
    code: 'HOST_READ',
    run: ['sys_admin', 'sys_admin-mknod'],
    ways: ['allow-disk'],
    stopped: ['only-sys_admin', 'only-mknod', 'remapped-every-capability'],
  },
  {
    name: 'core pattern over a mount',
    needs: 'a mount of /proc or /proc/sys to write, root',
    code: 'HOST_ROOT',
    run: ['mount-proc-rw', 'mount-proc-sys-rw', 'mount-all-rw'],
    ways: ['core-pattern'],
    stopped: ['mount-proc-ro', 'mount-proc-rw-user', 'default'],
  },
  {
    name: 'core pattern over a procfs of its own',
    needs: 'SYS_ADMIN, root, no LSM',
    code: 'HOST_ROOT',
    run: ['only-sys_admin', 'sys_admin'],
    ways: ['core-pattern-mounted'],
    stopped: ['default', 'every-capability-user', 'remapped-every-capability'],
  },
  {
    name: 'core pattern where nothing is masked',
    needs: 'systempaths=unconfined, root, no user namespace',
    code: 'HOST_ROOT',
    run: ['proc-unmasked', 'proc-unmasked-no-capabilities'],
    ways: ['core-pattern'],
    stopped: ['proc-unmasked-user', 'remapped-proc-unmasked'],
  },
  {
    name: 'tracing a process of the host',
    needs: 'pid=host, SYS_PTRACE, no LSM',
    code: 'HOST_PROC_CODE',
    run: ['host-pid-sys_ptrace', 'host-pid-only-sys_ptrace'],
    ways: ['write-memory'],
    stopped: ['host-pid', 'host-pid-sys_ptrace-user', 'only-sys_ptrace'],
  },
  {
    name: 'entering the namespaces of the host',
    needs: 'pid=host, SYS_ADMIN, and SYS_PTRACE to open them, no LSM',
    code: 'HOST_ROOT',
    run: ['host-pid-sys_admin-sys_ptrace'],
    ways: ['enter-namespaces'],
    stopped: ['host-pid-sys_ptrace', 'host-pid-only-sys_admin'],
  },
  {
    name: 'files of the host through a process',
    needs: 'pid=host, root, SYS_PTRACE, no LSM',
    code: 'HOST_READ',
    run: ['host-pid-sys_ptrace'],
    ways: ['read-process-root'],
    stopped: ['host-pid', 'host-pid-sys_ptrace-user'],
  },
  {
    name: 'processes of the host in sight',
    needs: 'pid=host',
    code: 'HOST_PROC_VIEW',
    run: ['host-pid', 'host-pid-user', 'host-pid-no-capabilities'],
    ways: ['see-arguments'],
    stopped: ['default'],
  },
  {
    name: 'stopping processes of the host',
    needs: 'pid=host, and root or KILL, no LSM',
    code: 'HOST_PROC_KILL',
    run: ['host-pid', 'host-pid-no-capabilities'],
    ways: ['signal'],
    stopped: ['default', 'host-pid-user'],
  },
  {
    name: 'files of the host by their handles',
    needs: 'DAC_READ_SEARCH, root, a bind mount from the same filesystem (/etc/hosts is one)',
    code: 'HOST_READ',
    run: ['only-dac_read_search', 'privileged'],
    ways: ['read-handle'],
    stopped: ['default', 'every-capability-user', 'remapped-every-capability'],
  },
  {
    name: 'disk that is handed over',
    needs: 'a block device, root',
    code: 'HOST_WRITE',
    run: ['disk', 'disk-no-capabilities'],
    ways: ['write-disk'],
    stopped: ['disk-user', 'disk-read'],
  },
  {
    name: 'disk that it makes itself',
    needs: 'device rules for every disk, MKNOD, root',
    code: 'HOST_WRITE',
    run: ['devices-all', 'privileged'],
    ways: ['write-made-disk'],
    stopped: ['default', 'only-mknod'],
  },
  {
    name: 'writing folders of the host',
    needs: 'a mount of a folder that the host runs things from to write, root',
    code: 'HOST_WRITE',
    run: ['mount-etc-rw', 'mount-etc-rw-no-capabilities'],
    ways: ['write-file'],
    stopped: ['mount-etc-ro', 'mount-etc-rw-user', 'mount-etc-rw-user-dac_override', 'remapped-mount-etc'],
  },
  {
    name: 'reading secrets of the host',
    needs: 'a mount of a folder with secrets, root',
    code: 'HOST_READ',
    run: ['mount-etc-ro', 'mount-root-ro', 'mount-all-ro'],
    ways: ['read-file'],
    stopped: ['mount-etc-ro-user', 'remapped-mount-etc'],
  },
  {
    name: 'socket of the engine',
    needs: 'the socket of an engine that runs as root; to mount it read-only changes nothing',
    code: 'HOST_ROOT',
    run: [
      'engine-socket-rw',
      'engine-socket-ro',
      'engine-socket-ro-no-capabilities',
      'engine-socket-user-group',
      'mount-run-ro',
    ],
    ways: ['engine-root'],
    stopped: ['engine-socket-rw-user', 'remapped-engine-socket'],
  },
  {
    name: 'network of the host, changed',
    needs: 'network=host, NET_ADMIN',
    code: 'HOST_NET_CTRL',
    run: ['host-network-net_admin', 'host-network-only-net_admin'],
    stopped: ['host-network', 'only-net_admin'],
  },
  {
    name: 'network of the host, listened to',
    needs: 'network=host, NET_RAW, root',
    code: 'HOST_NET_SNIFF',
    run: ['host-network', 'host-network-only-net_raw'],
    stopped: ['host-network-user', 'host-network-no-capabilities', 'default'],
  },
  {
    name: 'speaking for a neighbour',
    needs: 'NET_RAW (or NET_ADMIN), a bridge',
    code: 'PEER_NET_MITM',
    run: ['default', 'only-net_raw', 'only-net_admin'],
    stopped: ['no-capabilities', 'user', 'other-network', 'no-network'],
  },
  {
    name: 'memory shared with the host',
    needs: 'ipc=host, the same user',
    code: 'PEER_READ',
    run: ['host-ipc', 'host-ipc-no-capabilities'],
    ways: ['shared-memory', 'shared-memory-file'],
    stopped: ['host-ipc-user', 'default'],
  },
  {
    name: 'processes shared with a neighbour',
    needs: 'pid=container:…, the same user with the same capabilities, or SYS_PTRACE',
    code: 'PEER_CODE',
    run: ['peer-pid', 'peer-pid-sys_ptrace'],
    ways: ['write-memory'],
    stopped: ['peer-pid-no-capabilities', 'peer-pid-user', 'default'],
  },
  {
    name: 'setuid program of its own image',
    needs: 'no no-new-privileges, a setuid program',
    code: 'SELF_PRIVESC',
    run: ['user-setuid'],
    stopped: ['user-setuid-no-new-privileges', 'user'],
  },
  {
    name: 'mount that appears on the host',
    needs: 'shared propagation, SYS_ADMIN, no LSM',
    code: 'HOST_WRITE',
    run: ['mount-shared-sys_admin'],
    ways: ['write-propagated'],
    stopped: ['mount-shared'],
  },
  {
    name: 'tracing by programs in the kernel',
    needs: 'BPF and PERFMON, or SYS_ADMIN',
    code: 'HOST_PROC_VIEW',
    run: ['only-sys_admin'],
    ways: ['trace', 'program'],
    stopped: ['default', 'remapped-every-capability'],
  },
  {
    name: 'kernel module',
    needs: 'SYS_MODULE, no lockdown',
    code: 'HOST_KERNEL',
    whyNot:
      'Only the permission is asked for, and the kernel of this run may be built without modules: see only-sys_module.',
  },
  {
    name: 'raw input and output',
    needs: 'SYS_RAWIO, and ports or /dev/mem',
    code: 'HOST_KERNEL',
    whyNot: 'Only the permission is asked for, and the kernel of this run may have neither: see only-sys_rawio.',
  },
  {
    name: 'user namespace and release agent',
    needs: 'no seccomp, no LSM, an old kernel',
    code: 'HOST_ROOT',
    whyNot: flaw,
  },
  {
    name: 'abstract socket of a shim, program of the runtime, its file descriptors, masked paths, labels of an image',
    needs: 'an old release',
    code: 'HOST_ROOT',
    whyNot: flaw,
  },
  { name: 'flaws of the kernel', needs: 'an old kernel', code: 'HOST_KERNEL', whyNot: flaw },
  {
    name: 'socket of systemd or D-Bus',
    needs: 'the socket, root',
    code: 'HOST_ROOT',
    whyNot: 'The machine has no systemd: it would be a stand-in for it that is tried.',
  },
  {
    name: 'tokens of pods, static pods, links in the logs of pods',
    needs: 'mounts of a node',
    code: 'SA_TOKENS',
    whyNot: cluster,
  },
  {
    name: 'API server, admission, persistent volumes, scheduling',
    needs: 'rights',
    code: 'CLUSTER_ADMIN',
    whyNot: cluster,
  },
  { name: 'metadata service', needs: 'a cloud', code: 'CLOUD_ACCOUNT', whyNot: 'Needs a machine of a cloud.' },
  {
    name: 'graphics cards',
    needs: 'a card and an old toolkit',
    code: 'HOST_ROOT',
    whyNot: flaw,
  },
  {
    name: 'copying files, building',
    needs: 'an operator, or an old release',
    code: 'HOST_ROOT',
    whyNot: 'Needs somebody who copies or builds, and then a flaw.',
  },
  { name: 'Windows', needs: 'hostProcess', code: 'HOST_ROOT', whyNot: 'Needs Windows.' },
];
/** In words, what of them did not go as the table says; a configuration that could not run counts as neither. */
export function checkComposites(seen: ReadonlyMap<string, ReadonlySet<string>>): readonly string[] {
  const shows = ({ code, ways }: Composite, name: string): boolean | undefined => {
    const found = seen.get(name);
    if (found === undefined) return undefined;
    return [...found].some((one) => {
      const [effect, way = ''] = one.split(' ');
      return effect === code && (ways === undefined || ways.includes(way));
    });
  };
  return composites.flatMap((one) => [
    ...(one.run ?? []).filter((name) => shows(one, name) === false).map((name) => `${one.name}: not seen in ${name}`),
    ...(one.stopped ?? []).filter((name) => shows(one, name) === true).map((name) => `${one.name}: seen in ${name}`),
  ]);
}
