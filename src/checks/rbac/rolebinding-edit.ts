// Judges who may write bindings: https://kubernetes.io/docs/reference/access-authn-authz/rbac/#restrictions-on-role-binding-creation-or-update
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { powers } from '../../model/rbac-powers.ts';
import { everywhere, inShop, may, rbacGroup } from './example-text.ts';
import { accuseRole, gives } from './power-rule.ts';

export const rolebindingEdit: Check<'role'> = {
  id: toRuleId('rbac-rolebinding-edit'),
  title: 'Bindings can be written',
  severity: 'high',
  layer: 'cluster',
  on: 'role',
  why: 'Whoever takes over the holder hands all that it holds to an account of their own, which stays when the holder is cleaned.',
  todo: 'Leave bindings to the one account that deploys them.',
  refs: ['OWK:K02', 'T1098.006', 'KSV-0055', 'CKV2_K8S_1', 'kh:ROLE_BIND'],
  since: '2026.11',
  examples: {
    bad: [
      everywhere(may('update', 'clusterrolebindings', { group: rbacGroup })),
      inShop(may('create, patch', 'rolebindings', { group: rbacGroup })),
    ],
    good: [
      everywhere(may('get, list', 'rolebindings', { group: rbacGroup })),
      inShop(may('create', 'clusterrolebindings', { group: rbacGroup })),
      inShop(may('update', 'rolebindings', { group: rbacGroup, names: 'app' })),
      everywhere(may('update', 'rolebindings', { group: rbacGroup }), may('bind', 'roles', { group: rbacGroup })),
      everywhere(may('update', 'rolebindings', { group: rbacGroup }), may('escalate', 'roles', { group: rbacGroup })),
    ],
  },
  run: (role, world) =>
    accuseRole(role, world, {
      power: powers.writeBindings,
      severity: 'high',
      where: (found) => !gives(powers.escalate, found) && !gives(powers.bind, found),
    }),
};
