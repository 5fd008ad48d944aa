// Walks a folder of this machine's disk: follows no link, opens no file, looks closely only at what is wanted.
import { opendirSync, readdirSync, type BigIntStats, type Dirent } from 'node:fs';
import { setImmediate as breathe } from 'node:timers/promises';
import type { Entry, Wanted } from '../model/entry.ts';
import type { UnknownCode } from '../model/unknown.ts';
import { DiskEntry, lookAt, toText, typeOf } from './disk-entry.ts';
import { systemCode, type DiskPath } from './safe-open.ts';

/** What stopped the walk at one place; `path` is relative to the root. */
export interface WalkTrouble {
  readonly code: UnknownCode;
  readonly path: string;
  readonly why: string;
}
export interface WalkOptions {
  readonly root: string;
  /** What every entry's path begins with. */
  readonly prefix: string;
  readonly wanted: Wanted;
  readonly signal: AbortSignal;
  /** Told the path relative to the root: true leaves a file, or a folder with all that is in it, out. */
  leavesOut(path: string, isFolder: boolean): boolean;
  /** Asked for a folder that lies on another file system than the one around it. */
  crosses(path: string, disk: DiskPath): boolean;
  onTrouble(trouble: WalkTrouble): void;
  readonly maxDepth?: number;
  readonly maxNames?: number;
}
interface Folder {
  /** Relative to the root, '' for the root itself. */
  readonly path: string;
  readonly disk: DiskPath;
  readonly depth: number;
  readonly stats: BigIntStats;
}
interface Walk extends WalkOptions {
  readonly batch: Entry[];
  readonly stack: Folder[];
  readonly maxNames: number;
  names: number;
}
interface Name {
  readonly text: string;
  /** The name as bytes, where it is no UTF-8. */
  readonly bytes?: Buffer;
  readonly type: ReturnType<typeof typeOf>;
}

const batchSize = 1024;
/** Names between two looks at the clock and the signal. */
const stride = 4096;
/** A folder this large may hold millions of names, which must not be in memory at once. */
const largeFolderBytes = 256n * 1024n;
/** Of one folder; they have to be held at once to be sorted. */
const maxKept = 1_000_000;

/** Wanted entries, in the order of their names within each folder, so that the same tree gives the same order. */
export async function* walk(options: WalkOptions): AsyncGenerator<readonly Entry[]> {
  const maxNames = options.maxNames ?? 20_000_000;
  const state: Walk = { ...options, maxNames, batch: [], stack: [], names: 0 };
  const stats = lookAt(`${options.root}/.`);
  if (stats !== undefined) state.stack.push({ path: '', disk: options.root, depth: 0, stats });
  let breathedAt = 0;
  for (let folder = state.stack.pop(); folder !== undefined; folder = state.stack.pop()) {
    options.signal.throwIfAborted();
    yield* walkFolder(state, folder);
    if (state.names > maxNames) {
      options.onTrouble({
        code: 'limit-reached',
        path: folder.path,
        why: `more than ${maxNames} files; the rest was left out`,
      });
      break;
    }
    if (state.names - breathedAt < stride) continue;
    breathedAt = state.names;
    await breathe();
  }
  if (state.batch.length > 0) yield state.batch;
}

function* walkFolder(state: Walk, folder: Folder): Iterable<readonly Entry[]> {
  const folders: Folder[] = [];
  for (const name of keptNames(state, folder)) {
    takeName(state, { folder, name, folders });
    if (state.batch.length >= batchSize) yield state.batch.splice(0);
  }
  for (const found of folders.reverse()) state.stack.push(found);
}

/** Folders, and what may be wanted, sorted. */
function keptNames(state: Walk, folder: Folder): readonly Name[] {
  const kept: Name[] = [];
  try {
    for (const name of namesIn(folder)) {
      state.names += 1;
      if (state.names % stride === 0) state.signal.throwIfAborted();
      if (name.type === 'dir' || state.wanted.matches(state.prefix + joined(folder.path, name.text), name.type))
        kept.push(name);
      if (state.names <= state.maxNames && kept.length < maxKept) continue;
      if (kept.length >= maxKept)
        state.onTrouble({
          code: 'limit-reached',
          path: folder.path,
          why: `more than ${maxKept} files of interest in one folder`,
        });
      break;
    }
  } catch (error) {
    state.onTrouble({ ...whyNot(error), path: folder.path });
  }
  return kept.sort((a, b) => (a.text < b.text ? -1 : 1));
}

function takeName(state: Walk, { folder, name, folders }: { folder: Folder; name: Name; folders: Folder[] }): void {
  const inside = joined(folder.path, name.text);
  if (state.leavesOut(inside, name.type === 'dir')) return;
  const disk = onDisk(folder.disk, name);
  try {
    const stats = lookAt(disk);
    // It may have gone meanwhile, or become something else.
    if (stats === undefined) return;
    const full = state.prefix + inside;
    if (state.wanted.matches(full, typeOf(stats))) takeEntry(state, new DiskEntry(full, disk, stats));
    if (!stats.isDirectory()) return;
    const found = { path: inside, disk, depth: folder.depth + 1, stats };
    if (isEntered(state, found, folder)) folders.push(found);
  } catch (error) {
    state.onTrouble({ ...whyNot(error), path: inside });
  }
}
function takeEntry(state: Walk, entry: Entry): void {
  if (state.wanted.keep(entry).keep !== 'no') state.batch.push(entry);
}
function isEntered(state: Walk, found: Folder, around: Folder): boolean {
  const maxDepth = state.maxDepth ?? 256;
  if (found.depth <= maxDepth) return found.stats.dev === around.stats.dev || state.crosses(found.path, found.disk);
  state.onTrouble({ code: 'limit-reached', path: found.path, why: `more than ${maxDepth} folders deep` });
  return false;
}
/** Rethrows what the system did not say. */
function whyNot(error: unknown): Pick<WalkTrouble, 'code' | 'why'> {
  const code = systemCode(error);
  if (code === undefined) throw error;
  if (code === 'ENAMETOOLONG') return { code: 'limit-reached', why: 'its path is longer than the system takes' };
  return { code: 'unreadable', why: `could not be opened (${code})` };
}

function* namesIn({ disk, stats }: Folder): Iterable<Name> {
  let isOdd = false;
  for (const item of stats.size > largeFolderBytes ? largeFolder(disk) : readdirSync(disk, { withFileTypes: true })) {
    if (item.name.includes('\uFFFD')) isOdd = true;
    else yield { text: item.name, type: typeOf(item) };
  }
  // Read once more as bytes: such a name cannot be opened by its text.
  if (isOdd) yield* oddNames(disk);
}
function* largeFolder(disk: DiskPath): Iterable<Dirent> {
  const folder = opendirSync(disk, { bufferSize: batchSize });
  try {
    for (let item = folder.readSync(); item !== null; item = folder.readSync()) yield item;
  } finally {
    folder.closeSync();
  }
}
function* oddNames(disk: DiskPath): Iterable<Name> {
  for (const item of readdirSync(disk, { withFileTypes: true, encoding: 'buffer' })) {
    if (!item.name.toString('utf8').includes('\uFFFD')) continue;
    yield { text: toText(item.name), bytes: item.name, type: typeOf(item) };
  }
}

function joined(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`;
}
function onDisk(folder: DiskPath, { text, bytes }: Name): DiskPath {
  if (typeof folder === 'string' && bytes === undefined)
    return folder.endsWith('/') ? folder + text : `${folder}/${text}`;
  return Buffer.concat([Buffer.from(folder), Buffer.from('/'), bytes ?? Buffer.from(text)]);
}
