// Judges who may ask for tokens of service accounts: https://kubernetes.io/docs/concepts/security/rbac-good-practices/#token-request
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { powers } from '../../model/rbac-powers.ts';
import { everywhere, inShop, may } from './example-text.ts';
import { accuseRole } from './power-rule.ts';

export const tokenCreate: Check<'role'> = {
  id: toRuleId('rbac-token-create'),
  title: 'Tokens of any service account can be requested',
  severity: 'critical',
  layer: 'cluster',
  on: 'role',
  why: 'Whoever takes over the holder becomes any service account that it reaches, the ones of controllers included, with a token that looks like their own.',
  todo: 'Grant create on serviceaccounts/token by resourceNames, for the accounts that it has to speak for.',
  refs: ['CISK 5.1.13', 'OWK:K02', 'T1528', 'T1550.001', 'C-0282', 'rp:token_request', 'ice:GENERATE_TOKEN'],
  since: '2026.11',
  examples: {
    bad: [
      everywhere(may('create', 'serviceaccounts/token')),
      inShop(may('create', '"*/token"')),
      everywhere(may('"*"', 'serviceaccounts/token')),
    ],
    good: [
      inShop(may('create', 'serviceaccounts/token', { names: 'web' })),
      everywhere(may('create', 'serviceaccounts')),
      everywhere(may('get', 'serviceaccounts/token')),
    ],
  },
  run: (role, world) => accuseRole(role, world, { power: powers.createTokens, severity: 'critical' }),
};
