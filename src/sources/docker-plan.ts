// What `manifest.json` of `docker save` says. Docker image specification v1.2, "Combined Image JSON + Filesystem
// Changeset Format"; Docker 25 and later put the same files where an OCI layout has them.
import { type Digest, parseDigest } from '../model/brand.ts';
import { AppError, InputError } from '../model/errors.ts';
import type { Unknown } from '../model/unknown.ts';
import { sha256Of } from '../io/hash.ts';
import {
  checkLayerCount,
  type ConfigClaims,
  type ImageFiles,
  type ImagePlan,
  parseConfig,
  type PlannedLayer,
  withDiffIds,
} from './image-plan.ts';
import {
  type JsonObject,
  ownArray,
  ownObject,
  ownText,
  ownValue,
  parseJson,
  toArray,
  toObject,
  toTexts,
} from './json-shape.ts';
import { type Candidate, pickImage, type PickOptions } from './pick-image.ts';
import { platformText } from './platform.ts';

export const dockerManifest = 'manifest.json';
const maxImages = 1000;

interface DockerCandidate extends Candidate {
  readonly manifest: JsonObject;
  readonly configName: string;
  readonly config: Buffer;
  readonly id: Digest;
  readonly claims: ConfigClaims;
}

/** Whether it is what `docker save` writes, and not a file of that name. */
export function isDockerManifest(bytes: Buffer): boolean {
  return toArray(parseJson(bytes)).some((image) => ownText(toObject(image), 'Config') !== undefined);
}

/** Throws AppError when no image can be had from it. */
export function planDockerImage(files: ImageFiles, options: PickOptions): ImagePlan {
  const manifests = toArray(parseJson(readOrThrow(files, dockerManifest)))
    .map(toObject)
    .filter((manifest) => manifest !== undefined)
    .slice(0, maxImages);
  if (manifests.length === 0) throw unreadable(`${dockerManifest} names no image`);
  const candidates = manifests.map((manifest, image) => toCandidate(files, manifest, image));
  const { candidate, ref, picked } = pickImage(candidates, options);
  const names = toTexts(ownArray(candidate.manifest, 'Layers'));
  checkLayerCount(names.length, ref ?? candidate.id);
  const planned = names.map((name) => toLayer(files, name));
  const { layers, unknowns } = withDiffIds(planned, candidate.claims.diffIds);
  return {
    id: candidate.id,
    config: candidate.config,
    ...(ref !== undefined && { ref }),
    platform: platformText(candidate.claims.platform),
    ...(picked !== undefined && { picked }),
    layers: layers.map((layer) => withForeign(layer, candidate.manifest)),
    unknowns: [...unknowns, ...checkConfigName(candidate)],
  };
}

function toCandidate(files: ImageFiles, manifest: JsonObject, image: number): DockerCandidate {
  const configName = ownText(manifest, 'Config') ?? '';
  const config = readOrThrow(files, configName);
  const claims = parseConfig(config);
  if (claims === undefined) throw unreadable(`the configuration ${configName} is no JSON object`);
  const id = sha256Of(config);
  const refs = toTexts(ownArray(manifest, 'RepoTags'));
  return { image, refs, ids: [id], platform: claims.platform, manifest, configName, config, id, claims };
}

function readOrThrow(files: ImageFiles, name: string): Buffer {
  try {
    const bytes = files.read(name);
    if (bytes !== undefined) return bytes;
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    throw unreadable(`${name}: ${error.message}`);
  }
  throw unreadable(`the archive does not hold ${JSON.stringify(name)}, which its ${dockerManifest} needs`);
}

const blobName = /^blobs\/(sha256|sha512)\/([0-9a-f]+)$/;
function toLayer(files: ImageFiles, name: string): PlannedLayer {
  const found = files.resolve(name);
  if (found === undefined)
    return { name, refused: { code: 'layer-missing', why: `the layer ${name} is not in the archive` } };
  const [, algorithm, hex] = blobName.exec(found) ?? [];
  const digest = algorithm === undefined ? undefined : parseDigest(`${algorithm}:${hex}`);
  const size = files.sizeOf(found);
  return { name: found, ...(digest !== undefined && { digest }), ...(size !== undefined && { size }) };
}

/** `LayerSources`, by diffID, says of a layer that is not there whence it is to be fetched. */
function withForeign(layer: PlannedLayer, manifest: JsonObject): PlannedLayer {
  if (layer.diffId === undefined) return layer;
  const source = ownObject(ownObject(manifest, 'LayerSources'), layer.diffId);
  const mediaType = ownText(source, 'mediaType');
  const named = mediaType === undefined ? layer : { ...layer, mediaType };
  if (layer.refused === undefined || ownValue(source, 'urls') === undefined) return named;
  return {
    ...named,
    refused: { code: 'layer-foreign', why: `the layer ${layer.name} has to be fetched from elsewhere` },
  };
}

/** The file is named after its digest; engines take the digest of what is there. */
function checkConfigName({ configName, id }: DockerCandidate): readonly Unknown[] {
  const hex = /([0-9a-f]{64})(?:\.json)?$/.exec(configName)?.[1];
  if (hex === undefined || id === `sha256:${hex}`) return [];
  const why = `the configuration ${configName} has the digest ${id}`;
  return [{ code: 'digest-mismatch', why, affects: [], incomplete: true }];
}
function unreadable(what: string): AppError {
  return new AppError('target-unreadable', `not readable as an image archive: ${what}`);
}
