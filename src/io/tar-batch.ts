// When a batch of entries is full: by count, or by the bytes that it holds in memory.
import type { Entry, EntryHeader } from '../model/entry.ts';

const batchEntries = 1024;
const batchBytes = 8 * 1024 * 1024;

export class TarBatch {
  #entries: Entry[] = [];
  #bytes = 0;

  add(entry: Entry, heldBytes: number): void {
    this.#entries.push(entry);
    this.#bytes += heldBytes;
  }
  get isFull(): boolean {
    return this.#entries.length >= batchEntries || this.#bytes >= batchBytes;
  }
  /** What was gathered, if anything; begins anew. */
  take(): readonly Entry[] | undefined {
    const entries = this.#entries;
    this.#entries = [];
    this.#bytes = 0;
    return entries.length > 0 ? entries : undefined;
  }
}

/** Memory that a header holds; what is large of it are names and attributes. */
export function headerWeight(header: EntryHeader): number {
  let weight = 200 + header.path.length + (header.link?.length ?? 0);
  for (const [name, value] of Object.entries(header.xattrs ?? {})) weight += name.length + value.length;
  return weight;
}
