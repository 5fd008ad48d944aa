// Judges who may change running pods: https://kubernetes.io/docs/concepts/security/rbac-good-practices/#privilege-escalation-risks
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { powers } from '../../model/rbac-powers.ts';
import { everywhere, inShop, may } from './example-text.ts';
import { accuseRole } from './power-rule.ts';

export const podsPatch: Check<'role'> = {
  id: toRuleId('rbac-pods-patch'),
  title: 'Running pods can be changed',
  severity: 'high',
  layer: 'cluster',
  on: 'role',
  why: 'The image of a running pod can be swapped: code of the attacker then runs with the account and the secrets of whatever pod they pick.',
  todo: 'Leave pods to the controllers that make them.',
  refs: ['OWK:K02', 'T1610', 'KSV-0048', 'rp:modify_pods', 'rp:rce_weak_ns', 'kh:POD_PATCH', 'ice:REPLACE_IMAGE'],
  since: '2026.11',
  examples: {
    bad: [everywhere(may('patch', 'pods')), inShop(may('get, update', 'pods'))],
    good: [
      everywhere(may('get, list, watch', 'pods')),
      inShop(may('patch', 'pods', { names: 'web-0' })),
      inShop(may('patch', 'pods/status', { names: 'web-0' })),
    ],
  },
  run: (role, world) =>
    accuseRole(role, world, { power: powers.patchPods, severity: 'high', unless: [powers.createPods] }),
};
