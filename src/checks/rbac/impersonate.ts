// Judges who may act as others: https://kubernetes.io/docs/reference/access-authn-authz/user-impersonation/
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { powers } from '../../model/rbac-powers.ts';
import { everywhere, inShop, may } from './example-text.ts';
import { accuseRole } from './power-rule.ts';

export const impersonate: Check<'role'> = {
  id: toRuleId('rbac-impersonate'),
  title: 'Others can be impersonated',
  severity: 'critical',
  layer: 'cluster',
  on: 'role',
  why: 'The holder sends requests in the name of whom it likes, of members of system:masters too, whom no rule can stop.',
  todo: 'Name the users, groups or accounts that it has to act as; never system:masters.',
  refs: [
    'CISK 5.1.8',
    'OWK:K02',
    'T1078',
    'T1550',
    'KSV-0043',
    'CKV2_K8S_3',
    'C-0065',
    'C-0191',
    'kics:9f85c3f6',
    'rp:impersonate',
    'kh:IDENTITY_IMPERSONATE',
    'ice:CAN_IMPERSONATE',
    'kyv:restrict-escalation-verbs-roles',
  ],
  since: '2026.11',
  examples: {
    bad: [
      everywhere(may('impersonate', 'users, groups')),
      inShop(may('impersonate', 'serviceaccounts')),
      everywhere(may('impersonate', 'groups', { names: 'dev, system:masters' })),
      everywhere(may('impersonate', '"*"')),
    ],
    good: [
      everywhere(may('impersonate', 'users', { names: 'jane' })),
      inShop(may('impersonate', 'users, groups')),
      everywhere(may('get', 'serviceaccounts')),
      everywhere(may('impersonate', 'uids', { group: 'authentication.k8s.io' })),
    ],
  },
  run: (role, world) => accuseRole(role, world, { power: powers.impersonate, severity: 'critical', wildcards: true }),
};
