// Judges SYS_ADMIN, the capability that nearly all others come down to: https://lwn.net/Articles/486306/
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { accuseAdded } from './added-capability.ts';
import { inEveryFormat } from './every-format.ts';

export const capSysAdmin: Check<'workload'> = {
  id: toRuleId('wl-cap-sys-admin'),
  title: 'Adds SYS_ADMIN, or every capability',
  severity: 'critical',
  layer: 'container',
  on: 'workload',
  why: 'With it a process mounts filesystems, opens namespaces and talks to drivers: from there to the disk and the processes of the host is one short, well-known step.',
  todo: 'Remove it, and find what the program needs it for: most often a mount that the engine can make, or a narrower capability such as BPF or PERFMON.',
  refs: [
    'CISD 5.4',
    'PSS-B:capabilities',
    'T1611',
    'KSV-0005',
    'CKV_K8S_39',
    'ks:CapSysAdmin',
    'kics:235236ee',
    'ice:CAN_CGROUP_BREAKOUT',
  ],
  since: '2026.11',
  get examples() {
    return {
      bad: [...inEveryFormat({ capAdd: ['SYS_ADMIN'] }), ...inEveryFormat({ capAdd: ['ALL'] })],
      good: inEveryFormat({ capAdd: ['NET_BIND_SERVICE'] }),
    };
  },
  run: (workload) =>
    accuseAdded(workload, (name) =>
      name === 'SYS_ADMIN'
        ? 'adds SYS_ADMIN: mounts, namespaces and devices'
        : name === 'ALL'
          ? 'adds every capability'
          : undefined,
    ),
};
