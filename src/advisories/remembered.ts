// Which ecosystems the last scans met, so that an update fetches those and no others.
import { readFileSync } from 'node:fs';
import { writeFileAtomic } from '../io/atomic-file.ts';
import { splitEcosystem } from './ecosystems.ts';
import { isText, textsOf, recordOf } from './untrusted.ts';

const maxEcosystems = 100;

/** Sorted, without releases; empty when nothing was remembered or can be read. */
export function rememberedEcosystems(file: string): readonly string[] {
  try {
    const stored: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return textsOf(recordOf(stored)?.['ecosystems'], maxEcosystems);
  } catch {
    return [];
  }
}

/** Adds to what is remembered. A cache that cannot be written must not spoil a scan. */
export function rememberEcosystems(file: string, met: Iterable<string>): void {
  const before = rememberedEcosystems(file);
  const all = new Set(before);
  for (const ecosystem of met) {
    const { base } = splitEcosystem(ecosystem);
    if (isText(base, 100) && all.size < maxEcosystems) all.add(base);
  }
  if (all.size === before.length) return;
  try {
    writeFileAtomic(file, `${JSON.stringify({ ecosystems: [...all].sort() })}\n`);
  } catch {
    // The next update falls back on its own list.
  }
}
