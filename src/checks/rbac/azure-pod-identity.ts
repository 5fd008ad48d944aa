// Judges who may hand out identities of Azure: https://azure.github.io/aad-pod-identity/docs/concepts/
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { powers } from '../../model/rbac-powers.ts';
import { everywhere, inShop, may } from './example-text.ts';
import { accuseRole } from './power-rule.ts';

export const azurePodIdentity: Check<'role'> = {
  id: toRuleId('rbac-azure-pod-identity'),
  title: 'Azure identities can be given to pods',
  severity: 'high',
  layer: 'cluster',
  on: 'role',
  why: 'The holder binds its own pods to an identity of the cloud account, or exempts them from the guard of the node’s own one.',
  todo: 'Leave these objects to the one account that deploys them; move on to workload identity.',
  refs: ['OWK:K08', 'ice:AZURE_POD_IDENTITY_EXCEPTION'],
  since: '2026.11',
  examples: {
    bad: [
      everywhere(may('create', 'azurepodidentityexceptions', { group: 'aadpodidentity.k8s.io' })),
      inShop(may('patch', 'federatedidentitycredentials', { group: 'managedidentity.azure.com' })),
    ],
    good: [everywhere(may('get', 'azureidentities', { group: 'aadpodidentity.k8s.io' }))],
  },
  run: (role, world) => accuseRole(role, world, { power: powers.bindAzureIdentities, severity: 'high' }),
};
