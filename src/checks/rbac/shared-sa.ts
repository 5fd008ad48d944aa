// Judges accounts of several workloads: https://kubernetes.io/docs/concepts/security/service-accounts/
import { toRuleId } from '../../model/brand.ts';
import type { Check, Example } from '../../model/check.ts';
import { declared } from '../../model/field.ts';
import { grantsOf } from '../../model/rbac-grants.ts';
import { hasToken, workloadsOf } from '../account-users.ts';
import { bindingText, manifests, may, podsText, roleText, webText } from './example-text.ts';
import { listed } from './role-extent.ts';

const mounted = { serviceAccount: 'web', serviceAccountToken: true };
function sharedBy(...objects: readonly string[]): Example {
  return manifests(webText, podsText('web', mounted), ...objects);
}
const grant = [roleText('Role', 'shop', [may('get', 'pods')]), bindingText({ role: 'Role app', namespace: 'shop' })];

export const sharedSa: Check<'identity'> = {
  id: toRuleId('rbac-shared-sa'),
  title: 'One account for several workloads',
  severity: 'low',
  layer: 'cluster',
  on: 'identity',
  why: 'Whoever takes over the least guarded of them holds the rights that another one needs.',
  todo: 'Give each workload an account of its own with the rights that it uses.',
  refs: ['CISK 5.1.5', 'kics:c1032cf7'],
  since: '2026.11',
  get examples() {
    return {
      bad: [sharedBy(...grant, podsText('worker', mounted))],
      good: [
        sharedBy(podsText('worker', mounted)),
        sharedBy(...grant),
        sharedBy(...grant, podsText('worker', { serviceAccount: 'web', serviceAccountToken: false })),
        sharedBy(...grant, podsText('worker', { serviceAccountToken: true })),
      ],
    };
  },
  *run(account, world) {
    const [at] = account.at;
    const users = workloadsOf(account, world).filter(hasToken);
    if (account.name === 'default' || users.length < 2 || at === undefined) return;
    if (!grantsOf(world, account).some(({ subject }) => subject.type === 'ServiceAccount')) return;
    const names = listed(users.map(({ type, name }) => `${type} ${name}`).sort());
    yield {
      key: 'users',
      what: `is the account of ${names}`,
      fields: [{ name: 'metadata.name', field: declared(account.name, at) }],
    };
  },
};
