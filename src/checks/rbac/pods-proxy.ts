// Judges who may reach pods and services through the API server: https://kubernetes.io/docs/concepts/cluster-administration/proxies/
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { powers } from '../../model/rbac-powers.ts';
import { everywhere, inShop, may } from './example-text.ts';
import { accuseRole } from './power-rule.ts';

export const podsProxy: Check<'role'> = {
  id: toRuleId('rbac-pods-proxy'),
  title: 'Pods and services can be reached through the API server',
  severity: 'medium',
  layer: 'cluster',
  on: 'role',
  why: 'The API server hands requests on to every port of every pod and service in reach: network policies see it as the caller, and most programs trust what comes from inside.',
  todo: 'Take the proxy subresources out, or name the services.',
  refs: ['T1090'],
  since: '2026.11',
  examples: {
    bad: [everywhere(may('get', 'services/proxy')), inShop(may('create', 'pods/proxy'))],
    good: [
      everywhere(may('list', 'services/proxy')),
      inShop(may('get', 'services/proxy', { names: '"https:metrics:"' })),
    ],
  },
  run: (role, world) => accuseRole(role, world, { power: powers.proxyPods, severity: 'medium' }),
};
