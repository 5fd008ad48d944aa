// Judges tracing together with the processes of the host: https://man7.org/linux/man-pages/man2/ptrace.2.html
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { accuseAdded, tracesHost } from './added-capability.ts';
import { inEveryFormat } from './every-format.ts';

export const capSysPtraceHostpid: Check<'workload'> = {
  id: toRuleId('wl-cap-sys-ptrace-hostpid'),
  title: 'May trace the processes of the host',
  severity: 'critical',
  layer: 'container',
  on: 'workload',
  why: 'With SYS_PTRACE a process of the host that is in sight can be stopped, read and made to run other code, as root.',
  todo: 'Give the container its own process namespace, or remove the capability: what is to be traced can share the namespace of its one container.',
  refs: ['CISD 5.4', 'CISD 5.16', 'T1611', 'T1055', 'kh:CE_SYS_PTRACE', 'ice:CAN_NSENTER_HOST'],
  since: '2026.11',
  get examples() {
    return {
      bad: inEveryFormat({ capAdd: ['SYS_PTRACE'], pid: 'host' }, ['wl-host-pid']),
      good: [...inEveryFormat({ capAdd: ['SYS_PTRACE'] }), ...inEveryFormat({ pid: 'host' })],
    };
  },
  run: (workload) =>
    accuseAdded(workload, (name, container) =>
      tracesHost(name, container) ? 'adds SYS_PTRACE and sees the processes of the host' : undefined,
    ),
};
