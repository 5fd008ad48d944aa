// Lists put together for objects of which there are hundreds of thousands.

/** One of them where the others are empty, as most are; else a list without the room to grow that pushing leaves. */
export function joined<T>(lists: readonly (readonly T[])[]): readonly T[] {
  const filled = lists.filter((list) => list.length > 0);
  return filled.length < 2 ? (filled[0] ?? nothing) : ([] as readonly T[]).concat(...filled);
}
const nothing: readonly never[] = [];
