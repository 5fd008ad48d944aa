// Judges who may take everything down: https://kubernetes.io/docs/concepts/architecture/garbage-collection/
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { powers } from '../../model/rbac-powers.ts';
import { everywhere, inShop, may } from './example-text.ts';
import { accuseRole } from './power-rule.ts';

export const deleteBroad: Check<'role'> = {
  id: toRuleId('rbac-delete-broad'),
  title: 'Workloads, namespaces or volumes can be deleted everywhere',
  severity: 'medium',
  layer: 'cluster',
  on: 'role',
  why: 'One request removes a namespace with all that is in it, or every workload of one: whoever takes over the holder ends the service, and with volumes its data.',
  todo: 'Grant delete in the namespaces that need it.',
  refs: ['T1485', 'C-0007'],
  since: '2026.11',
  examples: {
    bad: [
      everywhere(may('delete', 'namespaces')),
      everywhere(may('deletecollection', 'deployments', { group: 'apps' })),
      everywhere(may('delete', '"*"')),
    ],
    good: [
      inShop(may('delete', 'pods')),
      everywhere(may('get', 'pods')),
      everywhere(may('delete', 'pods', { names: 'web-0' })),
      everywhere(may('create, delete', 'pods')),
    ],
  },
  run: (role, world) =>
    accuseRole(role, world, {
      power: powers.deleteBroadly,
      severity: 'medium',
      wildcards: true,
      unless: [powers.createPods, powers.createWorkloads, powers.createVolumes, powers.patchNamespaces],
      where: ({ extent }) => extent.everywhere,
    }),
};
