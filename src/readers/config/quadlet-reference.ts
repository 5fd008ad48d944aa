// What a quadlet file means when it names another one beside it.
// https://docs.podman.io/en/latest/markdown/podman-systemd.unit.5.html
import { declared, type Field } from '../../model/field.ts';
import type { Near } from '../../model/reader.ts';
import type { BuildRef } from '../../model/workload.ts';
import { besideOf, textNear } from './near-text.ts';
import { isOpen, markOf, withText, type Given } from './given.ts';
import { openQuadlet, type QuadletUnit } from './quadlet-unit.ts';
import type { RunOption } from './run-line.ts';

export async function openBeside(
  { folder }: Pick<QuadletUnit, 'folder'>,
  name: string,
  near: Near | undefined,
): Promise<QuadletUnit | undefined> {
  const path = besideOf(folder, name);
  const text = name.includes('/')
    ? undefined
    : await textNear(path, { near, absolute: folder.startsWith('/') }).catch(() => undefined);
  return text === undefined ? undefined : openQuadlet(text, path);
}
/** The name under which podman knows it; that of the unit with a prefix where it has none of its own. */
export function resourceName(unit: QuadletUnit, section: string, key: string): string {
  const own = unit.last(section, key);
  if (own !== undefined && own.text !== '' && !isOpen(own)) return own.text;
  return own === undefined || own.text === '' ? `systemd-${unit.stem}` : unit.stem;
}
async function nameBeside(
  unit: QuadletUnit,
  name: string,
  { near, section, key }: { readonly near: Near | undefined; readonly section: string; readonly key: string },
): Promise<string> {
  const other = await openBeside(unit, name, near);
  return other === undefined ? `systemd-${name.slice(0, name.lastIndexOf('.'))}` : resourceName(other, section, key);
}

/** Networks and mounts with the names of the files beside them resolved. */
export async function linkedOptions(
  unit: QuadletUnit,
  section: string,
  near: Near | undefined,
): Promise<readonly RunOption[]> {
  const networks = unit.all(section, 'Network').map(async (given) => toNetwork(unit, given, near));
  const volumes = unit.all(section, 'Volume').map(async (given) => toVolume(unit, given, near));
  const mounts = unit.words(section, 'Mount').map(async (given) => toMount(unit, given, near));
  return [
    ...(await Promise.all(networks)).map((given) => ({ name: 'network', given })),
    ...(await Promise.all(volumes)).map((given) => ({ name: 'volume', given })),
    ...(await Promise.all(mounts)).map((given) => ({ name: 'mount', given })),
  ];
}
async function toNetwork(unit: QuadletUnit, given: Given, near: Near | undefined): Promise<Given> {
  const [name = '', ...rest] = given.text.split(':');
  const more = rest.length > 0 ? `:${rest.join(':')}` : '';
  if (name.endsWith('.network')) {
    const own = await nameBeside(unit, name, { near, section: 'Network', key: 'NetworkName' });
    return withText(given, own + more);
  }
  if (!name.endsWith('.container')) return given;
  const own = await nameBeside(unit, name, { near, section: 'Container', key: 'ContainerName' });
  return withText(given, `container:${own}`);
}
async function toVolume(unit: QuadletUnit, given: Given, near: Near | undefined): Promise<Given> {
  const [source = '', ...rest] = given.text.split(':');
  if (!source.endsWith('.volume')) return given;
  const own = await nameBeside(unit, source, { near, section: 'Volume', key: 'VolumeName' });
  return withText(given, [own, ...rest].join(':'));
}
async function toMount(unit: QuadletUnit, given: Given, near: Near | undefined): Promise<Given> {
  const [, key = '', source] = /(?:^|,)(source=|src=)([^,]*\.volume)(?=,|$)/.exec(given.text) ?? [];
  if (source === undefined) return given;
  const own = await nameBeside(unit, source, { near, section: 'Volume', key: 'VolumeName' });
  return withText(
    given,
    given.text.replace(`${key}${source}`, () => `${key}${own}`),
  );
}

export interface ImageSource {
  readonly image?: Given;
  readonly build?: Field<BuildRef>;
}
/** An image by name, or the one that a file beside it fetches or builds. */
export async function imageSource(unit: QuadletUnit, near: Near | undefined): Promise<ImageSource> {
  const given = unit.last('Container', 'Image');
  if (given === undefined || isOpen(given)) return given === undefined ? {} : { image: given };
  const isBuild = given.text.endsWith('.build');
  if (!isBuild && !given.text.endsWith('.image')) return { image: given };
  const other = await openBeside(unit, given.text, near);
  const section = isBuild ? 'Build' : 'Image';
  const named = other?.last(section, 'ImageTag') ?? other?.last(section, 'Image');
  const image =
    named === undefined
      ? { ...given, text: markOf(0), open: [given.text] }
      : { ...named, at: given.at, via: [named.at, ...named.via] };
  const build = isBuild && other !== undefined ? buildOf(other, given) : undefined;
  return { image, ...(build && { build }) };
}
/** Only what is built from files that lie here. */
function buildOf(unit: QuadletUnit, { at }: Given): Field<BuildRef> | undefined {
  const file = unit.last('Build', 'File');
  const working = unit.last('Build', 'SetWorkingDirectory');
  if (
    [file, working].some((given) => given !== undefined && (isOpen(given) || /^(?:\/|[a-z]+:\/\/)/i.test(given.text)))
  )
    return undefined;
  const name = file?.text ?? 'Containerfile';
  const own = working?.text.toLowerCase();
  const folder =
    own === undefined || own === 'unit' || own === 'file'
      ? unit.folder
      : `${besideOf(unit.folder, working?.text ?? '')}/`;
  const context = folder.replace(/\/$/, '');
  return declared<BuildRef>({ context, dockerfile: besideOf(folder, name) }, at);
}
