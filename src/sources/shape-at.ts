// Which kind of archive lies at a path, so that exactly one kind of place claims it.
import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { LocalFile } from '../io/file-range.ts';
import { judgeFile, type Shape } from './archive-shape.ts';
import { dockerManifest, isDockerManifest } from './docker-plan.ts';
import { hasLayerFolders, v1Repositories } from './docker-v1-plan.ts';
import { openFolderFiles } from './folder-files.ts';
import { ociIndex, ociLayoutMark } from './oci-plan.ts';

/** `none` for everything that is neither a folder nor a file of that kind. Never waits on a pipe. */
export async function shapeAt(target: string): Promise<Shape> {
  try {
    const stat = statSync(target, { throwIfNoEntry: false });
    if (stat?.isDirectory() === true) return shapeOfFolder(target);
    return stat?.isFile() === true ? await shapeOfFile(target) : 'none';
  } catch {
    return 'none';
  }
}

/** Newer archives have the files of both; Docker's manifest then says what was saved. */
function shapeOfFolder(folder: string): Shape {
  const has = (name: string): boolean => existsSync(path.join(folder, name));
  if (has(dockerManifest) || has(v1Repositories)) {
    const files = openFolderFiles(folder);
    try {
      const manifest = files.read(dockerManifest);
      if (manifest === undefined ? hasLayerFolders(files) : isDockerManifest(manifest)) return 'docker';
    } finally {
      files.close();
    }
  }
  return has(ociLayoutMark) && has(ociIndex) ? 'oci' : 'none';
}

/** Each kind asks the same of the same file, one after the other. */
let lastJudged: { readonly place: string; readonly shape: Shape } | undefined;

async function shapeOfFile(target: string): Promise<Shape> {
  const file = new LocalFile(target);
  try {
    const place = file.place(0, file.size);
    if (lastJudged?.place === place) return lastJudged.shape;
    const range = { file, offset: 0, length: file.size };
    const shape = await judgeFile(range, new AbortController().signal);
    lastJudged = { place, shape };
    return shape;
  } finally {
    file.close();
  }
}
