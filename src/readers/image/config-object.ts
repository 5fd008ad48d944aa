// JSON of an image, where every field may be of the wrong type: what is usable of it, and the names of what is not.

import { isJsonObject, valueIn, type JsonObject } from '../packages/json-object.ts';

const maxItems = 10_000;

/** Absent and null fields are undefined, empty or false; one of a wrong type is blamed and then counts as absent. */
export interface ConfigObject {
  text(name: string): string | undefined;
  flag(name: string): boolean;
  /** Of a list; a single text counts as a list of one, as engines read it. */
  texts(name: string): readonly string[];
  strings(name: string): Readonly<Record<string, string>>;
  keys(name: string): readonly string[];
  object(name: string): ConfigObject;
  objects(name: string): readonly ConfigObject[];
  blame(name: string): void;
}

export function openConfigObject(json: JsonObject, blame: (name: string) => void): ConfigObject {
  const valueOf = (name: string): unknown => valueIn(json, name) ?? undefined;
  const inner = (name: string): JsonObject => {
    const value = valueOf(name);
    if (value !== undefined && !isJsonObject(value)) blame(name);
    return isJsonObject(value) ? value : {};
  };
  const list = (name: string): readonly unknown[] => {
    const value = valueOf(name);
    if (value === undefined) return [];
    const items: readonly unknown[] = Array.isArray(value) ? value : [value];
    if (items.length > maxItems) blame(name);
    return items.slice(0, maxItems);
  };
  const fitting = <T>(name: string, test: (item: unknown) => item is T): readonly T[] => {
    const items = list(name);
    const fit = items.filter(test);
    if (fit.length < items.length) blame(name);
    return fit;
  };
  const keys = (name: string): readonly string[] => {
    const all = Object.keys(inner(name));
    if (all.length > maxItems) blame(name);
    return all.slice(0, maxItems);
  };
  return {
    blame,
    keys,
    text(name) {
      const value = valueOf(name);
      if (value !== undefined && typeof value !== 'string') blame(name);
      return typeof value === 'string' && value !== '' ? value : undefined;
    },
    flag(name) {
      const value = valueOf(name);
      if (value !== undefined && typeof value !== 'boolean') blame(name);
      return value === true;
    },
    texts: (name) => fitting(name, (item) => typeof item === 'string'),
    strings(name) {
      const object = inner(name);
      const pairs = keys(name).map((key): readonly [string, unknown] => [key, object[key]]);
      const fit = pairs.filter((pair): pair is readonly [string, string] => typeof pair[1] === 'string');
      if (fit.length < pairs.length) blame(name);
      return Object.fromEntries(fit);
    },
    object: (name) => openConfigObject(inner(name), blame),
    objects: (name) => fitting(name, isJsonObject).map((item) => openConfigObject(item, blame)),
  };
}
