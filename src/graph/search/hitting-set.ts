// The fewest elements that meet every set, exactly while the search stays small: Karp's hitting set, solved by units,
// components and branch and bound with a packing of disjoint sets as the lower bound.

export interface Hitting {
  /** Ascending. */
  readonly chosen: readonly number[];
  /** No choice is smaller than this; equal to the size of `chosen` when the search was exhaustive. */
  readonly bound: number;
}
/** Sets are lists of distinct element numbers, none empty. Ties go to the smaller numbers. `budget` counts sets looked at. */
export function hittingSet(sets: readonly (readonly number[])[], budget = 400_000): Hitting {
  const chosen: number[] = [];
  let bound = 0;
  for (const component of componentsOf(minimalSets(sets))) {
    const part = solve(component, budget);
    chosen.push(...part.chosen);
    bound += part.bound;
  }
  return { chosen: chosen.sort((a, b) => a - b), bound };
}

/** Without repeated sets, and without those that another one makes unnecessary. */
function minimalSets(sets: readonly (readonly number[])[]): readonly (readonly number[])[] {
  const distinct = new Map(sets.map((set) => [set.toSorted((a, b) => a - b).join(), set.toSorted((a, b) => a - b)]));
  const bySize = [...distinct.values()].sort((a, b) => a.length - b.length || compareSets(a, b));
  const kept: (readonly number[])[] = [];
  const byElement = new Map<number, (readonly number[])[]>();
  for (const set of bySize) {
    const near = set.flatMap((element) => byElement.get(element) ?? []);
    if (near.some((smaller) => smaller.every((element) => set.includes(element)))) continue;
    kept.push(set);
    for (const element of set) {
      const list = byElement.get(element);
      if (list === undefined) byElement.set(element, [set]);
      else if (list.length < mostCompared) list.push(set);
    }
  }
  return kept;
}
/** A set that is kept without need costs time and nothing else. */
const mostCompared = 50;
function compareSets(a: readonly number[], b: readonly number[]): number {
  const different = a.findIndex((element, index) => element !== b[index]);
  return different === -1 ? 0 : (a[different] ?? 0) - (b[different] ?? 0);
}

/** Sets that share no element, even through others, do not depend on each other. */
function componentsOf(sets: readonly (readonly number[])[]): Iterable<readonly (readonly number[])[]> {
  const parent = new Map<number, number>();
  const root = (element: number): number => {
    let top = element;
    for (let above = parent.get(top); above !== undefined && above !== top; above = parent.get(top)) top = above;
    for (let low = element; low !== top;) {
      const above = parent.get(low) ?? top;
      parent.set(low, top);
      low = above;
    }
    return top;
  };
  for (const set of sets) {
    const first = root(set[0] ?? 0);
    parent.set(first, first);
    for (const element of set) parent.set(root(element), first);
  }
  return Map.groupBy(sets, (set) => root(set[0] ?? 0)).values();
}

function solve(sets: readonly (readonly number[])[], budget: number): Hitting {
  const greedy = greedily(sets);
  const state: State = { best: greedy, left: budget };
  if (greedy.length > deepest) state.left = 0;
  else search(sets, { chosen: [], banned: new Set() }, state);
  const chosen = state.best;
  return { chosen, bound: state.left > 0 ? chosen.length : Math.min(chosen.length, packing(sets)) };
}
/** So many choices in one component are beyond an exhaustive search anyway. */
const deepest = 400;
interface State {
  best: readonly number[];
  left: number;
}
interface Branch {
  readonly chosen: readonly number[];
  readonly banned: ReadonlySet<number>;
}
function search(sets: readonly (readonly number[])[], branch: Branch, state: State): void {
  state.left -= 1 + sets.length;
  if (state.left <= 0) return;
  if (sets.length === 0) {
    if (branch.chosen.length < state.best.length) state.best = branch.chosen;
    return;
  }
  if (branch.chosen.length + packing(sets) >= state.best.length) return;
  const smallest = sets.reduce((a, b) => (b.length < a.length ? b : a));
  const banned = new Set(branch.banned);
  for (const element of byUse(smallest, sets)) {
    const rest: (readonly number[])[] = [];
    let open = true;
    for (const set of sets) {
      if (set.includes(element)) continue;
      const left = set.filter((one) => !banned.has(one));
      if (left.length === 0) open = false;
      rest.push(left);
    }
    if (open) search(rest, { chosen: [...branch.chosen, element], banned }, state);
    // Every choice with this element has been seen, so the branches that follow do without it.
    banned.add(element);
  }
}
function byUse(elements: readonly number[], sets: readonly (readonly number[])[]): readonly number[] {
  const uses = new Map(elements.map((element) => [element, 0]));
  for (const set of sets)
    for (const element of set) if (uses.has(element)) uses.set(element, (uses.get(element) ?? 0) + 1);
  return elements.toSorted((a, b) => (uses.get(b) ?? 0) - (uses.get(a) ?? 0) || a - b);
}
/** Disjoint sets need an element each. */
function packing(sets: readonly (readonly number[])[]): number {
  const used = new Set<number>();
  let count = 0;
  for (const set of sets.toSorted((a, b) => a.length - b.length)) {
    if (set.some((element) => used.has(element))) continue;
    for (const element of set) used.add(element);
    count += 1;
  }
  return count;
}
function greedily(sets: readonly (readonly number[])[]): readonly number[] {
  const chosen: number[] = [];
  let rest = sets;
  while (rest.length > 0) {
    const [element] = byUse([...new Set(rest.flat())], rest);
    if (element === undefined) break;
    chosen.push(element);
    rest = rest.filter((set) => !set.includes(element));
  }
  return chosen;
}
