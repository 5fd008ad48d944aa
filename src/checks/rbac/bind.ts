// Judges who may grant roles that they do not hold: https://kubernetes.io/docs/reference/access-authn-authz/rbac/#restrictions-on-role-binding-creation-or-update
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { powers } from '../../model/rbac-powers.ts';
import { also, bindingText, everywhere, inShop, manifests, may, roleText, rbacGroup } from './example-text.ts';
import { someHolderHas } from './holders.ts';
import { accuseRole } from './power-rule.ts';
import { removingVerb } from './rule-fix.ts';

export const bind: Check<'role'> = {
  id: toRuleId('rbac-bind'),
  title: 'Any role can be bound',
  severity: 'critical',
  layer: 'cluster',
  on: 'role',
  why: 'The verb bind lifts the rule that nobody grants more than they have: the holder binds itself to the strongest role that there is.',
  todo: 'Name the roles that may be bound, or take the verb out.',
  refs: [
    'CISK 5.1.8',
    'OWK:K02',
    'T1098.006',
    'KSV-0051',
    'KSV-0052',
    'KSV-0050',
    'CKV_K8S_157',
    'CKV2_K8S_1',
    'C-0191',
    'kics:8320826e',
    'rp:bind_roles',
    'kh:ROLE_BIND',
    'kyv:restrict-escalation-verbs-roles',
  ],
  since: '2026.11',
  examples: {
    bad: [
      everywhere(
        may('bind', 'clusterroles', { group: rbacGroup }),
        may('create', 'clusterrolebindings', { group: rbacGroup }),
      ),
      inShop(
        may('bind', 'roles, clusterroles', { group: rbacGroup }),
        may('create', 'rolebindings', { group: rbacGroup }),
      ),
      everywhere(
        may('bind', 'clusterroles', { group: rbacGroup, names: 'view, cluster-admin' }),
        may('update', 'clusterrolebindings', { group: rbacGroup }),
      ),
      also(
        manifests(
          roleText('ClusterRole', '', [may('bind', 'clusterroles', { group: rbacGroup })]),
          bindingText({ role: 'ClusterRole app' }),
          roleText('Role', 'shop', [may('create', 'rolebindings', { group: rbacGroup })]),
          bindingText({ role: 'Role app', namespace: 'shop' }),
        ),
        'rbac-rolebinding-edit',
      ),
    ],
    good: [
      everywhere(
        may('bind', 'clusterroles', { group: rbacGroup, names: 'view' }),
        may('create', 'rolebindings', { group: rbacGroup }),
      ),
      everywhere(may('bind', 'clusterroles', { group: rbacGroup })),
      everywhere(may('"*"', 'clusterroles', { group: rbacGroup }), may('create', 'rolebindings', { group: rbacGroup })),
    ],
  },
  run: (role, world) =>
    accuseRole(role, world, {
      power: powers.bind,
      severity: 'critical',
      wildcards: true,
      only: ({ verbs }) => verbs.includes('bind'),
      where: ({ extent }) => someHolderHas(role, world, { extent, all: [powers.writeBindings] }),
      fix: removingVerb('take the verb bind away', 'bind'),
    }),
};
