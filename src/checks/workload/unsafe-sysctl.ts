// Judges kernel parameters that are not kept to one container: https://kubernetes.io/docs/tasks/administer-cluster/sysctl-cluster/
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { inEveryFormat } from './every-format.ts';
import { accuseItems } from './list-rule.ts';
import { changesHostNetwork, isNamespaced, isSafeSysctl } from './sysctl.ts';

export const unsafeSysctl: Check<'workload'> = {
  id: toRuleId('wl-unsafe-sysctl'),
  title: 'Sets a kernel parameter that is not known to be harmless',
  severity: 'medium',
  layer: 'container',
  on: 'workload',
  why: 'What is not kept apart for each container changes the node for all; what is may still eat its memory or weaken what the kernel guards.',
  todo: 'Remove it, or set it on the node where it belongs.',
  refs: [
    'PSS-B:sysctls',
    'CISD 2.17',
    'KSV-0026',
    'kl:unsafe-sysctls',
    'C-0211',
    'kics:9127f0d9',
    'kyv:restrict-sysctls',
    'gk:forbidden-sysctls',
  ],
  since: '2026.11',
  get examples() {
    return {
      bad: [
        ...inEveryFormat({ sysctls: [{ name: 'kernel.msgmax', value: '65536' }] }),
        ...inEveryFormat({ sysctls: [{ name: 'kernel.core_pattern', value: '|/x' }] }),
      ],
      good: inEveryFormat({ sysctls: [{ name: 'net.ipv4.tcp_syncookies', value: '1' }] }),
    };
  },
  run: (workload) =>
    accuseItems(workload, {
      name: 'sysctls',
      judge: ({ name }, container) => {
        if (isSafeSysctl(name) || changesHostNetwork(name, container)) return undefined;
        if (!isNamespaced(name)) return { clause: `sets ${name}, which is one for the whole host`, severity: 'high' };
        // The kubelet refuses them, unless it was told not to, because their cost is not counted.
        return workload.engine === 'kubernetes'
          ? `sets ${name}`
          : { clause: `sets ${name} for itself`, severity: 'low' };
      },
      keyOf: ({ name }) => name,
      say: ({ name }) => `leave ${name} as it is`,
      shared: true,
    }),
};
