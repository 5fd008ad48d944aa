// Judges secrets that are fetched once: https://external-secrets.io/latest/api/externalsecret/
import { toRuleId, type FactId } from '../../model/brand.ts';
import type { Check, Message } from '../../model/check.ts';
import type { ModelEdit } from '../../model/edit.ts';
import { isKnown, locationOf } from '../../model/field.ts';
import type { Location } from '../../model/location.ts';
import { objectKind } from '../../model/api-object.ts';
import { manifests } from '../rbac/example-text.ts';

const text = (spec: string): string =>
  `apiVersion: external-secrets.io/v1\nkind: ExternalSecret\nmetadata: {name: db, namespace: shop}\nspec: {${spec}, secretStoreRef: {name: x}, target: {name: db}}\n`;

export const csiRotation: Check<'object'> = {
  id: toRuleId('sec-csi-rotation'),
  title: 'Secret is never fetched again',
  severity: 'low',
  layer: 'cluster',
  on: 'object',
  why: 'A credential that was replaced in the store stays in use in the cluster: the stolen one has to be kept alive, or everything breaks on the day that it is revoked.',
  todo: 'Set a refresh interval of an hour or so.',
  refs: ['OWK:K03', 'CKV_AZURE_172'],
  since: '2026.11',
  examples: {
    bad: [
      manifests(text('refreshInterval: "0"')),
      manifests(text('refreshInterval: 0s')),
      manifests(text('refreshPolicy: CreatedOnce')),
    ],
    good: [
      manifests(text('refreshInterval: 1h')),
      manifests(text('refreshPolicy: OnChange')),
      manifests(text('refreshInterval: "{{ .every }}"')),
    ],
  },
  *run(object) {
    if (objectKind(object) !== 'external-secrets.io ExternalSecret') return;
    const { id, leaves } = object;
    for (const { pointer, field } of leaves) {
      if (!isKnown(field) || never[pointer]?.test(field.value) !== true) continue;
      yield {
        key: pointer,
        what: 'is fetched from the store once and never again',
        fields: [{ name: pointer, field }],
        ...fixOf(id, pointer, locationOf(field)),
      };
    }
  },
};
function fixOf(fact: FactId, pointer: string, at: Location | undefined): Pick<Message, 'fix'> {
  if (at === undefined) return {};
  const way = pointer.split('/');
  const edit: ModelEdit =
    pointer === 'spec/refreshInterval'
      ? { op: 'set-at', target: { fact }, pointer: way, value: '1h', at }
      : { op: 'remove-at', target: { fact }, pointer: way, at };
  return { fix: { say: 'fetch it again every hour', edits: [edit] } };
}
const never: Readonly<Record<string, RegExp>> = {
  'spec/refreshInterval': /^0+(?:ms|[smh])?$/,
  'spec/refreshPolicy': /^CreatedOnce$/,
};
