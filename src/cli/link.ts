// Whether a path leads out of the places that were scanned: a project may hold links to anywhere.
import { lstatSync, realpathSync, statSync } from 'node:fs';
import path from 'node:path';

/** `roots` are targets as given; those that are no paths say nothing. A link to nothing leads outside. */
export function leadsOutside(file: string, roots: readonly string[]): boolean {
  const real = realPathOf(file);
  if (real === undefined) return true;
  const folders = roots.map(folderOf).filter((folder) => folder !== undefined);
  return !folders.some((folder) => {
    const way = path.relative(folder, real);
    return way !== '..' && !way.startsWith(`..${path.sep}`) && !path.isAbsolute(way);
  });
}
/** Of a file that is not there yet, where it would be. */
function realPathOf(file: string): string | undefined {
  try {
    const isThere = lstatSync(file, { throwIfNoEntry: false }) !== undefined;
    return isThere ? realpathSync(file) : path.join(realpathSync(path.dirname(file)), path.basename(file));
  } catch {
    return undefined;
  }
}
function folderOf(root: string): string | undefined {
  const stats = statSync(root, { throwIfNoEntry: false });
  if (stats === undefined) return undefined;
  // Beside a file that was given lies what belongs to it.
  return realpathSync(stats.isDirectory() ? root : path.dirname(root));
}
