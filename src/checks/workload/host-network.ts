// Judges the sharing of the network of the host: https://man7.org/linux/man-pages/man7/namespaces.7.html
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { inEveryFormat } from './every-format.ts';
import { accuseHostNamespace } from './host-namespace.ts';

export const hostNetwork: Check<'workload'> = {
  id: toRuleId('wl-host-network'),
  title: 'Shares the network of the host',
  severity: 'high',
  layer: 'container',
  on: 'workload',
  why: 'The container reaches what listens on the loopback of the host, the cloud metadata service and, past every network policy, all other hosts; with raw sockets it reads their traffic.',
  todo: 'Use a network of its own and publish the ports that are needed.',
  refs: [
    'CISD 5.10',
    'CISK 5.2.5',
    'PSS-B:hostNamespaces',
    'NSA:Pod',
    'N190:4.4.2',
    'OWK:K01',
    'T1040',
    'T1046',
    'CWE-653',
    'KSV-0009',
    'CKV_K8S_19',
    'CKV_K8S_4',
    'C-0041',
    'C-0196',
    'kl:host-network',
    'ks:HostNetwork',
    'pol:hostNetworkSet',
    'kics:6b6bdfb3',
    'kics:071a71ff',
    'kyv:disallow-host-namespaces',
    'gk:host-network-ports',
  ],
  since: '2026.11',
  get examples() {
    return { bad: inEveryFormat({ network: 'host' }), good: inEveryFormat() };
  },
  run: (workload) =>
    accuseHostNamespace(workload, {
      name: 'network',
      clause: 'shares the network of the host',
      say: 'give it its own network',
    }),
};
