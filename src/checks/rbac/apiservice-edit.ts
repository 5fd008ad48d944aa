// Judges who may answer for a part of the API (CVE-2022-3172): https://github.com/kubernetes/kubernetes/issues/112513
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { powers } from '../../model/rbac-powers.ts';
import { everywhere, inShop, may } from './example-text.ts';
import { accuseRole } from './power-rule.ts';
import { removing } from './rule-fix.ts';

export const apiserviceEdit: Check<'role'> = {
  id: toRuleId('rbac-apiservice-edit'),
  title: 'Aggregated APIs can be registered',
  severity: 'high',
  layer: 'cluster',
  on: 'role',
  why: 'The API server hands whole groups of requests on to whom an APIService names: the holder reads and answers them, and is told who asked.',
  todo: 'Leave API services to the one account that installs them.',
  refs: ['T1557', 'C-0089'],
  since: '2026.11',
  examples: {
    bad: [
      everywhere(may('create', 'apiservices', { group: 'apiregistration.k8s.io' })),
      everywhere(may('get, update', 'apiservices', { group: 'apiregistration.k8s.io', names: 'v1.app' })),
    ],
    good: [
      everywhere(may('get, list', 'apiservices', { group: 'apiregistration.k8s.io' })),
      inShop(may('create', 'apiservices', { group: 'apiregistration.k8s.io' })),
    ],
  },
  run: (role, world) =>
    accuseRole(role, world, {
      power: powers.editApiServices,
      severity: 'high',
      fix: removing('take the writing of API services away'),
    }),
};
