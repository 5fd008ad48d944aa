// Judges ports of the node that a pod takes: https://kubernetes.io/docs/concepts/configuration/overview/#services
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { isKnown } from '../../model/field.ts';
import type { JudgedContainer } from './container.ts';
import { inEveryFormat, inFormats } from './every-format.ts';
import { accuseItems } from './list-rule.ts';

export const hostPort: Check<'workload'> = {
  id: toRuleId('wl-host-port'),
  title: 'Takes a port of its node',
  severity: 'medium',
  layer: 'cluster',
  on: 'workload',
  why: 'Whoever reaches the node reaches the pod there, past the Service in front of it and past network policies that see only the address of the node.',
  todo: 'Remove hostPort, and put a Service in front of the pod.',
  refs: [
    'CISK 5.2.12',
    'PSS-B:hostPorts',
    'N190:4.4.2',
    'KSV-0024',
    'CKV_K8S_26',
    'C-0044',
    'C-0204',
    'pol:hostPortSet',
    'kics:2b1836f1',
    'kyv:disallow-host-ports',
    'gk:host-network-ports',
  ],
  since: '2026.11',
  get examples() {
    return {
      bad: inFormats(['kubernetes'], { ports: [{ container: 8080, host: 8080, protocol: 'tcp' }] }),
      good: [...inEveryFormat({ ports: [{ container: 8080, protocol: 'tcp' }] }), ...inEveryFormat()],
    };
  },
  run: (workload) =>
    accuseItems(workload, {
      name: 'ports',
      judge: ({ container: port, host, protocol }, container) =>
        workload.engine === 'kubernetes' && host !== undefined && !isOnHost(container)
          ? `takes port ${String(host)} of its node for ${String(port)}/${protocol}`
          : undefined,
      change: () => ({ say: 'take no port of the node', to: [{ host: null }] }),
      keyOf: ({ container, host, protocol }) => `${String(host)}:${String(container)}/${protocol}`,
    }),
};

/** In the network of the host every port is one of the node, which another rule says. */
function isOnHost({ effective }: JudgedContainer): boolean {
  return isKnown(effective.network) && effective.network.value === 'host';
}
