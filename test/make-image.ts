// Images for tests, as Docker and OCI tools lay them out, around layers that `makeTar` made.
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { makeTar, type TarEntry } from './make-tar.ts';

export interface ImageParts {
  /** Uncompressed tars, lowest first. */
  readonly layers: readonly Buffer[];
  readonly tags?: readonly string[];
  /** `os/arch[/variant]`; default linux/amd64. */
  readonly platform?: string;
  /** How layers are stored; given its index. */
  readonly store?: (layer: Buffer, index: number) => Buffer;
  /** Merged over the configuration. */
  readonly config?: Readonly<Record<string, unknown>>;
}

export function hexOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
function toJson(value: unknown): Buffer {
  return Buffer.from(JSON.stringify(value));
}
export function makeConfig({ layers, platform = 'linux/amd64', config }: ImageParts): Buffer {
  const [os, architecture, variant] = platform.split('/');
  return toJson({
    os,
    architecture,
    ...(variant !== undefined && { variant }),
    config: { Cmd: ['/bin/sh'] },
    rootfs: { type: 'layers', diff_ids: layers.map((layer) => `sha256:${hexOf(layer)}`) },
    ...config,
  });
}
function storedLayers({ layers, store = (layer) => layer }: ImageParts): readonly Buffer[] {
  return layers.map(store);
}

/** `legacy` as before Docker 25, `hybrid` as since then, `v1` as before 1.10 (one chain of layers an image). */
export type DockerLayout = 'legacy' | 'hybrid' | 'v1';

/** Members of a docker-archive, in the order in which `docker save` writes them: what says how to read it comes last. */
export function dockerMembers(images: readonly ImageParts[], layout: DockerLayout = 'hybrid'): TarEntry[] {
  if (layout === 'v1') return v1Members(images);
  if (layout === 'hybrid') return hybridMembers(images);
  const members: TarEntry[] = [];
  const manifest = images.map((image) => {
    const config = makeConfig(image);
    members.push({ path: `${hexOf(config)}.json`, content: config });
    const names = storedLayers(image).map((layer, index) => {
      const folder = hexOf(Buffer.from(`${index}${hexOf(layer)}`));
      members.push({ path: `${folder}/` }, { path: `${folder}/VERSION`, content: '1.0' });
      members.push({ path: `${folder}/json`, content: '{}' }, { path: `${folder}/layer.tar`, content: layer });
      return `${folder}/layer.tar`;
    });
    return { Config: `${hexOf(config)}.json`, RepoTags: image.tags ?? null, Layers: names };
  });
  return [...members, { path: 'manifest.json', content: toJson(manifest) }, { path: 'repositories', content: '{}' }];
}
function hybridMembers(images: readonly ImageParts[]): TarEntry[] {
  const files = ociFiles(images);
  const manifest = images.map((image) => ({
    Config: `blobs/sha256/${hexOf(makeConfig(image))}`,
    RepoTags: image.tags ?? null,
    Layers: storedLayers(image).map((layer) => `blobs/sha256/${hexOf(layer)}`),
  }));
  files.set('manifest.json', toJson(manifest));
  return filesToMembers(files);
}
function v1Members(images: readonly ImageParts[]): TarEntry[] {
  const members: TarEntry[] = [];
  const repositories: Record<string, Record<string, string>> = {};
  for (const image of images) {
    let parent: string | undefined;
    for (const layer of storedLayers(image)) {
      const id = hexOf(Buffer.from(`${parent ?? ''}${hexOf(layer)}`));
      const json = toJson({ id, ...(parent !== undefined && { parent }), os: 'linux', architecture: 'amd64' });
      members.push({ path: `${id}/` }, { path: `${id}/VERSION`, content: '1.0' });
      members.push({ path: `${id}/json`, content: json }, { path: `${id}/layer.tar`, content: layer });
      parent = id;
    }
    for (const tag of image.tags ?? []) {
      const cut = tag.lastIndexOf(':');
      repositories[tag.slice(0, cut)] = { [tag.slice(cut + 1)]: parent ?? '' };
    }
  }
  return [...members, { path: 'repositories', content: toJson(repositories) }];
}
export function makeDockerArchive(images: readonly ImageParts[], layout: DockerLayout = 'hybrid'): Buffer {
  return makeTar(dockerMembers(images, layout));
}

export interface Descriptor {
  readonly mediaType: string;
  readonly digest: string;
  readonly size: number;
  readonly [more: string]: unknown;
}
export interface OciShape {
  /** Docker's media types instead of OCI's. */
  readonly docker?: true;
  /** Puts all manifests below this many nested indexes. */
  readonly nested?: number;
  /** Adds an attestation manifest beside the images. */
  readonly attestation?: true;
  /** Changes an image's manifest before it is stored. */
  readonly spoil?: (manifest: { layers: Descriptor[]; [more: string]: unknown }) => void;
}
const oci = 'application/vnd.oci.image';
const docker = 'application/vnd.docker';

/** The files of an OCI layout by name. */
export function ociFiles(images: readonly ImageParts[], shape: OciShape = {}): Map<string, Buffer> {
  const files = new Map<string, Buffer>();
  const put = (mediaType: string, bytes: Buffer): Descriptor => {
    files.set(`blobs/sha256/${hexOf(bytes)}`, bytes);
    return { mediaType, digest: `sha256:${hexOf(bytes)}`, size: bytes.length };
  };
  let manifests = images.map((image) => putImage(image, shape, put));
  if (shape.attestation) manifests.push(putAttestation(put));
  for (let level = shape.nested ?? 0; level > 0; level -= 1) {
    const mediaType = `${oci}.index.v1+json`;
    manifests = [put(mediaType, toJson({ schemaVersion: 2, mediaType, manifests }))];
  }
  files.set('index.json', toJson({ schemaVersion: 2, manifests }));
  files.set('oci-layout', toJson({ imageLayoutVersion: '1.0.0' }));
  return files;
}
type Put = (mediaType: string, bytes: Buffer) => Descriptor;

function putImage(image: ImageParts, shape: OciShape, put: Put): Descriptor {
  const config = put(shape.docker ? `${docker}.container.image.v1+json` : `${oci}.config.v1+json`, makeConfig(image));
  const layers = storedLayers(image).map((layer) => put(layerType(layer, shape), layer));
  const mediaType = shape.docker ? `${docker}.distribution.manifest.v2+json` : `${oci}.manifest.v1+json`;
  const manifest = { schemaVersion: 2, mediaType, config, layers };
  shape.spoil?.(manifest);
  const [os, architecture, variant] = (image.platform ?? 'linux/amd64').split('/');
  const [tag] = image.tags ?? [];
  return {
    ...put(mediaType, toJson(manifest)),
    platform: { os, architecture, ...(variant !== undefined && { variant }) },
    ...(tag !== undefined && { annotations: { 'org.opencontainers.image.ref.name': tag } }),
  };
}
function layerType(layer: Buffer, shape: OciShape): string {
  if (shape.docker) return `${docker}.image.rootfs.diff.tar.gzip`;
  const suffix = layer[0] === 0x1f ? '+gzip' : layer[0] === 0x28 ? '+zstd' : '';
  return `${oci}.layer.v1.tar${suffix}`;
}
function putAttestation(put: Put): Descriptor {
  const config = put(`${oci}.config.v1+json`, toJson({ os: 'unknown', architecture: 'unknown' }));
  const layers = [put('application/vnd.in-toto+json', toJson({ _type: 'https://in-toto.io/Statement/v0.1' }))];
  return {
    ...put(`${oci}.manifest.v1+json`, toJson({ schemaVersion: 2, config, layers })),
    platform: { os: 'unknown', architecture: 'unknown' },
    annotations: { 'vnd.docker.reference.type': 'attestation-manifest' },
  };
}

export function filesToMembers(files: ReadonlyMap<string, Buffer>): TarEntry[] {
  return [...files].map(([name, content]) => ({ path: name, content }));
}
export function makeOciArchive(images: readonly ImageParts[], shape: OciShape = {}): Buffer {
  return makeTar(filesToMembers(ociFiles(images, shape)));
}
/** Writes the layout into a folder that exists. */
export function makeOciLayout(folder: string, images: readonly ImageParts[], shape: OciShape = {}): void {
  for (const [name, bytes] of ociFiles(images, shape)) {
    const file = path.join(folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, bytes);
  }
}
