// Judges who may attach to pods: https://kubernetes.io/docs/reference/kubectl/generated/kubectl_attach/
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { powers } from '../../model/rbac-powers.ts';
import { everywhere, inShop, may } from './example-text.ts';
import { accuseRole } from './power-rule.ts';

export const podsAttach: Check<'role'> = {
  id: toRuleId('rbac-pods-attach'),
  title: 'Running containers can be attached to',
  severity: 'high',
  layer: 'cluster',
  on: 'role',
  why: 'What a process of another pod reads and prints is in the hands of whoever attaches to it; a shell that is open there obeys them.',
  todo: 'Take pods/attach out, or name the pods.',
  refs: ['T1609', 'KSV-0054', 'pol:rolePodExecAttach', 'kics:d45330fd', 'kh:POD_ATTACH'],
  since: '2026.11',
  examples: {
    bad: [everywhere(may('create', 'pods/attach')), inShop(may('get', 'pods/attach'))],
    good: [everywhere(may('list', 'pods/attach')), inShop(may('create', 'pods/attach', { names: 'web-0' }))],
  },
  run: (role, world) => accuseRole(role, world, { power: powers.attachPods, severity: 'high' }),
};
