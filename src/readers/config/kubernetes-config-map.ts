// A ConfigMap: names and values that somebody takes as variables or files.
// https://kubernetes.io/docs/reference/kubernetes-api/config-and-storage-resources/config-map-v1/
import type { VariablesDraft } from '../../model/cluster-facts.ts';
import { isKnown, type Field } from '../../model/field.ts';
import type { Variable } from '../../model/workload.ts';
import { getMember, membersOf, said, scalarText, unclear, type Member } from './config-value.ts';
import { booleanField, templateIn } from './kubernetes-field.ts';
import { nameOf, namespaceOf, whereIs, type ManifestObject } from './kubernetes-metadata.ts';

/** Bound on what one object may tell. */
const maxEntries = 1000;

export function toConfigMap({ root, raw }: ManifestObject): VariablesDraft {
  const immutable = booleanField(getMember(root, 'immutable'));
  const entries = [
    ...membersOf(getMember(root, 'data')).map(toEntry),
    // Bytes are nobody's variable.
    ...membersOf(getMember(root, 'binaryData')).map(({ name, value }) => said<Variable>(value, { name })),
  ];
  return {
    kind: 'variables',
    type: 'config-map',
    name: nameOf(root),
    ...namespaceOf(root),
    immutable: isKnown(immutable) && immutable.value,
    entries: entries.slice(0, maxEntries),
    at: [whereIs(root)],
    raw,
  };
}
function toEntry({ name, value }: Member): Field<Variable> {
  const open = value.node.kind === 'scalar' ? undefined : (templateIn(value) ?? 'not a text');
  return open === undefined ? said(value, { name, value: scalarText(value) ?? '' }) : unclear(value, open);
}
