// Judges who may write rules that they do not hold: https://kubernetes.io/docs/reference/access-authn-authz/rbac/#privilege-escalation-prevention-and-bootstrapping
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { powers } from '../../model/rbac-powers.ts';
import { everywhere, inShop, may, rbacGroup } from './example-text.ts';
import { accuseRole } from './power-rule.ts';
import { removingVerb } from './rule-fix.ts';

export const escalate: Check<'role'> = {
  id: toRuleId('rbac-escalate'),
  title: 'Roles can be given any rule',
  severity: 'critical',
  layer: 'cluster',
  on: 'role',
  why: 'The verb escalate lifts the rule that nobody grants more than they have: the holder writes itself a role that may do everything.',
  todo: 'Take the verb out; whoever writes roles needs to hold what it writes into them.',
  refs: [
    'CISK 5.1.8',
    'OWK:K02',
    'T1098.006',
    'KSV-0050',
    'CKV_K8S_158',
    'C-0191',
    'kics:8320826e',
    'rp:escalate_roles',
    'ice:RBAC_ESCALATE_TO',
    'kyv:restrict-escalation-verbs-roles',
  ],
  since: '2026.11',
  examples: {
    bad: [
      everywhere(may('escalate', 'clusterroles', { group: rbacGroup })),
      inShop(may('get, escalate', 'roles', { group: rbacGroup, names: 'app' })),
      everywhere(may('"*"', 'roles', { group: rbacGroup })),
      everywhere(may('escalate', '"*"', { group: '"*"' })),
    ],
    good: [
      everywhere(may('escalate', 'pods')),
      inShop(may('escalate', 'clusterroles', { group: rbacGroup })),
      everywhere(may('get', 'clusterroles', { group: rbacGroup })),
    ],
  },
  run: (role, world) =>
    accuseRole(role, world, {
      power: powers.escalate,
      severity: 'critical',
      wildcards: true,
      fix: removingVerb('take the verb escalate away', 'escalate'),
    }),
};
