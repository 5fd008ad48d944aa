// Who is meant by a name: objects of one namespace, when files do not always say which.
// https://kubernetes.io/docs/concepts/overview/working-with-objects/namespaces/
import type { Location } from './location.ts';

/** Anything that lies in a namespace. */
export interface Placed {
  readonly scope: string;
  readonly namespace?: string;
  readonly at: readonly Location[];
}
export interface NamedPlace extends Placed {
  readonly name: string;
}

function folderOf({ at }: Placed): string {
  const path = at[0]?.path ?? '';
  return path.slice(0, path.lastIndexOf('/') + 1);
}

/** Bound on those that go by one name in one place: a file may hold as many as it likes. */
export const maxNamesakes = 1000;
/**
 * Finds what has this name and is in the same namespace. An object that says none goes where whoever applies it says:
 * to `default`, or with others of its folder to where they are.
 */
export function placedIndex<T>(
  items: readonly T[],
  placeOf: (item: T) => NamedPlace,
  onLimit: (place: NamedPlace) => void = () => undefined,
): (place: NamedPlace) => readonly T[] {
  const lists = new Map<string, T[]>();
  const add = (key: string, item: T, place: NamedPlace): void => {
    const list = lists.get(key);
    if (list === undefined) lists.set(key, [item]);
    else if (list.length < maxNamesakes) list.push(item);
    else onLimit(place);
  };
  for (const item of items) {
    const place = placeOf(item);
    const inside = place.namespace === undefined ? 'unsaid' : 'said';
    add(keyOf(place, 'in', place.namespace ?? ''), item, place);
    add(keyOf(place, inside, folderOf(place)), item, place);
  }
  const find = (place: NamedPlace, ...kind: readonly [string, string]): readonly T[] =>
    lists.get(keyOf(place, ...kind)) ?? [];
  // Most inputs have nothing of a kind at all.
  if (items.length === 0) return () => nobody;
  return (place) => {
    const { namespace } = place;
    const folder = folderOf(place);
    if (namespace === undefined) {
      return unique(find(place, 'in', ''), find(place, 'in', 'default'), find(place, 'said', folder));
    }
    const unsaid = namespace === 'default' ? find(place, 'in', '') : find(place, 'unsaid', folder);
    return unique(find(place, 'in', namespace), unsaid);
  };
}
function keyOf({ scope, name }: NamedPlace, kind: string, where: string): string {
  return `${scope}\n${name}\n${kind}\n${where}`;
}
function unique<T>(...lists: readonly (readonly T[])[]): readonly T[] {
  const filled = lists.filter((list) => list.length > 0);
  return filled.length < 2 ? (filled[0] ?? nobody) : [...new Set(filled.flat())];
}
const nobody: readonly never[] = [];
