// Judges tokens that never end: https://kubernetes.io/docs/concepts/configuration/secret/#serviceaccount-token-secrets
import { toRuleId } from '../../model/brand.ts';
import type { Check, Example } from '../../model/check.ts';
import { declared } from '../../model/field.ts';
import { manifests } from './example-text.ts';

const tokenType = 'kubernetes.io/service-account-token';
function secretText(type: string): Example {
  return manifests(
    `apiVersion: v1\nkind: Secret\nmetadata: {name: web-token, namespace: shop, annotations: {kubernetes.io/service-account.name: web}}\ntype: ${type}\n`,
  );
}

export const legacyTokenSecret: Check<'secret'> = {
  id: toRuleId('rbac-legacy-token-secret'),
  title: 'Service account token without an end',
  severity: 'medium',
  layer: 'cluster',
  on: 'secret',
  why: 'A token in a secret is good until somebody deletes it: one copy in a log, a backup or a repository is a key to the cluster for good.',
  todo: 'Let pods get tokens by projection, and others by kubectl create token or the identity of their platform; then delete the secret.',
  refs: ['OWK:K09', 'T1528', 'kyv:deny-secret-service-account-token-type'],
  since: '2026.11',
  examples: {
    bad: [secretText(tokenType)],
    good: [secretText('Opaque')],
  },
  *run({ type, annotations, at: [at] }) {
    if (type !== tokenType || at === undefined) return;
    const account = annotations['kubernetes.io/service-account.name'] ?? 'an account';
    yield {
      key: 'type',
      what: `holds a lasting token of ${account}`,
      fields: [{ name: 'type', field: declared(type, at) }],
    };
  },
};
