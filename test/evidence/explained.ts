// Why something that the graph takes for proven is not seen here, and what is known to be missing from the graph.

export interface Reason {
  readonly code: string;
  /** Names of configurations. */
  readonly where: RegExp;
  /** The edge that says it, where only that one is meant. */
  readonly rule?: string;
  readonly why: string;
}
interface Asked {
  readonly name: string;
  readonly code: string;
  readonly rules: readonly string[];
}
export function findReason(reasons: readonly Reason[], { name, code, rules }: Asked): Reason | undefined {
  return reasons.find(
    (one) => one.code === code && one.where.test(name) && (one.rule === undefined || rules.includes(one.rule)),
  );
}

export const unseen: readonly Reason[] = [
  {
    code: 'HOST_ROOT',
    where: /(?:mount-(?:etc|root)(?:-rw)?(?:-no-capabilities)?|only-dac_read_search)$/,
    why: 'Writing into a folder of the host is what is tried, as HOST_WRITE; nothing that the host runs or trusts is planted.',
  },
  {
    code: 'HOST_ROOT',
    where: /^(?:disk(?:-no-capabilities)?|devices-all)$/,
    why: 'The disk is a canary without a filesystem; to write on one that the host is started from makes it obey.',
  },
  {
    code: 'HOST_ROOT',
    where: /^host-pid-(?:only-)?sys_ptrace/,
    why: 'The memory of a process that runs as root is written, as HOST_PROC_CODE; no code is put there.',
  },
  {
    code: 'HOST_KERNEL',
    where: /^(?:only-sys_module|every-capability)$/,
    why: 'The kernel of this run is built without loadable modules, and refuses before it asks for the permission.',
  },
  { code: 'HOST_ROOT', where: /^only-sys_module$/, why: 'No module is loaded: it would be code in the kernel.' },
  {
    code: 'HOST_WRITE',
    where: /^mount-(?:proc|sys)/,
    why: 'What can be written there are settings of the kernel; that is tried as HOST_ROOT.',
  },
  {
    code: 'PEER_WRITE',
    where: /^shared-volume-user$/,
    why: 'The folder of this volume belongs to root; most images give theirs to the user that they run as.',
  },
  {
    code: 'PEER_NET_MITM',
    where: /^user-setuid$/,
    why: 'The program that becomes root says so and tries nothing further.',
  },
  {
    code: 'SELF_PRIVESC',
    where: /^(?:only-set(?:pcap|fcap)|every-capability)$/,
    why: 'Keeping capabilities for a program that is started later is not tried; the probe is root from the start.',
  },
  {
    code: 'EVASION',
    where: /^only-(?:audit_write|syslog)$/,
    why: 'It would write a record that is forged, or clear the log of the kernel: nothing is done to records of the machine.',
  },
  { code: 'EVASION', where: /^only-mac_admin$/, why: 'No security module on this machine has a policy to change.' },
  {
    code: 'EVASION',
    where: /^only-audit_control$/,
    why: 'The audit system answers only in the initial process namespace, and the machine has one of its own.',
  },
  {
    code: 'EVASION',
    where: /^mount-(?:all|var-log)-rw/,
    why: 'The logs of the machine are not touched; that files can be written there shows as HOST_WRITE.',
  },
  {
    code: 'HOST_PROC_KILL',
    where: /^mount-(?:all|sys)/,
    why: 'To stop a control group would stop whoever else is in it; only the marker of the run is ever signalled.',
  },
  {
    code: 'INFO_KERNEL',
    where: /^mount-(?:all|sys)/,
    why: 'Neither debugfs nor tracefs is mounted on the machine.',
  },
  {
    code: 'IMAGE_PERSIST',
    where: /^mount-all-rw/,
    why: 'The storage of the engine is not damaged; the engine itself is asked, where its socket is in reach.',
  },
  {
    code: 'NODE_REBOOT',
    where: /^proc-unmasked/,
    why: 'The kernel of this run is built without SysRq.',
  },
  ...['CTR_ALL', 'HOST_ROOT', 'IMAGE_PERSIST'].map((code) => ({
    code,
    where: /^engine-socket-r[ow]-user$/,
    why: 'Whoever mounts the socket itself is taken for one whom it lets in; this user is in no group that it does. See engine-socket-user-group.',
  })),
];
/** Each is a fault of the graph that is known and not yet mended; one that is no longer seen has to go. */
export const gaps: readonly Reason[] = [];
