// Judges names that are written into the file of hosts: https://kubernetes.io/docs/tasks/network/customize-hosts-file-for-pods/
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { inEveryFormat } from './every-format.ts';
import { accuseItems } from './list-rule.ts';

export const hostAliases: Check<'workload'> = {
  id: toRuleId('wl-host-aliases'),
  title: 'Writes names into its file of hosts',
  severity: 'low',
  layer: 'container',
  on: 'workload',
  why: 'Such a name goes past the name service, its records and its checks: it stays where it is when the address has a new owner.',
  todo: 'Give the name to the name service.',
  refs: ['KSV-0007', 'ks:HostAliases'],
  since: '2026.11',
  pack: 'hygiene',
  get examples() {
    return { bad: inEveryFormat({ extraHosts: ['db.example:10.0.0.5'] }), good: inEveryFormat() };
  },
  run: (workload) =>
    accuseItems(workload, {
      name: 'extraHosts',
      judge: (line) => `writes ${line} into its file of hosts`,
      keyOf: (line) => line,
      shared: true,
    }),
};
