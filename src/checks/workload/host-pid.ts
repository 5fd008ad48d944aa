// Judges the sharing of the process namespace of the host: https://man7.org/linux/man-pages/man7/namespaces.7.html
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { inEveryFormat } from './every-format.ts';
import { accuseHostNamespace } from './host-namespace.ts';

export const hostPid: Check<'workload'> = {
  id: toRuleId('wl-host-pid'),
  title: 'Shares the process namespace of the host',
  severity: 'high',
  layer: 'container',
  on: 'workload',
  why: 'The container sees every process of the host with its arguments, and with root or a capability more it can stop, trace or enter them.',
  todo: 'Give the container its own process namespace.',
  refs: [
    'CISD 5.16',
    'CISK 5.2.3',
    'PSS-B:hostNamespaces',
    'NSA:Pod',
    'N190:4.4.3',
    'OWK:K01',
    'T1611',
    'CWE-653',
    'KSV-0010',
    'CKV_K8S_17',
    'CKV_K8S_1',
    'C-0038',
    'C-0194',
    'C-0275',
    'kl:host-pid',
    'ks:HostPID',
    'pol:hostPIDSet',
    'kics:302736f4',
    'kics:4f31dd9f',
    'kyv:disallow-host-namespaces',
    'gk:host-namespaces',
    'CKV_AWS_335',
  ],
  since: '2026.11',
  get examples() {
    return { bad: inEveryFormat({ pid: 'host' }), good: inEveryFormat() };
  },
  run: (workload) =>
    accuseHostNamespace(workload, {
      name: 'pid',
      clause: 'shares the process namespace of the host',
      say: 'give it its own process namespace',
    }),
};
