// What is known of the layers of one image while they are read: the plan's claims, and which of them held.
import type { Digest } from '../model/brand.ts';
import type { LayerDescription } from '../model/entry.ts';
import type { ImageDescription } from '../model/source.ts';
import type { ImagePlan, PlannedLayer } from './image-plan.ts';
import type { UnknownList } from './unknown-list.ts';

/** What we hashed ourselves; absent where the stream did not end by itself. */
export interface Computed {
  readonly digest: Digest | undefined;
  readonly diffId: Digest | undefined;
}

export class LayerStates {
  readonly #plan: ImagePlan;
  readonly #unknowns: UnknownList;
  readonly #verified = new Map<number, Computed>();
  readonly #places = new Map<number, string>();

  constructor(plan: ImagePlan, unknowns: UnknownList) {
    this.#plan = plan;
    this.#unknowns = unknowns;
    for (const unknown of plan.unknowns) unknowns.add(unknown);
  }
  place(index: number, place: string): void {
    this.#places.set(index, place);
  }
  isVerified(index: number): boolean {
    return this.#verified.has(index);
  }
  /** Compares what the layer's bytes are with what they claim to be. */
  judge(index: number, computed: Computed): void {
    const layer = this.#plan.layers[index];
    if (layer === undefined) return;
    const digest = comparable(computed.digest, layer.digest);
    const diffId = comparable(computed.diffId, layer.diffId);
    const wrong = [mismatch(layer.digest, digest), mismatch(layer.diffId, diffId)].filter((text) => text !== undefined);
    for (const why of wrong) this.tell(index, 'digest-mismatch', why);
    const isHashed = diffId !== undefined && (layer.digest === undefined || digest !== undefined);
    if (wrong.length === 0 && isHashed) this.#verified.set(index, { digest, diffId });
  }
  checkSize(index: number, stored: number): void {
    const claimed = this.#plan.layers[index]?.size;
    if (claimed !== undefined && claimed !== stored)
      this.tell(index, 'digest-mismatch', `it has ${stored} bytes, not the ${claimed} that are claimed`);
  }
  tell(index: number, code: Parameters<UnknownList['add']>[0]['code'], why: string): void {
    const name = this.#plan.layers[index]?.name ?? '';
    this.#unknowns.add({ code, why: `layer ${index + 1} (${name}): ${why}`, affects: [], incomplete: true });
  }

  describe(): ImageDescription {
    const { id, ref, manifest, platform, picked, layers } = this.#plan;
    return {
      id,
      ...(ref !== undefined && { ref }),
      ...(manifest !== undefined && { manifest }),
      platform,
      ...(picked !== undefined && { picked }),
      layers: layers.map((layer, index) => this.#describeLayer(layer, index)),
    };
  }
  #describeLayer(layer: PlannedLayer, index: number): LayerDescription {
    const computed = this.#verified.get(index);
    const digest = layer.digest ?? computed?.digest;
    const diffId = layer.diffId ?? computed?.diffId;
    const place = this.#places.get(index);
    return {
      ...(digest !== undefined && { digest }),
      ...(diffId !== undefined && { diffId }),
      ...(layer.mediaType !== undefined && { mediaType: layer.mediaType }),
      ...(layer.size !== undefined && { size: layer.size }),
      verified: computed !== undefined,
      ...(place !== undefined && { place }),
    };
  }
}

/** Nothing can be said about a claim in another algorithm than the one we used. */
function comparable(computed: Digest | undefined, claimed: Digest | undefined): Digest | undefined {
  if (computed === undefined || claimed === undefined) return computed;
  return computed.split(':', 1)[0] === claimed.split(':', 1)[0] ? computed : undefined;
}
function mismatch(claimed: Digest | undefined, computed: Digest | undefined): string | undefined {
  if (claimed === undefined || computed === undefined || claimed === computed) return undefined;
  return `its bytes have the digest ${computed}, not ${claimed}`;
}
