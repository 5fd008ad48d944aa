// Which layer brought a fact: for a package, the lowest one from which it has been there ever since.
import type { Digest } from '../model/brand.ts';
import type { Draft } from '../model/facts.ts';
import type { LayerReading } from './overlay.ts';

interface Attribution {
  readonly layer: number;
  readonly path: string;
  readonly layers: readonly LayerReading[];
  readonly diffIds: readonly (Digest | undefined)[];
}
export function withLayer(draft: Draft, { layer, path, layers, diffIds }: Attribution): Draft {
  if (draft.kind === 'workload' || draft.kind === 'unknown') return draft;
  let brought = layer;
  if (draft.kind === 'package') {
    for (let lower = layer - 1; lower >= 0; lower -= 1) {
      const member = packagesAt(layers, lower, path);
      if (member === undefined) continue;
      if (!member.has(packageKey(draft))) break;
      brought = lower;
    }
  }
  const diffId = diffIds[brought];
  if (diffId === undefined) return draft;
  return { ...draft, at: draft.at.map((at) => ({ ...at, layer: diffId })) };
}

const packageSets = new WeakMap<LayerReading, Map<string, ReadonlySet<string>>>();
function packagesAt(layers: readonly LayerReading[], layer: number, path: string): ReadonlySet<string> | undefined {
  const reading = layers[layer];
  if (reading === undefined) return undefined;
  let sets = packageSets.get(reading);
  if (sets === undefined) {
    sets = new Map();
    for (const member of reading.members) {
      const keys = Object.values(member.drafts)
        .flat()
        .filter((draft) => draft.kind === 'package')
        .map(packageKey);
      if (keys.length > 0) sets.set(member.path, new Set(keys));
    }
    packageSets.set(reading, sets);
  }
  return sets.get(path);
}
function packageKey(draft: { readonly name: string; readonly version: string; readonly arch?: string }): string {
  return `${draft.name}\n${draft.version}\n${draft.arch ?? ''}`;
}
