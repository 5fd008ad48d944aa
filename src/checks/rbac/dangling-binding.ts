// Judges bindings that wait for somebody: https://kubernetes.io/docs/concepts/security/rbac-good-practices/#periodically-review-rbac-rights
import { toRuleId } from '../../model/brand.ts';
import { builtInRoles } from '../../model/built-in-roles.ts';
import type { Check } from '../../model/check.ts';
import type { World } from '../../model/facts.ts';
import type { RbacSubject } from '../../model/rbac-facts.ts';
import { declared } from '../../model/field.ts';
import { indexOf } from '../../model/rbac-index.ts';
import type { Binding } from '../../model/rbac-index.ts';
import { isThere } from '../account-users.ts';
import { bindingText, inShop, manifests, may, roleText, webAccount, webText, whole } from './example-text.ts';
import { isOwnOfKubernetes } from './own-objects.ts';
import { saySubject } from './role-extent.ts';
import { subjectRef, withoutSubject } from './subjects.ts';

export const danglingBinding: Check<'binding'> = {
  id: toRuleId('rbac-dangling-binding'),
  title: 'Binding names something that does not exist',
  severity: 'low',
  layer: 'cluster',
  on: 'binding',
  why: 'Whoever may create what is missing, a role or a service account of that name, brings the binding to life: rights that nobody looked at when they were granted.',
  todo: 'Remove what is missing from the binding, or the binding.',
  refs: ['OWK:K02', 'pol:rolebindingRolePodExecAttach'],
  since: '2026.11',
  examples: {
    bad: [
      whole(inShop(may('get', 'pods'))),
      whole(manifests(webText, bindingText({ role: 'ClusterRole app' }))),
      whole(
        manifests(
          webText,
          roleText('Role', 'shop', [may('get', 'pods')]),
          bindingText({
            role: 'Role app',
            namespace: 'shop',
            subjects: [webAccount, '{kind: ServiceAccount, name: gone}'],
          }),
        ),
      ),
      whole(manifests(webText, bindingText({ role: 'Role view', namespace: 'shop' }))),
    ],
    good: [
      inShop(may('get', 'pods')),
      whole(manifests(webText, bindingText({ role: 'ClusterRole view', namespace: 'shop' }))),
      whole(manifests(webText, bindingText({ role: 'ClusterRole system:discovery' }))),
      whole(manifests(bindingText({ role: 'ClusterRole app', subjects: [] }))),
      whole(
        manifests(
          roleText('Role', 'shop', [may('get', 'pods')]),
          bindingText({
            role: 'Role app',
            namespace: 'shop',
            subjects: [
              '{kind: ServiceAccount, name: default}',
              '{kind: User, name: jane}',
              '{kind: ServiceAccount, name: gc, namespace: kube-system}',
            ],
          }),
        ),
      ),
    ],
  },
  *run(binding, world) {
    const [at] = binding.at;
    if (isOwnOfKubernetes(binding) || binding.subjects.length === 0 || at === undefined) return;
    if (isMissingRole(binding, world)) {
      const what = `${binding.role.cluster ? 'ClusterRole' : 'Role'} ${binding.role.name}`;
      yield {
        key: 'role',
        what: `grants ${what}, which is not there`,
        fields: [{ name: 'roleRef', field: declared(what, at) }],
      };
    }
    for (const subject of binding.subjects) {
      if (!isMissing(binding, subject, world)) continue;
      yield {
        key: saySubject(subject),
        what: `is for ${saySubject(subject)}, which is not there`,
        fields: [subjectRef(subject)],
        fix: withoutSubject(binding, subject),
      };
    }
  },
};
/** Roles of the cluster's own parts are nowhere in files. */
function isMissingRole(binding: Binding, world: World): boolean {
  const { cluster, name } = binding.role;
  if (world.known('role', binding.scope) !== 'all' || indexOf(world).rolesOf(binding).length > 0) return false;
  return !cluster || !(builtInRoles.has(name) || name.startsWith('system:'));
}
/** The accounts of the controllers, in kube-system, are nowhere in files either. */
function isMissing(
  binding: Binding,
  { type, name, namespace = binding.namespace }: RbacSubject,
  world: World,
): boolean {
  if (type !== 'ServiceAccount' || namespace === 'kube-system') return false;
  if (world.known('identity', binding.scope) !== 'all') return false;
  const { scope, at } = binding;
  return !isThere({ name, scope, at, ...(namespace !== undefined && { namespace }) }, world);
}
