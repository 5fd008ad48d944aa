// What single capabilities let a container read or disturb without becoming its host:
// https://man7.org/linux/man-pages/man7/capabilities.7.html
import { isKnown } from '../../model/field.ts';
import type { EdgeRule, NodeId } from '../../model/graph.ts';
import type { SettingName, Settings } from '../../model/workload.ts';
import { capabilityEdges, type Way } from '../host/capability-step.ts';
import { always, granted, isTrue, refOf, type Condition } from '../conditions.ts';
import { unconfined } from '../host/confinement.ts';
import type { EffectCode } from '../effects.ts';
import { composeExample, kubernetesExample } from '../example-text.ts';
import { effectNode } from '../nodes.ts';
import { unsharing, type Subject } from '../step.ts';

export const capabilityEffect: EdgeRule = {
  id: 'capability-effect',
  title: 'A capability reads or disturbs what is not its own',
  why: 'Some capabilities are rights over things that all containers have in common with their host: its processes, its clock, its records, its network. None of them makes the container its host.',
  refs: ['T1057', 'T1040', 'T1070.006', 'T1082', 'T1499', 'T1529', 'T1562.004', 'T1562.012'],
  examples: {
    bad: [
      composeExample({ cap_add: '[SYS_TIME]' }),
      composeExample({ cap_add: '[PERFMON]' }),
      composeExample({ cap_add: '[NET_RAW]', network_mode: 'host' }),
      kubernetesExample({
        pod: { hostNetwork: 'true' },
        context: { capabilities: '{drop: [ALL], add: [NET_ADMIN]}' },
      }),
    ],
    good: [
      composeExample({ cap_add: '[SYS_TIME]', user: '"1000"' }),
      composeExample({ network_mode: 'host' }),
      kubernetesExample({ context: { capabilities: '{drop: [ALL], add: [NET_BIND_SERVICE]}' } }),
    ],
  },
  edges: (world, facts) => capabilityEdges('capability-effect', ways, { world, facts }),
};

function has<K extends SettingName>({ container }: Subject, name: K, value: Settings[K]): Condition | undefined {
  return granted(container, name, (one) => one === value);
}
const onHostNetwork = (subject: Subject): Condition | undefined => has(subject, 'network', 'host');
const amongHostProcesses = (subject: Subject): Condition | undefined => has(subject, 'pid', 'host');
/** -1 is no limit. */
function unlimited(subject: Subject, name: 'memoryLimit' | 'cpuLimit'): Condition | undefined {
  return has(subject, name, -1);
}
function onHostFiles({ container }: Subject): Condition | undefined {
  const field = container.effective.mounts.find(
    (one) => isKnown(one) && one.value.kind === 'bind' && !one.value.readOnly,
  );
  return field && { ...always, fields: [refOf(container, 'mounts', field)] };
}
function onTerminal({ container }: Subject): Condition | undefined {
  const field = container.effective.devices.find(
    (one) => isKnown(one) && /^\/dev\/(?:tty|console)/.test(one.value.host),
  );
  return field && { ...always, fields: [refOf(container, 'devices', field)] };
}
const mayGain = ({ container }: Subject): Condition | undefined =>
  isTrue(container, 'noNewPrivileges') ? undefined : always;

interface Plain {
  readonly name: string;
  readonly code: EffectCode;
  readonly gives: string;
  readonly besides?: readonly EffectCode[];
  readonly calls?: readonly string[];
  readonly unasked?: true;
  readonly fixes?: NonNullable<Way['fixes']>;
  readonly needs?: (subject: Subject) => readonly (Condition | undefined)[];
}
function toWay({ name, code, gives, besides = [], calls, unasked, fixes, needs }: Plain): Way {
  return {
    name,
    gives,
    yields: [code, ...besides],
    ...(calls && { calls }),
    ...(unasked && { unasked }),
    ...(fixes && { fixes }),
    to: ({ host }): NodeId => effectNode(host, code),
    needs: needs ?? (() => []),
  };
}
const ownNetwork: Way['fixes'] = (subject) => unsharing(subject, 'give it its own network', 'network');

const plain: readonly Plain[] = [
  {
    name: 'NET_RAW',
    code: 'HOST_NET_SNIFF',
    gives: 'and with the network of the host reads the traffic of the host and of its containers',
    unasked: true,
    fixes: ownNetwork,
    needs: (subject) => [onHostNetwork(subject)],
  },
  {
    name: 'NET_ADMIN',
    code: 'HOST_NET_CTRL',
    gives: 'and with the network of the host changes its routes and its firewall',
    besides: ['PEER_NET_MITM'],
    fixes: ownNetwork,
    needs: (subject) => [onHostNetwork(subject)],
  },
  {
    name: 'NET_ADMIN',
    code: 'POLICY_BYPASS',
    gives: 'which takes away what leads its traffic through a proxy',
  },
  {
    name: 'SYS_ADMIN',
    code: 'HOST_PROC_VIEW',
    gives: 'which traces every process of the host',
    calls: ['bpf', 'perf_event_open'],
  },
  {
    name: 'SYS_ADMIN',
    code: 'EVASION',
    gives: 'and renames the host, whose name it shares',
    calls: ['sethostname'],
    needs: (subject) => [has(subject, 'uts', 'host')],
  },
  {
    name: 'PERFMON',
    code: 'HOST_PROC_VIEW',
    gives: 'which traces every process of the host',
    besides: ['INFO_KERNEL'],
    calls: ['perf_event_open'],
  },
  {
    name: 'CHECKPOINT_RESTORE',
    code: 'HOST_PROC_VIEW',
    gives: 'which looks into the mapped files of the processes that it sees',
    needs: (subject) => [amongHostProcesses(subject)],
  },
  {
    name: 'AUDIT_READ',
    code: 'HOST_PROC_VIEW',
    gives: 'and with the network of the host reads its audit records, command lines among them',
    needs: (subject) => [onHostNetwork(subject)],
  },
  {
    name: 'AUDIT_CONTROL',
    code: 'EVASION',
    gives: 'which switches the audit of the host off',
    needs: (subject) => [amongHostProcesses(subject)],
  },
  { name: 'AUDIT_WRITE', code: 'EVASION', gives: 'which forges audit records' },
  {
    name: 'SYS_PACCT',
    code: 'EVASION',
    gives: 'which redirects the accounting of processes',
    calls: ['acct'],
    needs: (subject) => [amongHostProcesses(subject)],
  },
  {
    name: 'SYS_TIME',
    code: 'EVASION',
    gives: 'which sets the clock of the host, and so what its records and certificates mean',
    besides: ['HOST_DOS'],
    calls: ['clock_settime', 'settimeofday'],
  },
  {
    name: 'SYSLOG',
    code: 'INFO_KERNEL',
    gives: 'which reads and clears the log of the kernel',
    besides: ['EVASION'],
    calls: ['syslog'],
  },
  {
    name: 'MAC_ADMIN',
    code: 'EVASION',
    gives: 'which loads another AppArmor profile',
    needs: ({ container, machine }) => [unconfined(container, machine)],
  },
  {
    name: 'LINUX_IMMUTABLE',
    code: 'EVASION',
    gives: 'which locks files of the host against change',
    besides: ['HOST_DOS'],
    needs: (subject) => [onHostFiles(subject)],
  },
  {
    name: 'SYS_BOOT',
    code: 'NODE_REBOOT',
    gives: 'and among the processes of the host restarts it',
    calls: ['reboot'],
    needs: (subject) => [amongHostProcesses(subject)],
  },
  {
    name: 'IPC_LOCK',
    code: 'HOST_DOS',
    gives: 'and without a limit keeps the memory of the host to itself',
    needs: (subject) => [unlimited(subject, 'memoryLimit')],
  },
  {
    name: 'SYS_NICE',
    code: 'HOST_DOS',
    gives: 'and without a limit keeps the processors of the host to itself',
    needs: (subject) => [unlimited(subject, 'cpuLimit')],
  },
  { name: 'SYS_RESOURCE', code: 'HOST_DOS', gives: 'which passes over quotas' },
  { name: 'BLOCK_SUSPEND', code: 'HOST_DOS', gives: 'which keeps the host awake' },
  {
    name: 'LEASE',
    code: 'HOST_DOS',
    gives: 'which holds up whoever opens files that it mounts from the host',
    needs: (subject) => [onHostFiles(subject)],
  },
  {
    name: 'SYS_TTY_CONFIG',
    code: 'HOST_DOS',
    gives: 'which disturbs the terminals of the host',
    needs: (subject) => [onTerminal(subject)],
  },
  {
    name: 'SETFCAP',
    code: 'SELF_PRIVESC',
    gives: 'which keeps capabilities in files for later',
    needs: (subject) => [mayGain(subject)],
  },
  {
    name: 'SETPCAP',
    code: 'SELF_PRIVESC',
    gives: 'which hands capabilities on to later programs',
    needs: (subject) => [mayGain(subject)],
  },
];
const ways: readonly Way[] = plain.map(toWay);
/** Those with which something is read or disturbed. */
export const capabilityEffectNames: ReadonlySet<string> = new Set(ways.map(({ name }) => name));
