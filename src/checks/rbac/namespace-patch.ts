// Judges who may change the labels of namespaces: https://kubernetes.io/docs/concepts/security/rbac-good-practices/#namespace-modification
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { powers } from '../../model/rbac-powers.ts';
import { everywhere, inShop, may } from './example-text.ts';
import { accuseRole } from './power-rule.ts';

export const namespacePatch: Check<'role'> = {
  id: toRuleId('rbac-namespace-patch'),
  title: 'Labels of namespaces can be changed',
  severity: 'high',
  layer: 'cluster',
  on: 'role',
  why: 'Labels decide which Pod Security Standard a namespace enforces and which network policies let it in: the holder takes the first away and fakes the second.',
  todo: 'Leave namespaces to the account that makes them.',
  refs: ['OWK:K02', 'T1562.001', 'ice:PATCH_NAMESPACE_TO_BYPASS_PSA'],
  since: '2026.11',
  examples: {
    bad: [
      everywhere(may('patch', 'namespaces')),
      inShop(may('update', 'namespaces')),
      everywhere(may('patch', 'namespaces', { names: 'shop' })),
    ],
    good: [everywhere(may('get, list, create', 'namespaces')), everywhere(may('patch', 'namespaces/status'))],
  },
  run: (role, world) => accuseRole(role, world, { power: powers.patchNamespaces, severity: 'high' }),
};
