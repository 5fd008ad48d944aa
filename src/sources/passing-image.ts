// An image in an archive that passes by once, compressed or from a pipe. What says which layers it has usually comes
// last, so what is wanted of every layer is held in memory until then, within a bound.
import type { Entry, Wanted } from '../model/entry.ts';
import { InputError } from '../model/errors.ts';
import type { Described, EntriesOptions, OpenOptions, Source } from '../model/source.ts';
import { PassingHash } from '../io/hash.ts';
import { streamTar } from '../io/tar-stream.ts';
import { configBatch } from './config-entry.ts';
import { type HeldLayer, readPassing } from './held-layers.ts';
import type { ImageFiles, ImagePlan, PlannedLayer } from './image-plan.ts';
import { LayerStates } from './layer-state.ts';
import { leaveOut } from './leave-out.ts';
import type { UnknownList } from './unknown-list.ts';

export interface PassingImageOptions {
  readonly name: string;
  /** The bytes of the outer archive, its own compression undone; asked for again when `repeatable`. */
  readonly bytes: () => AsyncIterable<Uint8Array>;
  readonly repeatable: boolean;
  readonly plan: (files: ImageFiles) => ImagePlan;
  readonly open: Pick<OpenOptions, 'skip'>;
  readonly unknowns: UnknownList;
  /** Compression of the outer archive, of which a layer within may not have the same. */
  readonly isXz: boolean;
  readonly maxHeldBytes?: number;
  readonly close: () => Promise<void> | void;
}
const batchEntries = 1024;

export class PassingImage implements Source {
  readonly #options: PassingImageOptions;
  #states: LayerStates | undefined;
  #passed = false;

  constructor(options: PassingImageOptions) {
    this.#options = options;
  }
  /** What the image is turns out while entries are read. */
  describe(): Described {
    const { name, repeatable } = this.#options;
    const image = this.#states?.describe();
    return { kind: 'image', name, prefix: '', ...(image && { image, digest: image.id }), repeatable };
  }
  async *entries(asked: Wanted, { signal, skipLayers }: EntriesOptions): AsyncGenerator<readonly Entry[]> {
    const { bytes, repeatable, open, unknowns, isXz, maxHeldBytes } = this.#options;
    if (this.#passed && !repeatable) throw new Error(`${this.#options.name} can be read only once`);
    this.#passed = true;
    const wanted = leaveOut(asked, open.skip);
    const passing = await readPassing(bytes(), {
      wanted,
      signal,
      unknowns,
      isXz,
      ...(maxHeldBytes !== undefined && { maxHeldBytes }),
    });
    const plan = this.#options.plan(passing.files);
    this.#states ??= new LayerStates(plan, unknowns);
    const first = configBatch(plan.config, asked);
    if (first.length > 0) yield first;
    for (const [index, layer] of plan.layers.entries()) {
      if (skipLayers?.has(index)) continue;
      const held = passing.layers.get(layer.name);
      if (held !== undefined) yield* this.#giveLayer(held, index, this.#states);
      else yield* this.#readSmall(layer, passing.files, { wanted, signal, index, states: this.#states });
    }
  }
  unknowns(): ReturnType<Source['unknowns']> {
    return this.#options.unknowns.all;
  }
  async close(): Promise<void> {
    await this.#options.close();
  }

  *#giveLayer(held: HeldLayer, index: number, states: LayerStates): Generator<readonly Entry[]> {
    const { entries } = held;
    states.checkSize(index, held.stored);
    for (let from = 0; from < entries.length; from += batchEntries)
      yield entries.slice(from, from + batchEntries).map((entry) => entry.inLayer(index));
    for (const unknown of held.unknowns) this.#options.unknowns.add(unknown);
    if (held.failure === undefined) states.judge(index, held);
    else states.tell(index, held.failure.code, held.failure.message);
  }

  /** A layer so small or odd that it was not recognised as one, such as the empty one. */
  async *#readSmall(
    { name, refused }: PlannedLayer,
    files: ImageFiles,
    { wanted, signal, index, states }: SmallScan,
  ): AsyncGenerator<readonly Entry[]> {
    try {
      if (refused !== undefined) throw new InputError(refused.code, refused.why);
      const bytes = files.read(name);
      if (bytes === undefined) throw new InputError('layer-missing', 'it is not there');
      const report = this.#options.unknowns.add;
      const hash = new PassingHash();
      yield* streamTar(hash.through(once(bytes)), { wanted, signal, report, layer: index });
      states.judge(index, { digest: hash.digest, diffId: hash.digest });
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      states.tell(index, error.code, error.message);
    }
  }
}
interface SmallScan {
  readonly wanted: Wanted;
  readonly signal: AbortSignal;
  readonly index: number;
  readonly states: LayerStates;
}
async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
