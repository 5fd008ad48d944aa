// Judges who may read the secrets of a namespace: https://kubernetes.io/docs/concepts/security/rbac-good-practices/#listing-secrets
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { powers } from '../../model/rbac-powers.ts';
import { boundInShop, inNamespace, inShop, may } from './example-text.ts';
import { accuseRole, gives } from './power-rule.ts';

export const secretsReadNamespace: Check<'role'> = {
  id: toRuleId('rbac-secrets-read-namespace'),
  title: 'Secrets of a namespace can be read',
  severity: 'high',
  layer: 'cluster',
  on: 'role',
  why: 'Whoever takes over the holder has every credential of the namespace, including long-lived tokens of other accounts in it; list and watch return contents just as get does.',
  todo: 'Grant get on single secrets by name.',
  refs: [
    'CISK 5.1.2',
    'OWK:K03',
    'T1552.007',
    'KSV-0113',
    'C-0186',
    'kl:access-to-secrets',
    'rp:retrieve_token_secrets',
    'rp:obtain_token_weak_ns',
    'ice:GET_AUTHENTICATION_TOKEN_FOR',
    'kics:056ac60e',
  ],
  since: '2026.11',
  examples: {
    bad: [
      inShop(may('get, list', 'secrets')),
      boundInShop(may('watch', 'secrets')),
      inNamespace('kube-system', may('get', 'secrets')),
      inShop(may('get', '"*"')),
    ],
    good: [
      inShop(may('get, list', 'secrets', { names: 'web-tls' })),
      inShop(may('get', 'configmaps')),
      inShop(may('delete', 'secrets')),
    ],
  },
  run: (role, world) =>
    accuseRole(role, world, {
      power: powers.readSecrets,
      severity: 'critical',
      wildcards: true,
      where: ({ extent }) => !extent.everywhere,
      more: (found) => (gives(powers.writeSecrets, found) ? ', and write them' : ''),
    }),
};
