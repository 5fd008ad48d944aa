// Judges who may write roles: https://kubernetes.io/docs/reference/access-authn-authz/rbac/#restrictions-on-role-creation-or-update
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { powers } from '../../model/rbac-powers.ts';
import { everywhere, inShop, may, rbacGroup } from './example-text.ts';
import { accuseRole, gives } from './power-rule.ts';

export const rolesEdit: Check<'role'> = {
  id: toRuleId('rbac-roles-edit'),
  title: 'Roles can be written',
  severity: 'high',
  layer: 'cluster',
  on: 'role',
  why: 'Whoever takes over the holder adds what it holds to roles that others are bound to, or breaks those that the cluster runs on.',
  todo: 'Leave roles to the one account that deploys them.',
  refs: ['OWK:K02', 'T1098.006', 'KSV-0050', 'C-0035', 'falco:"System ClusterRole Modified/Deleted"'],
  since: '2026.11',
  examples: {
    bad: [
      everywhere(may('update', 'clusterroles', { group: rbacGroup })),
      inShop(may('create, delete', 'roles', { group: rbacGroup })),
    ],
    good: [
      everywhere(may('get, list', 'roles', { group: rbacGroup })),
      inShop(may('create', 'clusterroles', { group: rbacGroup })),
      inShop(may('update', 'roles', { group: rbacGroup, names: 'app' })),
      everywhere(may('update', 'roles', { group: rbacGroup }), may('escalate', 'roles', { group: rbacGroup })),
    ],
  },
  run: (role, world) =>
    accuseRole(role, world, {
      power: powers.writeRoles,
      severity: 'high',
      where: (found) => !gives(powers.escalate, found),
    }),
};
