// Judges who may read what programs print: https://kubernetes.io/docs/concepts/cluster-administration/logging/
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { powers } from '../../model/rbac-powers.ts';
import { everywhere, inShop, may } from './example-text.ts';
import { mountsLogs } from './log-mount.ts';
import { accuseRole } from './power-rule.ts';

export const podsLog: Check<'role'> = {
  id: toRuleId('rbac-pods-log'),
  title: 'Logs of every namespace can be read',
  severity: 'low',
  layer: 'cluster',
  on: 'role',
  why: 'Programs print tokens and personal data. With the log folder of a node mounted for writing, a link in it makes the kubelet read out any file of the node.',
  todo: 'Grant pods/log in the namespaces that need it, and mount /var/log read-only.',
  refs: ['T1552', 'kh:CE_VAR_LOG_SYMLINK'],
  since: '2026.11',
  examples: {
    bad: [everywhere(may('get', 'pods/log'))],
    good: [
      inShop(may('get', 'pods/log')),
      everywhere(may('get', 'pods/log', { names: 'web-0' })),
      everywhere(may('list', 'pods/log')),
    ],
  },
  *run(role, world) {
    yield* accuseRole(role, world, {
      power: powers.readLogs,
      severity: 'high',
      where: ({ extent }) => mountsLogs(extent, world),
      more: () => ', and a pod of it can write to the log folder of its node',
    });
    yield* accuseRole(role, world, {
      power: powers.readLogs,
      severity: 'low',
      where: ({ extent }) => extent.everywhere && !mountsLogs(extent, world),
    });
  },
};
