// A command line, taken apart, becomes a workload of one container.
import type { UnknownDraft } from '../../model/facts.ts';
import { declared, isKnown, unseen, type Engine, type Field } from '../../model/field.ts';
import type { Near } from '../../model/reader.ts';
import type { DeclaredContainer, DeclaredWorkload, Format, Mount, RawRef, Variable } from '../../model/workload.ts';
import { besideOf, textNear } from './near-text.ts';
import { asPath, fieldOf, isOpen, said, unclear, type Given } from './given.ts';
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
  const { first, format, engine, type, raw, options } = start;
  const into = gatherRun(engine, folderOf(raw.path));
  applyOptions(options, into);
  const unknowns = [...(await addFiles(into, near))];
  for (const { why, given } of start.clouds) {
    into.cloud(unclear(given, why));
    unknowns.push(told('value-unresolved', why, given));
  }
  for (const field of commandOf(start)) into.add('command', field);
  const image = imageOf(start);
  const name = nameOf(start);
  const container: DeclaredContainer = {
    name,
    role: 'main',
    at: first.at,
    ...(image && { image }),
    declared: into.done(),
    raw,
  };
  const labels = Object.fromEntries(into.labels);
  return {
    workload: { kind: 'workload', type, format, engine, name, labels, at: [first.at], containers: [container] },
    unknowns,
  };
}
function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1);
}
function last(options: readonly RunOption[], name: string): Given | undefined {
  return options.findLast((option) => option.name === name)?.given;
}
/** Told, and not counted: what it could hide is unknown in the fields themselves. */
function told(code: UnknownDraft['code'], why: string, { at }: Given): UnknownDraft {
  return { kind: 'unknown', code, why, at, affects: ['docker-run'], incomplete: false };
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
function nameOf({ options, image, name }: Start): string {
  const own = last(options, 'name')?.text ?? name;
  if (own !== undefined && namePattern.test(own)) return own;
  const ref = image === undefined || isOpen(image) ? '' : image.text;
  const short = ref.split('@', 1)[0]?.split('/').at(-1)?.split(':', 1)[0] ?? '';
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

const maxLines = 10_000;
async function addFiles(into: Gathering, near: Near | undefined): Promise<readonly UnknownDraft[]> {
  const unknowns: UnknownDraft[] = [];
  for (const given of into.envFiles.toReversed()) {
    const lines = await readLines(given, { into, near, unknowns });
    into.addBelow(lines.map(({ name, value, line }) => toVariable({ name, value }, given, line)));
  }
  for (const given of into.labelFiles)
    for (const { name, value } of await readLines(given, { into, near, unknowns }))
      if (!into.labels.has(name)) into.labels.set(name, value ?? '');
  return unknowns;
}
interface FileLine {
  readonly name: string;
  readonly value: string | undefined;
  readonly line: { readonly path: string; readonly line: number };
}
interface Reading {
  readonly into: Gathering;
  readonly near: Near | undefined;
  readonly unknowns: UnknownDraft[];
}
/** `NAME=VALUE` or `NAME` a line, nothing in it quoted or filled in. */
async function readLines(given: Given, { into, near, unknowns }: Reading): Promise<readonly FileLine[]> {
  const path = isOpen(asPath(given)) ? undefined : besideOf(into.folder, asPath(given).text);
  const text =
    path === undefined
      ? undefined
      : await textNear(path, { near, absolute: into.folder.startsWith('/') }).catch(() => undefined);
  if (path === undefined || text === undefined) {
    const name = path ?? 'that a variable names';
    const code = near === undefined ? 'needs-neighbour' : 'companion-missing';
    unknowns.push(told(code, `the file ${name} could not be read`, given));
    return [];
  }
  return text.split('\n', maxLines).flatMap((written, index): FileLine[] => {
    const line = written.trimStart().replace(/\r$/, '');
    const [name = ''] = line.split('=', 1);
    if (name === '' || line.startsWith('#')) return [];
    const value = line.length === name.length ? undefined : line.slice(name.length + 1);
    return [{ name: name.trim(), value, line: { path, line: index + 1 } }];
  });
}
function toVariable(
  { name, value }: Pick<FileLine, 'name' | 'value'>,
  { at }: Given,
  line: FileLine['line'],
): Field<Variable> {
  return declared<Variable>({ name, ...(value !== undefined && { value }) }, line, [at]);
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
  if (field.from.kind === 'default') return [];
  const [name = '', mode = ''] = field.value.split(':');
  const { at } = field.from;
  const mounts = byName.get(name);
  if (mounts === undefined) return [unseen(`the mounts of ${name} are not known here`, at)];
  return mounts.map((mount): Field<Mount> => {
    if (!isKnown(mount) || mount.from.kind === 'default') return mount;
    const value = mode.split(',').includes('ro') ? { ...mount.value, readOnly: true } : mount.value;
    return { value, from: { kind: 'declared', at, via: [mount.from.at] } };
  });
}
