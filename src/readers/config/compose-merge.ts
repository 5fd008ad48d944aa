// What lies on top of what: values of several files, lowest first, and what `!reset` and `!override` hide.
// https://docs.docker.com/reference/compose-file/merge/
import { printed } from './compose-scalar.ts';
import { findMember, isAbsent, itemsOf, membersOf } from './config-value.ts';
import type { Value } from './config-value.ts';

function depthOf({ file }: Value): number {
  return file.scope?.depth ?? 0;
}
/** What is taken in from elsewhere hides only what lies as far below; the project's own files hide everything. */
export function hideBelow<T>(found: T[], by: Value, valueOf: (item: T) => Value): void {
  const depth = depthOf(by);
  while (found.length > 0) {
    const last = found.at(-1);
    if (last === undefined || depthOf(valueOf(last)) < depth) return;
    found.pop();
  }
}
/** Most of what is asked for is not there, in the one file that most projects have. */
const nothing: readonly Value[] = [];
/** The member of each layer that has one and is not hidden, null or not. */
export function below(layers: readonly Value[], name: string): readonly Value[] {
  const [only] = layers;
  if (layers.length === 1) {
    const value = findMember(only, name);
    return value === undefined || value.node.tag === '!reset' ? nothing : [value];
  }
  const found: Value[] = [];
  for (const layer of layers) {
    const value = findMember(layer, name);
    if (value === undefined) continue;
    const { tag } = value.node;
    if (tag === '!reset' || tag === '!override') hideBelow(found, value, (one) => one);
    if (tag !== '!reset') found.push(value);
  }
  return found;
}
const none: readonly Value[] = [];
function atEnd(layers: readonly Value[], names: readonly string[]): readonly Value[] {
  const [only] = layers;
  if (only !== undefined && layers.length === 1) {
    const value = endOf(only, names);
    return value === undefined ? none : [value];
  }
  let found = layers;
  for (const name of names) found = below(found, name);
  return found;
}
/** The same of one layer, which is what most services have. */
function endOf(layer: Value, names: readonly string[]): Value | undefined {
  let found: Value | undefined = layer;
  for (const name of names) {
    found = findMember(found, name);
    if (found === undefined || isReset(found)) return undefined;
  }
  return found;
}
/** The value that holds: of the topmost layer that says something. */
export function lastOf(layers: readonly Value[], ...names: readonly string[]): Value | undefined {
  const [only] = layers;
  if (only !== undefined && layers.length === 1) {
    const value = endOf(only, names);
    return value === undefined || isAbsent(value) ? undefined : value;
  }
  return atEnd(layers, names).findLast((value) => !isAbsent(value));
}
/** The same for what an override replaces even with nothing. */
export function topOf(layers: readonly Value[], ...names: readonly string[]): Value | undefined {
  const top = atEnd(layers, names).at(-1);
  return top === undefined || isAbsent(top) ? undefined : top;
}
/** The values of every layer, for what is merged. */
export function allOf(layers: readonly Value[], ...names: readonly string[]): readonly Value[] {
  const found = atEnd(layers, names);
  return found.some(isAbsent) ? found.filter((value) => !isAbsent(value)) : found;
}

/** The last of those with the same key, in the place of the first. */
export function uniqueBy<T>(items: readonly T[], keyOf: (item: T) => string | undefined): readonly T[] {
  const found: T[] = [];
  const places = new Map<string, number>();
  for (const item of items) {
    const key = keyOf(item);
    const place = key === undefined ? undefined : places.get(key);
    if (place !== undefined) found[place] = item;
    else {
      if (key !== undefined) places.set(key, found.length);
      found.push(item);
    }
  }
  return found;
}

export interface Pair {
  readonly name: string;
  /** Of a map the member, of a list the item; its text is behind the first `=`. */
  readonly value: Value;
  /** As written; absent where there is none. */
  readonly text?: string;
}
/**
 * Names and values that may be a map or a list of `name=value`; the last of a name holds. `!reset` takes a name away
 * from a map and not from a list, and merged ones are lists to the reference implementation.
 */
export function pairsOf(values: readonly Value[]): readonly Pair[] {
  const [only] = values;
  if (values.length === 1 && only?.node.kind === 'map') return pairsIn(only);
  let pairs: readonly Pair[] = [];
  for (const [index, value] of values.entries()) {
    if (index === 1 && values[0]?.node.kind === 'map') {
      const gone = new Set(membersOf(value).flatMap((member) => (isReset(member.value) ? [member.name] : [])));
      if (gone.size > 0) pairs = pairs.filter(({ name }) => !gone.has(name));
    }
    pairs = uniqueBy([...pairs, ...pairsIn(value)], ({ name }) => name);
  }
  return pairs;
}
function isReset({ node }: Value): boolean {
  return node.tag === '!reset';
}
function pairsIn(value: Value): readonly Pair[] {
  if (value.node.kind !== 'map')
    return itemsOf(value)
      .filter((item) => !isReset(item))
      .flatMap(toPair);
  return membersOf(value).flatMap(({ name, value: member }): Pair[] => {
    const { node } = member;
    if (isReset(member)) return [];
    if (node.kind !== 'scalar' || isAbsent(member)) return [{ name, value: member }];
    return [{ name, value: member, text: printed(node) }];
  });
}
function toPair(item: Value): readonly Pair[] {
  if (item.node.kind !== 'scalar' || isAbsent(item)) return [];
  const text = item.node.value;
  const equals = text.indexOf('=');
  if (equals === -1) return [{ name: text, value: item }];
  return [{ name: text.slice(0, equals), value: item, text: text.slice(equals + 1) }];
}
/** The names of the members of all layers' maps. */
export function namesOf(layers: readonly Value[]): readonly string[] {
  return [...new Set(layers.flatMap((layer) => membersOf(layer).map(({ name }) => name)))];
}
