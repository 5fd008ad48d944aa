// A command line, taken apart, becomes a workload of one container.
import type { UnknownDraft } from '../../model/facts.ts';
import { declared, isKnown, unseen, valueOf, type Engine, type Field } from '../../model/field.ts';
import type { Location } from '../../model/location.ts';
import type { Near } from '../../model/reader.ts';
import type {
  BuildRef,
  DeclaredContainer,
  DeclaredWorkload,
  Format,
  ImageId,
  Mount,
  RawRef,
} from '../../model/workload.ts';
import { fieldOf, said, unclear, type Given } from './given.ts';
import { addFiles, addProfile, told } from './run-files.ts';
import { gatherRun, type Gathering } from './run-gathering.ts';
import type { Cloud, RunOption } from './run-line.ts';
import { applyOptions, parseList } from './run-options.ts';

/** What starts a container, in whatever it is written. */
export interface Start {
  readonly format: Format;
  readonly engine: Engine;
  /** The format's own word for it. */
  readonly type: string;
  readonly options: readonly RunOption[];
  readonly image?: Given;
  readonly build?: Field<BuildRef>;
  readonly args: readonly Given[];
  readonly clouds: readonly Cloud[];
  /** Where it begins. */
  readonly first: Given;
  readonly raw: RawRef;
  /** When neither the options nor the image have one. */
  readonly name?: string;
}
export interface Started {
  readonly workload: DeclaredWorkload;
  readonly unknowns: readonly UnknownDraft[];
}

export async function toStarted(start: Start, near?: Near): Promise<Started> {
  const { first, format, engine, type, raw, options, build } = start;
  const into = gatherRun(engine, folderOf(raw.path));
  applyOptions(options, into);
  const unknowns = [...(await addFiles(into, { near, format })), ...(await addProfile(into, { near, format }))];
  for (const { why, given } of start.clouds) {
    into.cloud(unclear(given, why));
    unknowns.push(told('value-unresolved', why, { given, format }));
  }
  for (const field of commandOf(start)) into.add('command', field);
  const image = imageOf(start);
  const name = nameOf(last(options, 'name')?.text ?? start.name, image);
  return {
    workload: toWorkload({
      format,
      engine,
      type,
      raw,
      into,
      name,
      at: first.at,
      ...(image && { image }),
      ...(build && { build }),
    }),
    unknowns,
  };
}

export interface Gathered {
  readonly format: Format;
  readonly engine: Engine;
  readonly type: string;
  readonly name: string;
  readonly at: Location;
  readonly image?: Field<string>;
  readonly imageId?: ImageId;
  readonly build?: Field<BuildRef>;
  readonly raw: RawRef;
  readonly into: Gathering;
}
/** A workload of one container. */
export function toWorkload(gathered: Gathered): DeclaredWorkload {
  const { format, engine, type, name, at, image, imageId, build, raw, into } = gathered;
  const container: DeclaredContainer = {
    name,
    role: 'main',
    at,
    ...(image && { image }),
    ...(imageId && { imageId }),
    ...(build && { build }),
    declared: into.done(),
    raw,
  };
  const labels = Object.fromEntries(into.labels);
  return { kind: 'workload', type, format, engine, name, labels, at: [at], containers: [container] };
}
function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1);
}
function last(options: readonly RunOption[], name: string): Given | undefined {
  return options.findLast((option) => option.name === name)?.given;
}
function imageOf({ image, options, clouds }: Start): Field<string> | undefined {
  // A folder in place of an image.
  if (last(options, 'rootfs')?.text === 'true') return undefined;
  if (image !== undefined) return fieldOf(image, 'an image', (text) => (text === '' ? undefined : text));
  const [cloud] = clouds;
  return cloud === undefined ? undefined : unclear(cloud.given, cloud.why);
}
const namePattern = /^[\w.-]{1,255}$/;
/** That of the container, else that of the image: lines move, and names stay. */
export function nameOf(own: string | undefined, image: Field<string> | undefined): string {
  if (own !== undefined && namePattern.test(own)) return own;
  const short = valueOf(image)?.split('@', 1)[0]?.split('/').at(-1)?.split(':', 1)[0] ?? '';
  return namePattern.test(short) ? short : 'container';
}
/** The entry point of Docker is one word; podman takes a list too. */
function commandOf({ options, args, engine }: Start): readonly Field<string>[] {
  const entry = last(options, 'entrypoint');
  const words = args.map((given) => fieldOf(given, 'a word', (text) => text));
  if (entry === undefined || entry.text === '') return words;
  const list = engine === 'podman' && entry.text.startsWith('[') ? parseList(entry.text) : undefined;
  const begin = list?.map((word) => said(entry, word)) ?? [fieldOf(entry, 'a word', (text) => text)];
  return [...begin, ...words];
}

/** `--volumes-from` takes over all mounts of another container; of one that is not among these they are not known. */
export function withMountsFrom(started: readonly DeclaredWorkload[]): readonly DeclaredWorkload[] {
  const byName = new Map(started.map((workload) => [workload.name, workload.containers[0]?.declared.mounts ?? []]));
  return started.map((workload) => {
    const containers = workload.containers.map((container) => {
      const from = container.declared.volumesFrom ?? [];
      if (from.length === 0) return container;
      const taken = from.flatMap((field) => mountsFrom(field, byName));
      const own = container.declared.mounts ?? [];
      const targets = new Set(own.flatMap((field) => (isKnown(field) ? [field.value.target] : [])));
      const kept = taken.filter((field) => !isKnown(field) || !targets.has(field.value.target));
      return { ...container, declared: { ...container.declared, mounts: [...kept, ...own] } };
    });
    return { ...workload, containers };
  });
}
function mountsFrom(
  field: Field<string>,
  byName: ReadonlyMap<string, readonly Field<Mount>[]>,
): readonly Field<Mount>[] {
  if (!isKnown(field)) return [unseen(field.why, field.at)];
  if (field.from === 'default') return [];
  const [name = '', mode = ''] = field.value.split(':');
  const { at } = field;
  const mounts = byName.get(name);
  if (mounts === undefined) return [unseen(`the mounts of ${name} are not known here`, at)];
  return mounts.map((mount): Field<Mount> => {
    if (!isKnown(mount) || mount.from === 'default') return mount;
    const value = mode.split(',').includes('ro') ? { ...mount.value, readOnly: true } : mount.value;
    return declared(value, at, [mount.at]);
  });
}
