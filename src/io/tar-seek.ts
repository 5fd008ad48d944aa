// Lists an uncompressed tar in a file by jumping from header to header in windows: contents that nobody wants are
// never read.
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Entry, Wanted } from '../model/entry.ts';
import type { Unknown } from '../model/unknown.ts';
import { InputError } from '../model/errors.ts';
import type { FileRange } from './file-range.ts';
import { headerWeight, TarBatch } from './tar-batch.ts';
import { BareEntry, HeldEntry, RangeEntry, sparseRefusal } from './tar-entry.ts';
import type { TarMember } from './tar-member.ts';
import { type PathWanted, TarParser } from './tar-parser.ts';

export interface TarScan {
  readonly wanted: Wanted;
  readonly signal: AbortSignal;
  readonly report: (unknown: Unknown) => void;
  readonly layer?: number;
  readonly maxMembers?: number;
}

/** Members need no word on what to keep of them. */
export type MemberScan = Omit<TarScan, 'wanted' | 'layer'> & { readonly wanted: PathWanted };

/** To ask for a page costs as much as to copy two more of them. */
const jumpBytes = 4 * 1024;
const firstBytes = 64 * 1024;
const mostBytes = 256 * 1024;
/** As far as this a header is still near the one before: then many are likely to follow, and a larger window pays. */
const nearBytes = 8 * 1024;
/** Windows without giving way to timers and signals. */
const windowsPerTurn = 64;
/** What of a content that lies in the window is taken from there. */
const maxTakenBytes = 64 * 1024;

/** Wanted entries in batches; rejects with InputError where the archive ends or breaks, after what came before. */
export async function* seekTar(range: FileRange, scan: TarScan): AsyncGenerator<readonly Entry[]> {
  const batch = new TarBatch();
  const window = new SeekWindow(range);
  try {
    for await (const member of membersIn(window, scan)) {
      addMember(batch, member, window, scan);
      const full = batch.isFull ? batch.take() : undefined;
      if (full !== undefined) yield full;
    }
  } catch (error) {
    const rest = error instanceof InputError ? batch.take() : undefined;
    if (rest !== undefined) yield rest;
    throw error;
  }
  const rest = batch.take();
  if (rest !== undefined) yield rest;
}

/** Wanted members, each within the range; rejects with InputError where the archive ends or breaks. */
export function seekMembers(range: FileRange, scan: MemberScan): AsyncGenerator<TarMember> {
  return membersIn(new SeekWindow(range), scan);
}

/** Between two members the window holds the first one's header and what follows it. */
async function* membersIn(window: SeekWindow, scan: MemberScan): AsyncGenerator<TarMember> {
  scan.signal.throwIfAborted();
  const parser = new TarParser(scan);
  const { length } = window.range;
  for (let windows = 1; ; windows += 1) {
    for (let member = parser.next(); member !== undefined; member = parser.next()) {
      if (member.start + member.stored > length)
        throw new InputError('archive-truncated', `${member.path} goes beyond the end of the archive`);
      yield member;
    }
    if (parser.ended) return;
    const at = parser.need;
    const count = window.moveTo(at);
    if (count === 0) {
      parser.finish(length);
      return;
    }
    parser.feed(window.buffer, at, count);
    if (windows % windowsPerTurn !== 0) continue;
    await nextTurn();
    scan.signal.throwIfAborted();
  }
}

/** The part of the archive that is in memory. */
class SeekWindow {
  readonly range: FileRange;
  /** Borrowed until the next move. */
  readonly buffer: Buffer;
  #at = 0;
  #end = 0;
  /** Doubled by the first move. */
  #size = firstBytes / 2;
  constructor(range: FileRange) {
    this.range = range;
    this.buffer = Buffer.allocUnsafeSlow(Math.min(mostBytes, Math.max(range.length, 1)));
  }
  /** How many bytes from there on are in the buffer now; none behind the end. */
  moveTo(at: number): number {
    const { file, offset, length } = this.range;
    this.#size = at - this.#end <= nearBytes ? Math.min(this.#size * 2, mostBytes) : jumpBytes;
    const wanted = Math.min(this.#size, this.buffer.length, length - at);
    const count = wanted <= 0 ? 0 : file.readInto(this.buffer, wanted, offset + at);
    this.#at = at;
    this.#end = at + count;
    return count;
  }
  /** A copy of what lies wholly in it. */
  take(start: number, length: number): Buffer | undefined {
    const from = start - this.#at;
    if (from < 0 || start + length > this.#end) return undefined;
    return Buffer.copyBytesFrom(this.buffer, from, length);
  }
}

function addMember(batch: TarBatch, member: TarMember, window: SeekWindow, { wanted, layer }: TarScan): void {
  const { keep } = wanted.keep(member);
  if (keep === 'no') return;
  const { start, stored } = member;
  if (member.sparse) {
    batch.add(new BareEntry(member, layer, sparseRefusal(member.path)), headerWeight(member));
    return;
  }
  const taken = keep === 'whole' && stored <= maxTakenBytes ? window.take(start, stored) : undefined;
  if (taken === undefined) {
    const { file, offset } = window.range;
    batch.add(new RangeEntry(member, { file, offset: offset + start, length: stored }, layer), headerWeight(member));
  } else batch.add(new HeldEntry(member, taken, layer), headerWeight(member) + stored);
}
