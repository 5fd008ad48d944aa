// Judges what is granted to everybody with a name: https://kubernetes.io/docs/concepts/security/rbac-good-practices/#least-privilege
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { accuseCrowd } from './crowd.ts';
import { bindingText, manifests } from './example-text.ts';
import { everybody } from './subjects.ts';

export const bindAuthenticated: Check<'binding'> = {
  id: toRuleId('rbac-bind-authenticated'),
  title: 'Rights for every user or every service account',
  severity: 'critical',
  layer: 'cluster',
  on: 'binding',
  why: 'Every pod whose token is stolen holds these rights; at some providers every account of their cloud is an authenticated user.',
  todo: 'Bind the users, groups or service accounts that need it.',
  refs: ['OWK:K02', 'T1078', 'KSV-01011', 'C-0265', 'kyv:restrict-binding-system-groups'],
  since: '2026.11',
  examples: {
    bad: [
      manifests(bindingText({ role: 'ClusterRole edit', subjects: ['{kind: Group, name: "system:authenticated"}'] })),
      manifests(
        bindingText({
          role: 'ClusterRole view',
          namespace: 'shop',
          subjects: ['{kind: Group, name: "system:serviceaccounts"}'],
        }),
      ),
    ],
    good: [
      manifests(
        bindingText({
          role: 'ClusterRole system:basic-user',
          subjects: ['{kind: Group, name: "system:authenticated"}'],
        }),
      ),
      manifests(
        bindingText({
          role: 'Role app',
          namespace: 'shop',
          subjects: [
            '{kind: Group, name: "system:serviceaccounts:shop"}',
            '{kind: User, name: "system:authenticated"}',
          ],
        }),
      ),
    ],
  },
  run: (binding, world) =>
    accuseCrowd(binding, world, { isOne: everybody, severities: { takes: 'critical', reads: 'medium' } }),
};
