// Judges roles that may do everything in a namespace: https://kubernetes.io/docs/concepts/security/rbac-good-practices/#least-privilege
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { boundInShop, everywhere, inNamespace, inShop, may } from './example-text.ts';
import { accuseWildcards } from './wildcards.ts';

export const wildcardNamespace: Check<'role'> = {
  id: toRuleId('rbac-wildcard-namespace'),
  title: 'Role may do everything in a namespace',
  severity: 'high',
  layer: 'cluster',
  on: 'role',
  why: 'Whoever takes over a holder has every secret, account and workload of the namespace, and where admission does not stop its pods, the nodes under them.',
  todo: 'Name the resources and verbs that are used; an audit log shows them.',
  refs: ['CISK 5.1.3', 'OWK:K02', 'KSV-0112', 'CKV_K8S_49', 'kl:wildcard-in-rules'],
  since: '2026.11',
  examples: {
    bad: [
      inShop(may('"*"', '"*"')),
      boundInShop(may('create, patch', '"*"', { group: '"", apps' })),
      inNamespace('kube-system', may('"*"', '"*"', { group: '"*"' })),
    ],
    good: [
      inShop(may('"*"', '"*"', { group: 'app.example' })),
      inShop(may('get', '"*"')),
      everywhere(may('"*"', '"*"', { group: '"*"' })),
      inShop(may('"*"', '"*"', { names: 'app' })),
    ],
  },
  run: (role, world) => accuseWildcards(role, world, { everywhere: false, severity: 'high' }),
};
