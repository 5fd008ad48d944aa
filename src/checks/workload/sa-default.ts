// Judges what talks to the API server under a name that all pods share: https://kubernetes.io/docs/concepts/security/service-accounts/#default-service-accounts
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { indexOf } from '../../model/rbac-index.ts';
import { accountOf, hasToken } from '../account-users.ts';
import { also, bindingText, manifests, may, podsText, roleText } from '../rbac/example-text.ts';
import { refOf } from './container.ts';

export const saDefault: Check<'workload'> = {
  id: toRuleId('wl-sa-default'),
  title: 'Uses the default service account',
  severity: 'low',
  layer: 'cluster',
  on: 'workload',
  why: 'Rights that one pod needs are held by every pod of the namespace that names no account: whoever takes over any of them has them.',
  todo: 'Make an account for this workload, and give the rights to it.',
  refs: [
    'CISK 5.1.5',
    'NSA:Auth',
    'CKV_K8S_41',
    'C-0189',
    'kl:default-service-account',
    'ks:ServiceAccountName',
    'kics:591ade62',
    'kics:c1032cf7',
  ],
  since: '2026.11',
  get examples() {
    const byDefault = '{kind: ServiceAccount, name: default, namespace: shop}';
    const rights = [
      roleText('Role', 'shop', [may('get', 'pods')]),
      bindingText({ role: 'Role app', namespace: 'shop', subjects: [byDefault] }),
    ];
    return {
      bad: [also(manifests(podsText('web', { serviceAccountToken: true }), ...rights), 'rbac-default-sa-bound')],
      good: [
        manifests(podsText('web', {}), ...rights),
        manifests(podsText('web', { serviceAccountToken: true, serviceAccount: 'web' }), ...rights),
        manifests(podsText('web', { serviceAccountToken: true })),
      ],
    };
  },
  *run(workload, world) {
    const [container] = workload.containers;
    const account = accountOf(workload);
    if (account?.name !== 'default' || container === undefined || !hasToken(workload)) return;
    if (indexOf(world).accountsBound(account).length === 0) return;
    yield {
      key: 'account',
      what: 'uses rights of the default service account',
      fields: [refOf('serviceAccount', container.effective.serviceAccount, container)],
    };
  },
};
