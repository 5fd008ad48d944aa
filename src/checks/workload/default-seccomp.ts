// System calls that Docker's default seccomp profile keeps from a container without further capabilities, by what they
// give: https://github.com/moby/profiles/blob/main/seccomp/default.json
import type { SystemCalls } from '../../model/workload.ts';

/** Those that have led out of containers, or are not kept apart between them; the worst first. */
const withheld: readonly (readonly [gives: string, calls: readonly string[]])[] = [
  ['loading code into the kernel', ['init_module', 'finit_module', 'delete_module', 'create_module']],
  ['starting another kernel', ['kexec_load', 'kexec_file_load', 'reboot']],
  ['namespaces of its own', ['unshare', 'setns', 'clone', 'clone3']],
  [
    'mounting filesystems',
    [
      'mount',
      'umount',
      'umount2',
      'pivot_root',
      'fsopen',
      'fsconfig',
      'fsmount',
      'fspick',
      'move_mount',
      'open_tree',
      'mount_setattr',
    ],
  ],
  ['programs in the kernel', ['bpf', 'perf_event_open']],
  ['files by their handle', ['open_by_handle_at']],
  ['ports of the processor', ['iopl', 'ioperm']],
  ['queues to the kernel', ['io_uring_setup', 'io_uring_enter', 'io_uring_register']],
  ['holding the kernel up while it copies', ['userfaultfd']],
  ['keys of others', ['keyctl', 'add_key', 'request_key']],
  ['sockets of every family', ['socket']],
  ['other processes', ['process_madvise', 'kcmp', 'pidfd_getfd']],
  ['swap, accounts and clocks of the host', ['swapon', 'swapoff', 'acct', 'settimeofday', 'stime', 'clock_settime']],
  [
    'old and rarely tested calls',
    ['personality', 'uselib', 'ustat', 'sysfs', '_sysctl', 'nfsservctl', 'vm86', 'vm86old'],
  ],
];

/** What the profile lets through although the default one does not. */
export function callsBeyondDefault({ allowed, denied, others }: SystemCalls): readonly (typeof withheld)[number][] {
  const [yes, no] = [new Set(allowed), new Set(denied)];
  const passes = (call: string): boolean => (others === 'denied' ? yes.has(call) : !no.has(call));
  return withheld.flatMap(([gives, calls]) => {
    const through = calls.filter(passes);
    return through.length === 0 ? [] : [[gives, through] as const];
  });
}
