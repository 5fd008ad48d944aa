// Judges who may change the status of services (CVE-2020-8554): https://github.com/kubernetes/kubernetes/issues/97076
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { powers } from '../../model/rbac-powers.ts';
import { everywhere, inShop, may } from './example-text.ts';
import { accuseRole } from './power-rule.ts';

export const serviceStatusEdit: Check<'role'> = {
  id: toRuleId('rbac-service-status-edit'),
  title: 'Status of services can be changed',
  severity: 'medium',
  layer: 'cluster',
  on: 'role',
  why: 'The address of a load balancer is part of the status: set to somebody else’s, it draws the traffic of the cluster’s pods for it to the attacker.',
  todo: 'Leave the status of services to the cloud controller.',
  refs: ['T1557', 'CKV2_K8S_4', 'rp:modify_service_status_cve_2020_8554'],
  since: '2026.11',
  examples: {
    bad: [everywhere(may('update', 'services/status')), inShop(may('patch', 'services/status'))],
    good: [everywhere(may('get', 'services/status'))],
  },
  run: (role, world) => accuseRole(role, world, { power: powers.editServiceStatus, severity: 'medium' }),
};
