// Which lines of a text are kept and which change: Myers, "An O(ND) Difference Algorithm", 1986, with a bound on D.

/** Lines `[aFrom, aTo)` of the old text became lines `[bFrom, bTo)` of the new one. */
export interface Change {
  readonly aFrom: number;
  readonly aTo: number;
  readonly bFrom: number;
  readonly bTo: number;
}
/** Beyond it the middle is replaced as one: still right, only less readable. */
const maxDistance = 512;

export function findChanges(a: readonly string[], b: readonly string[]): readonly Change[] {
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head += 1;
  let tail = 0;
  while (tail < a.length - head && tail < b.length - head && a[a.length - 1 - tail] === b[b.length - 1 - tail])
    tail += 1;
  const middleA = a.slice(head, a.length - tail);
  const middleB = b.slice(head, b.length - tail);
  if (middleA.length === 0 && middleB.length === 0) return [];
  const whole = { aFrom: head, aTo: a.length - tail, bFrom: head, bTo: b.length - tail };
  if (middleA.length === 0 || middleB.length === 0) return [whole];
  const kept = findKept(middleA, middleB);
  return kept === undefined ? [whole] : toChanges(kept, whole);
}

type Pair = readonly [number, number];
/** Pairs of equal lines in order, or undefined when the texts are too far apart. */
function findKept(a: readonly string[], b: readonly string[]): readonly Pair[] | undefined {
  const furthest = new Map<number, number>([[1, 0]]);
  const trace: Map<number, number>[] = [];
  for (let d = 0; d <= Math.min(maxDistance, a.length + b.length); d += 1) {
    trace.push(new Map(furthest));
    for (let k = -d; k <= d; k += 2) {
      let x = goesDown(furthest, k, d) ? reached(furthest, k + 1) : reached(furthest, k - 1) + 1;
      while (x < a.length && x - k < b.length && x >= 0 && x - k >= 0 && a[x] === b[x - k]) x += 1;
      furthest.set(k, x);
      if (x >= a.length && x - k >= b.length) return walkBack(trace, a.length, b.length);
    }
  }
  return undefined;
}
function walkBack(trace: readonly Map<number, number>[], aLength: number, bLength: number): readonly Pair[] {
  const kept: Pair[] = [];
  let x = aLength;
  let y = bLength;
  for (const [d, furthest] of [...trace.entries()].toReversed()) {
    const k = x - y;
    const previousK = goesDown(furthest, k, d) ? k + 1 : k - 1;
    const previousX = d === 0 ? 0 : reached(furthest, previousK);
    const previousY = d === 0 ? 0 : previousX - previousK;
    while (x > previousX && y > previousY) {
      x -= 1;
      y -= 1;
      kept.push([x, y]);
    }
    x = previousX;
    y = previousY;
  }
  return kept.toReversed();
}
function goesDown(furthest: ReadonlyMap<number, number>, k: number, d: number): boolean {
  return k === -d || (k !== d && reached(furthest, k - 1) < reached(furthest, k + 1));
}
function reached(furthest: ReadonlyMap<number, number>, k: number): number {
  return furthest.get(k) ?? -1;
}

function toChanges(kept: readonly Pair[], whole: Change): readonly Change[] {
  const changes: Change[] = [];
  let a = whole.aFrom;
  let b = whole.bFrom;
  const ends: readonly Pair[] = [...kept, [whole.aTo - whole.aFrom, whole.bTo - whole.bFrom]];
  for (const [x, y] of ends) {
    const aTo = whole.aFrom + x;
    const bTo = whole.bFrom + y;
    if (a < aTo || b < bTo) changes.push({ aFrom: a, aTo, bFrom: b, bTo });
    a = aTo + 1;
    b = bTo + 1;
  }
  return changes;
}
