// Test support: an entry made of bytes, what a reader says of it, and the same bytes cut and flipped.
import type { Entry } from '../../model/entry.ts';
import { InputError } from '../../model/errors.ts';
import type { Draft, UnknownDraft } from '../../model/facts.ts';
import type { PackageDraft } from '../../model/image-facts.ts';
import type { Near, Reader } from '../../model/reader.ts';

export type Content = string | Uint8Array;

export function entryOf(path: string, content: Content): Entry {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  return {
    path,
    type: 'file',
    size: bytes.length,
    mode: 0o644,
    uid: 0,
    gid: 0,
    head: async (n) => bytes.subarray(0, n),
    async read(maxBytes) {
      if (bytes.length > maxBytes) throw new InputError('limit-reached', `${path} is too large`);
      return bytes;
    },
    async *stream() {
      yield bytes;
    },
  };
}
export async function draftsOf(reader: Reader, entry: Entry, near?: Near): Promise<readonly Draft[]> {
  const drafts: Draft[] = [];
  for await (const draft of reader.read(entry, near)) drafts.push(draft);
  return drafts;
}
export function packagesIn(drafts: readonly Draft[]): readonly PackageDraft[] {
  return drafts.filter((draft) => draft.kind === 'package');
}
export function unknownsIn(drafts: readonly Draft[]): readonly UnknownDraft[] {
  return drafts.filter((draft) => draft.kind === 'unknown');
}

/** The same damage for the same bytes: cut at every so many bytes, then bits turned over, a few at a time. */
export function* damaged(
  bytes: Uint8Array,
  rounds: number,
): Iterable<{ readonly how: string; readonly bytes: Uint8Array }> {
  const step = Math.max(1, Math.floor(bytes.length / rounds));
  for (let length = 0; length < bytes.length; length += step)
    yield { how: `cut after ${length}`, bytes: bytes.subarray(0, length) };
  let state = 0x2545f491;
  const roll = (sides: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * sides);
  };
  for (let round = 0; round < rounds && bytes.length > 0; round += 1) {
    const flipped = Uint8Array.from(bytes);
    for (let count = 0; count <= round % 8; count += 1) {
      const at = roll(bytes.length);
      flipped[at] = (flipped[at] ?? 0) ^ (1 << roll(8));
    }
    yield { how: `flipped in round ${round}`, bytes: flipped };
  }
}
