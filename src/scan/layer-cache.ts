// Readings of layers whose bytes we have hashed ourselves, so that the same layer is read once.
// A layer's reading depends on what lies below it (overlay.ts keeps what decides about lower paths), so the
// key is the chain of digests up to it, as in the OCI image specification's ChainID.
import type { Digest } from '../model/brand.ts';
import type { Reader } from '../model/reader.ts';
import type { Described } from '../model/source.ts';
import type { FactCache } from '../cache/fact-cache.ts';
import type { LayerReading } from './overlay.ts';
import type { LayerMemory } from './read-place.ts';

export function toLayerMemory(cache: FactCache, describe: () => Described, readers: readonly Reader[]): LayerMemory {
  const suffix = readers.map(({ id, version }) => `${id}@${version}`).sort();
  const recalledDigests: (Digest | undefined)[] = [];
  return {
    recall(layer) {
      const description = describe().image?.layers[layer];
      const digest = description?.place === undefined ? undefined : cache.rememberedDigest(description.place);
      recalledDigests[layer] = digest;
      const chain = recalledDigests.slice(0, layer + 1);
      if (!isWhole(chain)) return undefined;
      return cache.get({ chain, readers: suffix }) as LayerReading | undefined;
    },
    keep(layer, reading) {
      const layers = describe().image?.layers.slice(0, layer + 1) ?? [];
      cache.put(layers, suffix, reading);
    },
  };
}
function isWhole(chain: readonly (Digest | undefined)[]): chain is readonly Digest[] {
  return chain.every((digest) => digest !== undefined);
}
