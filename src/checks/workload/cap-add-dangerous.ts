// Judges added capabilities that lead to the host: https://man7.org/linux/man-pages/man7/capabilities.7.html
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import type { Severity } from '../../model/severity.ts';
import { isKnown, locationOf } from '../../model/field.ts';
import type { Message } from '../../model/check.ts';
import { containersOf, refOf, sayOf, targetOf } from './container.ts';
import type { JudgedContainer, JudgedWorkload } from './container.ts';
import { inEveryFormat } from './every-format.ts';

export const capAddDangerous: Check<'workload'> = {
  id: toRuleId('wl-cap-add-dangerous'),
  title: 'Adds a capability that leads to the host',
  severity: 'critical',
  layer: 'container',
  on: 'workload',
  why: 'Each of these capabilities reaches past the container: to the kernel, to the files or processes of the host, or to its network.',
  todo: 'Drop it, and find the narrower capability or device that the program needs.',
  refs: [
    'CISD 5.4',
    'CISK 5.2.9',
    'PSS-B:capabilities',
    'NSA:Pod',
    'N190:4.4.3',
    'OWD:3',
    'T1611',
    'CWE-250',
    'KSV-0022',
    'KSV-0005',
    'KSV-0120',
    'CKV_K8S_25',
    'CKV_K8S_39',
    'C-0046',
    'pol:dangerousCapabilities',
    'ks:CapSysAdmin',
    'kics:ce76b7d0',
    'kyv:disallow-capabilities',
  ],
  since: '2026.11',
  get examples() {
    return {
      bad: [
        ...inEveryFormat({ capAdd: ['SYS_ADMIN'] }),
        ...inEveryFormat({ capAdd: ['ALL'] }),
        ...inEveryFormat({ capAdd: ['NET_ADMIN', 'SYS_PTRACE'] }),
      ],
      good: inEveryFormat({ capAdd: ['NET_BIND_SERVICE'] }),
    };
  },
  run: accuse,
};

/** What each gives, and how bad that is on its own. */
const dangerous: ReadonlyMap<string, { readonly severity: Severity; readonly gives: string }> = new Map([
  ['ALL', { severity: 'critical', gives: 'every capability' }],
  ['SYS_ADMIN', { severity: 'critical', gives: 'mounts, namespaces and devices' }],
  ['SYS_MODULE', { severity: 'critical', gives: 'loading code into the kernel' }],
  ['SYS_RAWIO', { severity: 'critical', gives: 'physical memory and ports' }],
  ['DAC_READ_SEARCH', { severity: 'critical', gives: 'reading any file of the host by its handle' }],
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

function* accuse(workload: JudgedWorkload): Iterable<Message> {
  for (const container of containersOf(workload)) {
    for (const field of container.effective.capAdd) {
      if (!isKnown(field)) continue;
      const found = dangerous.get(field.value);
      if (found === undefined) continue;
      const at = locationOf(field);
      const target = targetOf(workload, container);
      yield {
        key: `${container.name}/${field.value}`,
        what: sayOf(workload, container, `adds ${field.value}: ${found.gives}`),
        severity: severityOf(container, field.value, found.severity),
        fields: [refOf('capAdd', field, container)],
        ...(at === undefined
          ? {}
          : {
              fix: {
                say: `remove the capability ${field.value}`,
                edits: [{ op: 'remove', target, field: 'capAdd', value: field.value, at }],
              },
            }),
      };
    }
  }
}
/** With the processes of the host in sight, tracing means entering them. */
function severityOf(container: JudgedContainer, name: string, alone: Severity): Severity {
  const pid = container.effective.pid;
  return name === 'SYS_PTRACE' && isKnown(pid) && pid.value === 'host' ? 'critical' : alone;
}
