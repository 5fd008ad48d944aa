// Mounts in the documents of an engine: `Binds`, `Mounts`, `Tmpfs`, `Volumes`, and those of a container that is there.
// https://docs.docker.com/reference/api/engine/version/v1.51/#tag/Container/operation/ContainerCreate
import { isKnown } from '../../model/field.ts';
import type { Mount } from '../../model/workload.ts';
import { itemsOf, scalarText, type Value } from './config-value.ts';
import { entriesOf, givenOf, memberOf, numberOf, saidOf, textOf, textsOf } from './engine-member.ts';
import type { EngineContainer } from './engine-member.ts';
import { unclear } from './given.ts';
import type { Gathering } from './run-gathering.ts';
import { applyTmpfs, applyVolume, hostPath, propagationOf, targetPath } from './run-mount.ts';

export function addEngineMounts({ config, host }: EngineContainer, into: Gathering): void {
  // What the image or the request calls a volume gives way to whatever is mounted there.
  for (const { name, value } of entriesOf(config, 'Volumes'))
    into.add('mounts', saidOf(value, { kind: 'volume', target: targetPath(name), readOnly: false }));
  for (const given of textsOf(memberOf(host, 'Binds'))) applyVolume(given, into);
  for (const item of itemsOf(memberOf(host, 'Mounts'))) {
    const mount = toMount(item, into.folder);
    into.add('mounts', mount === undefined ? unclear(givenOf(item, ''), 'not a mount') : saidOf(item, mount));
  }
  for (const { name, value } of entriesOf(host, 'Tmpfs'))
    applyTmpfs(givenOf(value, `${name}:${scalarText(value) ?? ''}`), into);
}
const kinds: Readonly<Record<string, Mount['kind']>> = {
  bind: 'bind',
  npipe: 'bind',
  volume: 'volume',
  cluster: 'volume',
  tmpfs: 'tmpfs',
  image: 'image',
};
function toMount(item: Value, folder: string): Mount | undefined {
  const type = textOf(item, 'Type') ?? 'volume';
  const target = textOf(item, 'Target');
  if (target === undefined) return undefined;
  const bind = memberOf(item, 'BindOptions');
  const volume = memberOf(item, 'VolumeOptions');
  const size = numberOf(memberOf(item, 'TmpfsOptions'), 'SizeBytes') ?? 0;
  const propagation = propagationOf([textOf(bind, 'Propagation') ?? '']);
  const subPath = textOf(volume, 'Subpath') ?? textOf(memberOf(item, 'ImageOptions'), 'Subpath') ?? '';
  return {
    ...sourceOf(type, { source: textOf(item, 'Source') ?? '', volume, folder }),
    target: targetPath(target),
    readOnly: type === 'image' || textOf(item, 'ReadOnly') === 'true',
    ...(propagation && { propagation }),
    ...(size > 0 && { sizeLimit: size }),
    ...(subPath !== '' && { subPath }),
  };
}
interface MountSource {
  readonly source: string;
  readonly volume: Value | undefined;
  readonly folder: string;
}
function sourceOf(type: string, { source, volume, folder }: MountSource): Pick<Mount, 'kind' | 'source' | 'type'> {
  const kind = kinds[type] ?? 'other';
  if (kind === 'bind') return { kind, source: hostPath(source, folder) };
  // A volume of the local driver that is bound to a folder is that folder.
  const options = memberOf(memberOf(volume, 'DriverConfig'), 'Options');
  const device = textOf(options, 'device');
  const binds = (textOf(options, 'o') ?? '').split(',').some((word) => word === 'bind' || word === 'rbind');
  if (kind === 'volume' && device !== undefined && binds) return { kind: 'bind', source: hostPath(device, folder) };
  return { kind, ...(source !== '' && kind !== 'tmpfs' && { source }), ...(kind === 'other' && { type }) };
}

/** What is mounted in a container that is there; what was asked for has details that are not told of it. */
export function addObservedMounts(mounts: Value, into: Gathering): void {
  const asked = new Map(
    (into.done().mounts ?? []).flatMap((field) => (isKnown(field) ? [[field.value.target, field.value]] : [])),
  );
  for (const item of itemsOf(mounts)) {
    const mount = toObserved(item);
    if (mount === undefined) {
      into.add('mounts', unclear(givenOf(item, ''), 'not a mount'));
      continue;
    }
    const before = asked.get(mount.target);
    const { sizeLimit, subPath, noexec } = before?.kind === mount.kind ? before : {};
    // A volume that stands for a folder is told of by its name alone.
    const folder = before?.kind === 'bind' && mount.kind === 'volume' ? before.source : undefined;
    into.add(
      'mounts',
      saidOf(item, {
        ...mount,
        ...(folder !== undefined && { kind: 'bind', source: folder }),
        ...(sizeLimit !== undefined && { sizeLimit }),
        ...(subPath !== undefined && { subPath }),
        ...(noexec !== undefined && { noexec }),
      }),
    );
  }
}
function toObserved(item: Value): Mount | undefined {
  const type = textOf(item, 'Type') ?? (textOf(item, 'Name') === undefined ? 'bind' : 'volume');
  const target = textOf(item, 'Destination');
  if (target === undefined) return undefined;
  const kind = kinds[type] ?? 'other';
  const source = kind === 'volume' ? textOf(item, 'Name') : textOf(item, 'Source');
  const propagation = propagationOf([textOf(item, 'Propagation') ?? '']);
  return {
    kind,
    ...(source !== undefined &&
      source !== '' &&
      kind !== 'tmpfs' && { source: kind === 'bind' ? hostPath(source, '') : source }),
    target: targetPath(target),
    readOnly: textOf(item, 'RW') === 'false',
    ...(propagation && { propagation }),
    ...(kind === 'other' && { type }),
  };
}
