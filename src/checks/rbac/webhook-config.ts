// Judges who may put themselves before every write: https://kubernetes.io/docs/concepts/security/rbac-good-practices/#control-admission-webhooks
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { powers } from '../../model/rbac-powers.ts';
import { everywhere, inShop, may } from './example-text.ts';
import { accuseRole } from './power-rule.ts';
import { removing } from './rule-fix.ts';

export const webhookConfig: Check<'role'> = {
  id: toRuleId('rbac-webhook-config'),
  title: 'Admission webhooks can be configured',
  severity: 'critical',
  layer: 'cluster',
  on: 'role',
  why: 'A webhook is shown every object on its way in, secrets included, and a mutating one changes it: a container of the attacker in every new pod.',
  todo: 'Leave webhooks to the one account that installs them.',
  refs: [
    'CISK 5.1.12',
    'OWK:K02',
    'T1557',
    'KSV-0114',
    'CKV_K8S_155',
    'C-0281',
    'rp:control_webhooks',
    'kyv:restrict-clusterrole-mutating-validating-admission-webhooks',
  ],
  since: '2026.11',
  examples: {
    bad: [
      everywhere(may('create', 'mutatingwebhookconfigurations', { group: 'admissionregistration.k8s.io' })),
      everywhere(
        may('get, patch', 'validatingwebhookconfigurations', { group: 'admissionregistration.k8s.io', names: 'app' }),
      ),
    ],
    good: [
      everywhere(may('get, list', 'mutatingwebhookconfigurations', { group: 'admissionregistration.k8s.io' })),
      inShop(may('create', 'mutatingwebhookconfigurations', { group: 'admissionregistration.k8s.io' })),
    ],
  },
  run: (role, world) =>
    accuseRole(role, world, {
      power: powers.configureWebhooks,
      severity: 'critical',
      fix: removing('take the writing of webhook configurations away'),
    }),
};
