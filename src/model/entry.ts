// One member of a place: a file of a layer, of a folder, of an archive; later a live API object.
import type { Digest } from './brand.ts';

export type EntryType = 'file' | 'dir' | 'link' | 'hardlink' | 'other';

/** `path` has no leading slash, no `.` and no `..`; `mode` are the 12 permission bits; sizes in bytes. */
export interface EntryHeader {
  readonly path: string;
  readonly type: EntryType;
  readonly size: number;
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  /** Target of a link or hard link, as written. */
  readonly link?: string;
  readonly xattrs?: Readonly<Record<string, string>>;
  /** Index into `Described.layers` of the image that the place holds. */
  readonly layer?: number;
}

/**
 * All reads are bounded and reject with InputError (`too-large`, `truncated`, `unreadable`);
 * an entry is valid until the next batch is asked for.
 */
export interface Entry extends EntryHeader {
  /** The first bytes, at most `n` and at most 64 KiB. */
  head(n: number): Promise<Uint8Array>;
  /** The whole content, refused above `maxBytes`. */
  read(maxBytes: number): Promise<Uint8Array>;
  stream(signal: AbortSignal): AsyncIterable<Uint8Array>;
  /** Random access, where the place has it. */
  range?(offset: number, length: number): Promise<Uint8Array>;
}

/** How much of an entry somebody wants, which is what a one-pass place must hold on to. */
export type Keep = 'no' | 'header' | 'head' | 'whole' | 'stream' | 'random';

/** What all readers together want of a place, compiled once; asked before an Entry exists. */
export interface Wanted {
  /**
   * Asked first where a path lies in bytes, from `start` up to a NUL or `limit`: false only if `matches` is false for
   * whatever these bytes can be read as. Absent: perhaps.
   */
  readonly mayMatch?: (bytes: Uint8Array, start: number, limit: number) => boolean;
  /** Asked for every member, so it must be cheap; a true answer is only "perhaps". */
  matches(path: string, type: EntryType): boolean;
  /** Asked for each member that matched. */
  keep(header: EntryHeader): { readonly keep: Keep; readonly maxBytes: number };
}

export interface LayerDescription {
  /** Of the blob as stored, when the place says so: a claim unless `verified`. */
  readonly digest?: Digest;
  /** Of the uncompressed tar, from the image's configuration: a claim unless `verified`. */
  readonly diffId?: Digest;
  readonly mediaType?: string;
  /** Bytes of the blob as stored. */
  readonly size?: number;
  /** True once we have hashed the bytes ourselves and the claims held. */
  readonly verified: boolean;
  /** Names these very bytes on this machine (device, inode, size, times, offset), to remember a verified digest by. */
  readonly place?: string;
}
