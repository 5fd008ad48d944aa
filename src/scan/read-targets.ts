// All targets of one run, each opened, read and closed in turn.
import type { Draft } from '../model/facts.ts';
import type { Reader } from '../model/reader.ts';
import type { Described, OpenOptions, SourceKind } from '../model/source.ts';
import type { Unknown } from '../model/unknown.ts';
import type { LayerMemory } from './read-place.ts';
import { readPlace, toUnknown } from './read-place.ts';
import { toEntryPath } from '../sources/file.ts';
import { openTarget } from './open-target.ts';

export interface ReadTarget {
  readonly described: Described;
  /** Facts of one scope are about one image, one tree, or all the folders and files of the run. */
  readonly scope: string;
  readonly drafts: readonly Draft[];
  readonly unknowns: readonly Unknown[];
}
export interface ReadTargetsOptions {
  readonly kinds: readonly SourceKind[];
  readonly readers: readonly Reader[];
  readonly open: OpenOptions;
  readonly memoryFor?: (describe: () => Described, readers: readonly Reader[]) => LayerMemory;
  readonly onTarget?: (name: string) => void;
}

export async function readTargets(names: readonly string[], options: ReadTargetsOptions): Promise<ReadTarget[]> {
  const done: ReadTarget[] = [];
  const taken = new Set<string>();
  const parts = new Map<string, Set<string>>();
  const scopes = new Set<string>();
  const named = names.map(toEntryPath);
  for (const name of names) {
    options.onTarget?.(name);
    const source = await openTarget(name, options.kinds, options.open);
    try {
      const described = source.describe();
      const readers = options.readers.filter((reader) => suits(reader, described));
      const shared = described.kind === 'folder' || described.kind === 'file';
      const memory = described.image === undefined ? undefined : options.memoryFor?.(() => source.describe(), readers);
      const reading = await readPlace(source, {
        readers,
        signal: options.open.signal,
        ...(memory && { memory }),
        ...(shared && { taken, parts, named }),
      });
      // What passes by only once is not known before it has passed.
      const scope = scopeOf(source.describe());
      if (scope !== 'sources' && scopes.has(scope)) continue;
      scopes.add(scope);
      done.push(toTarget(source.describe(), scope, reading));
    } finally {
      await source.close();
    }
  }
  return done;
}

function toTarget(
  described: Described,
  scope: string,
  reading: { readonly drafts: readonly Draft[]; readonly unknowns: readonly Unknown[] },
): ReadTarget {
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
