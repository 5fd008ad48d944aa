// Judges who may talk to the kubelet: https://kubernetes.io/docs/concepts/security/rbac-good-practices/#access-to-proxy-subresource-of-nodes
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { powers } from '../../model/rbac-powers.ts';
import { everywhere, inShop, may, unbound } from './example-text.ts';
import { narrowed } from './nodes-proxy-fix.ts';
import { accuseRole } from './power-rule.ts';

export const nodesProxy: Check<'role'> = {
  id: toRuleId('rbac-nodes-proxy'),
  title: 'The kubelet can be reached with all its rights',
  severity: 'critical',
  layer: 'cluster',
  on: 'role',
  why: 'The kubelet runs commands in every pod of its node for whoever has nodes/proxy, past admission and audit; get is enough, a WebSocket begins with it.',
  todo: 'Grant the parts that are used: nodes/metrics, nodes/stats, nodes/log, nodes/pods, nodes/configz, nodes/healthz.',
  refs: [
    'CISK 5.1.10',
    'OWK:K02',
    'T1609',
    'CWE-862',
    'KSV-0047',
    'CKV2_K8S_2',
    'C-0279',
    'rp:nodes_proxy',
    'ice:CAN_EXEC_THROUGH_KUBELET',
    'kyv:restrict-clusterrole-nodesproxy',
  ],
  since: '2026.11',
  examples: {
    bad: [
      everywhere(may('get', 'nodes/proxy')),
      everywhere(may('get, create', 'nodes, nodes/proxy, nodes/metrics')),
      unbound(may('"*"', 'nodes/proxy')),
    ],
    good: [
      everywhere(may('get', 'nodes/metrics')),
      everywhere(may('list, watch', 'nodes/proxy')),
      inShop(may('get', 'nodes/proxy')),
    ],
  },
  run: (role, world) => accuseRole(role, world, { power: powers.proxyNodes, severity: 'critical', fix: narrowed }),
};
