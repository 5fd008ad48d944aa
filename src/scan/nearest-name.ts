// What somebody may have meant who wrote a name that nobody has.

/** The name that shares the most letter pairs, when it shares many. */
export function nearestName(written: string, names: Iterable<string>): string | undefined {
  const mine = pairsOf(written.slice(0, 100));
  let best: string | undefined;
  let bestScore = 0.5;
  for (const name of names) {
    const theirs = pairsOf(name.slice(0, 200));
    let shared = 0;
    for (const pair of mine) if (theirs.has(pair)) shared += 1;
    const score = (2 * shared) / (mine.size + theirs.size || 1);
    if (score <= bestScore) continue;
    best = name;
    bestScore = score;
  }
  return best;
}
function pairsOf(text: string): ReadonlySet<string> {
  const folded = text.toLowerCase();
  return new Set(Array.from({ length: Math.max(0, folded.length - 1) }, (_, index) => folded.slice(index, index + 2)));
}
