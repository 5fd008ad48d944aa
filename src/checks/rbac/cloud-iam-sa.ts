// Judges accounts that are somebody in a cloud: https://docs.aws.amazon.com/eks/latest/userguide/iam-roles-for-service-accounts.html
import { toRuleId } from '../../model/brand.ts';
import type { Check, Example } from '../../model/check.ts';
import { declared } from '../../model/field.ts';
import { manifests } from './example-text.ts';

/** Of AWS, Google Cloud and Azure. */
const annotationsOfClouds: readonly string[] = [
  'eks.amazonaws.com/role-arn',
  'iam.gke.io/gcp-service-account',
  'azure.workload.identity/client-id',
];
function annotated(name: string, value: string): Example {
  return manifests(
    `apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: web, namespace: shop, annotations: {${name}: "${value}"}}\nautomountServiceAccountToken: false\n`,
  );
}

export const cloudIamSa: Check<'identity'> = {
  id: toRuleId('rbac-cloud-iam-sa'),
  title: 'Account is an identity of the cloud provider',
  severity: 'low',
  layer: 'cluster',
  on: 'identity',
  why: 'A pod of the account, or whoever may create one or ask for its token, acts in the cloud account as this identity: what begins in the cluster does not end there.',
  todo: 'Let no more than one workload use the account, and give the identity the rights of that workload only.',
  refs: ['OWK:K08', 'rp:providerIAM'],
  since: '2026.11',
  examples: {
    bad: [
      annotated('eks.amazonaws.com/role-arn', 'arn:aws:iam::111122223333:role/web'),
      annotated('iam.gke.io/gcp-service-account', 'web@shop.iam.gserviceaccount.com'),
    ],
    good: [annotated('app.example/owner', 'shop'), annotated('eks.amazonaws.com/role-arn', '')],
  },
  *run({ annotations, at: [at] }) {
    for (const name of annotationsOfClouds) {
      const value = annotations[name];
      if (value === undefined || value === '' || at === undefined) continue;
      yield { key: name, what: `is ${value} in the cloud`, fields: [{ name, field: declared(value, at) }] };
    }
  },
};
