// What a pod mounts where: volumes of the pod joined with the mounts of each container.
// https://kubernetes.io/docs/reference/kubernetes-api/config-and-storage-resources/volume/
import type { Field } from '../../model/field.ts';
import type { Mount } from '../../model/workload.ts';
import { foldPath } from '../../model/host-path.ts';
import { getMember, getPath, handedOn, itemsOf, mapItems, placeOf, said, scalarText, unclear } from './config-value.ts';
import type { Value } from './config-value.ts';
import { fieldOf, templateIn } from './kubernetes-field.ts';
import { hasTooManyParts, sourceOf, type VolumeSource } from './kubernetes-volume-source.ts';

export interface PodVolumes {
  readonly byName: ReadonlyMap<string, Value>;
  /** Told by a server. */
  readonly live: boolean;
}
/** `claims` are the templates of a StatefulSet, which are volumes of the same name. */
export function podVolumes({ spec, claims, live }: VolumesOf): PodVolumes {
  const byName = new Map<string, Value>();
  for (const claim of itemsOf(claims)) {
    const name = scalarText(getPath(claim, 'metadata', 'name'));
    if (name !== undefined) byName.set(name, claim);
  }
  for (const volume of itemsOf(getMember(spec, 'volumes'))) {
    const name = scalarText(getMember(volume, 'name'));
    if (name !== undefined) byName.set(name, volume);
  }
  return { byName, live };
}
interface VolumesOf {
  readonly spec: Value;
  readonly claims: Value | undefined;
  readonly live: boolean;
}

export function mountsOf(container: Value, volumes: PodVolumes): readonly Field<Mount>[] {
  return mapItems(getMember(container, 'volumeMounts'), (item) => toMount(item, volumes));
}
function toMount(item: Value, { byName, live }: PodVolumes): Field<Mount> {
  const open = templateIn(item);
  if (open !== undefined) return unclear(item, open);
  const name = scalarText(getMember(item, 'name')) ?? '';
  const target = getMember(item, 'mountPath');
  const text = scalarText(target);
  if (target === undefined || text === undefined) return unclear(item, 'the mount has no path');
  const volume = byName.get(name);
  const hides = templateIn(target) ?? (volume === undefined ? undefined : hiddenSource(volume));
  if (hides !== undefined) return unclear(item, hides);
  const from: VolumeSource = volume === undefined ? { kind: 'other', source: name } : sourceOf(name, volume);
  const { kind, source, mode, ...rest } = from;
  const subPath = kind === 'bind' ? undefined : subPathOf(item);
  const path = kind === 'bind' && source !== undefined ? withSubPath(source, item) : source;
  const propagation = propagationOf(item);
  const mount: Mount = {
    kind,
    ...(path !== undefined && { source: path }),
    target: foldPath(text),
    readOnly: kind === 'secret' || kind === 'config' || isTrue(getMember(item, 'readOnly')),
    ...(propagation !== undefined && { propagation }),
    ...(subPath !== undefined && { subPath }),
    ...(mode !== undefined && !(live && mode === serverMode) && { mode }),
    ...rest,
  };
  return said(handedOn(item, volume === undefined ? [] : [placeOf(volume)]), mount);
}
/** The mode that a server gives the files of a volume whose author named none. */
const serverMode = 0o644;
function hiddenSource(volume: Value): string | undefined {
  if (hasTooManyParts(volume)) return 'more is projected into it than is read of one volume';
  const path = getPath(volume, 'hostPath', 'path');
  return templateIn(volume) ?? (path === undefined ? undefined : templateIn(path));
}
function isTrue(value: Value | undefined): boolean {
  const field = fieldOf(value, '', (at) => (at.node.kind === 'scalar' ? at.node.value === 'true' : undefined));
  return field !== undefined && 'value' in field && field.value;
}
function subPathOf(item: Value): string | undefined {
  return scalarText(getMember(item, 'subPath')) ?? scalarText(getMember(item, 'subPathExpr'));
}
/** A path within the volume, which Kubernetes does not let climb out. */
function withSubPath(source: string, item: Value): string {
  const sub = scalarText(getMember(item, 'subPath'));
  return sub === undefined || sub.split('/').includes('..') ? source : foldPath(`${source}/${sub}`);
}
function propagationOf(item: Value): Mount['propagation'] {
  switch (scalarText(getMember(item, 'mountPropagation'))) {
    case 'Bidirectional':
      return 'shared';
    case 'HostToContainer':
      return 'slave';
    case 'None':
      return 'private';
    default:
      return undefined;
  }
}
