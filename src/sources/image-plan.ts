// What an image in an archive or layout consists of, whichever way the archive says so.
import { type Digest, parseDigest } from '../model/brand.ts';
import type { Unknown, UnknownCode } from '../model/unknown.ts';
import { AppError } from '../model/errors.ts';
import { type JsonObject, ownArray, ownObject, ownText, parseJson, toObject } from './json-shape.ts';
import { type Platform, toPlatform } from './platform.ts';

/** The small files of an archive or layout, by name; layers are only asked whether they are there. */
export interface ImageFiles {
  names(): Iterable<string>;
  /** The name of the file itself, links followed; undefined when there is none. */
  resolve(name: string): string | undefined;
  /** Stored bytes of a file that is there. */
  sizeOf(name: string): number | undefined;
  /** Undefined when it is not there. Throws InputError `limit-reached` above 4 MiB. */
  read(name: string): Buffer | undefined;
}
export const maxSmallFileBytes = 4 * 1024 * 1024;

export interface PlannedLayer {
  /** The file that holds it, as `ImageFiles.resolve` gives it. */
  readonly name: string;
  readonly digest?: Digest;
  readonly diffId?: Digest;
  readonly mediaType?: string;
  readonly size?: number;
  /** Why it cannot be read. */
  readonly refused?: { readonly code: UnknownCode; readonly why: string };
}
export interface ImagePlan {
  readonly id: Digest;
  readonly config: Buffer;
  readonly ref?: string;
  /** Of what goes by `ref` in its registry, a manifest or an index, verified. */
  readonly manifest?: Digest;
  readonly platform: string;
  readonly picked?: string;
  readonly layers: readonly PlannedLayer[];
  readonly unknowns: readonly Unknown[];
}

export const maxLayers = 1000;
export function checkLayerCount(count: number, name: string): void {
  if (count > maxLayers)
    throw new AppError(
      'target-unreadable',
      `image ${name} claims ${count} layers, more than the ${maxLayers} that are read`,
    );
}

/** Of an image's configuration: OCI image specification, `config.md`. */
export interface ConfigClaims {
  readonly platform: Platform;
  readonly diffIds: readonly (Digest | undefined)[];
}
/** Undefined when the bytes are no configuration. */
export function parseConfig(bytes: Buffer): ConfigClaims | undefined {
  const config = toObject(parseJson(bytes));
  if (config === undefined) return undefined;
  const diffIds = ownArray(ownObject(config, 'rootfs'), 'diff_ids');
  return {
    platform: toConfigPlatform(config),
    diffIds: diffIds.map((text) => (typeof text === 'string' ? parseDigest(text) : undefined)),
  };
}
export function toConfigPlatform(config: JsonObject): Platform {
  return toPlatform(
    ownText(config, 'os') ?? 'linux',
    ownText(config, 'architecture') ?? 'unknown',
    ownText(config, 'variant'),
  );
}

/** Gives each layer the diffID that the configuration claims, if any; a count that differs makes all of them void. */
export function withDiffIds(
  layers: readonly PlannedLayer[],
  diffIds: readonly (Digest | undefined)[],
): { readonly layers: readonly PlannedLayer[]; readonly unknowns: readonly Unknown[] } {
  if (diffIds.length === 0) return { layers, unknowns: [] };
  if (layers.length !== diffIds.length) {
    const why = `the image has ${layers.length} layers, but its configuration names ${diffIds.length}`;
    return { layers, unknowns: [{ code: 'digest-mismatch', why, affects: [], incomplete: true }] };
  }
  const named = layers.map((layer, index) => {
    const diffId = diffIds[index];
    return diffId === undefined ? layer : { ...layer, diffId };
  });
  return { layers: named, unknowns: [] };
}
