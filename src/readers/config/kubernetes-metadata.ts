// An API object as it stands in a manifest, and what all of them say of themselves.
// https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/object-meta/
import type { Location } from '../../model/location.ts';
import type { RawRef } from '../../model/workload.ts';
import { getMember, getPath, membersOf, placeOf, scalarText } from './config-value.ts';
import type { Value } from './config-value.ts';

export interface ManifestObject {
  /** '' is the core group. */
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly root: Value;
  readonly raw: RawRef;
}

export function nameOf(root: Value): string {
  const metadata = getMember(root, 'metadata');
  return scalarText(getMember(metadata, 'name')) ?? scalarText(getMember(metadata, 'generateName')) ?? 'unnamed';
}
export function namespaceOf(root: Value): { readonly namespace?: string } {
  const namespace = scalarText(getPath(root, 'metadata', 'namespace'));
  return namespace === undefined ? {} : { namespace };
}
export function labelsOf(root: Value): Readonly<Record<string, string>> {
  return textsOf(getPath(root, 'metadata', 'labels'));
}
export function annotationsOf(root: Value): Readonly<Record<string, string>> {
  return textsOf(getPath(root, 'metadata', 'annotations'));
}
export function whereIs(root: Value): Location {
  return placeOf(getPath(root, 'metadata', 'name') ?? root);
}
export function textsOf(map: Value | undefined): Readonly<Record<string, string>> {
  const pairs = membersOf(map).map(({ name, value }) => [name, scalarText(value)] as const);
  return Object.fromEntries(pairs.filter((pair): pair is readonly [string, string] => pair[1] !== undefined));
}
/** Told by a server, which adds to what people write: where a pod was put, the modes of its files. */
export function isLive(root: Value): boolean {
  return ['uid', 'resourceVersion', 'creationTimestamp', 'managedFields'].some(
    (name) => getPath(root, 'metadata', name) !== undefined,
  );
}
