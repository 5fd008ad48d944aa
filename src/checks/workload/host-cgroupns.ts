// Judges the sharing of the cgroup namespace of the host: https://man7.org/linux/man-pages/man7/namespaces.7.html
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { inEveryFormat } from './every-format.ts';
import { accuseHostNamespace } from './host-namespace.ts';

export const hostCgroupns: Check<'workload'> = {
  id: toRuleId('wl-host-cgroupns'),
  title: 'Shares the cgroup namespace of the host',
  severity: 'medium',
  layer: 'container',
  on: 'workload',
  why: 'The container sees the cgroups of everything on the host, which helps it find and, with more rights, escape to them.',
  todo: 'Give the container its own cgroup namespace.',
  refs: ['CISD 5.25'],
  since: '2026.11',
  get examples() {
    return { bad: inEveryFormat({ cgroup: 'host' }), good: inEveryFormat() };
  },
  run: (workload) =>
    accuseHostNamespace(workload, {
      name: 'cgroup',
      clause: 'shares the cgroup namespace of the host',
      say: 'give it its own cgroup namespace',
    }),
};
