// Entries whose bytes lie in a tar: in a file that can be asked again, in memory, passing by once, or not kept.
import type { Entry, EntryHeader, EntryType } from '../model/entry.ts';
import { InputError } from '../model/errors.ts';
import { type FileRange, readRange, streamRange } from './file-range.ts';

const maxHead = 64 * 1024;

/** What all have: the header, and refusal to give more than was asked for. Without bytes of its own. */
export class BareEntry implements Entry {
  readonly path: string;
  readonly type: EntryType;
  readonly size: number;
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  declare readonly link?: string;
  declare readonly xattrs?: Readonly<Record<string, string>>;
  declare readonly layer?: number;
  readonly #refusal: InputError | undefined;

  constructor(header: EntryHeader, layer?: number, refusal?: InputError) {
    this.path = header.path;
    this.type = header.type;
    this.size = header.size;
    this.mode = header.mode;
    this.uid = header.uid;
    this.gid = header.gid;
    if (header.link !== undefined) this.link = header.link;
    if (header.xattrs !== undefined) this.xattrs = header.xattrs;
    if (layer !== undefined) this.layer = layer;
    this.#refusal = refusal;
  }
  async head(_n: number): Promise<Uint8Array> {
    return this.refuse();
  }
  async read(_maxBytes: number): Promise<Uint8Array> {
    return this.refuse();
  }
  // oxlint-disable-next-line require-yield -- it has nothing to give
  async *stream(_signal: AbortSignal): AsyncGenerator<Uint8Array> {
    this.refuse();
  }
  /** The same in another layer: one blob may be several layers of an image. */
  inLayer(layer: number): BareEntry {
    return new BareEntry(this, layer, this.#refusal);
  }
  refuse(): never {
    throw this.#refusal ?? new InputError('unreadable', `the content of ${this.path} was not kept`);
  }
  checkSize(maxBytes: number): void {
    if (this.size > maxBytes) throw tooLarge(this.path, this.size, maxBytes);
  }
}

/** Bytes in an open file. */
export class RangeEntry extends BareEntry {
  readonly #content: FileRange;
  constructor(header: EntryHeader, content: FileRange, layer?: number) {
    super(header, layer);
    this.#content = content;
  }
  override async head(n: number): Promise<Uint8Array> {
    return this.#exactly(0, Math.min(n, maxHead));
  }
  override async read(maxBytes: number): Promise<Uint8Array> {
    this.checkSize(maxBytes);
    return this.#exactly(0, this.size);
  }
  override async *stream(signal: AbortSignal): AsyncGenerator<Uint8Array> {
    for await (const chunk of streamRange(this.#content)) {
      signal.throwIfAborted();
      yield chunk;
    }
  }
  async range(offset: number, length: number): Promise<Uint8Array> {
    return this.#exactly(offset, length);
  }
  #exactly(offset: number, length: number): Uint8Array {
    const bytes = readRange(this.#content, offset, length);
    const expected = Math.min(length, Math.max(0, this.size - offset));
    if (bytes.length < expected) throw new InputError('archive-truncated', `${this.path} ends too early`);
    return bytes;
  }
}

/** Bytes in memory: the whole content, or the first bytes of it. */
export class HeldEntry extends BareEntry {
  readonly #bytes: Uint8Array;
  constructor(header: EntryHeader, bytes: Uint8Array, layer?: number) {
    super(header, layer);
    this.#bytes = bytes;
  }
  override async head(n: number): Promise<Uint8Array> {
    return this.#bytes.subarray(0, Math.min(n, maxHead));
  }
  override async read(maxBytes: number): Promise<Uint8Array> {
    this.checkSize(maxBytes);
    return this.#whole();
  }
  override async *stream(signal: AbortSignal): AsyncGenerator<Uint8Array> {
    signal.throwIfAborted();
    yield this.#whole();
  }
  async range(offset: number, length: number): Promise<Uint8Array> {
    return this.#whole().subarray(Math.max(0, offset), Math.max(0, offset) + Math.max(0, length));
  }
  override inLayer(layer: number): HeldEntry {
    return new HeldEntry(this, this.#bytes, layer);
  }
  #whole(): Uint8Array {
    return this.#bytes.length === this.size ? this.#bytes : this.refuse();
  }
}

/** Bytes that pass by once, while it is the only entry of its batch. */
export class LiveEntry extends BareEntry {
  readonly #first: Uint8Array;
  #rest: AsyncIterator<Uint8Array> | undefined;
  #expired = false;
  /** `first` are the first bytes, up to 64 KiB; `rest` gives what follows them. */
  constructor(header: EntryHeader, content: { first: Uint8Array; rest: AsyncIterator<Uint8Array> }, layer?: number) {
    super(header, layer);
    this.#first = content.first;
    this.#rest = content.rest;
  }
  override async head(n: number): Promise<Uint8Array> {
    return this.#first.subarray(0, Math.min(n, maxHead));
  }
  override async read(maxBytes: number): Promise<Uint8Array> {
    this.checkSize(maxBytes);
    const chunks: Uint8Array[] = [];
    for await (const chunk of this.stream(new AbortController().signal)) chunks.push(chunk);
    return Buffer.concat(chunks);
  }
  override async *stream(signal: AbortSignal): AsyncGenerator<Uint8Array> {
    const rest = this.#takeRest();
    yield this.#first;
    for (;;) {
      signal.throwIfAborted();
      if (this.#expired) throw this.#hasPassed();
      const { value, done } = await rest.next();
      if (done === true) return;
      yield value;
    }
  }
  /** The next batch was asked for. */
  expire(): void {
    this.#expired = true;
  }
  #takeRest(): AsyncIterator<Uint8Array> {
    const rest = this.#rest;
    if (rest === undefined || this.#expired) throw this.#hasPassed();
    this.#rest = undefined;
    return rest;
  }
  #hasPassed(): InputError {
    return new InputError('unreadable', `${this.path} has passed by`);
  }
}

export function tooLarge(path: string, size: number, maxBytes: number): InputError {
  return new InputError('limit-reached', `${path} has ${size} bytes, more than the ${maxBytes} that are read`);
}
export function sparseRefusal(path: string): InputError {
  return new InputError('unsupported', `${path} is stored with holes (a sparse tar member), which is not read`);
}
