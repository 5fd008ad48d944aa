// The files around a Compose file: read once, and what could not be had is told.
import { InputError } from '../../model/errors.ts';
import type { UnknownDraft } from '../../model/facts.ts';
import type { Location } from '../../model/location.ts';
import type { Near } from '../../model/reader.ts';
import type { Scope } from './compose-variables.ts';
import { maxProblems, openConfig, repeatedIn, toUnknown } from './config-file.ts';
import type { OpenedConfig } from './config-file.ts';
import { toValue } from './config-value.ts';
import type { Value } from './config-value.ts';
import { bytesNear, entryNear, textNear, type Beside } from './near-text.ts';

/** One file, or one document of it. */
export interface ProjectLayer {
  readonly root: Value;
  readonly document: number;
}
/** Neighbours asked for so far, and what could not be had. */
export interface Neighbours extends Beside {
  readonly opened: Map<string, Promise<OpenedConfig | undefined>>;
  readonly texts: Map<string, Promise<string | undefined>>;
  readonly unknowns: readonly UnknownDraft[];
  /** What was named as a file and is an address. */
  readonly remotes: Map<string, Value>;
  /** One more that is unknown; beyond a number that nobody reads on from, that there are more. */
  tell(unknown: UnknownDraft): void;
  /** Told of each file that is part of the project. */
  take(path: string): void;
}
const maxNeighbours = 256;
const maxUnknowns = 1000;

export function openNeighbours(path: string, near: Near | undefined, take: (path: string) => void): Neighbours {
  const unknowns: UnknownDraft[] = [];
  const tell = (unknown: UnknownDraft): void => {
    if (unknowns.length < maxUnknowns) unknowns.push(unknown);
    else if (unknowns.length === maxUnknowns)
      unknowns.push({ ...unknown, code: 'limit-reached', why: 'there is more of it that is not known', at: { path } });
  };
  return {
    near,
    absolute: path.startsWith('/'),
    opened: new Map(),
    texts: new Map(),
    remotes: new Map(),
    unknowns,
    tell,
    take,
  };
}
const address = /^(?:[a-z][a-z0-9+.-]*:\/\/|[\w.-]+@[\w.-]+:|github\.com\/)/i;
const maxRemotes = 256;
/** Remembers a file that is no file of the folder, as Compose tells them apart. */
export function takeRemote(name: string, by: Value, { remotes }: Pick<Neighbours, 'remotes'>): void {
  if (remotes.size < maxRemotes && address.test(name) && !remotes.has(name)) remotes.set(name, by);
}
export async function isThere(path: string, files: Neighbours): Promise<boolean> {
  return (await entryNear(path, files)) !== undefined;
}
/** Undefined where there is no such text, or none that can be read. */
export function readNear(path: string, files: Neighbours): Promise<string | undefined> {
  return once(files.texts, path, () => textNear(path, files));
}
function once<T>(known: Map<string, Promise<T | undefined>>, path: string, open: () => Promise<T | undefined>) {
  let found = known.get(path);
  if (found === undefined) {
    found = known.size >= maxNeighbours ? Promise.resolve(undefined) : open().catch(orNothing);
    known.set(path, found);
  }
  return found;
}
function orNothing(error: unknown): undefined {
  if (!(error instanceof InputError)) throw error;
}
/** The documents of a neighbour; undefined where it is not to be had. */
export async function openFile(
  path: string,
  scope: Scope,
  files: Neighbours,
): Promise<readonly ProjectLayer[] | undefined> {
  const opened = await once(files.opened, path, async () => {
    const bytes = await bytesNear(path, files);
    if (bytes === undefined) return undefined;
    const config = await openConfig(path, bytes);
    for (const problem of config.problems.slice(0, maxProblems)) files.tell(toUnknown(config, problem, 'compose'));
    for (const document of config.documents)
      for (const unknown of repeatedIn(config, document, 'compose')) files.tell(unknown);
    return config;
  });
  return opened && layersOf(opened, scope);
}
export function layersOf({ file, documents }: OpenedConfig, scope: Scope): readonly ProjectLayer[] {
  const scoped = { ...file, scope };
  return documents.flatMap(({ root: node }, document) => {
    const root = node === undefined ? undefined : toValue(scoped, node);
    return root?.node.kind === 'map' ? [{ root, document }] : [];
  });
}
/** A file that is named and not to be had. */
export function missing(why: string, at: Location, { near }: Neighbours): UnknownDraft {
  const code = near === undefined ? 'needs-neighbour' : 'companion-missing';
  return { kind: 'unknown', code, why, at, affects: ['compose'], incomplete: true };
}
/** What Compose itself would refuse. */
export function refused(why: string, at: Location): UnknownDraft {
  return { kind: 'unknown', code: 'bad-syntax', why, at, affects: ['compose'], incomplete: true };
}
