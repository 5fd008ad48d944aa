// Judges the sharing of the IPC namespace of the host: https://man7.org/linux/man-pages/man7/namespaces.7.html
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { inEveryFormat } from './every-format.ts';
import { accuseHostNamespace } from './host-namespace.ts';

export const hostIpc: Check<'workload'> = {
  id: toRuleId('wl-host-ipc'),
  title: 'Shares the IPC namespace of the host',
  severity: 'high',
  layer: 'container',
  on: 'workload',
  why: 'Shared memory, semaphores and queues of host processes and of other containers can be read and changed.',
  todo: 'Give the container its own IPC namespace.',
  refs: [
    'CISD 5.17',
    'CISK 5.2.4',
    'PSS-B:hostNamespaces',
    'NSA:Pod',
    'CWE-653',
    'KSV-0008',
    'CKV_K8S_18',
    'CKV_K8S_3',
    'C-0038',
    'C-0195',
    'C-0276',
    'kl:host-ipc',
    'ks:HostIPC',
    'pol:hostIPCSet',
    'kics:cd290efd',
    'kics:baa3890f',
    'kyv:disallow-host-namespaces',
    'gk:host-namespaces',
  ],
  since: '2026.11',
  get examples() {
    return { bad: inEveryFormat({ ipc: 'host' }), good: inEveryFormat() };
  },
  run: (workload) =>
    accuseHostNamespace(workload, {
      name: 'ipc',
      clause: 'shares the IPC namespace of the host',
      say: 'give it its own IPC namespace',
    }),
};
