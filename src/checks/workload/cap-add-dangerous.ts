// Judges added capabilities that lead to the host: https://man7.org/linux/man-pages/man7/capabilities.7.html
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { accuseAdded, dangers, tracesHost } from './added-capability.ts';
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
    'CKV_K8S_24',
    'CKV_K8S_25',
    'CKV_K8S_39',
    'C-0046',
    'C-0200',
    'pol:dangerousCapabilities',
    'pol:insecureCapabilities',
    'ks:CapSysAdmin',
    'kics:19ebaa28',
    'kics:235236ee',
    'kics:ce76b7d0',
    'kyv:disallow-capabilities',
    'gk:capabilities',
  ],
  since: '2026.11',
  get examples() {
    return {
      bad: [...inEveryFormat({ capAdd: ['SYS_RAWIO'] }), ...inEveryFormat({ capAdd: ['NET_ADMIN', 'SYS_PTRACE'] })],
      good: inEveryFormat({ capAdd: ['NET_BIND_SERVICE'] }),
    };
  },
  run: (workload) =>
    accuseAdded(workload, (name, container) => {
      const found = dangers.get(name);
      if (found === undefined || tracesHost(name, container)) return undefined;
      return { clause: `adds ${name}: ${found.gives}`, severity: found.severity };
    }),
};
