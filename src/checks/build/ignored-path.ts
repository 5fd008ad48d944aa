// Whether a .dockerignore keeps a path out of the build's context.
// https://docs.docker.com/build/concepts/context/#dockerignore-files

const maxPattern = 400;
const maxParts = 32;

/** Undefined where a pattern says what is not understood here. */
export function isIgnored(patterns: readonly string[], path: string): boolean | undefined {
  if (patterns.some((pattern) => /[[\\]/u.test(pattern) || pattern.length > maxPattern)) return undefined;
  const parts = partsOf(path);
  if (parts.length > maxParts) return undefined;
  let isOut = false;
  for (const pattern of patterns) {
    const isException = pattern.startsWith('!');
    if (isException === isOut && matchesOrAbove(partsOf(pattern.replace(/^!/u, '')), parts)) isOut = !isException;
  }
  return isOut;
}
/** An exception lets in something below it. */
export function isLetInBelow(patterns: readonly string[], path: string): boolean {
  const start = `${partsOf(path).join('/')}/`;
  return patterns.some(
    (pattern) => pattern.startsWith('!') && `${partsOf(pattern.slice(1)).join('/')}/`.startsWith(start),
  );
}
export function partsOf(path: string): readonly string[] {
  return path
    .trim()
    .split('/')
    .filter((part) => part !== '' && part !== '.');
}

/** A folder that is left out is left out with all that is in it. */
function matchesOrAbove(pattern: readonly string[], path: readonly string[]): boolean {
  // How many parts of the path each beginning of the pattern can stand for.
  let ends: ReadonlySet<number> = new Set([0]);
  for (const part of pattern) {
    const next = new Set<number>();
    if (part === '**') for (let at = Math.min(...ends); at <= path.length; at++) next.add(at);
    else for (const end of ends) if (end < path.length && isLike(path[end] ?? '', part)) next.add(end + 1);
    ends = next;
  }
  return pattern.length > 0 && [...ends].some((end) => end > 0);
}
/** `*` and `?` in one part of a path, without going back further than the last `*`. */
function isLike(text: string, pattern: string): boolean {
  let [at, inPattern, star, resume] = [0, 0, -1, 0];
  while (at < text.length) {
    const wanted = pattern[inPattern];
    if (wanted === '*') {
      star = inPattern++;
      resume = at;
    } else if (wanted === '?' || (wanted !== undefined && wanted === text[at])) {
      at++;
      inPattern++;
    } else if (star !== -1) {
      inPattern = star + 1;
      at = ++resume;
    } else return false;
  }
  while (pattern[inPattern] === '*') inPattern++;
  return inPattern === pattern.length;
}
