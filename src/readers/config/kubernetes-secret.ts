// What is told of a Secret: its type and the names of its keys, never a value.
// https://kubernetes.io/docs/reference/kubernetes-api/config-and-storage-resources/secret-v1/
import type { SecretDraft } from '../../model/cluster-facts.ts';
import { isKnown } from '../../model/field.ts';
import { getMember, getPath, membersOf, placeOf, scalarText } from './config-value.ts';
import type { Value } from './config-value.ts';
import { booleanField, templateIn } from './kubernetes-field.ts';
import { annotationsOf, isLive, nameOf, namespaceOf, whereIs } from './kubernetes-metadata.ts';
import type { ManifestObject } from './kubernetes-metadata.ts';

/** Bound on what one object may tell. */
const maxKeys = 1000;

export function toSecret(object: ManifestObject): SecretDraft {
  const { root } = object;
  const members = ['data', 'stringData'].flatMap((name) => membersOf(getMember(root, name)));
  return {
    ...secretOf(object, root),
    // What a server tells stands in nobody's files.
    keys: members
      .slice(0, maxKeys)
      .map(({ name, value }) => ({ name, filled: !isLive(root) && isFilled(value), at: placeOf(value) })),
    encrypted: getMember(root, 'sops') !== undefined || members.some(({ value }) => isEncrypted(value)),
  };
}
/** A SealedSecret: only its controller can open it. https://github.com/bitnami-labs/sealed-secrets */
export function toSealedSecret(object: ManifestObject): SecretDraft {
  const sealed = membersOf(getPath(object.root, 'spec', 'encryptedData'));
  const template = getPath(object.root, 'spec', 'template');
  const plain = ['data', 'stringData'].flatMap((name) => membersOf(getMember(template, name)));
  return {
    ...secretOf(object, template),
    keys: [...sealed, ...plain].slice(0, maxKeys).map(({ name, value }, index) => ({
      name,
      filled: index >= sealed.length && isFilled(value),
      at: placeOf(value),
    })),
    encrypted: true,
  };
}
function secretOf({ root, raw }: ManifestObject, content: Value | undefined): Omit<SecretDraft, 'keys' | 'encrypted'> {
  const immutable = booleanField(getMember(content, 'immutable'));
  return {
    kind: 'secret',
    type: scalarText(getMember(content, 'type')) ?? 'Opaque',
    name: nameOf(root),
    ...namespaceOf(root),
    immutable: isKnown(immutable) && immutable.value,
    annotations: withoutCopy(annotationsOf(root)),
    at: [whereIs(root)],
    raw,
  };
}
const copy = 'kubectl.kubernetes.io/last-applied-configuration';
/** That annotation holds the whole object, values and all. */
function withoutCopy(annotations: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.hasOwn(annotations, copy) ? { ...annotations, [copy]: '(not kept)' } : annotations;
}
function isFilled(value: Value): boolean {
  const text = scalarText(value);
  return text !== undefined && text !== '' && templateIn(value) === undefined && !isEncrypted(value);
}
/** As SOPS writes a value: https://getsops.io/docs/ */
function isEncrypted(value: Value): boolean {
  return scalarText(value)?.startsWith('ENC[AES256_GCM,') === true;
}
