// Judges who may cover tracks: https://kubernetes.io/docs/reference/kubernetes-api/cluster-resources/event-v1/
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { powers } from '../../model/rbac-powers.ts';
import { everywhere, inShop, may } from './example-text.ts';
import { accuseRole } from './power-rule.ts';
import { removing } from './rule-fix.ts';

export const deleteLogsEvents: Check<'role'> = {
  id: toRuleId('rbac-delete-logs-events'),
  title: 'Events can be deleted',
  severity: 'medium',
  layer: 'cluster',
  on: 'role',
  why: 'Events are what shows that a pod was started, failed to start or was stopped; an intruder deletes theirs.',
  todo: 'Take delete on events out: they expire by themselves.',
  refs: ['T1070', 'KSV-0042', 'C-0031'],
  since: '2026.11',
  examples: {
    bad: [
      everywhere(may('delete', 'events')),
      inShop(may('create, deletecollection', 'events', { group: 'events.k8s.io' })),
    ],
    good: [everywhere(may('create, patch', 'events')), inShop(may('delete', 'pods/log'))],
  },
  run: (role, world) =>
    accuseRole(role, world, {
      power: powers.deleteEvents,
      severity: 'medium',
      fix: removing('take the deletion of events away'),
    }),
};
