// Judges who may make a controller deploy something: https://argo-cd.readthedocs.io/en/stable/operator-manual/security/
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { powers } from '../../model/rbac-powers.ts';
import { everywhere, inShop, may } from './example-text.ts';
import { accuseRole } from './power-rule.ts';

export const crdControllersProxy: Check<'role'> = {
  id: toRuleId('rbac-crd-controllers-proxy'),
  title: 'Controllers with rights of their own can be driven',
  severity: 'high',
  layer: 'cluster',
  on: 'role',
  why: 'The controller behind these objects deploys what they say with its own rights, which are often those of a cluster administrator.',
  todo: 'Leave them to the account that deploys, and bound the controller itself (projects, service accounts of its own for each tenant).',
  refs: ['OWK:K02', 'T1610'],
  since: '2026.11',
  examples: {
    bad: [
      everywhere(may('create', 'applications', { group: 'argoproj.io' })),
      inShop(may('patch', 'helmreleases', { group: 'helm.toolkit.fluxcd.io' })),
      everywhere(may('create', 'providers', { group: 'pkg.crossplane.io' })),
    ],
    good: [
      everywhere(may('get, list', 'applications', { group: 'argoproj.io' })),
      inShop(may('create', 'rollouts', { group: 'argoproj.io' })),
      inShop(may('create', 'providers', { group: 'pkg.crossplane.io' })),
    ],
  },
  run: (role, world) => accuseRole(role, world, { power: powers.driveControllers, severity: 'high' }),
};
