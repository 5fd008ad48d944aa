// Fixes of what an object says of its pods as a whole: at a way, where the writer finds it.
import type { Fix, ModelEdit } from '../../model/edit.ts';
import { locationOf, type Field } from '../../model/field.ts';
import type { Location } from '../../model/location.ts';
import type { PodSettings } from '../../model/workload.ts';
import type { JudgedWorkload } from './container.ts';

type Way = readonly (string | number)[];
interface Place {
  /** Below what: the object, or the spec of its pod. */
  readonly in: keyof PodSettings['ways'];
  readonly way: Way;
}
export function setAt(
  workload: JudgedWorkload,
  { in: base, way }: Place,
  value: string | number | readonly object[],
): readonly ModelEdit[] {
  const { pod, id } = workload;
  if (pod === undefined) return [];
  return [{ op: 'set-at', target: { fact: id }, pointer: [...pod.ways[base], ...way], value }];
}
/** Where nothing is written there is nothing to remove. */
export function removeAt(
  workload: JudgedWorkload,
  { in: base, way }: Place,
  from: Field<unknown> | Location,
): readonly ModelEdit[] {
  const { pod, id } = workload;
  const at = 'path' in from ? from : locationOf(from);
  if (pod === undefined) return [];
  const pointer = [...pod.ways[base], ...way];
  return at === undefined ? [] : [{ op: 'remove-at', target: { fact: id }, pointer, at }];
}
export function fixOf(say: string, edits: readonly ModelEdit[]): { readonly fix?: Fix } {
  return edits.length === 0 ? {} : { fix: { say, edits } };
}
