// Objects of the Kubernetes API that are facts leaf by leaf: what kind they are, and what stands where.
// https://kubernetes.io/docs/concepts/overview/working-with-objects/
import type { ObjectDraft } from './cluster-facts.ts';

/** `policy PodDisruptionBudget`: another group may have a kind of that name. Of the core group the kind alone. */
export function objectKind({ group, type }: Pick<ObjectDraft, 'group' | 'type'>): string {
  return group === '' ? type : `${group} ${type}`;
}
export function leafAt(
  { leaves }: Pick<ObjectDraft, 'leaves'>,
  pointer: string,
): ObjectDraft['leaves'][number] | undefined {
  return leaves.find((leaf) => leaf.pointer === pointer);
}
