// Judges who may map IAM identities to users: https://docs.aws.amazon.com/eks/latest/userguide/auth-configmap.html
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { powers } from '../../model/rbac-powers.ts';
import { also, everywhere, inNamespace, inShop, may } from './example-text.ts';
import { accuseRole } from './power-rule.ts';
import { isSystemWide } from './role-extent.ts';
import { removingName } from './rule-fix.ts';

export const eksAwsAuth: Check<'role'> = {
  id: toRuleId('rbac-eks-aws-auth'),
  title: 'The aws-auth ConfigMap can be changed',
  severity: 'critical',
  layer: 'cluster',
  on: 'role',
  why: 'It says which IAM identity is which user of the cluster: the holder adds one of its own as a member of system:masters.',
  todo: 'Take it out, and manage access by EKS access entries.',
  refs: ['OWK:K08', 'T1098', 'KSV-0115', 'rp:eks_modify_aws_auth', 'ice:UPDATE_AWS_AUTH'],
  since: '2026.11',
  examples: {
    bad: [
      inNamespace('kube-system', may('get, patch', 'configmaps', { names: 'aws-auth' })),
      also(everywhere(may('update', 'configmaps', { names: 'app, aws-auth' })), 'rbac-clusterrole-where-role'),
    ],
    good: [
      inNamespace('kube-system', may('get', 'configmaps', { names: 'aws-auth' })),
      inShop(may('patch', 'configmaps', { names: 'aws-auth' })),
      everywhere(may('update', 'configmaps')),
    ],
  },
  run: (role, world) =>
    accuseRole(role, world, {
      power: powers.editAwsAuth,
      severity: 'critical',
      only: ({ resourceNames }) => resourceNames.length > 0,
      where: ({ extent }) => isSystemWide(extent),
      fix: removingName('take aws-auth away', 'aws-auth'),
    }),
};
