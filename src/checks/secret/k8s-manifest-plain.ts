// Judges secrets that are written down: https://kubernetes.io/docs/concepts/configuration/secret/#alternatives-to-secrets
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { declared } from '../../model/field.ts';
import { manifests } from '../rbac/example-text.ts';
import { listed } from '../rbac/role-extent.ts';

const text = (body: string): string => `apiVersion: v1\nkind: Secret\nmetadata: {name: db, namespace: shop}\n${body}`;

export const k8sManifestPlain: Check<'secret'> = {
  id: toRuleId('sec-k8s-manifest-plain'),
  title: 'Secret stands in the manifest',
  severity: 'high',
  layer: 'cluster',
  on: 'secret',
  why: 'Base64 hides nothing: everybody who can read the repository, now or in its history, has the credential.',
  todo: 'Encrypt it (SOPS, SealedSecret) or let an operator fetch it from a store, and replace it: it has been seen.',
  refs: ['OWK:K03', 'T1552.001', 'kics:a88baa34'],
  since: '2026.11',
  examples: {
    bad: [
      manifests(text('stringData: {password: hunter2-Qx81vb}\n')),
      manifests(text('type: kubernetes.io/tls\ndata: {tls.key: aHVudGVyMi1ReDgxdmI=, tls.crt: ""}\n')),
    ],
    good: [
      manifests(text('stringData: {password: ""}\n')),
      manifests(text('stringData: {password: "{{ .Values.password }}"}\n')),
      manifests(text('stringData: {password: "ENC[AES256_GCM,data:x,type:str]"}\n')),
      manifests(
        'apiVersion: bitnami.com/v1alpha1\nkind: SealedSecret\nmetadata: {name: db}\nspec: {encryptedData: {password: AgBx}}\n',
      ),
    ],
  },
  *run({ encrypted, keys }) {
    const filled = encrypted ? [] : keys.filter((key) => key.filled);
    const [first] = filled;
    if (first === undefined) return;
    yield {
      key: 'data',
      what: `has values for ${listed(filled.map(({ name }) => name))}`,
      fields: [{ name: 'data', field: declared(first.name, first.at), secret: true }],
    };
  },
};
