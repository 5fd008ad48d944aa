// Judges who may read every secret: https://kubernetes.io/docs/concepts/security/rbac-good-practices/#listing-secrets
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { powers } from '../../model/rbac-powers.ts';
import { boundInShop, everywhere, inShop, may, unbound } from './example-text.ts';
import { accuseRole, gives } from './power-rule.ts';

export const secretsReadCluster: Check<'role'> = {
  id: toRuleId('rbac-secrets-read-cluster'),
  title: 'Secrets of every namespace can be read',
  severity: 'critical',
  layer: 'cluster',
  on: 'role',
  why: 'Every password, key and long-lived token of the cluster is in there, those of its controllers too; list and watch return contents just as get does.',
  todo: 'Grant get on single secrets by name, in the namespaces that need them.',
  refs: [
    'CISK 5.1.2',
    'NSA:Auth',
    'OWK:K02',
    'OWK:K03',
    'T1552.007',
    'T1528',
    'KSV-0041',
    'CKV2_K8S_5',
    'C-0015',
    'C-0186',
    'kl:access-to-secrets',
    'kics:b7bca5c4',
    'rp:list_secrets',
    'rp:retrieve_token_secrets',
    'kh:TOKEN_LIST',
    'kh:TOKEN_BRUTEFORCE',
    'ice:ACCESS_SECRET',
    'kyv:restrict-secret-role-verbs',
  ],
  since: '2026.11',
  examples: {
    bad: [
      everywhere(may('list', 'secrets')),
      everywhere(may('watch', 'secrets')),
      unbound(may('get', 'pods, secrets')),
      everywhere(may('get, list, watch', '"*"', { group: '"*"' })),
      everywhere(may('"*"', 'secrets')),
    ],
    good: [
      everywhere(may('get', 'secrets', { names: 'web-tls' })),
      everywhere(may('get', 'secrets', { group: 'apps' })),
      inShop(may('get', 'secrets')),
      boundInShop(may('get', 'secrets')),
      everywhere(may('delete', 'secrets')),
    ],
  },
  run: (role, world) =>
    accuseRole(role, world, {
      power: powers.readSecrets,
      severity: 'critical',
      wildcards: true,
      where: ({ extent }) => extent.everywhere,
      more: (found) => (gives(powers.writeSecrets, found) ? ', and write them' : ''),
    }),
};
