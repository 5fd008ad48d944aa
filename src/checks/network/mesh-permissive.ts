// Judges whether a mesh takes traffic in clear: https://istio.io/latest/docs/reference/config/security/peer_authentication/
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { isKnown, locationOf } from '../../model/field.ts';
import { objectKind } from '../../model/api-object.ts';
import { manifests } from '../rbac/example-text.ts';

const text = (spec: string): string =>
  `apiVersion: security.istio.io/v1\nkind: PeerAuthentication\nmetadata: {name: default, namespace: shop}\nspec: ${spec}\n`;

export const meshPermissive: Check<'object'> = {
  id: toRuleId('net-mesh-permissive'),
  title: 'Mesh takes traffic in clear',
  severity: 'medium',
  layer: 'cluster',
  on: 'object',
  why: 'Whoever is in the cluster talks to the workloads without saying who they are, so rules by identity are not asked; and traffic can be read on its way.',
  todo: 'Set the mode to STRICT once every client is in the mesh.',
  refs: ['NSA:Net'],
  since: '2026.11',
  examples: {
    bad: [
      manifests(text('{mtls: {mode: PERMISSIVE}}')),
      manifests(text('{mtls: {mode: STRICT}, portLevelMtls: {"8080": {mode: DISABLE}}}')),
    ],
    good: [
      manifests(text('{mtls: {mode: STRICT}}')),
      manifests(text('{mtls: {mode: UNSET}}')),
      manifests(text('{mtls: {mode: "{{ .mode }}"}}')),
    ],
  },
  *run(object) {
    if (objectKind(object) !== 'security.istio.io PeerAuthentication') return;
    const { id, leaves } = object;
    for (const { pointer, field } of leaves) {
      if (!/^spec\/(?:mtls|portLevelMtls\/\d+)\/mode$/.test(pointer) || !isKnown(field)) continue;
      const at = locationOf(field);
      if ((field.value !== 'PERMISSIVE' && field.value !== 'DISABLE') || at === undefined) continue;
      yield {
        key: pointer,
        what: field.value === 'DISABLE' ? 'switches mutual TLS off' : 'takes traffic without mutual TLS as well',
        fields: [{ name: pointer, field }],
        fix: {
          say: 'take mutual TLS only',
          edits: [{ op: 'set-at', target: { fact: id }, pointer: pointer.split('/'), value: 'STRICT', at }],
        },
      };
    }
  },
};
