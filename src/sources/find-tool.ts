// Which file a program's name means on a search path. What the scanned files could have brought along is never started.
import { accessSync, constants, realpathSync, statSync } from 'node:fs';
import path from 'node:path';

/** The first program of that name in none of the folders to avoid. */
export function findTool(name: string, searchPath: string, avoid: readonly string[]): string | undefined {
  for (const folder of searchPath.split(':')) {
    if (!path.isAbsolute(folder) || folder.includes('/node_modules/')) continue;
    try {
      const place = realpathSync(folder);
      const program = path.join(place, name);
      if (avoid.some((root) => isWithin(root, place) || isWithin(root, realpathSync(program)))) continue;
      accessSync(program, constants.X_OK);
      if (statSync(program).isFile()) return program;
    } catch {
      // Not there, or not ours to start.
    }
  }
  return undefined;
}
export function isWithin(root: string, place: string): boolean {
  return place === root || place.startsWith(root.endsWith('/') ? root : `${root}/`);
}
