// The first bytes of a stream that can be read only once, so that its kind is known before somebody takes it.

export interface PeekedStream {
  /** At most `peekBytes`, fewer only when the stream ends before. */
  readonly first: Uint8Array;
  /** The whole stream, the first bytes included. To be iterated once. */
  readonly rest: AsyncIterable<Uint8Array>;
}
/** Enough for every magic number that we know; a tar header is 512. */
const peekBytes = 4096;

export async function peekStdin(stream: AsyncIterable<Uint8Array>): Promise<PeekedStream> {
  const chunks = stream[Symbol.asyncIterator]();
  const early: Uint8Array[] = [];
  let total = 0;
  while (total < peekBytes) {
    const { value, done } = await chunks.next();
    if (done === true) break;
    early.push(value);
    total += value.length;
  }
  return { first: Buffer.concat(early).subarray(0, peekBytes), rest: goOn(early, chunks) };
}

async function* goOn(early: readonly Uint8Array[], chunks: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* early;
    for (;;) {
      const { value, done } = await chunks.next();
      if (done === true) return;
      yield value;
    }
  } finally {
    await chunks.return?.();
  }
}
