// Judges who may change what devices and volumes pods get: https://kubernetes.io/docs/concepts/scheduling-eviction/dynamic-resource-allocation/#admin-access
import { toRuleId } from '../../model/brand.ts';
import type { Check, Example } from '../../model/check.ts';
import { powers } from '../../model/rbac-powers.ts';
import { bindingText, everywhere, inShop, manifests, may, roleText } from './example-text.ts';
import { accuseRole } from './power-rule.ts';
import { holdsIn } from './role-extent.ts';

const adminAccess = 'resource.kubernetes.io/admin-access';
/** Somebody who may claim devices in a namespace with this value of the label. */
function claimsIn(value: string): Example {
  const rule = may('create', 'resourceclaims', { group: 'resource.k8s.io' });
  return manifests(
    `apiVersion: v1\nkind: Namespace\nmetadata: {name: shop, labels: {${adminAccess}: ${value}}}\n`,
    roleText('Role', 'shop', [rule]),
    bindingText({ role: 'Role app', namespace: 'shop' }),
  );
}

export const csiDraAdminaccess: Check<'role'> = {
  id: toRuleId('rbac-csi-dra-adminaccess'),
  title: 'Devices or storage of others can be taken',
  severity: 'medium',
  layer: 'cluster',
  on: 'role',
  why: 'A driver, a storage class or an attachment decides which disk a pod gets; a claim with admin access opens devices that other pods use.',
  todo: 'Leave storage to its controllers, and claims with admin access to the account that watches the devices.',
  refs: ['T1611', 'gk:storageclass'],
  since: '2026.11',
  examples: {
    bad: [everywhere(may('patch', 'storageclasses', { group: 'storage.k8s.io' })), claimsIn('"true"')],
    good: [
      everywhere(may('get, list', 'csidrivers', { group: 'storage.k8s.io' })),
      inShop(may('patch', 'storageclasses', { group: 'storage.k8s.io' })),
      inShop(may('create', 'resourceclaims', { group: 'resource.k8s.io' })),
      claimsIn('"false"'),
    ],
  },
  *run(role, world) {
    yield* accuseRole(role, world, { power: powers.editStorage, severity: 'medium' });
    yield* accuseRole(role, world, {
      power: powers.claimDevices,
      severity: 'medium',
      where: ({ extent }) =>
        world.facts('namespace').some(({ name, labels }) => labels[adminAccess] === 'true' && holdsIn(extent, name)),
      more: () => ', also with admin access to devices',
    });
  },
};
