// An image's configuration as an entry of the image, beside its layers.
import type { Entry, Wanted } from '../model/entry.ts';
import { HeldEntry } from '../io/tar-entry.ts';

const configPath = 'config.json';

/** The first batch of an image; empty when nobody wants the configuration. */
export function configBatch(config: Uint8Array, wanted: Wanted): readonly Entry[] {
  const header = { path: configPath, type: 'file', size: config.length, mode: 0o644, uid: 0, gid: 0 } as const;
  if (!wanted.matches(configPath, 'file') || wanted.keep(header).keep === 'no') return [];
  return [new HeldEntry(header, config)];
}
