// Kinds of API objects that nothing but a check asks about, and how they become facts: leaf by leaf.
import type { ObjectDraft } from '../../model/cluster-facts.ts';
import type { Field } from '../../model/field.ts';
import { isAbsent, itemsOf, membersOf, said, scalarText, unclear } from './config-value.ts';
import type { Value } from './config-value.ts';
import { templateIn } from './kubernetes-field.ts';
import { annotationsOf, labelsOf, nameOf, namespaceOf, whereIs } from './kubernetes-metadata.ts';
import type { ManifestObject } from './kubernetes-metadata.ts';

/** Group and kind; versions are told and not asked. */
export const objectKinds: ReadonlySet<string> = new Set([
  'LimitRange',
  'ResourceQuota',
  'autoscaling HorizontalPodAutoscaler',
  'policy PodDisruptionBudget',
  'resource.k8s.io ResourceClaim',
  'resource.k8s.io ResourceClaimTemplate',
  'cilium.io CiliumClusterwideNetworkPolicy',
  'cilium.io CiliumNetworkPolicy',
  'constraints.gatekeeper.sh K8sAllowedRepos',
  'constraints.gatekeeper.sh K8sAllowedReposv2',
  'crd.projectcalico.org GlobalNetworkPolicy',
  'crd.projectcalico.org NetworkPolicy',
  'external-secrets.io ClusterSecretStore',
  'external-secrets.io ExternalSecret',
  'external-secrets.io SecretStore',
  'node.k8s.io RuntimeClass',
  'policy.networking.k8s.io AdminNetworkPolicy',
  'policy.networking.k8s.io BaselineAdminNetworkPolicy',
  'policy.networking.k8s.io ClusterNetworkPolicy',
  'projectcalico.org GlobalNetworkPolicy',
  'projectcalico.org NetworkPolicy',
  'secrets-store.csi.x-k8s.io SecretProviderClass',
  'security.istio.io AuthorizationPolicy',
  'security.istio.io PeerAuthentication',
  'security.openshift.io SecurityContextConstraints',
  'storage.k8s.io StorageClass',
]);

export function toObject({ group, version, kind, root, raw }: ManifestObject): ObjectDraft {
  const leaves: Leaf[] = [];
  for (const { name, value } of membersOf(root)) if (!ownFields.has(name)) gather(value, name, leaves);
  return {
    kind: 'object',
    group,
    version,
    type: kind,
    name: nameOf(root),
    ...namespaceOf(root),
    labels: labelsOf(root),
    annotations: annotationsOf(root),
    leaves,
    at: [whereIs(root)],
    raw,
  };
}
/** Told by the fact itself, or by the cluster about it. */
const ownFields: ReadonlySet<string> = new Set(['apiVersion', 'kind', 'metadata', 'status']);
type Leaf = ObjectDraft['leaves'][number];
const maxLeaves = 1000;
/** Depth first, as the object is written; empty collections have no leaves. */
function gather(value: Value, pointer: string, into: Leaf[]): void {
  if (into.length >= maxLeaves || isAbsent(value)) return;
  if (value.node.kind === 'scalar' || templateIn(value) !== undefined) {
    into.push({ pointer, field: textOf(value) });
    return;
  }
  for (const { name, value: member } of membersOf(value)) gather(member, `${pointer}/${name}`, into);
  for (const [index, item] of itemsOf(value).entries()) gather(item, `${pointer}/${String(index)}`, into);
}
function textOf(value: Value): Field<string> {
  const open = templateIn(value);
  return open === undefined ? said(value, scalarText(value) ?? '') : unclear(value, open);
}
