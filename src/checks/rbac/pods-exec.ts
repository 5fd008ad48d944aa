// Judges who may run commands in pods: https://kubernetes.io/docs/tasks/debug/debug-application/get-shell-running-container/
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { powers } from '../../model/rbac-powers.ts';
import { everywhere, inShop, may } from './example-text.ts';
import { accuseRole } from './power-rule.ts';

export const podsExec: Check<'role'> = {
  id: toRuleId('rbac-pods-exec'),
  title: 'Commands can be run in pods',
  severity: 'high',
  layer: 'cluster',
  on: 'role',
  why: 'Whoever takes over the holder has a shell in every pod that it reaches, with its account, its secrets and its network. Before Kubernetes 1.35 get is enough for it.',
  todo: 'Take pods/exec out, or name the pods; people get it for the time of an incident.',
  refs: [
    'OWK:K02',
    'T1609',
    'KSV-0053',
    'CKV2_K8S_2',
    'C-0002',
    'pol:clusterrolePodExecAttach',
    'pol:rolePodExecAttach',
    'pol:clusterrolebindingPodExecAttach',
    'pol:rolebindingClusterRolePodExecAttach',
    'pol:rolebindingRolePodExecAttach',
    'kics:c589f42c',
    'rp:pods_exec',
    'kh:POD_EXEC',
    'ice:EXEC_INTO',
    'falco:"ClusterRole With Pod Exec Created"',
  ],
  since: '2026.11',
  examples: {
    bad: [everywhere(may('create', 'pods/exec')), inShop(may('get', 'pods/exec')), inShop(may('create', '"*/exec"'))],
    good: [
      everywhere(may('list, delete', 'pods/exec')),
      inShop(may('create', 'pods/exec', { names: 'web-0' })),
      inShop(may('get', '"pods/*"')),
    ],
  },
  run: (role, world) => accuseRole(role, world, { power: powers.execPods, severity: 'high' }),
};
