// A member of a tree on this machine's disk as an entry: opened anew for each read, so nothing is held open.
import { lstatSync, readlinkSync, type BigIntStats } from 'node:fs';
import type { Entry, EntryType } from '../model/entry.ts';
import { InputError } from '../model/errors.ts';
import { readAt, readStart, readWhole, streamFile, type DiskPath, type FileAsked } from './safe-open.ts';

const maxHeadBytes = 64 * 1024;

export class DiskEntry implements Entry {
  readonly path: string;
  readonly type: EntryType;
  readonly size: number;
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  readonly link?: string;
  readonly #disk: DiskPath;
  readonly #dev: bigint;
  readonly #ino: bigint;

  constructor(path: string, disk: DiskPath, stats: BigIntStats) {
    this.path = path;
    this.type = typeOf(stats);
    this.size = Number(stats.size);
    this.mode = Number(stats.mode & 0o7777n);
    this.uid = Number(stats.uid);
    this.gid = Number(stats.gid);
    if (this.type === 'link') this.link = toText(readlinkSync(disk, { encoding: 'buffer' }));
    this.#disk = disk;
    this.#dev = stats.dev;
    this.#ino = stats.ino;
  }
  async head(n: number): Promise<Uint8Array> {
    return readStart(this.#asked(), Math.min(n, maxHeadBytes));
  }
  async read(maxBytes: number): Promise<Uint8Array> {
    return readWhole(this.#asked(), maxBytes);
  }
  async *stream(signal: AbortSignal): AsyncIterable<Uint8Array> {
    yield* streamFile(this.#asked(), signal);
  }
  async range(offset: number, length: number): Promise<Uint8Array> {
    return readAt(this.#asked(), offset, length);
  }
  /** Only regular files are ever opened. */
  #asked(): FileAsked {
    if (this.type !== 'file') throw new InputError('unreadable', `${this.path} is not a regular file`);
    return { disk: this.#disk, path: this.path, identity: { dev: this.#dev, ino: this.#ino } };
  }
}

export function lookAt(disk: DiskPath): BigIntStats | undefined {
  return lstatSync(disk, { bigint: true, throwIfNoEntry: false });
}

interface Kinds {
  isFile(): boolean;
  isDirectory(): boolean;
  isSymbolicLink(): boolean;
}
export function typeOf(item: Kinds): EntryType {
  if (item.isFile()) return 'file';
  if (item.isDirectory()) return 'dir';
  return item.isSymbolicLink() ? 'link' : 'other';
}

/** Names are bytes on Linux: those that are no UTF-8 come as `\xff`, so that two of them stay two. */
export function toText(name: Buffer): string {
  const text = name.toString('utf8');
  if (!text.includes('\uFFFD') || Buffer.from(text, 'utf8').equals(name)) return text;
  return name
    .toString('latin1')
    .replaceAll(/[\u0080-\u00ff]/gu, (character) => `\\x${character.charCodeAt(0).toString(16)}`);
}
