// Judges who may drive pods to a node of their choice: https://kubernetes.io/docs/concepts/scheduling-eviction/api-eviction/
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { powers } from '../../model/rbac-powers.ts';
import { also, everywhere, may } from './example-text.ts';
import { someHolderHas } from './holders.ts';
import { accuseRole } from './power-rule.ts';

export const nodeStealPods: Check<'role'> = {
  id: toRuleId('rbac-node-steal-pods'),
  title: 'Pods can be moved to other nodes',
  severity: 'high',
  layer: 'cluster',
  on: 'role',
  why: 'Closing all other nodes and evicting a pod brings it, with its secrets and its account, to the one node that the attacker has.',
  todo: 'Do not let one account both change nodes and evict pods.',
  refs: ['T1610', 'rp:steal_pods'],
  since: '2026.11',
  examples: {
    bad: [
      everywhere(may('patch', 'nodes'), may('create', 'pods/eviction')),
      also(everywhere(may('update', 'nodes/status'), may('delete', 'pods')), 'rbac-delete-broad'),
    ],
    good: [everywhere(may('patch', 'nodes')), everywhere(may('get', 'nodes'), may('create', 'pods/eviction'))],
  },
  run: (role, world) =>
    accuseRole(role, world, {
      power: powers.editNodes,
      severity: 'high',
      where: ({ extent }) => someHolderHas(role, world, { extent, all: [powers.evictPods] }),
      more: () => ', and pods can be evicted with it',
    }),
};
