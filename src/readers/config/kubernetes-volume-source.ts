// What a volume of a pod is made of: a path of the node, a claim, memory, files of the cluster, or a driver's own.
// https://kubernetes.io/docs/reference/kubernetes-api/config-and-storage-resources/volume/
import { isKnown, valueOf } from '../../model/field.ts';
import type { Mount, MountPart } from '../../model/workload.ts';
import { foldPath } from '../../model/host-path.ts';
import { findMember, getMember, getPath, itemsOf, membersOf, scalarText } from './config-value.ts';
import type { Value } from './config-value.ts';
import { booleanField, integerField, quantityField, textField } from './kubernetes-field.ts';

export type VolumeSource = Pick<
  Mount,
  'kind' | 'source' | 'type' | 'hostType' | 'mode' | 'sizeLimit' | 'parts' | 'token'
>;
/** Names by the key that says what kind of volume it is. */
const nameKeys: ReadonlyMap<string, readonly [Mount['kind'], string]> = new Map([
  ['persistentVolumeClaim', ['volume', 'claimName']],
  ['configMap', ['config', 'name']],
  ['secret', ['secret', 'secretName']],
  ['image', ['image', 'reference']],
]);
export function sourceOf(name: string, volume: Value): VolumeSource {
  const host = getMember(volume, 'hostPath');
  if (host !== undefined) return hostSource(host);
  // Each pod of a StatefulSet gets a claim of its own: nothing else can name it.
  if (getPath(volume, 'metadata', 'name') !== undefined) return { kind: 'volume' };
  for (const [key, [kind, part]] of nameKeys) {
    const found = getMember(volume, key);
    if (found === undefined) continue;
    const source = scalarText(getMember(found, part));
    return { kind, ...(source !== undefined && { source }), ...modeOf(found) };
  }
  return unnamedSource(name, volume);
}
function hostSource(host: Value): VolumeSource {
  const path = scalarText(getMember(host, 'path'));
  const hostType = scalarText(getMember(host, 'type'));
  return {
    kind: 'bind',
    ...(path !== undefined && { source: foldPath(path) }),
    ...(hostType !== undefined && hostType !== '' && { hostType }),
  };
}
function modeOf(files: Value): Pick<Mount, 'mode'> {
  const mode = integerField(getMember(files, 'defaultMode'));
  return isKnown(mode) ? { mode: mode.value } : {};
}
/** Volumes that live and die with the pod have no name that anything else could use. */
function unnamedSource(name: string, volume: Value): VolumeSource {
  const has = (key: string): boolean => findMember(volume, key) !== undefined;
  if (has('emptyDir')) return emptySource(volume);
  if (has('ephemeral')) return { kind: 'volume', type: 'ephemeral' };
  const files = getMember(volume, 'downwardAPI') ?? getMember(volume, 'projected');
  const mode = files === undefined ? {} : modeOf(files);
  if (has('downwardAPI')) return { kind: 'config', source: name, type: 'downwardAPI', ...mode };
  if (has('projected'))
    return {
      kind: projectedKind(volume),
      source: name,
      type: 'projected',
      ...mode,
      ...partsOf(volume),
      ...tokenOf(volume),
    };
  const type = membersOf(volume).find((member) => member.name !== 'name')?.name;
  return { kind: 'other', source: name, ...(type !== undefined && { type }) };
}
function emptySource(volume: Value): VolumeSource {
  const size = quantityField(getPath(volume, 'emptyDir', 'sizeLimit'), Math.ceil);
  const sizeLimit = isKnown(size) && size.value > 0 ? { sizeLimit: size.value } : {};
  const memory = scalarText(getPath(volume, 'emptyDir', 'medium')) === 'Memory';
  return memory ? { kind: 'tmpfs', ...sizeLimit } : { kind: 'volume', type: 'emptyDir', ...sizeLimit };
}
function projectedKind(volume: Value): Mount['kind'] {
  const parts = itemsOf(getPath(volume, 'projected', 'sources'));
  const secret = parts.some((part) =>
    membersOf(part).some(({ name }) => name === 'secret' || name === 'serviceAccountToken'),
  );
  return secret ? 'secret' : 'config';
}
/** Bound on what one volume puts together; whoever mounts more of it has an unknown mount. */
const maxParts = 100;
export function hasTooManyParts(volume: Value): boolean {
  return itemsOf(getPath(volume, 'projected', 'sources')).length > maxParts;
}
const partKeys = [
  ['secret', 'secret'],
  ['configMap', 'config'],
] as const;
function partsOf(volume: Value): Pick<Mount, 'parts'> {
  const parts = itemsOf(getPath(volume, 'projected', 'sources')).flatMap((part) =>
    partKeys.flatMap(([key, kind]): readonly MountPart[] => {
      const found = findMember(part, key);
      const name = found === undefined ? undefined : scalarText(getMember(found, 'name'));
      if (found === undefined || name === undefined || name === '') return [];
      const optional = valueOf(booleanField(getMember(found, 'optional'))) === true;
      return [{ kind, name, ...(optional && { optional }) }];
    }),
  );
  return parts.length === 0 ? {} : { parts };
}
/** Of several tokens the first. */
function tokenOf(volume: Value): Pick<Mount, 'token'> {
  for (const part of itemsOf(getPath(volume, 'projected', 'sources'))) {
    const token = findMember(part, 'serviceAccountToken');
    if (token === undefined) continue;
    const audience = valueOf(textField(getMember(token, 'audience')));
    const seconds = valueOf(integerField(getMember(token, 'expirationSeconds')));
    return { token: { ...(audience !== undefined && { audience }), ...(seconds !== undefined && { seconds }) } };
  }
  return {};
}
