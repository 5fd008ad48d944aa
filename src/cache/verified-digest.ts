// Which digests may become keys: those of bytes that we have hashed ourselves. A claim never does, for whoever
// writes an image writes its claims, and would choose what the next scan of another image finds.
import type { Digest } from '../model/brand.ts';
import { parseDigest } from '../model/brand.ts';
import type { LayerDescription } from '../model/entry.ts';

declare const verified: unique symbol;
export type VerifiedDigest = Digest & { readonly [verified]: true };

/** The diffID where there is one: it names the same files however they are compressed. */
export function verifiedDigestOf(layer: LayerDescription): VerifiedDigest | undefined {
  return layer.verified ? asVerified(layer.diffId ?? layer.digest) : undefined;
}
/** A digest that the cache itself was given as verified, read back from its own checked file. */
export function recalledDigest(text: unknown): VerifiedDigest | undefined {
  return typeof text === 'string' ? asVerified(parseDigest(text)) : undefined;
}
function asVerified(digest: Digest | undefined): VerifiedDigest | undefined {
  return digest as VerifiedDigest | undefined;
}
