// Judges who may write secrets: https://kubernetes.io/docs/concepts/security/rbac-good-practices/#privilege-escalation-risks
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { powers } from '../../model/rbac-powers.ts';
import { everywhere, inShop, may } from './example-text.ts';
import { accuseRole } from './power-rule.ts';

export const secretsWrite: Check<'role'> = {
  id: toRuleId('rbac-secrets-write'),
  title: 'Secrets can be written',
  severity: 'high',
  layer: 'cluster',
  on: 'role',
  why: 'A secret of the type for service account tokens is filled in by the cluster with a lasting token of any account of the namespace, for whoever gets to read it; and one that others use can be replaced.',
  todo: 'Grant update on single secrets by name, or leave them to a controller of their own.',
  refs: [
    'CISK 5.1.2',
    'T1528',
    'KSV-0041',
    'rp:issue_token_secrets',
    'ice:CREATE_SECRET_WITH_TOKEN',
    'kyv:deny-secret-service-account-token-type',
  ],
  since: '2026.11',
  examples: {
    bad: [everywhere(may('create', 'secrets')), inShop(may('update, patch', 'secrets'))],
    good: [
      everywhere(may('update, patch', 'secrets', { names: 'web-tls' })),
      inShop(may('create', 'secrets', { names: 'web-tls' })),
      inShop(may('delete', 'secrets')),
    ],
  },
  run: (role, world) =>
    accuseRole(role, world, { power: powers.writeSecrets, severity: 'high', unless: [powers.readSecrets] }),
};
