// Judges who may debug pods: https://kubernetes.io/docs/concepts/workloads/pods/ephemeral-containers/
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { powers } from '../../model/rbac-powers.ts';
import { everywhere, inShop, may } from './example-text.ts';
import { accuseRole } from './power-rule.ts';

export const podsEphemeral: Check<'role'> = {
  id: toRuleId('rbac-pods-ephemeral'),
  title: 'Debug containers can be added to pods',
  severity: 'high',
  layer: 'cluster',
  on: 'role',
  why: 'A container of the attacker joins a running pod, sees its processes and has its account; where admission does not stop it, it is privileged and owns the node.',
  todo: 'Take pods/ephemeralcontainers out; people get it for the time of an incident.',
  refs: [
    'T1609',
    'T1611',
    'rp:pods_ephemeral_ctrs',
    'ice:DEBUG_POD',
    'kyv:block-ephemeral-containers',
    'falco:"EphemeralContainers Created"',
  ],
  since: '2026.11',
  examples: {
    bad: [
      everywhere(may('patch', 'pods/ephemeralcontainers')),
      inShop(may('update', 'pods/ephemeralcontainers', { names: 'web-0' })),
    ],
    good: [everywhere(may('get', 'pods/ephemeralcontainers'))],
  },
  run: (role, world) => accuseRole(role, world, { power: powers.debugPods, severity: 'high' }),
};
