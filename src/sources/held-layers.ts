// Takes an image archive apart while it passes by: small files are kept, and of every member that is a tar or a
// compressed one, whatever its name, the wanted entries.
import type { Digest } from '../model/brand.ts';
import type { Wanted } from '../model/entry.ts';
import { InputError } from '../model/errors.ts';
import type { Unknown } from '../model/unknown.ts';
import { ByteBudget } from '../io/byte-budget.ts';
import { ChunkCursor } from '../io/chunk-cursor.ts';
import { decompress, sniffCompression } from '../io/decompress.ts';
import { PassingHash } from '../io/hash.ts';
import { headerWeight } from '../io/tar-batch.ts';
import { BareEntry } from '../io/tar-entry.ts';
import { startsLikeTar } from '../io/tar-header.ts';
import type { TarMember } from '../io/tar-member.ts';
import { streamMembers, streamTar } from '../io/tar-stream.ts';
import { maxOuterMembers, OuterLinks } from './archive-files.ts';
import { type ImageFiles, maxSmallFileBytes } from './image-plan.ts';
import type { UnknownList } from './unknown-list.ts';

export interface HeldLayer {
  readonly entries: readonly BareEntry[];
  readonly stored: number;
  readonly digest: Digest | undefined;
  readonly diffId: Digest | undefined;
  readonly unknowns: readonly Unknown[];
  readonly failure?: InputError;
}
export interface Passing {
  readonly files: ImageFiles;
  readonly layers: ReadonlyMap<string, HeldLayer>;
}
export interface PassingOptions {
  readonly wanted: Wanted;
  readonly signal: AbortSignal;
  readonly unknowns: UnknownList;
  readonly isXz: boolean;
  readonly maxHeldBytes?: number;
}

const defaultHeldBytes = 512 * 1024 * 1024;
const maxSmallBytes = 64 * 1024 * 1024;
const sniffBytes = 512;

export async function readPassing(bytes: AsyncIterable<Uint8Array>, options: PassingOptions): Promise<Passing> {
  const cursor = new ChunkCursor(bytes, options.signal);
  const state: State = {
    ...options,
    cursor,
    held: new HeldBudget(options.maxHeldBytes ?? defaultHeldBytes, maxSmallBytes),
    budget: new ByteBudget(),
    small: new Map(),
    layers: new Map(),
    links: new OuterLinks(),
  };
  const scan = {
    wanted: { matches: () => true },
    signal: options.signal,
    report: options.unknowns.add,
    maxMembers: maxOuterMembers,
  };
  try {
    for await (const member of streamMembers(cursor, scan)) await takeMember(state, member);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    options.unknowns.add({ code: error.code, why: error.message, affects: [], incomplete: true });
  } finally {
    await cursor.close();
  }
  return { files: toImageFiles(state), layers: state.layers };
}

interface State extends PassingOptions {
  readonly cursor: ChunkCursor;
  readonly held: HeldBudget;
  readonly budget: ByteBudget;
  readonly small: Map<string, Buffer>;
  readonly layers: Map<string, HeldLayer>;
  readonly links: OuterLinks;
}

async function takeMember(state: State, member: TarMember): Promise<void> {
  const { cursor, small, layers, links, held } = state;
  small.delete(member.path);
  layers.delete(member.path);
  links.note(member);
  if (member.type !== 'file' || member.sparse) return;
  const first = await cursor.copy(member.start, Math.min(member.stored, sniffBytes));
  if (sniffCompression(first) !== 'none' || startsLikeTar(first)) {
    layers.set(member.path, await holdLayer(state, member, first));
    return;
  }
  if (member.stored > maxSmallFileBytes || !held.takesSmall(member.stored)) return;
  const rest = await cursor.copy(member.start + first.length, member.stored - first.length);
  small.set(member.path, Buffer.concat([first, rest]));
}

async function holdLayer(state: State, member: TarMember, first: Buffer): Promise<HeldLayer> {
  const compression = sniffCompression(first);
  const entries: BareEntry[] = [];
  const unknowns: Unknown[] = [];
  const blobHash = new PassingHash();
  const tarHash = new PassingHash();
  const scan = {
    wanted: state.held.limit(state.wanted),
    signal: state.signal,
    report: (unknown: Unknown) => void unknowns.push(unknown),
  };
  const lease = { isValid: true };
  const stored = piecesOf(state.cursor, { member, first, lease });
  let failure: InputError | undefined;
  try {
    if (compression === 'xz' && state.isXz)
      throw new InputError('unsupported', 'xz compression within an xz archive is not read');
    const tar = compression === 'none' ? stored : decompress(blobHash.through(stored), compression, state.budget);
    for await (const batch of streamTar(tarHash.through(tar), scan))
      for (const entry of batch) if (entry instanceof BareEntry && state.held.takes(entry)) entries.push(entry);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    failure = error;
  } finally {
    lease.isValid = false;
  }
  if (state.held.isFull) failure ??= state.held.refusal();
  const digest = compression === 'none' ? tarHash.digest : blobHash.digest;
  const layer = { entries, stored: member.stored, digest, diffId: tarHash.digest, unknowns };
  return failure === undefined ? layer : { ...layer, failure };
}

interface Lease {
  readonly member: TarMember;
  readonly first: Buffer;
  /** A decoder that has failed may still ask for more, and must not move the cursor under the next member. */
  readonly lease: { readonly isValid: boolean };
}
async function* piecesOf(cursor: ChunkCursor, { member, first, lease }: Lease): AsyncGenerator<Uint8Array> {
  yield first;
  if (!lease.isValid) return;
  for await (const piece of cursor.slices(member.start + first.length, member.start + member.stored)) {
    if (!lease.isValid) return;
    yield piece;
    if (!lease.isValid) return;
  }
}

/** What of all layers together may be held. */
class HeldBudget {
  #left: number;
  #smallLeft: number;
  readonly #max: number;
  isFull = false;
  constructor(max: number, maxSmall: number) {
    this.#max = max;
    this.#left = max;
    this.#smallLeft = maxSmall;
  }
  takesSmall(bytes: number): boolean {
    this.#smallLeft -= bytes;
    return this.#smallLeft >= 0;
  }
  takes(entry: BareEntry): boolean {
    if (this.isFull) return false;
    this.#left -= headerWeight(entry);
    this.isFull = this.#left < 0;
    return !this.isFull;
  }
  /** What would be streamed has to be held like the rest; contents that do not fit are refused when they are read. */
  limit(wanted: Wanted): Wanted {
    return {
      ...(wanted.mayMatch && { mayMatch: wanted.mayMatch }),
      matches: (path, type) => !this.isFull && wanted.matches(path, type),
      keep: (header) => {
        const { keep, maxBytes } = wanted.keep(header);
        if (keep === 'no' || keep === 'header' || header.type !== 'file') return { keep, maxBytes };
        const most = Math.min(maxBytes, Math.max(this.#left, 0));
        const size = keep === 'head' ? Math.min(header.size, 64 * 1024) : header.size;
        if (size <= most) this.#left -= size;
        return { keep: keep === 'head' && size <= most ? 'head' : 'whole', maxBytes: most };
      },
    };
  }
  refusal(): InputError {
    return new InputError('limit-reached', `more than ${this.#max} bytes would have to be held in memory`);
  }
}

function toImageFiles({ small, layers, links }: State): ImageFiles {
  const exists = (name: string): boolean => small.has(name) || layers.has(name);
  const resolve = (name: string): string | undefined => links.resolve(name, exists);
  return {
    names: () => small.keys(),
    resolve,
    sizeOf(name) {
      const found = resolve(name) ?? '';
      return small.get(found)?.length ?? layers.get(found)?.stored;
    },
    read: (name) => small.get(resolve(name) ?? ''),
  };
}
