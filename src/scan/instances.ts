// Pods of a cluster that some object made are told of by that object, which is where one would change them.
// https://kubernetes.io/docs/concepts/overview/working-with-objects/owners-dependents/
import type { DeclaredWorkload } from '../model/workload.ts';

interface Placed {
  readonly draft: DeclaredWorkload;
  readonly scope: string;
}
/** Without the pods, replica sets and jobs whose owner is there too and has the same containers; it takes their nodes over. */
export function foldInstances<T extends Placed>(workloads: readonly T[]): readonly T[] {
  if (!workloads.some(({ draft }) => draft.owner !== undefined)) return workloads;
  const byName = new Map<string, T>();
  for (const one of workloads) byName.set(keyOf(one.scope, one.draft.namespace, one.draft), one);
  const ownerOf = ({ draft, scope }: T): T | undefined => {
    const found = draft.owner && byName.get(keyOf(scope, draft.namespace, draft.owner));
    return found !== undefined && isAlike(found.draft, draft) ? found : undefined;
  };
  const nodes = new Map<T, Set<string>>();
  const kept: T[] = [];
  for (const one of workloads) {
    const root = rootOf(one, ownerOf);
    if (root === one) kept.push(one);
    const own = nodes.get(root) ?? new Set();
    for (const node of one.draft.nodes ?? []) own.add(node);
    nodes.set(root, own);
  }
  return kept.map((one) => {
    const own = [...(nodes.get(one) ?? [])].sort();
    return own.length === 0 ? one : { ...one, draft: { ...one.draft, nodes: own } };
  });
}
function keyOf(scope: string, namespace: string | undefined, { type, name }: DeclaredWorkload | Owner): string {
  return JSON.stringify([scope, namespace ?? 'default', type, name]);
}
type Owner = NonNullable<DeclaredWorkload['owner']>;
const mostOwners = 4;
/** A pod, its replica set, its deployment; owners in a circle own nothing. */
function rootOf<T>(one: T, ownerOf: (one: T) => T | undefined): T {
  let root = one;
  for (let depth = 0; depth < mostOwners; depth += 1) {
    const owner = ownerOf(root);
    if (owner === undefined) return root;
    root = owner;
  }
  return one;
}
/** Admission puts containers in that no template has: such a pod is told of by itself. */
function isAlike(owner: DeclaredWorkload, made: DeclaredWorkload): boolean {
  return (
    owner.containers.length === made.containers.length &&
    owner.containers.every(({ name }, index) => made.containers[index]?.name === name)
  );
}
