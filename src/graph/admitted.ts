// Steps of a pod that its namespace refuses: they rest on being let in all the same.
// https://kubernetes.io/docs/concepts/security/pod-security-admission/
import { isKnown, type FieldRef } from '../model/field.ts';
import type { Edge, Refusal } from '../model/graph.ts';
import type { Mount } from '../model/workload.ts';

/** What does not rest on a refused setting stays as it is: the pod would be let in without that setting. */
export function ifAdmitted(edge: Edge, refusal: Refusal | undefined): Edge {
  if (refusal === undefined || !edge.allOf.some((ref) => isRefused(ref, refusal))) return edge;
  const why = `the pod is let in although its namespace enforces the level ${refusal.level} of Pod Security`;
  return { ...edge, assumes: [...edge.assumes, { name: 'pod-admitted', why }] };
}
function isRefused({ name, field }: FieldRef, { fields }: Refusal): boolean {
  if (!fields.has(name)) return false;
  if (name === 'mounts') return !isKnown(field) || (field.value as Pick<Mount, 'kind'>).kind === 'bind';
  const isNamespace = name === 'network' || name === 'pid' || name === 'ipc';
  return !isNamespace || !isKnown(field) || field.value === 'host';
}
