// Where a reader stands in a stream of chunks: bytes by their position in the whole.
import { InputError } from '../model/errors.ts';

const noBytes = Buffer.alloc(0);

export class ChunkCursor {
  readonly #chunks: AsyncIterator<Uint8Array>;
  readonly #signal: AbortSignal;
  #advancing: Promise<boolean> | undefined;
  chunk: Buffer = noBytes;
  /** Position of the chunk's first byte. */
  at = 0;

  constructor(chunks: AsyncIterable<Uint8Array>, signal: AbortSignal) {
    this.#chunks = chunks[Symbol.asyncIterator]();
    this.#signal = signal;
  }
  get end(): number {
    return this.at + this.chunk.length;
  }
  /** Moves on to the next chunk that has bytes; false when the stream is over. Who asks meanwhile gets the same. */
  advance(): Promise<boolean> {
    this.#advancing ??= this.#advanceOnce().finally(() => {
      this.#advancing = undefined;
    });
    return this.#advancing;
  }
  async #advanceOnce(): Promise<boolean> {
    for (;;) {
      this.#signal.throwIfAborted();
      const { value, done } = await this.#chunks.next();
      this.at = this.end;
      this.chunk = noBytes;
      if (done === true) return false;
      if (value.length === 0) continue;
      this.chunk = Buffer.isBuffer(value) ? value : Buffer.from(value.buffer, value.byteOffset, value.byteLength);
      return true;
    }
  }
  /** A copy of the bytes at a position that is not behind. Rejects with InputError `archive-truncated`. */
  async copy(start: number, length: number): Promise<Buffer> {
    const bytes = Buffer.allocUnsafeSlow(length);
    let done = 0;
    for await (const piece of this.slices(start, start + length)) done += piece.copy(bytes, done);
    return bytes;
  }
  /** Slices of the chunks between two positions. */
  async *slices(start: number, end: number): AsyncGenerator<Buffer> {
    let position = start;
    while (position < end) {
      if (position >= this.end) {
        if (await this.advance()) continue;
        throw new InputError('archive-truncated', `the data ends too early, after ${this.end} bytes`);
      }
      const piece = this.chunk.subarray(position - this.at, end - this.at);
      position += piece.length;
      yield piece;
    }
  }
  async close(): Promise<void> {
    await this.#chunks.return?.();
  }
}
