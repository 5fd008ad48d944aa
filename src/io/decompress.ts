// Which compression a stream has, by its first bytes, and how to undo it within bounds. RFC 1952 (gzip), RFC 8878
// (zstd), https://tukaani.org/xz/xz-file-format.txt.
import type { Transform } from 'node:stream';
import { InputError } from '../model/errors.ts';
import { ByteBudget } from './byte-budget.ts';

export type Compression = 'none' | 'gzip' | 'zstd' | 'xz' | 'bzip2' | 'lz4';

const chunkBytes = 1024 * 1024;
/** 128 MiB of window: what decoders are asked to support, and the memory that a frame may claim. */
const zstdWindowLog = 27;

/** Six bytes are enough. */
export function sniffCompression(first: Uint8Array): Compression {
  const [a, b, c, d] = first;
  if (a === 0x1f && b === 0x8b) return 'gzip';
  if (a === 0x28 && b === 0xb5 && c === 0x2f && d === 0xfd) return 'zstd';
  // A skippable frame may come first.
  if (a !== undefined && (a & 0xf0) === 0x50 && b === 0x2a && c === 0x4d && d === 0x18) return 'zstd';
  if (a === 0xfd && b === 0x37 && c === 0x7a && d === 0x58 && first[4] === 0x5a && first[5] === 0) return 'xz';
  if (a === 0x42 && b === 0x5a && c === 0x68) return 'bzip2';
  if (a === 0x04 && b === 0x22 && c === 0x4d && d === 0x18) return 'lz4';
  return 'none';
}

/**
 * One stream of xz at a time: within another one its first chunk would never come. Rejects with
 * InputError: `archive-truncated`, `archive-corrupt`, `limit-reached`, `unsupported`.
 */
export async function* decompress(
  bytes: AsyncIterable<Uint8Array>,
  compression: Compression,
  budget: ByteBudget = new ByteBudget(),
): AsyncGenerator<Uint8Array> {
  const counted = countIn(bytes, budget);
  for await (const chunk of undo(counted, compression)) {
    budget.addOut(chunk.length);
    yield chunk;
  }
}

function undo(bytes: AsyncGenerator<Uint8Array>, compression: Compression): AsyncIterable<Uint8Array> {
  switch (compression) {
    case 'none':
      return bytes;
    case 'gzip':
      return throughGzip(bytes);
    case 'zstd':
      return throughZstd(bytes);
    case 'xz':
      return throughXz(bytes);
    case 'bzip2':
    case 'lz4':
      throw new InputError('unsupported', `${compression} compression is not read`);
    default:
      return compression satisfies never;
  }
}

async function* countIn(bytes: AsyncIterable<Uint8Array>, budget: ByteBudget): AsyncGenerator<Uint8Array> {
  for await (const chunk of bytes) {
    budget.addIn(chunk.length);
    yield chunk;
  }
}

// Engines are loaded when something is compressed: most archives of docker save hold nothing that is.
async function* throughGzip(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const { createGunzip } = await import('node:zlib');
  yield* through(bytes, createGunzip({ chunkSize: chunkBytes }));
}
async function* throughZstd(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const { constants, createZstdDecompress } = await import('node:zlib');
  const { throughFrames } = await import('./zstd-frames.ts');
  const options = { chunkSize: chunkBytes, params: { [constants.ZSTD_d_windowLogMax]: zstdWindowLog } };
  yield* throughFrames(bytes, (frame) => through(frame, createZstdDecompress(options)));
}
async function* through(bytes: AsyncIterable<Uint8Array>, engine: Transform): AsyncGenerator<Uint8Array> {
  const { pipeline } = await import('node:stream');
  pipeline(bytes, engine, () => undefined);
  try {
    for await (const chunk of engine) yield chunk;
  } catch (error) {
    throw toInputError(error);
  } finally {
    engine.destroy();
  }
}

async function* throughXz(bytes: AsyncGenerator<Uint8Array>): AsyncGenerator<Uint8Array> {
  const { XzReadableStream } = (await import('xz-decompress')).default;
  const source = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { value, done } = await bytes.next();
      if (done === true) controller.close();
      else controller.enqueue(value);
    },
    async cancel() {
      await bytes.return(undefined);
    },
  });
  const reader = new XzReadableStream(source).getReader();
  try {
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return;
      if (value.length > 0) yield value;
    }
  } catch (error) {
    throw toXzError(error);
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

/** Codes of `enum xz_ret` of xz-embedded; a TypeError is what comes of no input at all. */
function toXzError(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof InputError) return error;
  const code = /error code (\d+)$/.exec(error.message)?.[1];
  if (code === '8' || error instanceof TypeError)
    return new InputError('archive-truncated', 'compressed data ends too early', { cause: error });
  if (code === '3' || code === '4')
    return new InputError('limit-reached', 'compressed data asks for too much memory', { cause: error });
  if (code === '2' || code === '6')
    return new InputError('unsupported', 'compressed data uses options of xz that are not read', { cause: error });
  return error.message.startsWith('get_next_output') ? damaged('archive-corrupt', error) : error;
}

const engineCode = /^(?:Z_|ZSTD_)/;
/** Only what the engine itself says; aborts and failures of the bytes' own source are not its damage. */
function toInputError(error: unknown): unknown {
  if (!(error instanceof Error) || !('code' in error) || !engineCode.test(String(error.code))) return error;
  return damaged(error.code === 'Z_BUF_ERROR' ? 'archive-truncated' : 'archive-corrupt', error);
}
function damaged(code: InputError['code'], error: Error): InputError {
  return new InputError(code, `compressed data is damaged: ${error.message}`, { cause: error });
}
