// All targets of one run, each opened, read and closed in turn.
import type { Reader } from '../model/reader.ts';
import type { Described, OpenOptions, SourceKind } from '../model/source.ts';
import type { Unknown } from '../model/unknown.ts';
import { readPlace, toUnknown, type LayerMemory, type ReadOptions } from './read-place.ts';
import { toEntryPath } from '../sources/file.ts';
import { withTexts } from '../sources/planned-texts.ts';
import { openTarget } from './open-target.ts';
import type { ReadTarget } from './read-target.ts';
import type { Reread } from './reread.ts';

export interface ReadTargetsOptions {
  readonly kinds: readonly SourceKind[];
  readonly readers: readonly Reader[];
  readonly open: OpenOptions;
  readonly memoryFor?: (describe: () => Described, readers: readonly Reader[]) => LayerMemory;
  readonly onTarget?: (name: string) => void;
  /** Given where the same targets are read again with other texts. */
  readonly reread?: Reread;
}

export async function readTargets(names: readonly string[], options: ReadTargetsOptions): Promise<ReadTarget[]> {
  const done: ReadTarget[] = [];
  const scopes = new Set<string>();
  const shared: Shared = { taken: new Set(), parts: new Map(), named: names.map(toEntryPath) };
  for (const name of names) {
    options.onTarget?.(name);
    const kept = options.reread?.places.get(name);
    const target = kept ?? (await readTarget(name, shared, options));
    if (target.scope !== 'sources' && scopes.has(target.scope)) continue;
    scopes.add(target.scope);
    done.push(target);
  }
  return done;
}

type Shared = Pick<Required<ReadOptions>, 'taken' | 'parts' | 'named'>;
async function readTarget(name: string, shared: Shared, options: ReadTargetsOptions): Promise<ReadTarget> {
  const { reread } = options;
  const source = await openTarget(name, options.kinds, options.open);
  try {
    const described = source.describe();
    const readers = options.readers.filter((reader) => suits(reader, described));
    const hasSources = described.kind === 'folder' || described.kind === 'file';
    const memory = described.image === undefined ? undefined : options.memoryFor?.(() => source.describe(), readers);
    // What a pipe or an argument has said is not asked for twice.
    const isEdited = hasSources && source.near !== undefined;
    const place = reread !== undefined && isEdited ? withTexts(source, reread.texts) : source;
    const reading = await readPlace(place, {
      readers,
      signal: options.open.signal,
      ...(memory && { memory }),
      ...(hasSources && shared),
      ...(reread && isEdited && { reread }),
    });
    // What passes by only once is not known before it has passed.
    const after = source.describe();
    const target = toTarget(after, scopeOf(after), reading);
    if (!isEdited) reread?.places.set(name, target);
    return target;
  } finally {
    await source.close();
  }
}

function toTarget(described: Described, scope: string, reading: Pick<ReadTarget, 'drafts' | 'unknowns'>): ReadTarget {
  const drafts = reading.drafts.filter((draft) => draft.kind !== 'unknown');
  const said = reading.drafts.filter((draft) => draft.kind === 'unknown').map(toUnknown);
  return { described, scope, drafts, unknowns: [...reading.unknowns, ...grouped(said, described.prefix)] };
}

function scopeOf(described: Described): string {
  if (described.image !== undefined) return `image:${described.image.id}`;
  if (described.kind === 'image') return `image:${described.name}`;
  return described.kind === 'tree' ? `tree:${described.name}` : 'sources';
}
function suits(reader: Reader, described: Described): boolean {
  if (reader.area === 'packages') return true;
  return reader.area === (described.kind === 'image' ? 'image' : described.kind === 'tree' ? 'packages' : 'config');
}

/** Many files of one ecosystem that nobody reads are one line, not thousands. */
function grouped(unknowns: readonly Unknown[], prefix: string): readonly Unknown[] {
  const rest: Unknown[] = [];
  const groups = new Map<string, Unknown[]>();
  for (const unknown of unknowns) {
    if (unknown.code !== 'not-judged') {
      rest.push(unknown);
      continue;
    }
    const key = unknown.affects.join(',');
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [unknown]);
    else group.push(unknown);
  }
  for (const group of groups.values()) {
    const [first] = group;
    if (first === undefined) continue;
    const more = group.length - 1;
    const path = first.at?.path.slice(prefix.length) ?? '';
    rest.push(more === 0 ? first : { ...first, why: `${first.why} (${path} and ${more} more)` });
  }
  return rest;
}
