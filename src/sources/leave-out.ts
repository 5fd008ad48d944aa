// What the user asked to leave out of an archive: a folder that matches goes with all that is in it.
import type { Wanted } from '../model/entry.ts';
import { compileSkips } from '../io/glob.ts';

/** Asked only of members that somebody wants. */
export function leaveOut(wanted: Wanted, skip: readonly string[]): Wanted {
  const skips = compileSkips(skip);
  if (skips === undefined) return wanted;
  const isLeftOut = (path: string): boolean => {
    for (let end = path.indexOf('/'); end !== -1; end = path.indexOf('/', end + 1))
      if (skips(path.slice(0, end))) return true;
    return skips(path);
  };
  return {
    ...(wanted.mayMatch && { mayMatch: wanted.mayMatch }),
    matches: (path, type) => wanted.matches(path, type) && !isLeftOut(path),
    keep: (header) => wanted.keep(header),
  };
}
