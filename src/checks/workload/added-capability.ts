// What each capability that reaches past a container gives, and one message an added one: https://man7.org/linux/man-pages/man7/capabilities.7.html
import type { Message } from '../../model/check.ts';
import { isKnown } from '../../model/field.ts';
import type { Severity } from '../../model/severity.ts';
import type { JudgedContainer, JudgedWorkload, Verdict } from './container.ts';
import { accuseItems } from './list-rule.ts';

/** With a rule of its own, which says what it leads to. */
const single: ReadonlySet<string> = new Set(['ALL', 'SYS_ADMIN', 'SYS_MODULE', 'DAC_READ_SEARCH']);
export function hasOwnRule(name: string): boolean {
  return single.has(name) || name === 'NET_RAW';
}
export interface Danger {
  readonly severity: Severity;
  readonly gives: string;
}
/** How bad each is on its own. */
export const dangers: ReadonlyMap<string, Danger> = new Map([
  ['SYS_RAWIO', { severity: 'critical', gives: 'physical memory and ports' }],
  ['SYS_PTRACE', { severity: 'high', gives: 'entering other processes' }],
  ['BPF', { severity: 'high', gives: 'programs in the kernel' }],
  ['PERFMON', { severity: 'high', gives: 'watching all processes and the kernel' }],
  ['NET_ADMIN', { severity: 'high', gives: 'changing interfaces, routes and firewalls' }],
  ['SYS_BOOT', { severity: 'high', gives: 'restarting the host' }],
  ['MAC_ADMIN', { severity: 'high', gives: 'changing the security policy of the host' }],
  ['MAC_OVERRIDE', { severity: 'high', gives: 'passing over the security policy of the host' }],
  ['AUDIT_CONTROL', { severity: 'medium', gives: 'switching off the audit of the host' }],
  ['CHECKPOINT_RESTORE', { severity: 'medium', gives: 'looking into the memory maps of other processes' }],
  ['LINUX_IMMUTABLE', { severity: 'medium', gives: 'locking files of the host against change' }],
  ['SYSLOG', { severity: 'medium', gives: 'the log and addresses of the kernel' }],
  ['SYS_TIME', { severity: 'medium', gives: 'setting the clock of the host' }],
]);
/** With the processes of the host in sight, tracing means entering them. */
export function tracesHost(name: string, { effective }: JudgedContainer): boolean {
  return name === 'SYS_PTRACE' && isKnown(effective.pid) && effective.pid.value === 'host';
}

export function accuseAdded(
  workload: JudgedWorkload,
  judge: (name: string, container: JudgedContainer) => Verdict | undefined,
): Iterable<Message> {
  return accuseItems(workload, {
    name: 'capAdd',
    judge,
    keyOf: (name) => name,
    say: (name) => `remove the capability ${name}`,
  });
}
