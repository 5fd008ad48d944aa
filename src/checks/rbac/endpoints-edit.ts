// Judges who may write endpoints (CVE-2021-25740): https://github.com/kubernetes/kubernetes/issues/103675
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { powers } from '../../model/rbac-powers.ts';
import { everywhere, inShop, may } from './example-text.ts';
import { accuseRole } from './power-rule.ts';
import { removing } from './rule-fix.ts';

export const endpointsEdit: Check<'role'> = {
  id: toRuleId('rbac-endpoints-edit'),
  title: 'Endpoints of services can be written',
  severity: 'medium',
  layer: 'cluster',
  on: 'role',
  why: 'Endpoints may name addresses of other namespaces: traffic that an ingress or load balancer takes for one service reaches what network policies keep apart.',
  todo: 'Take endpoints and endpoint slices out; controllers of the cluster write them.',
  refs: ['T1557', 'gk:block-endpoint-edit-default-role', 'kyv:restrict-edit-for-endpoints'],
  since: '2026.11',
  examples: {
    bad: [
      everywhere(may('create', 'endpoints')),
      inShop(may('get, update', 'endpointslices', { group: 'discovery.k8s.io' })),
    ],
    good: [everywhere(may('get, list', 'endpoints')), inShop(may('update', 'endpoints', { names: 'leader' }))],
  },
  run: (role, world) =>
    accuseRole(role, world, {
      power: powers.editEndpoints,
      severity: 'medium',
      fix: removing('take the writing of endpoints away'),
    }),
};
