// The steps that single capabilities allow: https://man7.org/linux/man-pages/man7/capabilities.7.html
import type { Fix } from '../../model/edit.ts';
import type { EdgeRule, NodeId } from '../../model/graph.ts';
import { dropCapability, holdsCapability } from '../capabilities.ts';
import { all, asRoot, assuming, granted, sameUsers, sharesKernel, unconfined, unfiltered } from '../conditions.ts';
import type { Condition } from '../conditions.ts';
import { composeExample, kubernetesExample } from '../example-text.ts';
import { nodeCredentials } from '../nodes.ts';
import { placedSubjectsOf, toEdge, unsharing, type Subject } from '../step.ts';

export const capability: EdgeRule = {
  id: 'capability',
  title: 'A capability reaches past the container',
  why: 'Some capabilities are rights over the kernel or over files and processes that no namespace holds back. Where the default AppArmor profile would stop the step, and its absence was not seen, the step is an assumption.',
  refs: [
    'T1611',
    'T1055.008',
    'T1547.006',
    'KubeHound CE_MODULE_LOAD',
    'KubeHound CE_SYS_PTRACE',
    'IceKube CAN_CGROUP_BREAKOUT',
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
      kubernetesExample({ context: { capabilities: '{drop: [ALL], add: [NET_BIND_SERVICE]}' } }),
    ],
  },
  *edges(world, facts) {
    for (const subject of placedSubjectsOf(world, facts)) {
      for (const way of ways) {
        const held = holdsCapability(subject.workload, subject.container, way.name);
        if (held === undefined || held.fields.length === 0) continue;
        const { container } = subject;
        const when = all(held, asRoot(container), sameUsers(container), sharesKernel(container), ...way.needs(subject));
        if (when === undefined) continue;
        yield toEdge({
          rule: 'capability',
          from: subject.node,
          to: way.to?.(subject) ?? subject.host,
          when,
          why: `it has the capability ${way.name}, ${way.gives}`,
          yields: way.yields,
          fixes: [...dropCapability(subject.workload, container, way.name), ...(way.fixes?.(subject) ?? [])],
        });
      }
    }
  },
};

interface Way {
  readonly name: string;
  readonly gives: string;
  readonly yields: readonly string[];
  needs(subject: Subject): readonly (Condition | undefined)[];
  to?(subject: Subject): NodeId;
  fixes?(subject: Subject): readonly Fix[];
}
const hostProcesses = ({ container }: Subject): Condition | undefined =>
  granted(container, 'pid', (value) => value === 'host');
const ownProcesses = (subject: Subject): readonly Fix[] =>
  unsharing(subject, 'give it its own process namespace', 'pid');
const mayWrite = ({ workload, container }: Subject): boolean =>
  holdsCapability(workload, container, 'DAC_OVERRIDE')?.assumes.length === 0;

const ways: readonly Way[] = [
  {
    name: 'SYS_ADMIN',
    gives: 'which mounts filesystems and enters namespaces',
    yields: ['HOST_ROOT'],
    needs: ({ container }) => [unconfined(container)],
  },
  {
    name: 'SYS_MODULE',
    gives: 'which loads code into the kernel',
    yields: ['HOST_KERNEL', 'HOST_ROOT'],
    needs: () => [],
  },
  {
    name: 'SYS_PTRACE',
    gives: 'and with it enters the processes of the host that it sees',
    yields: ['HOST_PROC_CODE', 'HOST_ROOT'],
    needs: (subject) => [hostProcesses(subject), unconfined(subject.container)],
    fixes: ownProcesses,
  },
  {
    name: 'DAC_READ_SEARCH',
    gives: 'which opens any file of the host by its handle, and DAC_OVERRIDE, which writes it',
    yields: ['HOST_READ', 'HOST_WRITE', 'HOST_ROOT'],
    needs: (subject) => (mayWrite(subject) ? [] : [undefined]),
  },
  {
    name: 'DAC_READ_SEARCH',
    gives: 'which reads any file of the host by its handle',
    yields: ['HOST_READ', 'HOST_SECRETS'],
    needs: () => [],
    to: ({ host }) => nodeCredentials(host),
  },
  {
    name: 'SYS_RAWIO',
    gives: 'which reaches memory and ports of the machine',
    yields: ['HOST_KERNEL', 'HOST_ROOT'],
    needs: () => [assuming('raw-memory', 'the kernel lets physical memory or a device be written, which most forbid')],
  },
  {
    name: 'SYS_BOOT',
    gives: 'and with it starts another kernel',
    yields: ['HOST_KERNEL', 'HOST_ROOT'],
    needs: (subject) => [hostProcesses(subject), unfiltered(subject.container)],
    fixes: ownProcesses,
  },
  {
    name: 'BPF',
    gives: 'which traces what runs on the host',
    yields: ['HOST_PROC_VIEW'],
    needs: () => [assuming('secret-in-sight', 'what is traced has a credential of the host in it')],
  },
  {
    name: 'PERFMON',
    gives: 'which traces what runs on the host',
    yields: ['HOST_PROC_VIEW', 'INFO_KERNEL'],
    needs: () => [assuming('secret-in-sight', 'what is traced has a credential of the host in it')],
  },
];
