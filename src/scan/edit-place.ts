// Where an edit is made: at what it changes; what is written nowhere yet is put into the object that it is for.
import { placeOf } from '../graph/search/cut.ts';
import type { FactId } from '../model/brand.ts';
import type { Fix } from '../model/edit.ts';
import type { Location } from '../model/location.ts';
import { compareText } from './judge.ts';
import { onceFor } from '../model/once-for.ts';
import type { Workload } from '../model/workload.ts';

export function editPlace(fix: Fix, workloads: readonly Workload[]): Location | undefined {
  const [first] = fix.edits;
  return placeOf(fix) ?? (first && placesOf(workloads).get(first.target.fact));
}
const placesOf = onceFor(
  (workloads: readonly Workload[]): ReadonlyMap<FactId, Location | undefined> =>
    new Map(workloads.map(({ id, at: [place] }) => [id, place])),
);
/** Those of one file from its first line to its last. */
export function byPlace(a: { readonly at?: Location }, b: { readonly at?: Location }): number {
  return compareText(a.at?.path ?? '', b.at?.path ?? '') || (a.at?.line ?? 0) - (b.at?.line ?? 0);
}
