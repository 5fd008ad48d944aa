// What a container mounts, in each spelling of a command line: -v, --mount, --tmpfs, --secret.
// https://docs.docker.com/engine/storage/bind-mounts/#syntax https://docs.docker.com/engine/storage/tmpfs/
// https://docs.podman.io/en/latest/markdown/podman-run.1.html#mount-type-type-type-specific-option
import type { Field } from '../../model/field.ts';
import type { Mount, Variable } from '../../model/workload.ts';
import { foldPath } from '../../model/host-path.ts';
import { parseSize } from './compose-field.ts';
import { asPath, fieldOf, isOpen, said, unclear, withText, type Given } from './given.ts';
import type { Gathering } from './run-gathering.ts';

const driveLetter = /^[A-Za-z]:[\\/]/;
const pathStart = /^(?:[./~\\]|[A-Za-z]:[\\/])/;

/** `[SOURCE:]TARGET[:OPTIONS]`; a source that is no path is the name of a volume. */
export function applyVolume(given: Given, into: Gathering): void {
  into.add(
    'mounts',
    fieldOf(asPath(given), 'a volume', (text) => toVolume(text, into.folder)),
  );
}
function toVolume(text: string, folder: string): Mount | undefined {
  const [first = '', second, third = '', ...more] = splitVolume(text);
  const target = second ?? first;
  if (target === '' || more.length > 0) return undefined;
  const words = third.split(',');
  return {
    ...(second === undefined ? { kind: 'volume' } : sourceOf(first, folder)),
    target: targetPath(target),
    // An overlay takes the writes, and the host keeps its own.
    readOnly: words.includes('ro') || words.includes('O'),
    ...flagsOf(words),
  };
}
function splitVolume(text: string): readonly string[] {
  const parts: string[] = [];
  for (let rest = text; ;) {
    const colon = rest.indexOf(':', driveLetter.test(rest) ? 2 : 0);
    parts.push(colon === -1 ? rest : rest.slice(0, colon));
    if (colon === -1 || parts.length > 3) return parts;
    rest = rest.slice(colon + 1);
  }
}
function sourceOf(source: string, folder: string): Pick<Mount, 'kind' | 'source'> {
  if (source === '') return { kind: 'volume' };
  return pathStart.test(source) ? { kind: 'bind', source: hostPath(source, folder) } : { kind: 'volume', source };
}
/** Relative paths are those of entries; a home folder stays one, whoever's it is. */
export function hostPath(source: string, folder: string): string {
  if (source.startsWith('\\') || driveLetter.test(source)) return source;
  if (source.startsWith('/') || source.startsWith('~')) return foldPath(source);
  const path = foldPath(`${folder}${source}`);
  return path === '' ? '.' : path;
}
export function targetPath(text: string): string {
  return text.startsWith('/') ? foldPath(text) : text;
}
function flagsOf(words: readonly string[]): Pick<Mount, 'propagation' | 'noexec'> {
  const propagation = propagationOf(words);
  const execution = words.findLast((word) => word === 'exec' || word === 'noexec');
  return { ...(propagation && { propagation }), ...(execution && { noexec: execution === 'noexec' }) };
}
export function propagationOf(words: readonly string[]): Mount['propagation'] {
  const found = new Set(words.map((word) => word.replace(/^r/, '')));
  return (['shared', 'slave', 'private'] as const).find((name) => found.has(name));
}

/** `TARGET[:OPTIONS]`. */
export function applyTmpfs(given: Given, into: Gathering): void {
  into.add('mounts', fieldOf(given, 'a path', toTmpfs));
}
function toTmpfs(text: string): Mount | undefined {
  const [target = '', options = ''] = text.split(':');
  if (target === '') return undefined;
  const words = options.split(',');
  const size = parseSize(words.find((word) => word.startsWith('size='))?.slice('size='.length) ?? '');
  return {
    kind: 'tmpfs',
    target: targetPath(target),
    readOnly: words.includes('ro'),
    ...(size !== undefined && { sizeLimit: size }),
    ...flagsOf(words),
  };
}

const maxFields = 100;
/** One line of comma-separated values, as Go's encoding/csv reads it. */
export function splitFields(text: string): readonly string[] | undefined {
  const fields: string[] = [];
  let at = 0;
  while (at <= text.length && fields.length < maxFields) {
    if (text[at] === '"') {
      const end = closingQuote(text, at + 1);
      if (end === undefined) return undefined;
      fields.push(text.slice(at + 1, end).replaceAll('""', '"'));
      if (end + 1 < text.length && text[end + 1] !== ',') return undefined;
      at = end + 2;
    } else {
      const comma = text.indexOf(',', at);
      fields.push(text.slice(at, comma === -1 ? undefined : comma));
      at = comma === -1 ? text.length + 1 : comma + 1;
    }
  }
  return fields;
}
function closingQuote(text: string, from: number): number | undefined {
  for (let at = text.indexOf('"', from); at !== -1; at = text.indexOf('"', at + 1)) {
    if (text[at + 1] !== '"') return at;
    at += 1;
  }
  return undefined;
}

const kinds: ReadonlyMap<string, Mount['kind']> = new Map([
  ['bind', 'bind'],
  ['npipe', 'bind'],
  ['glob', 'bind'],
  ['volume', 'volume'],
  ['cluster', 'volume'],
  ['tmpfs', 'tmpfs'],
  ['ramfs', 'tmpfs'],
  ['image', 'image'],
  ['artifact', 'image'],
]);
/** `type=bind,source=…,target=…`; what is not said to be anything is a volume. */
export function applyMount(given: Given, into: Gathering): void {
  into.add(
    'mounts',
    fieldOf(asPath(given), 'a mount', (text) => toMount(text, into.folder)),
  );
}
function toMount(text: string, folder: string): Mount | undefined {
  const fields = splitFields(text);
  if (fields === undefined) return undefined;
  const options = new Map<string, string>();
  const driver = new Map<string, string>();
  for (const field of fields) {
    const [key, value] = splitPair(field);
    const name = mountKey(key.trim().toLowerCase());
    if (name === 'volume-opt') driver.set(...splitPair(value ?? ''));
    else options.set(name, value ?? 'true');
  }
  const type = options.get('type') ?? 'volume';
  const target = options.get('target');
  if (target === undefined && type !== 'glob') return undefined;
  return {
    ...mountSource(type, { source: options.get('source'), target, driver, folder }),
    target: targetPath(target ?? '/'),
    readOnly: isReadOnly(options, type),
    ...mountDetails(options),
  };
}
function splitPair(text: string): readonly [key: string, value: string] {
  const equals = text.indexOf('=');
  return equals === -1 ? [text, 'true'] : [text.slice(0, equals), text.slice(equals + 1)];
}
function mountKey(key: string): string {
  if (key === 'src') return 'source';
  if (key === 'dst' || key === 'destination') return 'target';
  if (key === 'ro') return 'readonly';
  if (key === 'readwrite') return 'rw';
  return key === 'volume-subpath' || key === 'image-subpath' ? 'subpath' : key;
}
interface MountSource {
  readonly source: string | undefined;
  readonly target: string | undefined;
  readonly driver: ReadonlyMap<string, string>;
  readonly folder: string;
}
function mountSource(
  type: string,
  { source, target, driver, folder }: MountSource,
): Pick<Mount, 'kind' | 'source' | 'type'> {
  const kind = kinds.get(type) ?? 'other';
  if (kind === 'bind') return { kind, source: hostPath(source ?? target ?? '/', folder) };
  // A volume of the local driver that is bound to a folder is that folder.
  const device = driver.get('device');
  const binds = (driver.get('o') ?? '').split(',').some((word) => word === 'bind' || word === 'rbind');
  if (kind === 'volume' && device !== undefined && binds) return { kind: 'bind', source: hostPath(device, folder) };
  return {
    kind,
    ...(source !== undefined && source !== '' && kind !== 'tmpfs' && { source }),
    ...(kind === 'other' && { type }),
  };
}
function isReadOnly(options: ReadonlyMap<string, string>, type: string): boolean {
  const rw = options.get('rw');
  if (rw !== undefined) return rw === 'false';
  const ro = options.get('readonly');
  return ro === undefined ? type === 'image' || type === 'artifact' : ro === 'true' || ro === '1';
}
function mountDetails(options: ReadonlyMap<string, string>): Partial<Mount> {
  const size = parseSize(options.get('tmpfs-size') ?? '');
  const subPath = options.get('subpath');
  return {
    ...flagsOf([options.get('bind-propagation') ?? '', ...options.keys()]),
    ...(size !== undefined && { sizeLimit: size }),
    ...(subPath !== undefined && { subPath }),
  };
}

/** `NAME[,type=mount|env,target=…,mode=…]` of podman. */
export function applySecret(given: Given, into: Gathering): void {
  if (isOpen(given)) {
    into.add('mounts', unclear(given));
    return;
  }
  const [first = '', ...rest] = given.text.split(',');
  const options = new Map([...(first.includes('=') ? [first] : []), ...rest].map(splitPair));
  const source = options.get('source') ?? first;
  const target = options.get('target') ?? source;
  if (options.get('type') === 'env') into.add('env', toSecretVariable(given, { source, target }));
  else into.add('mounts', toSecretMount(given, { source, target, mode: options.get('mode') }));
}
interface Secret {
  readonly source: string;
  readonly target: string;
}
function toSecretVariable(given: Given, { source, target }: Secret): Field<Variable> {
  return said(given, { name: target, ref: `secret:${source}` });
}
function toSecretMount(
  given: Given,
  { source, target, mode }: Secret & { readonly mode: string | undefined },
): Field<Mount> {
  const bits = /^[0-7]{1,5}$/.test(mode ?? '') ? Number.parseInt(mode ?? '', 8) : undefined;
  return said<Mount>(withText(given, source), {
    kind: 'secret',
    source,
    target: foldPath(target.startsWith('/') ? target : `/run/secrets/${target}`),
    readOnly: true,
    ...(bits !== undefined && { mode: bits }),
  });
}
