// Images as Docker saved them before 1.10: no `manifest.json`, but one folder a layer, each naming its parent.
// Docker image specification v1, "Combined Image JSON + Filesystem Changeset Format".
import { AppError } from '../model/errors.ts';
import { sha256Of } from '../io/hash.ts';
import { type ImageFiles, type ImagePlan, maxLayers, type PlannedLayer, toConfigPlatform } from './image-plan.ts';
import { type JsonObject, ownText, parseJson, toObject } from './json-shape.ts';
import { type Candidate, pickImage, type PickOptions } from './pick-image.ts';
import { platformText } from './platform.ts';

export const v1Repositories = 'repositories';
const maxImages = 1000;
const layerFolder = /^([0-9a-f]{64})\/json$/;

interface V1Candidate extends Candidate {
  readonly id: string;
}

/** Whether it holds layers as they were stored then. */
export function hasLayerFolders(files: ImageFiles): boolean {
  for (const name of files.names()) if (layerFolder.test(name)) return true;
  return false;
}

/** Throws AppError when no image can be had from it. */
export function planV1Image(files: ImageFiles, options: PickOptions): ImagePlan {
  const candidates = [...readTags(files)]
    .slice(0, maxImages)
    .map(([id, refs], image) => toCandidate(files, { id, refs, image }));
  if (candidates.length === 0) throw unreadable(`${v1Repositories} names no image`);
  const { candidate, ref, picked } = pickImage(candidates, options);
  const config = files.read(`${candidate.id}/json`);
  if (config === undefined) throw unreadable(`the archive does not hold ${candidate.id}/json`);
  return {
    id: sha256Of(config),
    config,
    ...(ref !== undefined && { ref }),
    platform: platformText(toConfigPlatform(toObject(parseJson(config)) ?? {})),
    ...(picked !== undefined && { picked }),
    layers: chainOf(files, candidate.id),
    unknowns: [],
  };
}

/** Image id to its tags; without tags, the layers that are nobody's parent. */
function readTags(files: ImageFiles): Map<string, string[]> {
  const found = new Map<string, string[]>();
  const repositories = toObject(parseJson(files.read(v1Repositories) ?? Buffer.from('{}')));
  for (const [repository, tags] of Object.entries(repositories ?? {})) {
    for (const [tag, id] of Object.entries(toObject(tags) ?? {})) {
      if (typeof id !== 'string') continue;
      found.set(id, [...(found.get(id) ?? []).slice(0, 100), `${repository}:${tag}`]);
    }
  }
  return found.size > 0 ? found : readHeads(files);
}
function readHeads(files: ImageFiles): Map<string, string[]> {
  const heads = new Map<string, string[]>();
  const parents = new Set<string>();
  for (const name of files.names()) {
    const id = layerFolder.exec(name)?.[1];
    if (id === undefined || heads.size > maxImages) continue;
    heads.set(id, []);
    parents.add(ownText(readLayerJson(files, id), 'parent') ?? '');
  }
  for (const parent of parents) heads.delete(parent);
  return heads;
}

function toCandidate(
  files: ImageFiles,
  { id, refs, image }: { readonly id: string; readonly refs: readonly string[]; readonly image: number },
): V1Candidate {
  const json = readLayerJson(files, id);
  return { id, image, refs, ids: [`sha256:${id}`], platform: json === undefined ? undefined : toConfigPlatform(json) };
}
function readLayerJson(files: ImageFiles, id: string): JsonObject | undefined {
  const bytes = files.read(`${id}/json`);
  return bytes === undefined ? undefined : toObject(parseJson(bytes));
}

/** Lowest first; a chain that comes back to itself or breaks ends in a layer that is missing. */
function chainOf(files: ImageFiles, top: string): readonly PlannedLayer[] {
  const layers: PlannedLayer[] = [];
  const seen = new Set<string>();
  for (let id: string | undefined = top; id !== undefined;) {
    const json = readLayerJson(files, id);
    if (seen.has(id) || seen.size >= maxLayers || json === undefined) {
      layers.unshift(missing(id));
      break;
    }
    seen.add(id);
    const name = files.resolve(`${id}/layer.tar`);
    layers.unshift(name === undefined ? missing(id) : { name });
    id = ownText(json, 'parent');
  }
  return layers;
}
function missing(id: string): PlannedLayer {
  return { name: id, refused: { code: 'layer-missing', why: `the layer ${id} is not in the archive` } };
}
function unreadable(what: string): AppError {
  return new AppError('target-unreadable', `not readable as an image archive: ${what}`);
}
