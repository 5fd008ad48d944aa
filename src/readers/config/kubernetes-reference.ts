// What the names of images stand for on the nodes of a cluster: the status of pods that run.
// https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#PodStatus
import { parseDigest } from '../../model/brand.ts';
import type { ReferenceDraft } from '../../model/image-facts.ts';
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
function toReference(asked: string, status: Value): readonly ReferenceDraft[] {
  const id = getMember(status, 'imageID');
  const told = scalarText(id) ?? '';
  if (id === undefined || !told.includes('@')) return [];
  const found = meaningOf(asked, textOf(status, 'image') ?? '', told);
  return found === undefined ? [] : [{ kind: 'reference', ...found, at: [placeOf(id)] }];
}
type Meaning = Pick<ReferenceDraft, 'name' | 'digest'>;
/** Many pods of a cluster run the same few images; those that somebody makes up must not fill the memory. */
const meanings = new Map<string, Meaning | 'none'>();
const maxMeanings = 1000;
function meaningOf(asked: string, given: string, told: string): Meaning | undefined {
  const key = `${asked}\n${given}\n${told}`;
  let found = meanings.get(key);
  if (found === undefined) {
    found = toMeaning(asked, given, told) ?? 'none';
    if (meanings.size >= maxMeanings) meanings.clear();
    meanings.set(key, found);
  }
  return found === 'none' ? undefined : found;
}
/** `docker-pullable://` before it is the old Docker shim's; without a repository it is the digest of a configuration. */
function toMeaning(asked: string, given: string, told: string): Meaning | undefined {
  const [name, same, image] = [asked, given, told.replace(/^docker-pullable:\/\//u, '')].map(parseImageName);
  const full = name && fullNameOf(name);
  const digest = parseDigest(image?.digest ?? '');
  if (full === undefined || digest === undefined || same === undefined || fullNameOf(same) !== full) return undefined;
  const isThere = image?.registry === name?.registry && image?.repository === name?.repository;
  return isThere ? { name: full, digest } : undefined;
}
function textOf(map: Value, name: string): string | undefined {
  return scalarText(getMember(map, name));
}
