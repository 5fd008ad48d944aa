// Members of a JSON document of the engine's: Go takes their names in any case, and the last of several.
// https://pkg.go.dev/encoding/json#Unmarshal
import { declared } from '../../model/field.ts';
import { isAbsent, itemsOf, membersOf, placeOf, scalarText, type Member, type Value } from './config-value.ts';
import type { Given } from './given.ts';
import { withoutMarks } from './given.ts';

/** The parts of a document that say what a container is: in a request the first is the request itself. */
export interface EngineContainer {
  readonly config: Value | undefined;
  readonly host: Value | undefined;
}

/** Nothing when it is null. */
export function memberOf(map: Value | undefined, name: string): Value | undefined {
  const value = findMember(map, name);
  return value === undefined || isAbsent(value) ? undefined : value;
}
/** The same, null or not. */
export function findMember(map: Value | undefined, name: string): Value | undefined {
  return map?.node.kind === 'map' ? indexOf(map).get(name.toLowerCase()) : undefined;
}
const indexed = new WeakMap<Value['node'], ReadonlyMap<string, Value>>();
/** JSON has no aliases, so that a map is in one place only. */
function indexOf(map: Value): ReadonlyMap<string, Value> {
  let index = indexed.get(map.node);
  if (index === undefined) {
    index = new Map(membersOf(map).map(({ name, value }) => [name.toLowerCase(), value]));
    indexed.set(map.node, index);
  }
  return index;
}
/** What an option of a command line would be given. */
export function givenOf(value: Value, text: string): Given {
  return { text: withoutMarks(text), open: [], at: placeOf(value), via: value.via };
}
export function textOf(map: Value | undefined, name: string): string | undefined {
  return scalarText(memberOf(map, name));
}
export function numberOf(map: Value | undefined, name: string): number | undefined {
  const text = textOf(map, name);
  return text !== undefined && /^-?\d{1,19}$/.test(text) ? Number(text) : undefined;
}
/** A list of texts, or one text in its place, as the engine takes a command. */
export function textsOf(value: Value | undefined): readonly Given[] {
  if (value === undefined) return [];
  const items = value.node.kind === 'scalar' ? [value] : itemsOf(value);
  return items.flatMap((item) => {
    const text = scalarText(item);
    return text === undefined ? [] : [givenOf(item, text)];
  });
}
export function entriesOf(map: Value | undefined, name: string): readonly Member[] {
  return membersOf(memberOf(map, name));
}
export function saidOf<T>(value: Value, content: T): ReturnType<typeof declared<T>> {
  return declared(content, placeOf(value), value.via);
}
