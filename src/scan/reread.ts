// What one reading of all targets leaves for the next, in which some files have other texts: only what depends on one
// of those is read again.
import path from 'node:path';
import type { Draft } from '../model/facts.ts';
import type { Near } from '../model/reader.ts';
import type { Unknown } from '../model/unknown.ts';
import type { ReadTarget } from './read-target.ts';

/** What a reading uses of the run, and tells it. */
export interface Telling {
  readonly near?: Near;
  readonly unknowns: Unknown[];
  take(reader: string, path: string): void;
  cover(reader: string, path: string): void;
}
export type Found = Readonly<Record<string, readonly Draft[]>>;

export interface Reread {
  /** By path as in the report. */
  readonly texts: ReadonlyMap<string, string>;
  /** From here on these files have these texts. */
  replace(texts: ReadonlyMap<string, string>): void;
  /** Of a place whose files are not edited, all that was read. */
  readonly places: Map<string, ReadTarget>;
  /** `read` is only called where a text that it has looked at has changed since; `key` names the reading. */
  recall(key: string, at: string, telling: Telling, read: (telling: Telling) => Promise<Found>): Promise<Found>;
}
interface Reading {
  readonly found: Found;
  readonly unknowns: readonly Unknown[];
  readonly told: readonly (readonly ['take' | 'cover', reader: string, path: string])[];
  /** Paths whose texts it comes from, the ones where nothing was found included, and the texts where they were planned. */
  readonly from: ReadonlyMap<string, string | undefined>;
}

export function openReread(): Reread {
  let texts: ReadonlyMap<string, string> = new Map();
  const readings = new Map<string, Reading>();
  return {
    get texts() {
      return texts;
    },
    replace(fresh) {
      texts = fresh;
    },
    places: new Map(),
    async recall(key, at, telling, read) {
      const kept = readings.get(key);
      const isSame = kept !== undefined && [...kept.from].every(([from, text]) => texts.get(from) === text);
      const reading = isSame ? kept : await record(at, { texts, near: telling.near, read });
      readings.set(key, reading);
      telling.unknowns.push(...reading.unknowns);
      for (const [verb, reader, file] of reading.told) telling[verb](reader, file);
      return reading.found;
    },
  };
}

interface Recorded {
  readonly texts: ReadonlyMap<string, string>;
  readonly near: Near | undefined;
  readonly read: (telling: Telling) => Promise<Found>;
}
async function record(at: string, { texts, near, read }: Recorded): Promise<Reading> {
  const from = new Map([[at, texts.get(at)]]);
  const unknowns: Unknown[] = [];
  const told: ['take' | 'cover', string, string][] = [];
  const found = await read({
    unknowns,
    take: (reader, file) => void told.push(['take', reader, file]),
    cover: (reader, file) => void told.push(['cover', reader, file]),
    ...(near && {
      near: async (asked: string) => {
        const file = path.posix.normalize(asked);
        from.set(file, texts.get(file));
        return near(asked);
      },
    }),
  });
  return { found, unknowns, told, from };
}
