// Containers as an engine tells of them: `docker inspect`, `podman inspect`. All of it was observed, nothing declared.
// https://docs.docker.com/reference/cli/docker/inspect/ https://docs.podman.io/en/latest/markdown/podman-inspect.1.html
import type { Entry } from '../../model/entry.ts';
import type { Draft } from '../../model/facts.ts';
import { isKnown, observed, type Engine, type Field } from '../../model/field.ts';
import type { Reader } from '../../model/reader.ts';
import { toImageId, type Declared, type DeclaredWorkload, type ImageId, type RawRef } from '../../model/workload.ts';
import { findMember, getMember, getPath, placeOf, scalarText, type Value } from './config-value.ts';
import { gatherEngine } from './engine-container.ts';
import {
  answersIn,
  engineSuffixes,
  maxEngineBytes,
  openEngineDocument,
  problemsIn,
  refineEngine,
} from './engine-document.ts';
import { saidOf, textOf } from './engine-member.ts';
import { gatherObserved } from './engine-observed.ts';
import { gatherRun } from './run-gathering.ts';
import { nameOf, toWorkload } from './run-workload.ts';

export const dockerInspectReader: Reader = {
  id: 'docker-inspect',
  version: 2,
  area: 'config',
  wants: { suffixes: engineSuffixes },
  refine: refineEngine,
  maxBytes: maxEngineBytes,
  read,
};

async function* read(entry: Entry): AsyncGenerator<Draft> {
  const document = await openEngineDocument(entry, 'HostConfig');
  if (document === undefined) return;
  const { config, root } = document;
  if (root === undefined) {
    yield* problemsIn(config, 'docker-inspect', /"(?:State|NetworkSettings)"/);
    return;
  }
  const items = answersIn(root);
  const names = namesOf(items);
  for (const [index, item] of items.entries()) {
    if (!isContainer(item)) continue;
    const pointer = root.node.kind === 'list' ? [index] : [];
    yield toObserved(item, { raw: { format: 'docker-inspect', path: entry.path, document: 0, pointer }, names });
  }
}
function isContainer(item: Value): boolean {
  const has = (name: string): boolean => getMember(item, name) !== undefined;
  return has('HostConfig') && has('Config') && (has('Id') || has('State') || has('Name'));
}
function ownName(item: Value): string | undefined {
  return textOf(item, 'Name')?.replace(/^\//, '');
}
/** Containers share what another one has by its id. */
function namesOf(items: readonly Value[]): ReadonlyMap<string, string> {
  const pairs = items.map((item) => [textOf(item, 'Id') ?? '', ownName(item) ?? ''] as const);
  return new Map(pairs.filter(([id, name]) => id !== '' && name !== ''));
}

interface Observing {
  readonly raw: RawRef;
  readonly names: ReadonlyMap<string, string>;
}
function toObserved(item: Value, { raw, names }: Observing): DeclaredWorkload {
  const isPodman = findMember(item, 'OCIRuntime') !== undefined || findMember(item, 'BoundingCaps') !== undefined;
  const engine: Engine = isPodman ? 'podman' : 'docker';
  const into = gatherRun(engine, '');
  const container = { config: getMember(item, 'Config'), host: getMember(item, 'HostConfig') };
  gatherEngine(container, into);
  gatherObserved(item, { ...container, engine, into, names });
  const image = getPath(item, 'Config', 'Image') ?? getMember(item, 'ImageName');
  const field = image && saidOf(image, scalarText(image) ?? '');
  const imageId = idOf(textOf(item, 'Image'));
  const workload = toWorkload({
    format: 'docker-inspect',
    engine,
    type: 'container',
    name: nameOf(ownName(item), field),
    at: placeOf(item),
    raw,
    into,
    ...(field && { image: asObserved(field) }),
    ...(imageId && { imageId }),
  });
  const containers = workload.containers.map((one) => ({ ...one, declared: allObserved(one.declared) }));
  return { ...workload, containers };
}
function idOf(written: string | undefined): ImageId | undefined {
  const hex = /^(?:sha256:)?([0-9a-f]{64})$/.exec(written ?? '')?.[1];
  return hex === undefined ? undefined : toImageId(`sha256:${hex}`);
}

function asObserved<T>(field: Field<T>): Field<T> {
  if (!isKnown(field) || field.from !== 'declared') return field;
  return observed(field.value, field.at);
}
function allObserved(declared: Declared): Declared {
  const pairs = Object.entries(declared).map(([name, field]) => [
    name,
    Array.isArray(field) ? (field as readonly Field<unknown>[]).map(asObserved) : asObserved(field as Field<unknown>),
  ]);
  return Object.fromEntries(pairs) as Declared;
}
