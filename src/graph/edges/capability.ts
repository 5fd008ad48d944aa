// The steps to the host that single capabilities allow: https://man7.org/linux/man-pages/man7/capabilities.7.html
import type { Fix } from '../../model/edit.ts';
import type { EdgeRule, NodeId } from '../../model/graph.ts';
import { capabilityEdges, type Way } from '../host/capability-step.ts';
import { asRoot, assuming, granted, type Condition } from '../conditions.ts';
import { unconfined, unfiltered } from '../host/confinement.ts';
import { composeExample, kubernetesExample } from '../example-text.ts';
import { nodeCredentials } from '../nodes.ts';
import { unsharing, type Subject } from '../step.ts';

export const capability: EdgeRule = {
  id: 'capability',
  title: 'A capability reaches past the container',
  why: 'Some capabilities are rights over the kernel or over files and processes that no namespace holds back. Where the default AppArmor profile would stop the step, and its absence was not seen, the step is an assumption. Another user than root has no capability in effect, unless Podman was asked to add it.',
  refs: [
    'T1611',
    'T1055.008',
    'T1547.006',
    'KubeHound CE_MODULE_LOAD',
    'KubeHound CE_SYS_PTRACE',
    'IceKube CAN_CGROUP_BREAKOUT',
    'IceKube CAN_LOAD_KERNEL_MODULES',
    'IceKube CAN_NSENTER_HOST',
    'IceKube CAN_ACCESS_HOST_FD',
    'CDK mount-cgroup',
    'CDK rewrite-cgroup-devices',
    'CDK cap-dac-read-search',
  ],
  examples: {
    bad: [
      composeExample({ cap_add: '[SYS_MODULE]' }),
      composeExample({ cap_add: '[CAP_SYS_ADMIN]', security_opt: '["apparmor:unconfined"]' }),
      composeExample({ cap_add: '[SYS_PTRACE]', pid: 'host', security_opt: '["apparmor:unconfined"]' }),
      kubernetesExample({ context: { capabilities: '{drop: [ALL], add: [SYS_MODULE]}' } }),
    ],
    good: [
      composeExample({ cap_add: '[NET_BIND_SERVICE]' }),
      composeExample({ cap_add: '[SYS_PTRACE]' }),
      composeExample({ cap_add: '[SYS_MODULE]', user: '"1000"' }),
      kubernetesExample({ context: { capabilities: '{drop: [ALL], add: [NET_BIND_SERVICE]}' } }),
    ],
  },
  edges: (world, facts) => capabilityEdges('capability', ways, { world, facts }),
};

const host = (subject: Subject): NodeId => subject.host;
const hostProcesses = ({ container }: Subject): Condition | undefined =>
  granted(container, 'pid', (value) => value === 'host');
const ownProcesses = (subject: Subject): readonly Fix[] =>
  unsharing(subject, 'give it its own process namespace', 'pid');
const secretInSight = assuming('secret-in-sight', 'what is traced has a credential of the host in it');
const kexec = ['kexec_load', 'kexec_file_load'];

const ways: readonly Way[] = [
  {
    name: 'SYS_ADMIN',
    gives: 'which mounts filesystems and enters namespaces',
    yields: ['HOST_ROOT'],
    calls: ['mount'],
    to: host,
    needs: ({ container, machine }) => [unconfined(container, machine)],
  },
  {
    name: 'SYS_ADMIN',
    gives: 'which loads programs into the kernel that write into other processes',
    yields: ['HOST_PROC_CODE', 'HOST_ROOT'],
    calls: ['bpf'],
    to: host,
    needs: () => [assuming('not-locked-down', 'the kernel is not locked down, and lets bpf write into processes')],
  },
  {
    name: 'SYS_MODULE',
    gives: 'which loads code into the kernel',
    yields: ['HOST_KERNEL', 'HOST_ROOT'],
    calls: ['init_module', 'finit_module'],
    to: host,
    needs: () => [],
  },
  {
    name: 'SYS_PTRACE',
    gives: 'and with it enters the processes of the host that it sees',
    yields: ['HOST_PROC_CODE', 'HOST_ROOT'],
    calls: ['ptrace', 'process_vm_writev'],
    to: host,
    needs: (subject) => [hostProcesses(subject), unconfined(subject.container, subject.machine)],
    fixes: ownProcesses,
  },
  {
    name: 'DAC_READ_SEARCH',
    gives: 'which opens any file of the host by its handle, and root writes what root owns',
    yields: ['HOST_READ', 'HOST_WRITE', 'HOST_ROOT'],
    calls: ['open_by_handle_at'],
    to: host,
    needs: ({ container }) => [asRoot(container)],
  },
  {
    name: 'DAC_READ_SEARCH',
    gives: 'which reads any file of the host by its handle',
    yields: ['HOST_READ', 'HOST_SECRETS'],
    calls: ['open_by_handle_at'],
    to: ({ host: there }) => nodeCredentials(there),
    needs: () => [],
  },
  {
    name: 'SYS_RAWIO',
    gives: 'which reaches memory and ports of the machine',
    yields: ['HOST_KERNEL', 'HOST_ROOT'],
    to: host,
    needs: () => [assuming('raw-memory', 'the kernel lets physical memory or a device be written, which most forbid')],
  },
  {
    name: 'SYS_BOOT',
    gives: 'and with it starts another kernel',
    yields: ['HOST_KERNEL', 'HOST_ROOT'],
    to: host,
    needs: (subject) => [hostProcesses(subject), unfiltered(subject, kexec)],
    fixes: ownProcesses,
  },
  {
    name: 'BPF',
    gives: 'which traces what runs on the host',
    yields: ['HOST_PROC_VIEW'],
    calls: ['bpf'],
    to: host,
    needs: () => [secretInSight],
  },
  {
    name: 'PERFMON',
    gives: 'which traces what runs on the host',
    yields: ['HOST_PROC_VIEW', 'INFO_KERNEL'],
    calls: ['perf_event_open'],
    to: host,
    needs: () => [secretInSight],
  },
];
/** Those that lead to the host by themselves or with another privilege. */
export const capabilityNames: ReadonlySet<string> = new Set(ways.map(({ name }) => name));
