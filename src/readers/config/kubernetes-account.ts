// A service account: https://kubernetes.io/docs/reference/kubernetes-api/authentication-resources/service-account-v1/
import type { IdentityDraft } from '../../model/rbac-facts.ts';
import { getMember } from './config-value.ts';
import { booleanField } from './kubernetes-field.ts';
import { annotationsOf, nameOf, namespaceOf, whereIs } from './kubernetes-metadata.ts';
import type { ManifestObject } from './kubernetes-metadata.ts';

export function toIdentity({ root, raw }: ManifestObject): IdentityDraft {
  const automount = booleanField(getMember(root, 'automountServiceAccountToken'));
  return {
    kind: 'identity',
    name: nameOf(root),
    ...namespaceOf(root),
    ...(automount !== undefined && { automount }),
    annotations: annotationsOf(root),
    pointer: raw.pointer,
    at: [whereIs(root)],
    raw,
  };
}
