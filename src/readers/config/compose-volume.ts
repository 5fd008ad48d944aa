// What a Compose service mounts: volumes in short and in long syntax, tmpfs, configs, secrets, and those of others.
// https://docs.docker.com/reference/compose-file/services/#volumes
import { declared, isKnown, type Field } from '../../model/field.ts';
import type { Mount } from '../../model/workload.ts';
import { booleanField, clearText, parseSize, readText } from './compose-field.ts';
import { handedFiles } from './compose-handed-file.ts';
import { hostPath, targetPath, withHome } from './compose-host-path.ts';
import { allItems, mergeLists } from './compose-list.ts';
import { allOf, lastOf } from './compose-merge.ts';
import type { Project, Service } from './compose-project.ts';
import { volumeName } from './compose-resource.ts';
import { isPath, parseShortVolume } from './compose-short-volume.ts';
import { getMember, getPath, placeOf, said, spend, unclear } from './config-value.ts';
import type { Value } from './config-value.ts';

/** What is mounted in the end, what others hand on included. */
export function mountsOf(service: Service, others: ReadonlyMap<string, Service>): readonly Field<Mount>[] {
  const own = [...engineSocket(service), ...temporaryOf(service), ...namedMounts(service)];
  return lastByTarget([...mountsFrom(service, others, 0), ...own]);
}
/** A hook is handed the volumes of the service that it runs for. */
export function hookMounts(hook: Service, others: ReadonlyMap<string, Service>, item: Value): readonly Field<Mount>[] {
  const service = hook.runsFor ?? hook;
  const running = [...mountsFrom(service, others, 0), ...engineSocket(service), ...namedMounts(service)];
  const handed = running.map((mount) => handedMount(mount, { item, readOnly: false }));
  return lastByTarget([...handed, ...mountsOf(hook, others)]);
}
/** What lies on top takes the place of what is mounted at the same target below. */
export function lastByTarget(mounts: readonly Field<Mount>[]): readonly Field<Mount>[] {
  const last = new Map<string, Field<Mount>>();
  for (const mount of mounts) if (isKnown(mount)) last.set(mount.value.target, mount);
  return mounts.filter((mount) => !isKnown(mount) || last.get(mount.value.target) === mount);
}
function namedMounts(service: Service): readonly Field<Mount>[] {
  const { layers, project } = service;
  return [
    ...handedFiles(service),
    ...mergeLists(allOf(layers, 'volumes'), {
      hasForms: true,
      read(item) {
        const field = toMount(item, project);
        return [{ field, key: isKnown(field) ? field.value.target : undefined }];
      },
    }),
  ];
}
function engineSocket({ layers, project }: Service): readonly Field<Mount>[] {
  const value = lastOf(layers, 'use_api_socket');
  const used = booleanField(value, project.environment);
  if (value === undefined || !isKnown(used) || !used.value) return [];
  const socket = '/var/run/docker.sock';
  return [said(value, { kind: 'bind', source: socket, target: socket, readOnly: false })];
}

function toMount(item: Value, project: Project): Field<Mount> {
  if (item.node.kind === 'map') return toLongMount(item, project);
  const read = readText(withHome(item, project.environment), project.environment);
  if (read === undefined) return unclear(item, 'not a volume');
  if ('unclear' in read) return read.unclear;
  const volume = parseShortVolume(read.text);
  if (volume === undefined) return unclear(item, 'not a volume');
  const { source, target, options } = volume;
  const propagation = propagationOf(options);
  return said(read.value, {
    ...(source === undefined ? { kind: 'volume' } : sourceOf(source, item, project)),
    target: targetPath(target),
    readOnly: options.findLast((word) => word === 'ro' || word === 'rw') === 'ro',
    ...(propagation !== undefined && { propagation }),
  });
}
function sourceOf(source: string, value: Value, project: Project): Pick<Mount, 'kind' | 'source'> {
  return isPath(source)
    ? { kind: 'bind', source: hostPath(source, value, project) }
    : { kind: 'volume', source: volumeName(project, source) };
}
function propagationOf(words: readonly string[]): Mount['propagation'] {
  const found = words.map((word) => /^r?(shared|slave|private)$/.exec(word)?.[1]).findLast(Boolean);
  return found === 'shared' || found === 'slave' || found === 'private' ? found : undefined;
}

const longKinds = new Map<string, Mount['kind']>([
  ['bind', 'bind'],
  ['npipe', 'bind'],
  ['volume', 'volume'],
  ['cluster', 'volume'],
  ['tmpfs', 'tmpfs'],
  ['image', 'image'],
]);
/** Kinds that the model has no word for. */
const ownTypes = new Set(['npipe', 'cluster']);
function toLongMount(item: Value, project: Project): Field<Mount> {
  const { environment } = project;
  const type = clearText(getMember(item, 'type'), environment) ?? 'volume';
  const target = readText(getMember(item, 'target'), environment);
  const written = getMember(item, 'source');
  const source = readText(type === 'bind' ? withHome(written, environment) : written, environment);
  const readOnly = booleanField(getMember(item, 'read_only'), environment);
  if (target === undefined) return unclear(item, 'the volume has no target');
  for (const text of [target, source])
    if (text !== undefined && 'unclear' in text) return unclear(item, text.unclear.why);
  if (readOnly !== undefined && !isKnown(readOnly)) return unclear(item, readOnly.why);
  const from = source !== undefined && 'text' in source ? source : undefined;
  const mount: Mount = {
    kind: longKinds.get(type) ?? 'other',
    ...(from !== undefined && { source: longSource(type, from.text, from.value, project) }),
    target: 'text' in target ? targetPath(target.text) : '',
    readOnly: readOnly?.value ?? false,
    ...(ownTypes.has(type) && { type }),
    ...optionsOf(item, project),
  };
  return said(from === undefined ? item : { ...item, via: from.value.via }, mount);
}
function longSource(type: string, source: string, value: Value, project: Project): string {
  if (type === 'bind') return hostPath(source, value, project);
  return longKinds.get(type) === 'volume' ? volumeName(project, source) : source;
}
function optionsOf(item: Value, { environment }: Project): Pick<Mount, 'propagation' | 'subPath' | 'sizeLimit'> {
  const propagation = propagationOf([clearText(getPath(item, 'bind', 'propagation'), environment) ?? '']);
  const subPath = clearText(getPath(item, 'volume', 'subpath') ?? getPath(item, 'image', 'subpath'), environment);
  const sizeLimit = toSizeLimit(clearText(getPath(item, 'tmpfs', 'size'), environment));
  return {
    ...(propagation !== undefined && { propagation }),
    ...(subPath !== undefined && subPath !== '' && { subPath }),
    ...(sizeLimit !== undefined && { sizeLimit }),
  };
}

/** The engine makes these itself, and hands them on to nobody. */
function temporaryOf({ layers, project }: Service): readonly Field<Mount>[] {
  return allItems(allOf(layers, 'tmpfs')).map((item) => toTmpfs(item, project));
}
function toTmpfs(item: Value, { environment }: Project): Field<Mount> {
  const text = readText(item, environment);
  if (text === undefined) return unclear(item, 'not a path');
  if ('unclear' in text) return text.unclear;
  const [target = '', ...rest] = text.text.split(':');
  const options = rest.join(':').split(',');
  const sizeLimit = toSizeLimit(options.findLast((option) => option.startsWith('size='))?.slice('size='.length));
  const noexec = options.findLast((option) => option === 'exec' || option === 'noexec');
  return said(text.value, {
    kind: 'tmpfs',
    target: targetPath(target),
    readOnly: options.includes('ro'),
    ...(sizeLimit !== undefined && { sizeLimit }),
    ...(noexec !== undefined && { noexec: noexec === 'noexec' }),
  });
}
/** A part of the memory, as in `50%`, is no bound that we could compare. */
function toSizeLimit(text: string | undefined): number | undefined {
  const size = text === undefined ? undefined : parseSize(text);
  return size !== undefined && size > 0 ? size : undefined;
}

/** Beyond it nobody looks. */
const maxVolumesFrom = 5;
function mountsFrom(service: Service, others: ReadonlyMap<string, Service>, depth: number): readonly Field<Mount>[] {
  const { layers, project } = service;
  return allItems(allOf(layers, 'volumes_from')).flatMap((item) => {
    const text = readText(item, project.environment);
    if (text === undefined || 'unclear' in text) return [text?.unclear ?? unclear<Mount>(item, 'not a service')];
    const [name = '', mode] = text.text.split(':');
    const other = others.get(name);
    if (other === undefined || other.name === service.name || depth >= maxVolumesFrom)
      return [unclear<Mount>(item, `the mounts of ${text.text} are not known here`)];
    const own = [...engineSocket(other), ...namedMounts(other)];
    const taken = lastByTarget([...mountsFrom(other, others, depth + 1), ...own]);
    spend(item.file, taken.length + 1);
    return taken.map((mount) => handedMount(mount, { item, readOnly: mode === 'ro' }));
  });
}
function handedMount(mount: Field<Mount>, { item, readOnly }: { item: Value; readOnly: boolean }): Field<Mount> {
  if (!isKnown(mount) || mount.from === 'default') return mount;
  return declared(readOnly ? { ...mount.value, readOnly } : mount.value, placeOf(item), [mount.at]);
}
