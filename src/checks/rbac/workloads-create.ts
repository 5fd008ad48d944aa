// Judges who may create or change what makes pods: https://kubernetes.io/docs/concepts/security/rbac-good-practices/#workload-creation
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { powers } from '../../model/rbac-powers.ts';
import { everywhere, inShop, may } from './example-text.ts';
import { accuseRole } from './power-rule.ts';

export const workloadsCreate: Check<'role'> = {
  id: toRuleId('rbac-workloads-create'),
  title: 'Workloads can be created or changed',
  severity: 'high',
  layer: 'cluster',
  on: 'role',
  why: 'The pods of a workload run as any service account of the namespace and mount any secret in it; a DaemonSet puts them on every node, a CronJob brings them back.',
  todo: 'Leave deploying to one account that nothing exposed runs as; enforce the restricted Pod Security Standard where it deploys.',
  refs: [
    'CISK 5.1.4',
    'T1610',
    'T1053.007',
    'KSV-0048',
    'C-0188',
    'kl:access-to-create-pods',
    'rp:assign_sa',
    'kh:POD_PATCH',
    'ice:UPDATE_WORKLOAD_WITH_SA',
    'kyv:restrict-pod-controller-serviceaccount-updates',
  ],
  since: '2026.11',
  examples: {
    bad: [
      everywhere(may('create', 'deployments', { group: 'apps' })),
      inShop(may('patch', 'deployments', { group: 'apps', names: 'web' })),
      inShop(may('create', 'jobs', { group: 'batch' })),
      inShop(may('update', 'replicationcontrollers')),
      inShop(may('"*"', '"*"', { group: 'apps' })),
    ],
    good: [
      everywhere(may('get, list, watch', 'deployments', { group: 'apps' })),
      inShop(may('update', 'jobs', { group: 'batch' })),
      inShop(may('patch', 'deployments/scale', { group: 'apps' })),
      inShop(may('create', 'deployments', { group: 'apps', names: 'web' })),
    ],
  },
  run: (role, world) => accuseRole(role, world, { power: powers.createWorkloads, severity: 'high' }),
};
