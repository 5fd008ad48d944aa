// What a Compose service mounts: volumes in short and in long syntax, tmpfs, configs, secrets.
// https://docs.docker.com/reference/compose-file/services/#volumes
import { isKnown, type Field } from '../../model/field.ts';
import type { Mount } from '../../model/workload.ts';
import { isPlain, parseInteger } from '../../syntax/scalar.ts';
import { booleanField, clearText, missingWhy, parseSize, readText } from './compose-field.ts';
import { allOf, folderOf, lastOf, type Project, type Service } from './compose-project.ts';
import { interpolate } from './compose-variables.ts';
import type { Environment } from './compose-variables.ts';
import { getMember, getPath, itemsOf, said, unclear } from './config-value.ts';
import type { Value } from './config-value.ts';
import { normalPath } from './declared-fields.ts';
import { volumeName } from './compose-resource.ts';

export function mountsOf(service: Service): readonly Field<Mount>[] {
  const { layers, project } = service;
  const list = (name: string): readonly Value[] => allOf(layers, name).flatMap((value) => textsOrItems(value));
  return lastByTarget([
    ...engineSocket(lastOf(layers, 'use_api_socket'), project),
    ...list('tmpfs').map((item) => toTmpfs(item, project)),
    ...list('configs').map((item) => toHandedFile(item, project, 'config')),
    ...list('secrets').map((item) => toHandedFile(item, project, 'secret')),
    ...list('volumes').map((item) => toMount(item, project)),
  ]);
}
/** A list, or one text in its place. */
export function textsOrItems(value: Value): readonly Value[] {
  return value.node.kind === 'scalar' ? [value] : itemsOf(value);
}
/** What lies on top takes the place of what is mounted at the same target below. */
export function lastByTarget(mounts: readonly Field<Mount>[]): readonly Field<Mount>[] {
  const last = new Map<string, Field<Mount>>();
  for (const mount of mounts) if (isKnown(mount)) last.set(mount.value.target, mount);
  return mounts.filter((mount) => !isKnown(mount) || last.get(mount.value.target) === mount);
}
function engineSocket(value: Value | undefined, { environment }: Project): readonly Field<Mount>[] {
  const used = booleanField(value, environment);
  if (value === undefined || !isKnown(used) || !used.value) return [];
  const socket = '/var/run/docker.sock';
  return [said(value, { kind: 'bind', source: socket, target: socket, readOnly: false })];
}

function toMount(item: Value, project: Project): Field<Mount> {
  const { environment } = project;
  if (item.node.kind === 'map') return toLongMount(item, project);
  if (item.node.kind !== 'scalar') return unclear(item, 'not a volume');
  const { text, missing, via } = interpolate(item.node.value, environment);
  if (missing.length > 0) return unclear(item, missingWhy(missing));
  const value = { ...item, via: [...item.via, ...via] };
  const { source, target, mode } = splitShort(text);
  if (target === '') return unclear(item, 'the volume has no target');
  const options = new Set(mode.split(','));
  const propagation = propagationOf([...options]);
  return said(value, {
    ...sourceOf(source, value, project),
    target: targetPath(target),
    readOnly: options.has('ro'),
    ...(propagation !== undefined && { propagation }),
  });
}
const driveLetter = /^[A-Za-z]:[\\/]/;
/** `[SOURCE:]TARGET[:MODE]`, where a path may begin with a drive letter. */
function splitShort(text: string): {
  readonly source: string | undefined;
  readonly target: string;
  readonly mode: string;
} {
  const parts: string[] = [];
  let rest = text;
  while (rest !== '' && parts.length < 4) {
    const colon = rest.indexOf(':', driveLetter.test(rest) ? 2 : 0);
    parts.push(colon === -1 ? rest : rest.slice(0, colon));
    rest = colon === -1 ? '' : rest.slice(colon + 1);
  }
  const [first = '', second, third = ''] = parts;
  return second === undefined
    ? { source: undefined, target: first, mode: '' }
    : { source: first, target: second, mode: third };
}
function targetPath(text: string): string {
  return text.startsWith('/') ? normalPath(text) : text;
}
const bindPattern = /^(?:[./~]|[A-Za-z]:[\\/]|\\\\)/;
function sourceOf(source: string | undefined, value: Value, project: Project): Pick<Mount, 'kind' | 'source'> {
  if (source === undefined || source === '') return { kind: 'volume' };
  if (bindPattern.test(source)) return { kind: 'bind', source: hostPath(source, folderOf(value.file.path)) };
  return { kind: 'volume', source: volumeName(project, source) };
}
/** Relative paths are those of entries; a home folder stays one, whoever's it is. */
function hostPath(source: string, folder: string): string {
  if (source.startsWith('\\') || driveLetter.test(source)) return source;
  if (source.startsWith('/') || source.startsWith('~')) return normalPath(source);
  const path = normalPath(`${folder}${source}`);
  return path === '' ? '.' : path;
}
function propagationOf(words: readonly string[]): Mount['propagation'] {
  for (const word of words) {
    const name = word.startsWith('r') ? word.slice(1) : word;
    if (name === 'shared' || name === 'slave' || name === 'private') return name;
  }
  return undefined;
}

const longKinds = new Map<string, Mount['kind']>([
  ['bind', 'bind'],
  ['npipe', 'bind'],
  ['volume', 'volume'],
  ['cluster', 'volume'],
  ['tmpfs', 'tmpfs'],
  ['image', 'image'],
]);
function toLongMount(item: Value, project: Project): Field<Mount> {
  const { environment } = project;
  const type = clearText(getMember(item, 'type'), environment) ?? 'volume';
  const target = readText(getMember(item, 'target'), environment);
  const source = readText(getMember(item, 'source'), environment);
  const readOnly = booleanField(getMember(item, 'read_only'), environment);
  if (target === undefined) return unclear(item, 'the volume has no target');
  for (const text of [target, source])
    if (text !== undefined && 'unclear' in text) return unclear(item, text.unclear.why);
  if (readOnly !== undefined && !isKnown(readOnly)) return unclear(item, readOnly.why);
  const kind = longKinds.get(type) ?? 'other';
  const from = source !== undefined && 'text' in source ? source : undefined;
  const propagation = propagationOf([clearText(getPath(item, 'bind', 'propagation'), environment) ?? '']);
  const subPath = clearText(getPath(item, 'volume', 'subpath') ?? getPath(item, 'image', 'subpath'), environment);
  const sizeLimit = toSizeLimit(clearText(getPath(item, 'tmpfs', 'size'), environment));
  const mount: Mount = {
    kind,
    ...(from !== undefined && { source: longSource(kind, from.text, from.value, project) }),
    target: 'text' in target ? targetPath(target.text) : '',
    readOnly: readOnly?.value ?? false,
    ...(propagation !== undefined && { propagation }),
    ...(subPath !== undefined && subPath !== '' && { subPath }),
    ...(sizeLimit !== undefined && { sizeLimit }),
  };
  return said(from === undefined ? item : { ...item, via: from.value.via }, mount);
}
function longSource(kind: Mount['kind'], source: string, value: Value, project: Project): string {
  if (kind === 'bind') return hostPath(source, folderOf(value.file.path));
  return kind === 'volume' ? volumeName(project, source) : source;
}

function toTmpfs(item: Value, { environment }: Project): Field<Mount> {
  const text = readText(item, environment);
  if (text === undefined) return unclear(item, 'not a path');
  if ('unclear' in text) return text.unclear;
  const [path = '', written = ''] = text.text.split(':');
  const options = written.split(',');
  const size = options.findLast((option) => option.startsWith('size='))?.slice('size='.length);
  const sizeLimit = toSizeLimit(size);
  const noexec = options.findLast((option) => option === 'exec' || option === 'noexec');
  return said(text.value, {
    kind: 'tmpfs',
    target: targetPath(path),
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

/** Where a config or secret stands unless the service says otherwise. */
const handedTo = { config: '/', secret: '/run/secrets/' } as const;
function toHandedFile(item: Value, { environment }: Project, kind: 'config' | 'secret'): Field<Mount> {
  const source = readText(item.node.kind === 'map' ? getMember(item, 'source') : item, environment);
  const target = readText(getMember(item, 'target'), environment);
  if (source === undefined) return unclear(item, `the ${kind} has no name`);
  if ('unclear' in source) return source.unclear;
  if (target !== undefined && 'unclear' in target) return target.unclear;
  const path = target?.text ?? source.text;
  const mode = modeOf(getMember(item, 'mode'), environment);
  return said(
    { ...item, via: source.value.via },
    {
      kind,
      source: source.text,
      target: normalPath(path.startsWith('/') ? path : `${handedTo[kind]}${path}`),
      readOnly: true,
      ...(mode !== undefined && { mode }),
    },
  );
}
/** A number of YAML as YAML reads it; a text is octal whatever it begins with. */
function modeOf(value: Value | undefined, environment: Environment): number | undefined {
  const text = clearText(value, environment);
  if (value?.node.kind !== 'scalar' || text === undefined) return undefined;
  if (isPlain(value.node)) return parseInteger(text);
  return /^[0-7]{1,7}$/.test(text) ? Number.parseInt(text, 8) : undefined;
}
