// Judges who may change the settings of the cluster’s own parts: https://kubernetes.io/docs/tasks/administer-cluster/dns-custom-nameservers/
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { powers } from '../../model/rbac-powers.ts';
import { everywhere, inNamespace, inShop, may } from './example-text.ts';
import { accuseRole } from './power-rule.ts';
import { isSystemWide } from './role-extent.ts';

export const configmapsKubeSystem: Check<'role'> = {
  id: toRuleId('rbac-configmaps-kube-system'),
  title: 'ConfigMaps of kube-system can be changed',
  severity: 'high',
  layer: 'cluster',
  on: 'role',
  why: 'CoreDNS, kube-proxy and kubeadm read theirs from there: the holder answers every name of the cluster as it likes, or lets its own certificates in.',
  todo: 'Grant update on single config maps by name, in the namespace of the program.',
  refs: ['OWK:K02', 'T1557', 'KSV-0049', 'C-0037'],
  since: '2026.11',
  examples: {
    bad: [
      everywhere(may('update', 'configmaps')),
      inNamespace('kube-system', may('patch', 'configmaps', { names: 'app, coredns' })),
    ],
    good: [
      everywhere(may('get, create', 'configmaps')),
      inShop(may('update', 'configmaps')),
      inNamespace('kube-system', may('update', 'configmaps', { names: 'app-leader' })),
    ],
  },
  run: (role, world) =>
    accuseRole(role, world, {
      power: powers.editConfigMaps,
      severity: 'high',
      where: ({ extent }) => isSystemWide(extent),
    }),
};
