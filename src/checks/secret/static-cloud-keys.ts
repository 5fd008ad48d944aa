// Judges cloud credentials that never end: https://kubernetes.io/docs/concepts/security/secrets-good-practices/
import { toRuleId } from '../../model/brand.ts';
import type { Check, Example } from '../../model/check.ts';
import { isKnown } from '../../model/field.ts';
import { containersOf, refOf, sayOf } from '../workload/container.ts';
import { inFormats } from '../workload/every-format.ts';

const withSecret = (name: string): readonly Example[] =>
  inFormats(['kubernetes'], { env: [{ name, ref: 'secret:cloud/key' }] }, ['wl-env-secret-ref']);

export const staticCloudKeys: Check<'workload'> = {
  id: toRuleId('sec-static-cloud-keys'),
  title: 'Lasting key of a cloud account',
  severity: 'high',
  layer: 'cloud',
  on: 'workload',
  why: 'The key is good until somebody deletes it, and from anywhere: one copy of it, out of the pod or a backup, is a way into the account for good.',
  todo: 'Give the service account an identity of the cloud (IRSA, Pod Identity, Workload Identity), and delete the key.',
  refs: ['OWK:K08', 'T1552', 'C-0225', 'C-0239', 'CKV_GCP_69'],
  since: '2026.11',
  get examples() {
    return {
      bad: [...withSecret('AWS_SECRET_ACCESS_KEY'), ...withSecret('AZURE_CLIENT_SECRET')],
      good: [
        ...withSecret('DB_PASSWORD'),
        ...inFormats(['kubernetes'], { env: [{ name: 'AWS_SECRET_ACCESS_KEY', value: 'x7Kd0pQ2mVb9' }] }),
        ...inFormats(['kubernetes'], { env: [{ name: 'AWS_REGION', value: 'eu-central-1' }] }),
      ],
    };
  },
  *run(workload) {
    if (workload.engine !== 'kubernetes') return;
    for (const container of containersOf(workload)) {
      for (const field of container.declared.env ?? []) {
        // A literal one is spoken of as what it is first: a credential in plain text.
        if (!isKnown(field) || field.value.ref === undefined) continue;
        const cloud = clouds.get(field.value.name);
        if (cloud === undefined) continue;
        yield {
          key: `${container.name}/${field.value.name}`,
          what: sayOf(workload, container, `signs in to ${cloud} with a key (${field.value.name})`),
          fields: [refOf('env', field, container)],
        };
      }
    }
  },
};
const clouds: ReadonlyMap<string, string> = new Map([
  ['AWS_SECRET_ACCESS_KEY', 'AWS'],
  ['AZURE_CLIENT_SECRET', 'Azure'],
  ['ARM_CLIENT_SECRET', 'Azure'],
  ['AZURE_STORAGE_KEY', 'Azure'],
  ['GOOGLE_CREDENTIALS', 'Google Cloud'],
  ['GOOGLE_CREDENTIALS_JSON', 'Google Cloud'],
  ['ALIBABA_CLOUD_ACCESS_KEY_SECRET', 'Alibaba Cloud'],
  ['DIGITALOCEAN_ACCESS_TOKEN', 'DigitalOcean'],
  ['HCLOUD_TOKEN', 'Hetzner Cloud'],
]);
