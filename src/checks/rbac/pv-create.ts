// Judges who may create persistent volumes: https://kubernetes.io/docs/concepts/security/rbac-good-practices/#persistent-volume-creation
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { powers } from '../../model/rbac-powers.ts';
import { everywhere, inShop, may } from './example-text.ts';
import { accuseRole } from './power-rule.ts';

export const pvCreate: Check<'role'> = {
  id: toRuleId('rbac-pv-create'),
  title: 'Persistent volumes can be created',
  severity: 'high',
  layer: 'cluster',
  on: 'role',
  why: 'A persistent volume may be any folder of a node: a claim brings it into a pod, and Pod Security does not look at it.',
  todo: 'Leave volumes to the provisioner of a storage class.',
  refs: ['CISK 5.1.9', 'OWK:K02', 'T1611', 'C-0278', 'ice:PERSISTENT_VOLUME_CREATION'],
  since: '2026.11',
  examples: {
    bad: [everywhere(may('create', 'persistentvolumes'))],
    good: [
      everywhere(may('get, delete', 'persistentvolumes')),
      inShop(may('create', 'persistentvolumes')),
      everywhere(may('create', 'persistentvolumeclaims')),
    ],
  },
  run: (role, world) => accuseRole(role, world, { power: powers.createVolumes, severity: 'high' }),
};
