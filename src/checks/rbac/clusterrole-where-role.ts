// Judges grants for the cluster that mean a single namespace: https://kubernetes.io/docs/concepts/security/rbac-good-practices/#least-privilege
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { declared } from '../../model/field.ts';
import { indexOf } from '../../model/rbac-index.ts';
import { isClusterWide } from '../../model/rbac-resources.ts';
import type { Permission } from '../../model/rbac.ts';
import { boundInShop, everywhere, may } from './example-text.ts';
import { isOwnOfKubernetes } from './own-objects.ts';
import { listed } from './role-extent.ts';

export const clusterroleWhereRole: Check<'binding'> = {
  id: toRuleId('rbac-clusterrole-where-role'),
  title: 'Granted in every namespace and used in one',
  severity: 'low',
  layer: 'cluster',
  on: 'binding',
  why: 'The rules name single objects, which lie in one namespace; bound for the cluster they hold for objects of these names in every other one, too.',
  todo: 'Bind it by a RoleBinding in the namespace of the objects.',
  refs: ['CISK 5.1.3', 'OWK:K02'],
  since: '2026.11',
  examples: {
    bad: [
      everywhere(
        may('get', 'secrets', { names: 'web-tls' }),
        may('update', 'leases', { group: 'coordination.k8s.io', names: 'web' }),
      ),
    ],
    good: [
      boundInShop(may('get', 'secrets', { names: 'web-tls' })),
      everywhere(may('get', 'secrets', { names: 'web-tls' }), may('get', 'pods')),
      everywhere(may('get', 'secrets, nodes', { names: 'edge' })),
      everywhere(may('get', 'namespaces', { names: 'shop' })),
      everywhere(may('get', 'things', { group: '"", app.example', names: 'one' })),
      everywhere(),
      everywhere(may('get', '"*"', { names: 'one' })),
      everywhere('{nonResourceURLs: [/metrics], verbs: [get]}'),
    ],
  },
  *run(binding, world) {
    const [at] = binding.at;
    if (!binding.cluster || isOwnOfKubernetes(binding) || at === undefined) return;
    const rules = indexOf(world)
      .rolesOf(binding)
      .flatMap((role) => role.rules);
    if (rules.length === 0 || !rules.every(namesObjectsOfOne)) return;
    const names = [...new Set(rules.flatMap((rule) => rule.resourceNames))];
    yield {
      key: 'names',
      what: `grants ${binding.role.name}, whose rules are all for ${listed(names)}, in every namespace`,
      fields: [{ name: 'roleRef', field: declared(binding.role.name, at) }],
    };
  },
};
/** Groups of Kubernetes: of others nobody knows whether their objects lie in namespaces. */
const known = /^[a-z]*$|\.k8s\.io$/;
function namesObjectsOfOne({ apiGroups, resources, resourceNames, nonResourceUrls }: Permission): boolean {
  if (resourceNames.length === 0 || nonResourceUrls.length > 0) return false;
  return apiGroups.every(
    (group) =>
      known.test(group) &&
      resources.every(
        (resource) => !resource.startsWith('*') && resource !== 'namespaces' && !isClusterWide(group, resource, 'get'),
      ),
  );
}
