// Test support: the same numbers on every run (a linear congruential generator, Numerical Recipes).

/** Gives numbers from 0 up to but without `limit`. */
export function sequence(seed: number): (limit: number) => number {
  let state = seed >>> 0;
  return (limit) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
}
