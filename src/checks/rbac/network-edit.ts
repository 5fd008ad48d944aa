// Judges who may change who reaches whom: https://kubernetes.io/docs/concepts/services-networking/
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { powers } from '../../model/rbac-powers.ts';
import { everywhere, inShop, may } from './example-text.ts';
import { accuseRole } from './power-rule.ts';

export const networkEdit: Check<'role'> = {
  id: toRuleId('rbac-network-edit'),
  title: 'Services, ingresses or network policies can be changed',
  severity: 'high',
  layer: 'cluster',
  on: 'role',
  why: 'Whoever takes over the holder opens the network policy that stands in their way, puts an inner service on the internet, or sends the traffic of another one to a pod of theirs.',
  todo: 'Leave the network to the one account that deploys it.',
  refs: ['OWK:K05', 'T1562', 'KSV-0056'],
  since: '2026.11',
  examples: {
    bad: [
      everywhere(may('delete', 'networkpolicies', { group: 'networking.k8s.io' })),
      inShop(may('create', 'services')),
      inShop(may('patch', 'gateways', { group: 'gateway.networking.k8s.io' })),
    ],
    good: [
      everywhere(may('get, list', 'services')),
      inShop(may('patch', 'services', { names: 'web' })),
      inShop(may('update', 'ingresses/status', { group: 'networking.k8s.io' })),
    ],
  },
  run: (role, world) => accuseRole(role, world, { power: powers.editNetwork, severity: 'high' }),
};
