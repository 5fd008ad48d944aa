// Judges who may change nodes: https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { powers } from '../../model/rbac-powers.ts';
import { everywhere, inShop, may } from './example-text.ts';
import { someHolderHas } from './holders.ts';
import { accuseRole } from './power-rule.ts';

export const nodeEdit: Check<'role'> = {
  id: toRuleId('rbac-node-edit'),
  title: 'Nodes can be changed',
  severity: 'medium',
  layer: 'cluster',
  on: 'role',
  why: 'Labels and taints decide which pods land on which node: the holder draws those with the best credentials to one that the attacker has.',
  todo: 'Leave nodes to the kubelet and the cloud controller.',
  refs: ['T1562', 'rp:modify_node_status', 'kyv:restrict-node-label-changes'],
  since: '2026.11',
  examples: {
    bad: [everywhere(may('patch', 'nodes')), everywhere(may('update', 'nodes/status'))],
    good: [
      everywhere(may('get, list', 'nodes')),
      inShop(may('patch', 'nodes')),
      everywhere(may('patch', 'nodes', { names: 'edge' })),
      everywhere(may('patch', 'nodes'), may('delete', 'pods')),
    ],
  },
  run: (role, world) =>
    accuseRole(role, world, {
      power: powers.editNodes,
      severity: 'medium',
      where: ({ extent }) => !someHolderHas(role, world, { extent, all: [powers.evictPods] }),
    }),
};
