// Lists a tar that passes by once: what is wanted is held for its batch, what is to be streamed goes through alone.
import type { Entry, Wanted } from '../model/entry.ts';
import { InputError } from '../model/errors.ts';
import { ChunkCursor } from './chunk-cursor.ts';
import { headerWeight, TarBatch } from './tar-batch.ts';
import { BareEntry, HeldEntry, LiveEntry, sparseRefusal, tooLarge } from './tar-entry.ts';
import type { TarMember } from './tar-member.ts';
import { TarParser } from './tar-parser.ts';
import type { MemberScan, TarScan } from './tar-seek.ts';

const headBytes = 64 * 1024;

/**
 * Wanted entries in batches; rejects with InputError where the archive ends or breaks, after what came before.
 * Reads on to the end of the bytes, also behind the end mark, so that what hashes them on the way sees all.
 */
export async function* streamTar(bytes: AsyncIterable<Uint8Array>, scan: TarScan): AsyncGenerator<readonly Entry[]> {
  const cursor = new ChunkCursor(bytes, scan.signal);
  const batch = new TarBatch();
  try {
    for await (const member of streamMembers(cursor, scan)) {
      const { keep, maxBytes } = scan.wanted.keep(member);
      if (keep === 'no') continue;
      if (keep === 'stream' && isPlain(member)) {
        const before = batch.take();
        if (before !== undefined) yield before;
        yield* passLive(cursor, member, scan.layer);
        continue;
      }
      const held = await hold(cursor, member, { keep, maxBytes });
      batch.add(
        toEntry(member, held, scan.layer),
        headerWeight(member) + (held instanceof Uint8Array ? held.length : 0),
      );
      const full = batch.isFull ? batch.take() : undefined;
      if (full !== undefined) yield full;
    }
  } catch (error) {
    const rest = error instanceof InputError ? batch.take() : undefined;
    if (rest !== undefined) yield rest;
    throw error;
  } finally {
    await cursor.close();
  }
  const rest = batch.take();
  if (rest !== undefined) yield rest;
}

/** Members as they come; between two of them the cursor may be moved within the first one's bytes. */
export async function* streamMembers(cursor: ChunkCursor, scan: MemberScan): AsyncGenerator<TarMember> {
  const parser = new TarParser(scan);
  parser.feed(cursor.chunk, cursor.at);
  for (;;) {
    const member = parser.next();
    if (member !== undefined) yield member;
    else if (parser.ended || !(await cursor.advance())) break;
    parser.feed(cursor.chunk, cursor.at);
  }
  parser.finish(cursor.end);
  if (parser.ended) await readOn(cursor, scan);
}

/** What is wrong behind the end mark hides no member. */
async function readOn(cursor: ChunkCursor, scan: MemberScan): Promise<void> {
  try {
    while (await cursor.advance());
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const { code, message: why } = error;
    scan.report({ code, why: `behind the end of the archive: ${why}`, affects: [], incomplete: false });
  }
}

async function* passLive(cursor: ChunkCursor, member: TarMember, layer: number | undefined): AsyncGenerator<Entry[]> {
  const headEnd = member.start + Math.min(member.stored, headBytes);
  const first = await cursor.copy(member.start, headEnd - member.start);
  const rest = cursor.slices(headEnd, member.start + member.stored);
  const entry = new LiveEntry(member, { first, rest }, layer);
  yield [entry];
  entry.expire();
}

export type Held = Uint8Array | InputError | undefined;
/** The content as far as it is kept: whole, its first bytes, none, or the reason why not. */
export async function hold(
  cursor: ChunkCursor,
  member: TarMember,
  { keep, maxBytes }: ReturnType<Wanted['keep']>,
): Promise<Held> {
  if (member.type !== 'file' || keep === 'header' || keep === 'no') return undefined;
  if (member.sparse) return sparseRefusal(member.path);
  if (keep === 'head') return cursor.copy(member.start, Math.min(member.stored, headBytes));
  if (member.stored > maxBytes) return tooLarge(member.path, member.stored, maxBytes);
  return cursor.copy(member.start, member.stored);
}
export function toEntry(member: TarMember, held: Held, layer: number | undefined): Entry {
  if (held instanceof Uint8Array) return new HeldEntry(member, held, layer);
  return new BareEntry(member, layer, held);
}
function isPlain(member: TarMember): boolean {
  return member.type === 'file' && !member.sparse;
}
