// Judges who may lift the confinement of OpenShift’s pods: https://docs.openshift.com/container-platform/latest/authentication/managing-security-context-constraints.html
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { permissionsOf } from '../../model/rbac-grants.ts';
import { powers } from '../../model/rbac-powers.ts';
import { hitsOf, looseConstraints } from '../../model/rbac-powers.ts';
import type { Permission } from '../../model/rbac.ts';
import { bindingText, everywhere, inShop, manifests, may } from './example-text.ts';
import { isForAll } from './power-rule.ts';
import { listed, saySubject } from './role-extent.ts';
import { subjectRef } from './subjects.ts';

export const sccPrivileged: Check<'binding'> = {
  id: toRuleId('rbac-scc-privileged'),
  title: 'Account may use a privileged security context constraint',
  severity: 'high',
  layer: 'cluster',
  on: 'binding',
  why: 'Pods of the account run as root, privileged or with folders of the node, as the constraint lets them: whoever creates one owns the node.',
  todo: 'Let it use restricted-v2, or write a constraint of what the program needs.',
  refs: ['OWK:K02', 'kl:scc-deny-privileged-container'],
  since: '2026.11',
  examples: {
    bad: [
      manifests(bindingText({ role: 'ClusterRole system:openshift:scc:privileged', namespace: 'shop' })),
      inShop(
        may('use', 'securitycontextconstraints', { group: 'security.openshift.io', names: 'restricted-v2, anyuid' }),
      ),
      everywhere(may('use', '"*"', { group: 'security.openshift.io' })),
    ],
    good: [
      manifests(bindingText({ role: 'ClusterRole system:openshift:scc:restricted-v2', namespace: 'shop' })),
      inShop(may('use', 'securitycontextconstraints', { group: 'security.openshift.io', names: 'restricted-v2' })),
      manifests(
        bindingText({
          role: 'ClusterRole system:openshift:scc:anyuid',
          namespace: 'shop',
          subjects: ['{kind: User, name: jane}'],
        }),
      ),
      manifests(bindingText({ role: 'Role system:openshift:scc:anyuid', namespace: 'shop' })),
      everywhere(may('use', '"*"', { group: '"*"' })),
    ],
  },
  *run(binding, world) {
    const { role } = binding;
    const named =
      role.cluster && role.name.startsWith(prefix) && looseConstraints.some((name) => role.name === prefix + name);
    if (!named && !permissionsOf(world, binding).some(lifts)) return;
    const subjects = binding.subjects.filter(({ type }) => type !== 'User');
    if (subjects.length === 0) return;
    yield {
      key: 'subjects',
      what: `lets pods of ${listed(subjects.map(saySubject))} drop their confinement (${role.name})`,
      fields: subjects.map(subjectRef),
    };
  },
};
const prefix = 'system:openshift:scc:';
function lifts(rule: Permission): boolean {
  return !isForAll(rule) && hitsOf(rule, powers.useConstraints, { everywhere: true }).length > 0;
}
