// Judges workloads that could take the cluster over: https://kubernetes.io/docs/concepts/security/service-accounts/
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { declared } from '../../model/field.ts';
import { grantsOf, type Grant } from '../../model/rbac-grants.ts';
import type { Mount } from '../../model/workload.ts';
import { accountOf, hasToken } from '../account-users.ts';
import { also, bindingText, manifests, may, podsText, roleText } from '../rbac/example-text.ts';
import { listed } from '../rbac/role-extent.ts';
import { takeoversBy } from '../takeover.ts';
import { refOf } from './container.ts';

export const saPrivileged: Check<'workload'> = {
  id: toRuleId('wl-sa-privileged'),
  title: 'Workload runs with rights over the cluster',
  severity: 'high',
  layer: 'cluster',
  on: 'workload',
  why: 'Whoever takes over the program reads the token of its account and has these rights: what began as a flaw in one program is the cluster.',
  todo: 'Give the account the rights that the program uses, or none and no token.',
  refs: ['CISK 5.1.1', 'OWK:K02', 'T1078', 'C-0267', 'C-0272', 'kh:IDENTITY_ASSUME', 'ice:USES_ACCOUNT'],
  since: '2026.11',
  get examples() {
    const mounted = { serviceAccount: 'web', serviceAccountToken: true };
    const withoutToken = { serviceAccount: 'web', serviceAccountToken: false };
    const secrets = [roleText('ClusterRole', '', [may('list', 'secrets')]), bindingText({ role: 'ClusterRole app' })];
    return {
      bad: [
        also(
          manifests(
            podsText('web', { ...withoutToken, mounts: [tokenFor('https://kubernetes.default.svc')] }),
            ...secrets,
          ),
          'rbac-secrets-read-cluster',
        ),
        also(manifests(podsText('web', mounted), ...secrets), 'rbac-secrets-read-cluster'),
        also(
          manifests(podsText('web', mounted), bindingText({ role: 'ClusterRole admin', namespace: 'shop' })),
          'rbac-builtin-admin-edit-view',
        ),
        also(
          manifests(
            podsText('web', mounted),
            roleText('Role', 'kube-system', [may('get', 'secrets')]),
            bindingText({ role: 'Role app', namespace: 'kube-system' }),
          ),
          'rbac-secrets-read-namespace',
        ),
      ],
      good: [
        manifests(podsText('web', withoutToken), ...secrets),
        manifests(podsText('web', { ...withoutToken, mounts: [tokenFor('vault')] }), ...secrets),
        manifests(podsText('web', { serviceAccount: 'other', serviceAccountToken: true }), ...secrets),
        manifests(
          podsText('web', mounted),
          roleText('ClusterRole', '', [may('patch', 'deployments', { group: 'apps', names: 'web' })]),
          bindingText({ role: 'ClusterRole app' }),
        ),
        manifests(podsText('web', mounted), bindingText({ role: 'ClusterRole view' })),
        manifests(podsText('web', mounted), bindingText({ role: 'ClusterRole view', namespace: 'shop' })),
        manifests(podsText('web', mounted), bindingText({ role: 'Role admin', namespace: 'shop' })),
        manifests(
          podsText('web', mounted),
          roleText('Role', 'shop', [may('get', 'secrets')]),
          bindingText({ role: 'Role app', namespace: 'shop' }),
        ),
      ],
    };
  },
  *run(workload, world) {
    const account = accountOf(workload);
    if (account === undefined || !hasToken(workload)) return;
    const all = grantsOf(world, account).filter(isTooMuch);
    if (all.length === 0) return;
    // What is held in one namespace besides is not held in the whole cluster.
    const wide = all.filter(isWide);
    const isOfCluster = wide.length > 0;
    const held = isOfCluster ? wide : all;
    const what = listed([...new Set(held.flatMap(takeovers))]);
    const name = [account.namespace, account.name].filter((part) => part !== undefined).join('/');
    yield {
      key: 'account',
      what: `runs as ServiceAccount ${name}, which may ${what} ${isOfCluster ? 'in the whole cluster' : 'in its namespace'}`,
      severity: isOfCluster ? 'high' : 'medium',
      fields: [
        ...workload.containers.slice(0, 1).map((one) => refOf('serviceAccount', one.effective.serviceAccount, one)),
        ...held.map(({ binding, subject }) => ({ name: 'binding', field: declared(sayBinding(binding), subject.at) })),
      ],
    };
  },
};
function tokenFor(audience: string): Mount {
  return { kind: 'secret', target: '/token', readOnly: true, token: { audience } };
}
function takeovers({ binding, permissions }: Grant): readonly string[] {
  return takeoversBy(permissions, { everywhere: binding.cluster });
}
/** The accounts of the controllers are in kube-system. */
function isWide({ binding }: Grant): boolean {
  return binding.cluster || binding.namespace === 'kube-system';
}
/** In a namespace of its own, only what its administrators have. */
function isTooMuch(grant: Grant): boolean {
  const rights = takeovers(grant);
  if (isWide(grant)) return rights.length > 0;
  const { role } = grant.binding;
  return rights.includes('do everything') || (role.cluster && (role.name === 'admin' || role.name === 'edit'));
}
function sayBinding({ cluster, name, role }: Grant['binding']): string {
  return `${cluster ? 'ClusterRoleBinding' : 'RoleBinding'} ${name} of ${role.name}`;
}
