// Digests of bytes: of what is in memory, and of what passes by. OCI image specification, `descriptor.md`, "Digests".
import { createHash } from 'node:crypto';
import { type Digest, parseDigest } from '../model/brand.ts';

export function sha256Of(bytes: Uint8Array | string): Digest {
  return toDigest('sha256', createHash('sha256').update(bytes).digest('hex'));
}
/** Whether the bytes have that digest, by the algorithm that it names. */
export function hasDigest(bytes: Uint8Array, digest: Digest): boolean {
  const algorithm = algorithmOf(digest);
  return toDigest(algorithm, createHash(algorithm).update(bytes).digest('hex')) === digest;
}

/** Hashes what passes; `digest` is there once the stream has ended by itself. */
export class PassingHash {
  readonly #algorithm: Algorithm;
  digest: Digest | undefined;
  /** By the algorithm of the digest that it will be compared with. */
  constructor(like?: Digest) {
    this.#algorithm = like === undefined ? 'sha256' : algorithmOf(like);
  }
  async *through(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    const hash = createHash(this.#algorithm);
    for await (const chunk of bytes) {
      hash.update(chunk);
      yield chunk;
    }
    this.digest = toDigest(this.#algorithm, hash.digest('hex'));
  }
}

type Algorithm = 'sha256' | 'sha512';
function algorithmOf(digest: Digest): Algorithm {
  return digest.startsWith('sha512:') ? 'sha512' : 'sha256';
}
function toDigest(algorithm: Algorithm, hex: string): Digest {
  const digest = parseDigest(`${algorithm}:${hex}`);
  if (digest === undefined) throw new Error(`not a digest: ${algorithm}:${hex}`);
  return digest;
}
