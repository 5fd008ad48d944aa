// Judges credentials in config maps: https://kubernetes.io/docs/concepts/configuration/configmap/
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { isKnown } from '../../model/field.ts';
import { manifests } from '../rbac/example-text.ts';
import { credentialsOf, sayCredential } from '../../model/secret-text.ts';

const text = (data: string): string =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: web, namespace: shop}\ndata:\n${data}`;

export const k8sConfigmap: Check<'variables'> = {
  id: toRuleId('sec-k8s-configmap'),
  title: 'Credential in a ConfigMap',
  severity: 'high',
  layer: 'cluster',
  on: 'variables',
  why: 'Config maps are open to everybody who may look at the namespace, they are not encrypted at rest, and their values stand in the repository and in every backup.',
  todo: 'Move it to a Secret that is not written down in the repository, and replace it: it has been seen.',
  refs: [
    'OWK:K03',
    'CWE-312',
    'KSV-0109',
    'KSV-01010',
    'C-0012',
    'pol:sensitiveConfigmapContent',
    'falco:"Create/Modify Configmap With Private Credentials"',
  ],
  since: '2026.11',
  examples: {
    bad: [
      manifests(text('  DB_PASSWORD: hunter2-Qx81vb\n')),
      manifests(text('  app.properties: |\n    db.user=web\n    db.password=hunter2-Qx81vb\n')),
      manifests(text('  app.yaml: |\n    db:\n      password: "hunter2-Qx81vb"\n')),
      manifests(text('  url: postgres://web:hunter2-Qx81vb@db/shop\n')),
    ],
    good: [
      manifests(text('  DB_PASSWORD_FILE: /run/secrets/db\n')),
      manifests(text('  app.properties: |\n    # db.password=hunter2-Qx81vb\n    db.password=${DB_PASSWORD}\n')),
      manifests(text('  DB_PASSWORD: "{{ .Values.password }}"\n')),
      manifests(
        'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: web}\nbinaryData: {password: aHVudGVyMi1ReDgxdmI=}\n',
      ),
    ],
  },
  *run({ type, entries }) {
    if (type !== 'config-map') return;
    for (const field of entries) {
      if (!isKnown(field)) continue;
      const [found] = credentialsOf(field.value);
      if (found === undefined) continue;
      yield {
        key: field.value.name,
        what: `has ${sayCredential(found)} in ${field.value.name}`,
        fields: [{ name: 'data', field, secret: true }],
      };
    }
  },
};
