// Where one zstd frame ends and the next begins: Node's decoder stops after the first, while layers made by
// parallel or chunked writers have thousands. RFC 8878, section 3.1.
import { zstdDecompressSync } from 'node:zlib';
import { InputError } from '../model/errors.ts';
import { ChunkCursor } from './chunk-cursor.ts';

const frameMagic = 0xfd2fb528;
const skippableMagic = 0x184d2a50;
/** Frames up to this are decoded at once: a decoder for each of thousands of small ones costs more than their bytes. */
const smallFrameBytes = 1024 * 1024;
const smallOutputBytes = 8 * 1024 * 1024;
const maxFrames = 1_000_000;
const idBytes = [0, 1, 2, 4] as const;
const sizeBytes = [0, 2, 4, 8] as const;
const runBlock = 1;
const reservedBlock = 3;

/** All frames' contents; `decode` undoes one frame. Rejects with InputError. */
export async function* throughFrames(
  bytes: AsyncIterable<Uint8Array>,
  decode: (frame: AsyncIterable<Uint8Array>) => AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  const frames = new FrameWalk(new ChunkCursor(bytes, new AbortController().signal));
  try {
    for (let count = 0; await frames.next(); count += 1) {
      if (count >= maxFrames) throw new InputError('limit-reached', `more than ${maxFrames} zstd frames`);
      yield* oneFrame(frames.pieces(), decode);
    }
  } finally {
    await frames.close();
  }
}

async function* oneFrame(
  pieces: AsyncGenerator<Uint8Array>,
  decode: (frame: AsyncIterable<Uint8Array>) => AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  const early: Uint8Array[] = [];
  let total = 0;
  let whole = false;
  while (!whole && total <= smallFrameBytes) {
    const { value, done } = await pieces.next();
    if (done === true) whole = true;
    else {
      early.push(value);
      total += value.length;
    }
  }
  const content = whole ? decodeSmall(Buffer.concat(early, total)) : undefined;
  if (content === undefined) yield* decode(join(early, pieces));
  else if (content.length > 0) yield content;
}

/** Undefined when it becomes too large for one piece, or is damaged: the decoder then says how. */
function decodeSmall(frame: Buffer): Buffer | undefined {
  try {
    return zstdDecompressSync(frame, { maxOutputLength: smallOutputBytes });
  } catch {
    return undefined;
  }
}

async function* join(early: readonly Uint8Array[], rest: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield* early;
  yield* rest;
}

class FrameWalk {
  readonly #cursor: ChunkCursor;
  #position = 0;
  constructor(cursor: ChunkCursor) {
    this.#cursor = cursor;
  }
  /** Moves to the next frame that has content; false at the end. */
  async next(): Promise<boolean> {
    while (this.#position < this.#cursor.end || (await this.#cursor.advance())) {
      const head = await this.#cursor.copy(this.#position, 4);
      const magic = head.readUInt32LE();
      if (magic === frameMagic) return true;
      if ((magic & 0xfffffff0) !== skippableMagic) throw damaged('no frame begins', this.#position);
      const size = (await this.#cursor.copy(this.#position + 4, 4)).readUInt32LE();
      await this.#skip(this.#position + 8, size);
    }
    return false;
  }
  /** The bytes of the frame. */
  async *pieces(): AsyncGenerator<Uint8Array> {
    const head = await this.#take(5);
    yield head;
    const descriptor = head[4] ?? 0;
    const single = (descriptor & 0x20) !== 0;
    const size = sizeBytes[((descriptor >> 6) & 3) as 0 | 1 | 2 | 3] || (single ? 1 : 0);
    yield await this.#take((single ? 0 : 1) + idBytes[(descriptor & 3) as 0 | 1 | 2 | 3] + size);
    for (let last = false; !last;) {
      const header = await this.#take(3);
      yield header;
      const bits = header.readUIntLE(0, 3);
      last = (bits & 1) === 1;
      const kind = (bits >> 1) & 3;
      if (kind === reservedBlock) throw damaged('a block of no kind', this.#position);
      yield* this.#slices(kind === runBlock ? 1 : bits >> 3);
    }
    if ((descriptor & 4) !== 0) yield await this.#take(4);
  }
  async close(): Promise<void> {
    await this.#cursor.close();
  }

  async #take(length: number): Promise<Buffer> {
    const bytes = await this.#cursor.copy(this.#position, length);
    this.#position += length;
    return bytes;
  }
  async *#slices(length: number): AsyncGenerator<Uint8Array> {
    const start = this.#position;
    this.#position += length;
    yield* this.#cursor.slices(start, start + length);
  }
  async #skip(start: number, length: number): Promise<void> {
    this.#position = start + length;
    for await (const piece of this.#cursor.slices(start, start + length)) void piece;
  }
}

function damaged(what: string, position: number): InputError {
  return new InputError('archive-corrupt', `zstd data is damaged: ${what} at byte ${position}`);
}
