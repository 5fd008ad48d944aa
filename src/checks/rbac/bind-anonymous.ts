// Judges what is granted to those who say no name: https://kubernetes.io/docs/reference/access-authn-authz/authentication/#anonymous-requests
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { accuseCrowd } from './crowd.ts';
import { bindingText, manifests, webAccount } from './example-text.ts';
import { nobody } from './subjects.ts';

export const bindAnonymous: Check<'binding'> = {
  id: toRuleId('rbac-bind-anonymous'),
  title: 'Rights for anonymous users',
  severity: 'critical',
  layer: 'cluster',
  on: 'binding',
  why: 'Whoever reaches the API server holds these rights, without any credential.',
  todo: 'Take the subject out; let the callers authenticate.',
  refs: [
    'CISK 5.1.1',
    'NSA:Auth',
    'OWK:K09',
    'T1078.001',
    'CWE-306',
    'KSV-0122',
    'C-0262',
    'ks:BindingsToSystemAnonymous',
    'gk:disallowanonymous',
    'kyv:restrict-binding-system-groups',
  ],
  since: '2026.11',
  examples: {
    bad: [
      manifests(bindingText({ role: 'ClusterRole view', subjects: ['{kind: User, name: "system:anonymous"}'] })),
      manifests(
        bindingText({
          role: 'Role gone',
          namespace: 'shop',
          subjects: ['{kind: Group, name: "system:unauthenticated"}', webAccount],
        }),
      ),
    ],
    good: [
      manifests(
        bindingText({
          role: 'ClusterRole system:public-info-viewer',
          subjects: ['{kind: Group, name: "system:unauthenticated"}'],
        }),
      ),
      manifests(
        bindingText({ role: 'Role gone', namespace: 'shop', subjects: ['{kind: Group, name: "system:anonymous"}'] }),
      ),
      manifests(
        bindingText({
          role: 'Role kubeadm:bootstrap-signer-clusterinfo',
          namespace: 'kube-public',
          subjects: ['{kind: User, name: "system:anonymous"}'],
        }),
      ),
    ],
  },
  run: (binding, world) =>
    accuseCrowd(binding, world, { isOne: nobody, severities: { takes: 'critical', reads: 'high' } }),
};
