// Judges who may take guard rails down: https://kubernetes.io/docs/reference/access-authn-authz/validating-admission-policy/
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { powers } from '../../model/rbac-powers.ts';
import { everywhere, inShop, may } from './example-text.ts';
import { accuseRole } from './power-rule.ts';

export const admissionPolicyEdit: Check<'role'> = {
  id: toRuleId('rbac-admission-policy-edit'),
  title: 'Admission policies can be changed',
  severity: 'high',
  layer: 'cluster',
  on: 'role',
  why: 'Whoever takes over the holder removes the policy that stands in their way, or writes themselves an exception.',
  todo: 'Leave policies to the one account that deploys them.',
  refs: ['OWK:K04', 'T1562.001', 'kyv:policy-for-exceptions'],
  since: '2026.11',
  examples: {
    bad: [
      everywhere(may('delete', 'validatingadmissionpolicybindings', { group: 'admissionregistration.k8s.io' })),
      inShop(may('create', 'policyexceptions', { group: 'kyverno.io' })),
      everywhere(may('delete', 'validatingwebhookconfigurations', { group: 'admissionregistration.k8s.io' })),
    ],
    good: [
      everywhere(may('get', 'validatingadmissionpolicies', { group: 'admissionregistration.k8s.io' })),
      inShop(may('create', 'clusterpolicies', { group: 'kyverno.io' })),
    ],
  },
  run: (role, world) =>
    accuseRole(role, world, {
      power: powers.editAdmissionPolicies,
      severity: 'high',
      unless: [powers.configureWebhooks],
    }),
};
