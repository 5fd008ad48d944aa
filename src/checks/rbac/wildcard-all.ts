// Judges roles that may do everything: https://kubernetes.io/docs/concepts/security/rbac-good-practices/#least-privilege
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { everywhere, inShop, may, unbound } from './example-text.ts';
import { accuseWildcards } from './wildcards.ts';

export const wildcardAll: Check<'role'> = {
  id: toRuleId('rbac-wildcard-all'),
  title: 'Role may do everything in the cluster',
  severity: 'critical',
  layer: 'cluster',
  on: 'role',
  why: 'Whoever takes over a holder is the administrator of the cluster: it reads every secret, changes every workload, and owns every node.',
  todo: 'Name the resources and verbs that are used; an audit log shows them.',
  refs: [
    'CISK 5.1.3',
    'CISK 5.1.1',
    'NSA:Auth',
    'OWK:K02',
    'T1098.006',
    'T1078',
    'CWE-269',
    'KSV-0044',
    'KSV-0045',
    'KSV-0046',
    'CKV_K8S_49',
    'C-0187',
    'C-0035',
    'kl:wildcard-in-rules',
    'kics:6b896afb',
    'kyv:restrict-wildcard-verbs',
    'kyv:restrict-wildcard-resources',
    'rp:cluster_admin',
    'falco:"ClusterRole With Wildcard Created"',
  ],
  since: '2026.11',
  examples: {
    bad: [
      everywhere(may('"*"', '"*"', { group: '"*"' })),
      unbound(may('get, list, create, update, delete', '"*"')),
      everywhere('{nonResourceURLs: ["*"], verbs: [get]}'),
    ],
    good: [
      everywhere(may('"*"', '"*"', { group: 'app.example' })),
      everywhere(may('get, list', '"*"')),
      inShop(may('"*"', '"*"')),
      everywhere('{nonResourceURLs: ["/metrics", "/healthz/*"], verbs: [get]}'),
      everywhere(may('"*"', '"*"', { names: 'app' })),
    ],
  },
  run: (role, world) => accuseWildcards(role, world, { everywhere: true, severity: 'critical' }),
};
