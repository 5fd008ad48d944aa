// Kinds of objects that a cluster was not asked for, and what is not known of reach without them: once a cluster, not
// once a pod. https://kubernetes.io/docs/reference/kubectl/generated/kubectl_get/
import type { FactKind, World } from '../model/facts.ts';
import type { Unknown } from '../model/unknown.ts';

interface Kinds {
  readonly kinds: readonly FactKind[];
  readonly why: string;
}
const wanted: readonly Kinds[] = [
  {
    kinds: ['role', 'binding'],
    why: 'no roles and no bindings of the cluster were read, so what its accounts may do is unknown: add clusterroles,roles,clusterrolebindings,rolebindings to what kubectl gets',
  },
  {
    kinds: ['network-policy', 'object'],
    why: 'no network policies of the cluster were read, so traffic that they may hold back counts as open: add networkpolicies to what kubectl gets',
  },
];
/** Files are never all there is; only where a cluster was asked, what is not there was not asked for. */
export function unseenKinds(world: World): readonly Unknown[] {
  const live = new Set(world.facts('workload').flatMap(({ nodes, scope }) => (nodes === undefined ? [] : [scope])));
  return [...live].flatMap((scope) =>
    wanted
      .filter(({ kinds }) => kinds.every((kind) => !world.facts(kind).some((fact) => fact.scope === scope)))
      .map(({ why }): Unknown => ({ code: 'companion-missing', why, affects: ['reach'], incomplete: false })),
  );
}
