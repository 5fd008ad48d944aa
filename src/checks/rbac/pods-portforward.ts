// Judges who may forward ports of pods: https://kubernetes.io/docs/tasks/access-application-cluster/port-forward-access-application-cluster/
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { powers } from '../../model/rbac-powers.ts';
import { everywhere, inShop, may } from './example-text.ts';
import { accuseRole } from './power-rule.ts';

export const podsPortforward: Check<'role'> = {
  id: toRuleId('rbac-pods-portforward'),
  title: 'Ports of pods can be forwarded',
  severity: 'medium',
  layer: 'cluster',
  on: 'role',
  why: 'Every port of every pod in reach is open to the holder, also those that listen on the pod itself only: network policies do not apply to it.',
  todo: 'Take pods/portforward out, or name the pods.',
  refs: ['T1609', 'T1090', 'C-0063', 'kics:38fa11ef'],
  since: '2026.11',
  examples: {
    bad: [everywhere(may('create', 'pods/portforward')), inShop(may('get', 'pods/portforward'))],
    good: [everywhere(may('list', 'pods/portforward')), inShop(may('create', 'pods/portforward', { names: 'db-0' }))],
  },
  run: (role, world) => accuseRole(role, world, { power: powers.forwardPods, severity: 'medium' }),
};
