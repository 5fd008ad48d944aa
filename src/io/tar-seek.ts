// Lists an uncompressed tar in a file by jumping from header to header in windows: contents that nobody wants are
// never read.
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Entry, Wanted } from '../model/entry.ts';
import type { Unknown } from '../model/unknown.ts';
import { InputError } from '../model/errors.ts';
import type { FileRange } from './file-range.ts';
import { headerWeight, TarBatch } from './tar-batch.ts';
import { BareEntry, RangeEntry, sparseRefusal } from './tar-entry.ts';
import type { TarMember } from './tar-member.ts';
import { type PathWanted, TarParser } from './tar-parser.ts';

export interface TarScan {
  readonly wanted: Wanted;
  readonly signal: AbortSignal;
  readonly report: (unknown: Unknown) => void;
  readonly layer?: number;
  readonly maxMembers?: number;
  /** How much is read after a jump; less where members are few and large. */
  readonly windowBytes?: number;
}

/** Members need no word on what to keep of them. */
export type MemberScan = Omit<TarScan, 'wanted' | 'layer'> & { readonly wanted: PathWanted };

/** After a jump the next header is likely far away too; where headers follow each other, a larger window pays. */
const jumpWindow = 64 * 1024;
const runWindow = 256 * 1024;
/** Windows without giving way to timers and signals. */
const windowsPerTurn = 64;

/** Wanted entries in batches; rejects with InputError where the archive ends or breaks, after what came before. */
export async function* seekTar(range: FileRange, scan: TarScan): AsyncGenerator<readonly Entry[]> {
  const batch = new TarBatch();
  try {
    for await (const member of seekMembers(range, scan)) {
      addMember(batch, member, range, scan);
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
export async function* seekMembers(range: FileRange, scan: MemberScan): AsyncGenerator<TarMember> {
  scan.signal.throwIfAborted();
  const parser = new TarParser(scan);
  const window = Buffer.allocUnsafeSlow(Math.min(runWindow, Math.max(range.length, 1)));
  const jump = scan.windowBytes ?? jumpWindow;
  let windowEnd = 0;
  for (let windows = 1; ; windows += 1) {
    for (let member = parser.next(); member !== undefined; member = parser.next()) {
      if (member.start + member.stored > range.length)
        throw new InputError('archive-truncated', `${member.path} goes beyond the end of the archive`);
      yield member;
    }
    if (parser.ended) return;
    const at = parser.need;
    const count = readWindow(range, window, { at, bytes: at > 0 && at === windowEnd ? runWindow : jump });
    if (count === 0) {
      parser.finish(range.length);
      return;
    }
    windowEnd = at + count;
    parser.feed(window.subarray(0, count), at);
    if (windows % windowsPerTurn !== 0) continue;
    await nextTurn();
    scan.signal.throwIfAborted();
  }
}

function readWindow(
  { file, offset, length }: FileRange,
  window: Buffer,
  { at, bytes }: { readonly at: number; readonly bytes: number },
): number {
  const wanted = Math.min(bytes, window.length, length - at);
  return wanted <= 0 ? 0 : file.readInto(window, wanted, offset + at);
}

function addMember(batch: TarBatch, member: TarMember, { file, offset }: FileRange, scan: TarScan): void {
  const { keep } = scan.wanted.keep(member);
  if (keep === 'no') return;
  if (member.sparse) batch.add(new BareEntry(member, scan.layer, sparseRefusal(member.path)), headerWeight(member));
  else {
    const content = { file, offset: offset + member.start, length: member.stored };
    batch.add(new RangeEntry(member, content, scan.layer), headerWeight(member));
  }
}
