// What all readers together want of a place, as one expression asked for every path there is.
import type { EntryHeader, EntryType, Keep, Wanted } from '../model/entry.ts';
import type { Reader } from '../model/reader.ts';
import { PathFilter } from './path-filter.ts';

export const defaultMaxBytes = 64 * 1024 * 1024;
const maxRemembered = 8192;
const order: readonly Keep[] = ['no', 'header', 'head', 'whole', 'stream', 'random'];

export interface CompiledWants extends Wanted {
  /** Readers that want this path, and what each needs of it. */
  readersFor(header: EntryHeader): readonly { readonly reader: Reader; readonly keep: Keep }[];
  /** Whole paths that some reader names, the place's prefix included. */
  readonly fixedPaths: readonly string[];
  /** Tells of a wanted path in a layer that need not be read again: what lies above it still matters. */
  notice(path: string): void;
}
export interface WantsOptions {
  /** What every path of the place begins with. */
  readonly prefix: string;
  /** Whiteouts mean something here. */
  readonly layered: boolean;
}

/** Wants of a whole place; also keeps what decides whether a wanted path is still there (overlay.ts). */
export function compileWants(readers: readonly Reader[], options: WantsOptions): CompiledWants {
  const each = readers.map((reader) => ({ reader, pattern: readerPattern(reader, options.prefix) }));
  const sources = each.map(({ pattern }) => pattern.source);
  if (options.layered) sources.push(String.raw`(?:^|/)\.wh\.[^/]*$`);
  const all = new RegExp(sources.length === 0 ? '(?!)' : sources.join('|'), 'u');
  const fixedPaths = readers.flatMap((reader) => fixedPathsOf(reader, options.prefix));
  const filter = new PathFilter();
  for (const reader of readers) addWants(filter, reader, options.prefix);
  const ancestors = new Ancestors(filter);
  for (const path of fixedPaths) ancestors.addAbove(path);
  const companions = companionPaths(readers, options.prefix);
  for (const path of companions) filter.addPath(path);
  const wishes = new Map<string, readonly Reader[]>();

  /** Asked of a path when it is met and again when it is read. */
  function wishersOf(path: string): readonly Reader[] {
    let found = wishes.get(path);
    if (found !== undefined) return found;
    found = each.filter(({ pattern }) => pattern.test(path)).map(({ reader }) => reader);
    if (wishes.size >= maxRemembered) wishes.clear();
    wishes.set(path, found);
    return found;
  }
  function readersFor(header: EntryHeader): readonly { reader: Reader; keep: Keep }[] {
    if (header.type !== 'file') return [];
    const found: { reader: Reader; keep: Keep }[] = [];
    for (const reader of wishersOf(header.path)) {
      const keep = reader.refine === undefined ? 'whole' : reader.refine(header);
      if (keep !== 'no') found.push({ reader, keep });
    }
    return found;
  }
  return {
    fixedPaths,
    readersFor,
    notice: (path) => ancestors.addAbove(path),
    mayMatch: (bytes, start, limit) => filter.mayMatch(bytes, start, limit),
    matches(path: string, type: EntryType): boolean {
      if (all.test(path)) {
        if (options.layered) ancestors.addAbove(path);
        return true;
      }
      return (type !== 'dir' && ancestors.has(path)) || companions.has(path);
    },
    keep(header) {
      if (header.type !== 'file') return { keep: 'header', maxBytes: 0 };
      let keep: Keep = 'no';
      let maxBytes = 0;
      for (const wish of readersFor(header)) {
        if (order.indexOf(wish.keep) > order.indexOf(keep)) keep = wish.keep;
        maxBytes = Math.max(maxBytes, wish.reader.maxBytes ?? defaultMaxBytes);
      }
      if (keep === 'no') return { keep: isOverlayFact(header.path) ? 'header' : 'no', maxBytes: 0 };
      return { keep, maxBytes };
    },
  };

  function isOverlayFact(path: string): boolean {
    return isWhiteout(path) || companions.has(path) || ancestors.has(path);
  }
}

/** Wants of exactly these paths, each to its bound, for a second look; the folders above them tell of links. */
export function wantPaths(paths: ReadonlyMap<string, number>): Wanted {
  const filter = new PathFilter();
  const ancestors = new Ancestors(filter);
  for (const path of paths.keys()) {
    filter.addPath(path);
    ancestors.addAbove(path);
  }
  return {
    mayMatch: (bytes, start, limit) => filter.mayMatch(bytes, start, limit),
    matches: (path, type) => paths.has(path) || (type !== 'dir' && ancestors.has(path)),
    keep(header) {
      const maxBytes = header.type === 'file' ? paths.get(header.path) : undefined;
      return maxBytes === undefined ? { keep: 'header', maxBytes: 0 } : { keep: 'random', maxBytes };
    },
  };
}

/** The folders above wanted paths: what replaces one of them takes away what was in it. */
class Ancestors {
  readonly #folders = new Set<string>();
  readonly #filter: PathFilter;
  constructor(filter: PathFilter) {
    this.#filter = filter;
  }
  has(path: string): boolean {
    return this.#folders.has(path);
  }
  addAbove(path: string): void {
    let end = path.lastIndexOf('/');
    while (end > 0) {
      const folder = path.slice(0, end);
      if (this.#folders.has(folder)) return;
      this.#folders.add(folder);
      this.#filter.addPath(folder);
      end = path.lastIndexOf('/', end - 1);
    }
  }
}

export function isWhiteout(path: string): boolean {
  return path.startsWith('.wh.', path.lastIndexOf('/') + 1);
}

function addWants(filter: PathFilter, { wants }: Reader, prefix: string): void {
  const { names = [], starts = [], suffixes = [], paths = [], under = [], bare } = wants;
  for (const name of names) filter.addName(name);
  for (const suffix of suffixes) filter.addSuffix(suffix);
  for (const path of paths) filter.addPath(path);
  for (const folder of under) filter.addHead(`${prefix}${folder}/`);
  // Only the end of a name is looked at.
  if (starts.length > 0 || bare === true) filter.addHead('');
}

function fixedPathsOf(reader: Reader, prefix: string): readonly string[] {
  const under = (reader.wants.under ?? []).map((folder) => `${prefix}${folder}/.`);
  return [...(reader.wants.paths ?? []).map((path) => prefix + path), ...under];
}

function companionPaths(readers: readonly Reader[], prefix: string): ReadonlySet<string> {
  const paths = readers.flatMap((reader) =>
    (reader.companions ?? []).flatMap((suffix) => (reader.wants.paths ?? []).map((path) => prefix + path + suffix)),
  );
  return new Set(paths);
}

function readerPattern(reader: Reader, prefix: string): RegExp {
  const { names = [], starts = [], suffixes = [], paths = [], under = [], bare } = reader.wants;
  const parts: string[] = [];
  const start = escaped(prefix);
  if (names.length > 0) parts.push(`(?:^|/)(?:${names.map(escaped).join('|')})$`);
  if (starts.length > 0) parts.push(`(?:^|/)(?:${starts.map(escaped).join('|')})[^/]+$`);
  if (suffixes.length > 0) parts.push(`(?:${suffixes.map(escaped).join('|')})$`);
  if (bare === true) parts.push('(?:^|/)[^./]+$');
  if (paths.length > 0) parts.push(`^${start}(?:${paths.map(escaped).join('|')})$`);
  if (under.length > 0) parts.push(`^${start}(?:${under.map(escaped).join('|')})/`);
  return new RegExp(parts.length === 0 ? '(?!)' : parts.join('|'), 'u');
}

function escaped(text: string): string {
  return text.replaceAll(/[$()*+.?[\\\]^{|}/]/gu, (character) => `\\${character}`);
}
