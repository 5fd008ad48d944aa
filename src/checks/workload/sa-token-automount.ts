// Judges credentials of the cluster that nobody asked for: https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/#opt-out-of-api-credential-automounting
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import type { World } from '../../model/facts.ts';
import { indexOf } from '../../model/rbac-index.ts';
import { accountOf } from '../account-users.ts';
import { bindingText, manifests, may, podsText, roleText } from '../rbac/example-text.ts';
import { accuseSetting, setFix, targetOf, type JudgedWorkload } from './container.ts';
import { inFormats } from './every-format.ts';

export const saTokenAutomount: Check<'workload'> = {
  id: toRuleId('wl-sa-token-automount'),
  title: 'Carries a token of the cluster that it does not need',
  severity: 'medium',
  layer: 'cluster',
  on: 'workload',
  why: 'Whoever takes over the program reads it and is known to the API server: to look around, and to hold whatever the account is ever given.',
  todo: 'Set automountServiceAccountToken to false in the pod or in its account.',
  refs: [
    'CISK 5.1.6',
    'NSA:Pod',
    'OWK:K01',
    'T1528',
    'T1552.001',
    'KSV-0036',
    'CKV_K8S_38',
    'C-0034',
    'C-0190',
    'C-0261',
    'C-0053',
    'kh:TOKEN_STEAL',
    'ks:AutomountServiceAccountToken',
    'pol:automountServiceAccountToken',
    'kics:48471392',
    'kyv:restrict-automount-sa-token',
    'gk:automount-serviceaccount-token',
  ],
  since: '2026.11',
  get examples() {
    const rights = [
      roleText('Role', 'shop', [may('get', 'pods')]),
      bindingText({ role: 'Role app', namespace: 'shop' }),
    ];
    return {
      bad: [
        ...inFormats(['kubernetes'], { serviceAccountToken: undefined }),
        ...inFormats(['kubernetes'], { serviceAccountToken: true, serviceAccount: 'web' }),
        manifests(podsText('web', { serviceAccountToken: true, serviceAccount: 'other' }), ...rights),
      ],
      good: [
        ...inFormats(['kubernetes'], {}),
        manifests(podsText('web', { serviceAccountToken: true, serviceAccount: 'web' }), ...rights),
      ],
    };
  },
  run: (workload, world) =>
    accuseSetting(workload, {
      name: 'serviceAccountToken',
      isBad: (token) => token && workload.engine === 'kubernetes' && !isBound(workload, world),
      clause: () =>
        `carries the token of ServiceAccount ${accountOf(workload)?.name ?? '?'}, which no binding here names`,
      fix: (field, _, container) =>
        setFix(
          'leave the token out of the pod',
          { name: 'serviceAccountToken', value: false, field },
          targetOf(workload, container),
        ),
      shared: true,
    }),
};

/** Somebody gave the account rights by its name, so that its pods can use them. */
function isBound(workload: JudgedWorkload, world: World): boolean {
  const account = accountOf(workload);
  return account !== undefined && indexOf(world).accountsBound(account).length > 0;
}
