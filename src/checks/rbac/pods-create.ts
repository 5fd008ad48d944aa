// Judges who may create pods: https://kubernetes.io/docs/concepts/security/rbac-good-practices/#workload-creation
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { powers } from '../../model/rbac-powers.ts';
import { everywhere, inShop, may } from './example-text.ts';
import { accuseRole } from './power-rule.ts';

export const podsCreate: Check<'role'> = {
  id: toRuleId('rbac-pods-create'),
  title: 'Pods can be created',
  severity: 'high',
  layer: 'cluster',
  on: 'role',
  why: 'A pod runs as any service account of its namespace and mounts any secret in it; where admission does not stop it, it is privileged and owns its node.',
  todo: 'Leave pods to the controllers that make them; enforce the restricted Pod Security Standard where somebody has to.',
  refs: [
    'CISK 5.1.4',
    'OWK:K02',
    'T1610',
    'T1611',
    'KSV-0048',
    'C-0188',
    'kl:access-to-create-pods',
    'kics:592ad21d',
    'rp:assign_sa',
    'kh:POD_CREATE',
    'ice:CREATE_POD_WITH_SA',
    'ice:CREATE_PRIVILEGED_WORKLOAD',
  ],
  since: '2026.11',
  examples: {
    bad: [
      everywhere(may('create', 'pods')),
      inShop(may('"*"', 'pods')),
      inShop(may('create, patch', 'pods', { names: 'web' })),
    ],
    good: [
      everywhere(may('get, list, watch', 'pods')),
      inShop(may('create', 'pods', { names: 'web' })),
      everywhere(may('create', 'pods', { group: 'metrics.k8s.io' })),
    ],
  },
  run: (role, world) => accuseRole(role, world, { power: powers.createPods, severity: 'high' }),
};
