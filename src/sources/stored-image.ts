// An image whose files can be asked for at any place: layers that are not compressed are sought through, the others
// stream by once and are hashed on the way.
import type { Entry, Wanted } from '../model/entry.ts';
import { InputError } from '../model/errors.ts';
import type { Described, EntriesOptions, Source } from '../model/source.ts';
import { ByteBudget } from '../io/byte-budget.ts';
import { decompress, sniffCompression } from '../io/decompress.ts';
import { type FileRange, readRange, streamRange } from '../io/file-range.ts';
import { PassingHash } from '../io/hash.ts';
import { seekTar, type TarScan } from '../io/tar-seek.ts';
import { streamTar } from '../io/tar-stream.ts';
import type { StoredFiles } from './archive-files.ts';
import { configBatch } from './config-entry.ts';
import type { ImagePlan, PlannedLayer } from './image-plan.ts';
import { LayerStates } from './layer-state.ts';
import { leaveOut } from './leave-out.ts';
import type { UnknownList } from './unknown-list.ts';

export interface StoredImageOptions {
  readonly name: string;
  readonly plan: ImagePlan;
  readonly files: StoredFiles;
  readonly skip: readonly string[];
  readonly unknowns: UnknownList;
}

export class StoredImage implements Source {
  readonly #options: StoredImageOptions;
  readonly #states: LayerStates;

  constructor(options: StoredImageOptions) {
    this.#options = options;
    this.#states = new LayerStates(options.plan, options.unknowns);
    for (const [index, layer] of options.plan.layers.entries()) this.#notePlace(index, layer);
  }

  describe(): Described {
    const image = this.#states.describe();
    return { kind: 'image', name: this.#options.name, prefix: '', image, digest: image.id, repeatable: true };
  }
  async *entries(asked: Wanted, { signal, skipLayers }: EntriesOptions): AsyncGenerator<readonly Entry[]> {
    const { plan, skip } = this.#options;
    const wanted = leaveOut(asked, skip);
    const budget = new ByteBudget();
    const first = configBatch(plan.config, asked);
    if (first.length > 0) yield first;
    for (const [index, layer] of plan.layers.entries()) {
      signal.throwIfAborted();
      if (skipLayers?.has(index)) continue;
      yield* this.#readLayer(layer, budget, { wanted, signal, layer: index });
    }
  }
  unknowns(): ReturnType<Source['unknowns']> {
    return this.#options.unknowns.all;
  }
  async close(): Promise<void> {
    this.#options.files.close();
  }

  #notePlace(index: number, { name, refused }: PlannedLayer): void {
    if (refused !== undefined) return this.#states.tell(index, refused.code, refused.why);
    const range = this.#options.files.open(name);
    if (range === undefined) return;
    this.#states.checkSize(index, range.length);
    // Only what is hashed can be remembered, and what is sought through is not.
    if (sniffCompression(readRange(range, 0, 6)) !== 'none')
      this.#states.place(index, range.file.place(range.offset, range.length));
    this.#options.files.release(range);
  }

  async *#readLayer(
    { name, refused, digest, diffId }: PlannedLayer,
    budget: ByteBudget,
    scan: Omit<TarScan, 'report'> & { readonly layer: number },
  ): AsyncGenerator<readonly Entry[]> {
    if (refused !== undefined) return;
    const { files, unknowns } = this.#options;
    const range = files.open(name);
    if (range === undefined) {
      this.#states.tell(scan.layer, 'layer-missing', 'it is not there');
      return;
    }
    const report = unknowns.add;
    try {
      const compression = sniffCompression(readRange(range, 0, 6));
      if (compression === 'none') {
        yield* seekTar(range, { ...scan, report });
        return;
      }
      const blobHash = new PassingHash(digest);
      const tarHash = new PassingHash(diffId);
      yield* streamTar(this.#hashed(range, { budget, compression, blobHash, tarHash, index: scan.layer }), {
        ...scan,
        report,
      });
      this.#states.judge(scan.layer, { digest: blobHash.digest, diffId: tarHash.digest });
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      this.#states.tell(scan.layer, error.code, error.message);
    } finally {
      files.release(range);
    }
  }

  /** Hashing a second time would tell nothing new. */
  #hashed(range: FileRange, { budget, compression, blobHash, tarHash, index }: Passing): AsyncIterable<Uint8Array> {
    if (this.#states.isVerified(index)) return decompress(streamRange(range), compression, budget);
    return tarHash.through(decompress(blobHash.through(streamRange(range)), compression, budget));
  }
}
interface Passing {
  readonly budget: ByteBudget;
  readonly compression: Parameters<typeof decompress>[1];
  readonly blobHash: PassingHash;
  readonly tarHash: PassingHash;
  readonly index: number;
}
