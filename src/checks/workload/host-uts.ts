// Judges the sharing of the UTS namespace of the host: https://man7.org/linux/man-pages/man7/namespaces.7.html
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { inEveryFormat } from './every-format.ts';
import { accuseHostNamespace } from './host-namespace.ts';

export const hostUts: Check<'workload'> = {
  id: toRuleId('wl-host-uts'),
  title: 'Shares the host name of the host',
  severity: 'medium',
  layer: 'container',
  on: 'workload',
  why: 'With one capability more the container renames the host, which misleads logs and whatever trusts the name.',
  todo: 'Give the container its own UTS namespace.',
  refs: ['CISD 5.21', 'kics:4f31dd9f'],
  since: '2026.11',
  get examples() {
    return { bad: inEveryFormat({ uts: 'host' }), good: inEveryFormat() };
  },
  run: (workload) =>
    accuseHostNamespace(workload, {
      name: 'uts',
      clause: 'shares the UTS namespace of the host',
      say: 'give it its own UTS namespace',
    }),
};
