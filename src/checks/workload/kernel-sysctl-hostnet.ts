// Judges network parameters of the host: https://docs.kernel.org/networking/ip-sysctl.html
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { inEveryFormat } from './every-format.ts';
import { accuseItems } from './list-rule.ts';
import { changesHostNetwork } from './sysctl.ts';

export const kernelSysctlHostnet: Check<'workload'> = {
  id: toRuleId('wl-kernel-sysctl-hostnet'),
  title: 'Sets parameters of the network of the host',
  severity: 'high',
  layer: 'container',
  on: 'workload',
  why: 'In the network of the host they hold for everything on it: filters against forged addresses go off, the host begins to route, its loopback opens to others.',
  todo: 'Remove them, or give the container its own network.',
  refs: ['PSS-B:sysctls'],
  since: '2026.11',
  get examples() {
    return {
      bad: inEveryFormat({ network: 'host', sysctls: [{ name: 'net.ipv4.ip_forward', value: '1' }] }, [
        'wl-host-network',
      ]),
      good: [
        ...inEveryFormat({ network: 'host' }),
        ...inEveryFormat({ sysctls: [{ name: 'net.ipv4.tcp_syncookies', value: '1' }] }),
      ],
    };
  },
  run: (workload) =>
    accuseItems(workload, {
      name: 'sysctls',
      judge: ({ name }, container) =>
        changesHostNetwork(name, container) ? `sets ${name} in the network of the host` : undefined,
      keyOf: ({ name }) => name,
      say: ({ name }) => `leave ${name} as it is`,
      shared: true,
    }),
};
