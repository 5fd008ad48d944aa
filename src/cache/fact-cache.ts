// Facts of layers on disk, by the digests of all layers up to the one they are of. Only layers whose bytes we have
// hashed ourselves get in; facts are relative to their layer.
import { createHash } from 'node:crypto';
import { lstatSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Digest } from '../model/brand.ts';
import type { LayerDescription } from '../model/entry.ts';
import { readChecked, writeChecked } from './checked-file.ts';
import { evict } from './eviction.ts';
import { recalledDigest, verifiedDigestOf, type VerifiedDigest } from './verified-digest.ts';

/** Raised when what is stored changes its shape. */
const formatVersion = 2;
const defaultMaxBytes = 512 * 1024 * 1024;

export interface CacheKey {
  /** Verified digests of the layers from the lowest up to the one that is meant. */
  readonly chain: readonly Digest[];
  /** `id@version` of everything that has a say in the facts, options included. */
  readonly readers: readonly string[];
}
export interface FactCache {
  /** Undefined when it is not there, was damaged, or is of another format. */
  get(key: CacheKey): unknown;
  /** Keeps nothing unless every layer up to this one is verified, now or by an earlier run on the same bytes. */
  put(layers: readonly LayerDescription[], readers: readonly string[], value: unknown): void;
  /** The digest that these very bytes of this machine were found to have. */
  rememberedDigest(place: string): VerifiedDigest | undefined;
}
export interface CacheOptions {
  readonly maxBytes?: number;
}

/** A folder for this user only. One that is somebody else's, or cannot be written, is a cache that stays empty. */
export function openFactCache(folder: string, { maxBytes = defaultMaxBytes }: CacheOptions = {}): FactCache {
  if (!isOurs(folder)) return closedCache;
  const fileOf = (name: readonly unknown[]): string => {
    const key = JSON.stringify([formatVersion, ...name]);
    return path.join(folder, `${createHash('sha256').update(key).digest('hex')}.json`);
  };
  const factFile = ({ chain, readers }: CacheKey): string => fileOf(['facts', chain, readers]);
  const placeFile = (place: string): string => fileOf(['place', place]);
  const rememberedDigest = (place: string): VerifiedDigest | undefined =>
    recalledDigest(readChecked(placeFile(place), new Date()));
  let total: number | undefined;
  const write = (file: string, value: unknown): void => {
    try {
      const size = writeChecked(file, value);
      total = (total ?? evict(folder, { maxBytes, nowMs: Date.now() })) + size;
      if (total > maxBytes) total = evict(folder, { maxBytes: maxBytes * 0.8, nowMs: Date.now() });
    } catch {
      // A full or read-only disk costs the next run time, and this one nothing.
    }
  };
  return {
    get: (key) => readChecked(factFile(key), new Date()),
    put(layers, readers, value) {
      const chain: VerifiedDigest[] = [];
      for (const layer of layers) {
        const fresh = verifiedDigestOf(layer);
        // A layer that was recalled is not read again, and so not verified by this run.
        const digest = fresh ?? (layer.place === undefined ? undefined : rememberedDigest(layer.place));
        if (digest === undefined) return;
        chain.push(digest);
        if (fresh !== undefined && layer.place !== undefined) write(placeFile(layer.place), fresh);
      }
      if (chain.length > 0) write(factFile({ chain, readers }), value);
    },
    rememberedDigest,
  };
}

const closedCache: FactCache = { get: () => undefined, put: () => undefined, rememberedDigest: () => undefined };

/** Whoever can write here decides what we find, so nobody else may; the folder itself is no link. */
function isOurs(folder: string): boolean {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const { uid, mode, isFolder } = lookAt(folder);
    return isFolder && uid === (process.getuid?.() ?? uid) && (mode & 0o022) === 0;
  } catch {
    return false;
  }
}
function lookAt(folder: string): { uid: number; mode: number; isFolder: boolean } {
  const stats = lstatSync(folder);
  return { uid: stats.uid, mode: stats.mode, isFolder: stats.isDirectory() };
}
