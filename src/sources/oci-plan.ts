// What an OCI layout says: index, nested indexes, manifests. OCI image specification, `image-layout.md`,
// `image-index.md`, `manifest.md`; Docker image manifest version 2, schema 2.
import { type Digest, parseDigest } from '../model/brand.ts';
import { AppError, InputError } from '../model/errors.ts';
import { hasDigest } from '../io/hash.ts';
import {
  checkLayerCount,
  type ImageFiles,
  type ImagePlan,
  parseConfig,
  type PlannedLayer,
  withDiffIds,
} from './image-plan.ts';
import {
  type JsonObject,
  ownArray,
  ownCount,
  ownObject,
  ownText,
  ownValue,
  parseJson,
  toObject,
} from './json-shape.ts';
import { type Candidate, pickImage, type PickOptions } from './pick-image.ts';
import { platformText, toPlatform } from './platform.ts';

export const ociIndex = 'index.json';
export const ociLayoutMark = 'oci-layout';
const maxDepth = 5;
const maxManifests = 1000;

interface OciCandidate extends Candidate {
  readonly manifest: JsonObject;
  /** Of what has the refs: the manifest itself, or an index above it. */
  readonly named: Digest;
}

/** Throws AppError when no image can be had from it. */
export function planOciImage(files: ImageFiles, options: PickOptions): ImagePlan {
  const bytes = files.read(ociIndex);
  if (bytes === undefined) throw unreadable(`it does not hold ${ociIndex}`);
  const walk: Walk = { files, candidates: [], seen: 0, problems: [] };
  for (const [image, descriptor] of descriptorsOf(toObject(parseJson(bytes))).entries())
    addDescriptor(walk, descriptor, { image, depth: 0, refs: [] });
  if (walk.candidates.length === 0) throw unreadable(walk.problems[0] ?? `${ociIndex} names no image`);
  const { candidate, ref, picked } = pickImage(walk.candidates, options);
  const config = readConfig(files, candidate.manifest);
  const claims = parseConfig(config.bytes);
  if (claims === undefined) throw unreadable(`the configuration ${config.digest} is no JSON object`);
  const descriptors = ownArray(candidate.manifest, 'layers').map(toObject);
  checkLayerCount(descriptors.length, ref ?? config.digest);
  const planned = descriptors.map((descriptor) => toLayer(files, descriptor));
  const manifest = ref === undefined ? undefined : registryDigest(ref, candidate, walk.candidates);
  return {
    id: config.digest,
    config: config.bytes,
    ...(ref !== undefined && { ref }),
    ...(manifest !== undefined && { manifest }),
    platform: platformText(claims.platform),
    ...(picked !== undefined && { picked }),
    ...withDiffIds(planned, claims.diffIds),
  };
}

interface Walk {
  readonly files: ImageFiles;
  readonly candidates: OciCandidate[];
  seen: number;
  /** Why something that could have been an image is none. */
  readonly problems: string[];
}
interface Place {
  readonly image: number;
  readonly depth: number;
  readonly refs: readonly string[];
  /** Digest of the descriptor that brought the refs. */
  readonly named?: Digest;
}

function addDescriptor(
  walk: Walk,
  descriptor: JsonObject,
  { image, depth, refs: inherited, named: above }: Place,
): void {
  walk.seen += 1;
  if (walk.seen > maxManifests) throw unreadable(`its index names more than ${maxManifests} manifests`);
  if (isAttestation(descriptor)) return;
  const digest = parseDigest(ownText(descriptor, 'digest') ?? '');
  const blob = digest === undefined ? undefined : readBlob(walk, digest);
  if (digest === undefined || blob === undefined) return;
  const content = toObject(parseJson(blob));
  const own = refsOf(descriptor);
  const refs = own.length > 0 ? own : inherited;
  const named = own.length > 0 ? digest : (above ?? digest);
  if (isIndex(content, descriptor)) {
    if (depth >= maxDepth) throw unreadable(`its indexes lie more than ${maxDepth} deep`);
    for (const inner of descriptorsOf(content)) addDescriptor(walk, inner, { image, depth: depth + 1, refs, named });
    return;
  }
  const config = ownObject(content, 'config');
  if (content === undefined || !isImageConfig(config)) {
    walk.problems.push(`the manifest ${digest} is not that of an image`);
    return;
  }
  const ids = [ownText(config, 'digest') ?? '', digest];
  const platform = platformOf(walk.files, descriptor, config);
  walk.candidates.push({ image, refs, ids, platform, manifest: content, named });
}

const registryName = /^(?:[^/]*[.:][^/]*|localhost)\/./u;
/** What a layout calls `1.27` may be anybody's; and an engine that keeps its layers unpacked makes up the manifest that it saves. */
function registryDigest(
  ref: string,
  { manifest, named }: OciCandidate,
  all: readonly OciCandidate[],
): Digest | undefined {
  const isPacked = ownArray(manifest, 'layers').every((layer) =>
    /[.+](?:gzip|zstd)$/u.test(ownText(toObject(layer), 'mediaType') ?? ''),
  );
  const isAlone = all.every((one) => one.named === named || !one.refs.includes(ref));
  return registryName.test(ref) && isPacked && isAlone ? named : undefined;
}

function descriptorsOf(index: JsonObject | undefined): readonly JsonObject[] {
  return ownArray(index, 'manifests')
    .map(toObject)
    .filter((descriptor) => descriptor !== undefined);
}
function isAttestation(descriptor: JsonObject): boolean {
  const annotations = ownObject(descriptor, 'annotations');
  return ownText(annotations, 'vnd.docker.reference.type') !== undefined;
}
function isIndex(content: JsonObject | undefined, descriptor: JsonObject): boolean {
  const mediaType = ownText(content, 'mediaType') ?? ownText(descriptor, 'mediaType') ?? '';
  return /(?:image\.index|manifest\.list)\./.test(mediaType) || Array.isArray(ownValue(content, 'manifests'));
}
function isImageConfig(config: JsonObject | undefined): boolean {
  const mediaType = ownText(config, 'mediaType');
  return (
    (config !== undefined && mediaType === undefined) ||
    mediaType === 'application/vnd.oci.image.config.v1+json' ||
    mediaType === 'application/vnd.docker.container.image.v1+json'
  );
}
function refsOf(descriptor: JsonObject): readonly string[] {
  const annotations = ownObject(descriptor, 'annotations');
  const names = [
    ownText(annotations, 'io.containerd.image.name'),
    ownText(annotations, 'org.opencontainers.image.ref.name'),
  ];
  return names.filter((name) => name !== undefined);
}
function platformOf(files: ImageFiles, descriptor: JsonObject, config: JsonObject | undefined): Candidate['platform'] {
  const platform = ownObject(descriptor, 'platform');
  const os = ownText(platform, 'os');
  const architecture = ownText(platform, 'architecture');
  if (os !== undefined && architecture !== undefined) return toPlatform(os, architecture, ownText(platform, 'variant'));
  const digest = parseDigest(ownText(config, 'digest') ?? '');
  const bytes = digest === undefined ? undefined : readSmall(files, toBlobName(digest));
  return bytes === undefined ? undefined : parseConfig(bytes)?.platform;
}

/** Undefined, and a problem noted, when the blob is not there or is not what it should be. */
function readBlob(walk: Walk, digest: Digest): Buffer | undefined {
  const bytes = readSmall(walk.files, toBlobName(digest));
  if (bytes !== undefined && hasDigest(bytes, digest)) return bytes;
  walk.problems.push(
    bytes === undefined ? `the manifest ${digest} is not in it` : `the manifest ${digest} has another digest`,
  );
  return undefined;
}
function readConfig(files: ImageFiles, manifest: JsonObject): { readonly digest: Digest; readonly bytes: Buffer } {
  const digest = parseDigest(ownText(ownObject(manifest, 'config'), 'digest') ?? '');
  const bytes = digest === undefined ? undefined : readSmall(files, toBlobName(digest));
  if (digest === undefined || bytes === undefined) throw unreadable(`the configuration ${digest ?? ''} is not in it`);
  if (!hasDigest(bytes, digest)) throw unreadable(`the configuration ${digest} has another digest`);
  return { digest, bytes };
}
function readSmall(files: ImageFiles, name: string): Buffer | undefined {
  try {
    return files.read(name);
  } catch (error) {
    if (error instanceof InputError) throw unreadable(`${name}: ${error.message}`);
    throw error;
  }
}

function toLayer(files: ImageFiles, descriptor: JsonObject | undefined): PlannedLayer {
  const digest = parseDigest(ownText(descriptor, 'digest') ?? '');
  const mediaType = ownText(descriptor, 'mediaType') ?? '';
  const size = ownCount(descriptor, 'size');
  if (digest === undefined)
    return { name: '', refused: { code: 'unsupported', why: 'a layer has no digest that can be verified' } };
  const name = files.resolve(toBlobName(digest));
  const layer = {
    name: name ?? toBlobName(digest),
    digest,
    ...(mediaType !== '' && { mediaType }),
    ...(size !== undefined && { size }),
  };
  if (name === undefined) return { ...layer, refused: absence(digest, mediaType) };
  if (mediaType !== '' && !/[.]tar(?:[.+](?:gzip|zstd))?$/.test(mediaType))
    return { ...layer, refused: { code: 'unsupported', why: `the layer ${digest} is of the type ${mediaType}` } };
  return layer;
}
function absence(digest: Digest, mediaType: string): NonNullable<PlannedLayer['refused']> {
  const foreign = /nondistributable|[.]foreign[.]/.test(mediaType);
  return foreign
    ? { code: 'layer-foreign', why: `the layer ${digest} has to be fetched from elsewhere` }
    : { code: 'layer-missing', why: `the layer ${digest} is not there` };
}
function toBlobName(digest: Digest): string {
  return `blobs/${digest.replace(':', '/')}`;
}
function unreadable(what: string): AppError {
  return new AppError('target-unreadable', `not readable as an OCI layout: ${what}`);
}
