// What is computed from an object once, and forgotten with it: indexes over the facts of a run, above all.

export function onceFor<K extends object, V extends object>(compute: (key: K) => V): (key: K) => V {
  const values = new WeakMap<K, V>();
  return (key) => {
    const known = values.get(key);
    if (known !== undefined) return known;
    const value = compute(key);
    values.set(key, value);
    return value;
  };
}
