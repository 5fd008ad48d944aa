// Judges who may change the status of pods: https://kubernetes.io/docs/concepts/services-networking/service/
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { powers } from '../../model/rbac-powers.ts';
import { everywhere, inShop, may } from './example-text.ts';
import { accuseRole } from './power-rule.ts';

export const podStatusEdit: Check<'role'> = {
  id: toRuleId('rbac-pod-status-edit'),
  title: 'Status of pods can be changed',
  severity: 'low',
  layer: 'cluster',
  on: 'role',
  why: 'Address and readiness are part of the status: a pod of the attacker joins the endpoints of a service and gets its traffic.',
  todo: 'Leave the status of pods to the kubelet.',
  refs: ['T1557', 'rp:modify_pod_status'],
  since: '2026.11',
  examples: {
    bad: [everywhere(may('update', 'pods/status')), inShop(may('patch', 'pods/status'))],
    good: [everywhere(may('get', 'pods/status'))],
  },
  run: (role, world) => accuseRole(role, world, { power: powers.editPodStatus, severity: 'low' }),
};
