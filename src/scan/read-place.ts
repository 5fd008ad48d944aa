// One place through all readers: layer by layer, then joined, then a second look where a link or a
// companion file asks for one. Whatever goes wrong with one entry is an unknown, and the rest goes on.
import type { Draft, UnknownDraft } from '../model/facts.ts';
import type { Reader } from '../model/reader.ts';
import type { Source } from '../model/source.ts';
import type { Unknown } from '../model/unknown.ts';
import { withLayer } from './attribution.ts';
import { collectorAt, type LayerCollector, mergeLayers, type LayerReading } from './overlay.ts';
import { readEntry, type EntryRead } from './read-entry.ts';
import type { Reread } from './reread.ts';
import { lookAgain } from './second-look.ts';
import { compileWants, type CompiledWants } from './wants.ts';

/** Layers' readings by a key that only verified layers have; see scan/layer-cache.ts. */
export interface LayerMemory {
  recall(layer: number): LayerReading | undefined;
  keep(layer: number, reading: LayerReading): void;
}
export interface PlaceReading {
  /** Facts as declared, of what is really there; package facts carry the layer that brought them. */
  readonly drafts: readonly Draft[];
  readonly unknowns: readonly Unknown[];
}
export interface ReadOptions {
  readonly readers: readonly Reader[];
  readonly signal: AbortSignal;
  readonly memory?: LayerMemory;
  /** Paths that another target has given already. */
  readonly taken?: Set<string>;
  /** By reader, files that are part of what another one is read as, in any target so far. */
  readonly parts?: Map<string, Set<string>>;
  /** Files that the user named, as paths of entries. */
  readonly named?: readonly string[];
  readonly reread?: Reread;
}

export async function readPlace(source: Source, options: ReadOptions): Promise<PlaceReading> {
  const place = source.describe();
  const layered = place.kind === 'image';
  const wanted = compileWants(options.readers, { prefix: place.prefix, layered });
  const unknowns: Unknown[] = [];
  const config: Draft[] = [];
  const parts = options.parts ?? new Map<string, Set<string>>();
  const layers = await readLayers(source, wanted, { ...options, layered, config, unknowns, parts });
  const seen = mergeLayers(layers);
  const extra = await lookAgain({
    source,
    wanted,
    seen,
    layers,
    readers: options.readers,
    signal: options.signal,
    unknowns,
    ...(options.reread && { reread: options.reread }),
  });
  const drafts = [...config];
  const diffIds = (source.describe().image?.layers ?? []).map(({ diffId }) => diffId);
  for (const { layer, member } of seen.values()) {
    if (member.type !== 'file') continue;
    const again = extra.get(member.path);
    const isPart = (reader: string): boolean => parts.get(reader)?.has(member.path) === true;
    const kept = again ?? Object.entries(member.drafts).flatMap(([id, own]) => (isPart(id) ? [] : own));
    for (const draft of kept)
      drafts.push(layered ? withLayer(draft, { layer, path: member.path, layers, diffIds }) : draft);
  }
  for (const [path, more] of extra) if (seen.get(path)?.member.type !== 'file') drafts.push(...more);
  return { drafts, unknowns: [...source.unknowns(), ...unknowns] };
}

interface Pass extends ReadOptions {
  readonly layered: boolean;
  readonly config: Draft[];
  readonly unknowns: Unknown[];
  readonly parts: Map<string, Set<string>>;
}

async function readLayers(source: Source, wanted: CompiledWants, pass: Pass): Promise<LayerReading[]> {
  const collectors: LayerCollector[] = [];
  const recalled = new Map<number, LayerReading>();
  const count = source.describe().image?.layers.length ?? 1;
  for (let layer = 0; layer < count; layer += 1) {
    const reading = pass.memory?.recall(layer);
    if (reading === undefined) continue;
    recalled.set(layer, reading);
    for (const member of reading.members) wanted.notice(member.path);
  }
  const near = source.near?.bind(source);
  const read: EntryRead = {
    wanted,
    ...(near && { near }),
    unknowns: pass.unknowns,
    named: pass.named ?? [],
    take(reader, path) {
      pass.taken?.add(path);
      read.cover(reader, path);
    },
    cover(reader, path) {
      const known = pass.parts.get(reader) ?? new Set();
      pass.parts.set(reader, known.add(path));
    },
    ...(source.renderer && { renderer: source.renderer }),
  };
  const entriesOptions = { signal: pass.signal, skipLayers: new Set(recalled.keys()) };
  for await (const batch of source.entries(wanted, entriesOptions)) {
    for (const entry of batch) {
      pass.signal.throwIfAborted();
      if (pass.taken?.has(entry.path)) continue;
      pass.taken?.add(entry.path);
      const drafts = await (pass.reread?.recall(`entry ${entry.path}`, entry.path, read, (telling) =>
        readEntry(entry, { ...read, ...telling }),
      ) ?? readEntry(entry, read));
      // A reader that waited may have been stopped.
      pass.signal.throwIfAborted();
      if (pass.layered && entry.layer === undefined) pass.config.push(...Object.values(drafts).flat());
      else collectorAt(collectors, entry.layer ?? 0).add(entry, drafts, pass.layered);
    }
  }
  const all: LayerReading[] = [];
  for (let layer = 0; layer < Math.max(count, collectors.length); layer += 1) {
    const reading = recalled.get(layer) ?? collectorAt(collectors, layer).reading();
    if (!recalled.has(layer)) pass.memory?.keep(layer, reading);
    all.push(reading);
  }
  return all;
}

/** An unknown as a fact of its own, for readers' drafts. */
export function toUnknown(draft: UnknownDraft): Unknown {
  const { kind: _kind, ...unknown } = draft;
  return unknown;
}
