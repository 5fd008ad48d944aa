// What the names of images stand for on the nodes of a cluster: the status of pods that run.
// https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#PodStatus
import { parseDigest } from '../../model/brand.ts';
import type { ReferenceDraft } from '../../model/facts.ts';
import { fullNameOf, parseImageName } from '../../model/image-name.ts';
import { getMember, getPath, itemsOf, placeOf, scalarText, type Value } from './config-value.ts';

const lists = [
  ['containers', 'containerStatuses'],
  ['initContainers', 'initContainerStatuses'],
  ['ephemeralContainers', 'ephemeralContainerStatuses'],
] as const;

/** All that is asked of a pod's status, by how deep it stands in the pod. */
export const statusNames: ReadonlyMap<number, ReadonlySet<string>> = new Map([
  [2, new Set<string>(lists.map(([, told]) => told))],
  [4, new Set(['name', 'image', 'imageID'])],
]);
/** Where the node tells of the image by the name that the pod asks for: it may know it by others. */
export function referencesOf(pod: Value): readonly ReferenceDraft[] {
  return lists.flatMap(([asked, told]) => {
    const statuses = itemsOf(getPath(pod, 'status', told));
    if (statuses.length === 0) return [];
    const byName = new Map(statuses.map((one) => [textOf(one, 'name'), one]));
    return itemsOf(getPath(pod, 'spec', asked)).flatMap((container) => {
      const status = byName.get(textOf(container, 'name'));
      return status === undefined ? [] : toReference(textOf(container, 'image') ?? '', status);
    });
  });
}
/** `docker-pullable://` before it is the old Docker shim's; without a repository it is the digest of a configuration. */
function toReference(asked: string, status: Value): readonly ReferenceDraft[] {
  const id = getMember(status, 'imageID');
  const name = parseImageName(asked);
  const full = name && fullNameOf(name);
  const given = parseImageName(textOf(status, 'image') ?? '');
  const told = parseImageName((scalarText(id) ?? '').replace(/^docker-pullable:\/\//u, ''));
  const digest = parseDigest(told?.digest ?? '');
  if (id === undefined || full === undefined || digest === undefined) return [];
  const isSame = given !== undefined && fullNameOf(given) === full;
  if (!isSame || told?.registry !== name?.registry || told?.repository !== name?.repository) return [];
  return [{ kind: 'reference', name: full, digest, at: [placeOf(id)] }];
}
function textOf(map: Value, name: string): string | undefined {
  return scalarText(getMember(map, name));
}
