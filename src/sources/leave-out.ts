// What the user asked to leave out of an archive: a folder that matches goes with all that is in it.
import type { Wanted } from '../model/entry.ts';
import { compileSkips } from '../io/glob.ts';

/** Asked only of members that somebody wants. */
export function leaveOut(wanted: Wanted, skip: readonly string[]): Wanted {
  const skips = compileSkips(skip);
  if (skips === undefined) return wanted;
  return {
    ...(wanted.mayMatch && { mayMatch: wanted.mayMatch }),
    matches: (path, type) => wanted.matches(path, type) && !isLeftOut(path, skips),
    keep: (header) => wanted.keep(header),
  };
}
/** The path itself, or a folder that it is in. */
export function isLeftOut(path: string, skips: (path: string) => boolean): boolean {
  for (let end = path.indexOf('/'); end !== -1; end = path.indexOf('/', end + 1))
    if (skips(path.slice(0, end))) return true;
  return skips(path);
}
