// A second look at a place: wanted paths that turned out to be links, hard links, or one file of a set.
// Otherwise a link hides a package database.
import type { Entry, EntryHeader } from '../model/entry.ts';
import { InputError } from '../model/errors.ts';
import type { Draft } from '../model/facts.ts';
import type { Near, Reader } from '../model/reader.ts';
import type { Source } from '../model/source.ts';
import type { Unknown } from '../model/unknown.ts';
import {
  collectorAt,
  type LayerCollector,
  mergeLayers,
  resolvePath,
  type LayerReading,
  type Placed,
} from './overlay.ts';
import { readWith } from './read-entry.ts';
import type { Found, Reread, Telling } from './reread.ts';
import { defaultMaxBytes, wantPaths, type CompiledWants } from './wants.ts';

const maxLooks = 6;
/** Of all that one place is looked at again for, which lies in memory at once. */
const allLooksBytes = 320 * 1024 * 1024;

/** Same content, another path: what a link's owner would see. */
class LinkedEntry implements Entry {
  readonly path: string;
  readonly type = 'file';
  readonly size: number;
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  readonly #content: Uint8Array;
  constructor(header: EntryHeader, path: string, content: Uint8Array) {
    this.path = path;
    this.size = content.length;
    this.mode = header.mode;
    this.uid = header.uid;
    this.gid = header.gid;
    this.#content = content;
  }
  async head(n: number): Promise<Uint8Array> {
    return this.#content.subarray(0, n);
  }
  async read(maxBytes: number): Promise<Uint8Array> {
    if (this.size > maxBytes)
      throw new InputError('limit-reached', `${this.path} has ${this.size} bytes, more than ${maxBytes}`);
    return this.#content;
  }
  async *stream(): AsyncIterable<Uint8Array> {
    yield this.#content;
  }
  async range(offset: number, length: number): Promise<Uint8Array> {
    return this.#content.subarray(offset, offset + length);
  }
}

export interface Again {
  readonly source: Source;
  readonly wanted: CompiledWants;
  readonly seen: Map<string, Placed>;
  readonly layers: LayerReading[];
  readonly readers: readonly Reader[];
  readonly signal: AbortSignal;
  readonly unknowns: Unknown[];
  readonly reread?: Reread;
}
type Contents = Map<string, { readonly header: EntryHeader; readonly bytes: Uint8Array }>;

/** Drafts by the path that asked, for wanted paths that are links, hard links, or one file of a set. */
export async function lookAgain(again: Again): Promise<Map<string, Draft[]>> {
  for (const folder of linkedFolders(again)) again.unknowns.push(notFollowed(folder));
  if (again.source.near !== undefined) return lookNear(again, again.source.near.bind(again.source));
  const { source, unknowns } = again;
  const extra = new Map<string, Draft[]>();
  const open = openQuestions(again);
  const content: Contents = new Map();
  const asked = new Set<string>();
  for (let look = 0; look < maxLooks && open.size > 0; look += 1) {
    /** By how much of each is asked for. */
    const needed = new Map<string, number>();
    for (const [path, needs] of open) {
      const targets = needs.map((need) => targetOf(again, need));
      // A loop leads nowhere, and stays open.
      if (targets.includes(undefined)) continue;
      const missing = targets.filter((target) => target !== undefined && !content.has(target) && !asked.has(target));
      for (const target of missing)
        if (target !== undefined) needed.set(target, Math.max(needed.get(target) ?? 0, mostOf(again.wanted, path)));
      if (missing.length > 0) continue;
      const drafts = await readTogether(again, path, content);
      if (drafts.length > 0) extra.set(path, drafts);
      open.delete(path);
    }
    if (needed.size === 0 || !source.describe().repeatable) break;
    for (const target of needed.keys()) asked.add(target);
    await fetchPaths(again, needed, content);
  }
  for (const path of open.keys()) unknowns.push(notFollowed(path));
  return extra;
}

function notFollowed(path: string): Unknown {
  const why = `${path} is a link that could not be followed`;
  return { code: 'link-unresolved', why, at: { path }, affects: [], incomplete: true };
}
/** Folders whose every file somebody would read, and which lie elsewhere. */
function linkedFolders({ wanted, seen }: Again): readonly string[] {
  return wanted.fixedPaths
    .filter((path) => path.endsWith('/.'))
    .map((path) => path.slice(0, -2))
    .filter((folder) => resolvePath(seen, folder) !== folder && isReadBelow(wanted, folder));
}
function isReadBelow(wanted: CompiledWants, folder: string): boolean {
  return wanted.readersFor(plainFile(`${folder}/x`)).some(({ keep }) => keep !== 'header');
}

/** Path that asks, and the paths whose content answers it. */
function openQuestions({ wanted, seen, readers, source }: Again): Map<string, readonly string[]> {
  const open = new Map<string, readonly string[]>();
  const answered = new Set<string>();
  const fixed = new Set(wanted.fixedPaths);
  for (const path of wanted.fixedPaths) {
    if (path.endsWith('/.')) continue;
    const target = resolvePath(seen, path);
    if (target === path) continue;
    if (target !== undefined && fixed.has(target) && wantAlike(wanted, path, target)) answered.add(path);
    else open.set(path, [path]);
  }
  for (const [path, { member }] of seen) {
    const isLink = member.type === 'hardlink' || member.type === 'link';
    if (isLink && !answered.has(path) && readersOf(wanted, path).length > 0) open.set(path, [path]);
    if (member.type !== 'file' || source.near !== undefined) continue;
    for (const reader of readers) {
      if (reader.companions === undefined || member.drafts[reader.id] === undefined) continue;
      const beside = reader.companions
        .map((suffix) => path + suffix)
        .filter((name) => (seen.get(name)?.member.size ?? 0) > 0);
      if (beside.length > 0) open.set(path, [path, ...beside]);
    }
  }
  return open;
}

function readersOf(wanted: CompiledWants, path: string): readonly Reader[] {
  return wanted.readersFor(plainFile(path)).map(({ reader }) => reader);
}
function plainFile(path: string): EntryHeader {
  return { path, type: 'file', size: 1, mode: 0o644, uid: 0, gid: 0 };
}
/** What the first pass found at the one, or found missing there, answers for the other. */
function wantAlike(wanted: CompiledWants, path: string, target: string): boolean {
  const there = readersOf(wanted, target);
  return readersOf(wanted, path).every((reader) => there.includes(reader));
}
/** The most that a reader of this path takes. */
function mostOf(wanted: CompiledWants, path: string): number {
  return Math.max(0, ...readersOf(wanted, path).map(({ maxBytes = defaultMaxBytes }) => maxBytes));
}

/** The path in the merged tree that holds the content; a hard link leads to its target. */
function targetOf({ seen }: Pick<Again, 'seen'>, path: string): string | undefined {
  let target = resolvePath(seen, path);
  for (let hop = 0; hop < 8 && target !== undefined; hop += 1) {
    const member = seen.get(target)?.member;
    if (member?.type !== 'hardlink' || member.link === undefined) return target;
    target = member.link;
  }
  return target;
}

async function fetchPaths(again: Again, paths: ReadonlyMap<string, number>, content: Contents): Promise<void> {
  const collectors: LayerCollector[] = [];
  const wanted = wantPaths(paths);
  for await (const batch of again.source.entries(wanted, { signal: again.signal })) {
    for (const entry of batch) {
      if (entry.path === 'config.json' && entry.layer === undefined && again.source.describe().image) continue;
      collectorAt(collectors, entry.layer ?? 0).add(entry, {}, false);
      // Layers come lowest first, so the highest content of a path is the one that stays.
      const most = paths.get(entry.path);
      if (entry.type !== 'file' || most === undefined) continue;
      content.delete(entry.path);
      const held = [...content.values()].reduce((total, { bytes }) => total + bytes.length, 0);
      const bytes = await contentOf(entry, again.unknowns, Math.min(most, allLooksBytes - held));
      if (bytes !== undefined) content.set(entry.path, { header: entry, bytes: kept(bytes) });
    }
  }
  const merged = again.layers.map((layer, index) => {
    const fresh = collectors[index]?.reading();
    return fresh === undefined
      ? layer
      : { ...layer, members: [...layer.members, ...fresh.members.filter((member) => !again.seen.has(member.path))] };
  });
  for (const [path, placed] of mergeLayers(merged)) if (!again.seen.has(path)) again.seen.set(path, placed);
}

/** A view of a window that others are seen through too is copied; what owns its memory is not. */
function kept(bytes: Uint8Array): Uint8Array {
  return bytes.byteLength === bytes.buffer.byteLength ? bytes : bytes.slice();
}
/** What cannot be had is told, and whoever asked goes without. */
async function contentOf(entry: Entry, unknowns: Unknown[], maxBytes: number): Promise<Uint8Array | undefined> {
  try {
    return await entry.read(maxBytes);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const { code, message } = error;
    unknowns.push({ code, why: message, at: { path: entry.path }, affects: [], incomplete: true });
    return undefined;
  }
}

async function readTogether(again: Again, path: string, content: Readonly<Contents>): Promise<Draft[]> {
  const entryAt = (name: string): Entry | undefined => {
    const found = content.get(targetOf(again, name) ?? '');
    return found === undefined ? undefined : new LinkedEntry(found.header, name, found.bytes);
  };
  const entry = entryAt(path);
  if (entry === undefined) return [];
  const drafts: Draft[] = [];
  for (const { reader } of again.wanted.readersFor(entry)) {
    const near: Near = async (name) => entryAt(name);
    drafts.push(...(await readWith({ reader, entry, near, unknowns: again.unknowns })));
  }
  return drafts;
}

/** A place that follows links itself answers each question at once. */
async function lookNear(again: Again, near: Near): Promise<Map<string, Draft[]>> {
  const extra = new Map<string, Draft[]>();
  const telling = { near, unknowns: again.unknowns, take: () => undefined, cover: () => undefined };
  for (const path of openQuestions(again).keys()) {
    const read = async (into: Telling): Promise<Found> => readLinked(again, path, into);
    const found = await (again.reread?.recall(`link ${path}`, path, telling, read) ?? read(telling));
    const drafts = Object.values(found).flat();
    if (drafts.length > 0) extra.set(path, drafts);
  }
  return extra;
}
async function readLinked({ wanted }: Again, path: string, { near, unknowns }: Telling): Promise<Found> {
  const entry = await near?.(path);
  if (near === undefined || entry?.type !== 'file') return {};
  const bytes = await contentOf(entry, unknowns, mostOf(wanted, path));
  if (bytes === undefined) return {};
  const found: Record<string, readonly Draft[]> = {};
  const content = new LinkedEntry(entry, path, bytes);
  for (const { reader } of wanted.readersFor(content))
    found[reader.id] = await readWith({ reader, entry: content, near, unknowns });
  return found;
}
