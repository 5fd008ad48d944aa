// Judges what every pod of a namespace holds: https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/#use-the-default-service-account-to-access-the-api-server
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { bindingText, manifests, webAccount } from './example-text.ts';
import { isOwnOfKubernetes } from './own-objects.ts';
import { saySubject } from './role-extent.ts';
import { subjectRef, withoutSubject } from './subjects.ts';

export const defaultSaBound: Check<'binding'> = {
  id: toRuleId('rbac-default-sa-bound'),
  title: 'Rights for a default service account',
  severity: 'medium',
  layer: 'cluster',
  on: 'binding',
  why: 'Every pod that names no account runs as the default one: whoever takes over any of them holds these rights.',
  todo: 'Give the workload that needs them an account of its own.',
  refs: ['CISK 5.1.5', 'CKV_K8S_42', 'kics:1e749bc9', 'C-0225'],
  since: '2026.11',
  examples: {
    bad: [
      manifests(
        bindingText({ role: 'ClusterRole app', subjects: ['{kind: ServiceAccount, name: default, namespace: shop}'] }),
      ),
      manifests(
        bindingText({
          role: 'Role app',
          namespace: 'shop',
          subjects: [webAccount, '{kind: ServiceAccount, name: default}'],
        }),
      ),
    ],
    good: [
      manifests(bindingText({ role: 'ClusterRole app' })),
      manifests(bindingText({ role: 'ClusterRole app', subjects: ['{kind: User, name: default}'] })),
      manifests(
        bindingText({
          role: 'ClusterRole cluster-admin',
          subjects: ['{kind: ServiceAccount, name: default, namespace: shop}'],
        }),
      ),
    ],
  },
  *run(binding) {
    const { role } = binding;
    if (isOwnOfKubernetes(binding) || (role.cluster && role.name === 'cluster-admin')) return;
    for (const subject of binding.subjects) {
      if (subject.type !== 'ServiceAccount' || subject.name !== 'default') continue;
      yield {
        key: saySubject(subject),
        what: `gives ${role.name} to ${saySubject(subject)}`,
        fields: [subjectRef(subject)],
        fix: withoutSubject(binding, subject),
      };
    }
  },
};
