// A value of a configuration file with the way to it: merge keys and aliases followed, each step remembered.
// https://yaml.org/type/merge.html
import { declared, unseen, type Known, type Unseen } from '../../model/field.ts';
import { InputError } from '../../model/errors.ts';
import type { Location } from '../../model/location.ts';
import type { LineIndex } from '../../syntax/lines.ts';
import { isNull } from '../../syntax/scalar.ts';
import { followAlias } from '../../syntax/tree.ts';
import type { YamlAlias, YamlList, YamlMap, YamlNode, YamlPair, YamlScalar } from '../../syntax/tree.ts';
import type { Scope } from './compose-variables.ts';

export interface ConfigFile {
  readonly path: string;
  readonly lines: LineIndex;
  /** Whether `<<` merges, which it does not in JSON. */
  readonly merges: boolean;
  /** What may still be visited: aliases make a small file mean a large one. */
  readonly budget: { left: number };
  /** Of a file of a Compose project. */
  readonly scope?: Scope;
  /** Of a text that a program made: where what stands at an offset is written. */
  readonly origin?: Origin;
}
export interface Origin {
  /** Without a line where that cannot be told. */
  placeAt(offset: number): Location;
  /** Lines in which nothing else of that file is, for what speaks of the whole text and stands at the offset. */
  linesFor(offset: number): { readonly first: number; readonly last: number };
}
export interface Value {
  readonly node: YamlMap | YamlList | YamlScalar;
  readonly file: ConfigFile;
  /** Where it is said: its key, or itself in a list. */
  readonly offset: number;
  readonly via: readonly Location[];
}
export interface Member {
  readonly name: string;
  readonly value: Value;
}
/** No value that is written once is visited more often than it has characters. */
export function visitBudget(text: string): ConfigFile['budget'] {
  return { left: 200_000 + text.length };
}

export function toValue(file: ConfigFile, node: YamlNode, offset = node.start): Value | undefined {
  return reach(file, node, offset, nowhere);
}
const nowhere: readonly Location[] = [];
export function placeAt(file: ConfigFile, offset: number): Location {
  if (file.origin !== undefined) return file.origin.placeAt(offset);
  const { line, column } = file.lines.positionOf(offset);
  return { path: file.path, line, column };
}
export function placeOf(value: Value): Location {
  return placeAt(value.file, value.offset);
}
export function said<T>(value: Value, content: T): Known<T> {
  return declared(content, placeOf(value), value.via);
}
export function unclear<T>(value: Value, why: string, could: readonly T[] = []): Unseen<T> {
  return unseen(why, placeOf(value), could);
}
/** The same value, handed on by one thing more. */
export function handedOn(value: Value, by: readonly Location[]): Value {
  if (by.length === 0) return value;
  const { node, file, offset, via } = value;
  return { node, file, offset, via: via.length === 0 ? by : via.concat(by) };
}

/** The member of that name, nothing when it is null; the last one where a key is repeated. */
export function getMember(map: Value | undefined, name: string): Value | undefined {
  const value = findMember(map, name);
  return value === undefined || isAbsent(value) ? undefined : value;
}
/** The same, null or not. */
export function findMember(map: Value | undefined, name: string): Value | undefined {
  if (map?.node.kind !== 'map') return undefined;
  const pair = findPair(map.file, map.node, name);
  return pair === undefined ? undefined : toMember(map, pair);
}
/** The member at the end of a way through maps. */
export function getPath(map: Value | undefined, ...names: readonly string[]): Value | undefined {
  let at = map;
  for (const name of names) at = getMember(at, name);
  return at;
}
/** All members, null ones too. */
export function membersOf(map: Value | undefined): readonly Member[] {
  if (map?.node.kind !== 'map') return [];
  const members = new Map<string, Member>();
  for (const pair of pairsOf(map.file, map.node)) {
    const value = toMember(map, pair);
    if (value !== undefined) members.set(pair.key.value, { name: pair.key.value, value });
  }
  return [...members.values()];
}
/** What becomes of each item; most lists of most objects are absent, and those of a cluster share one that is empty. */
export function mapItems<T>(list: Value | undefined, to: (item: Value, index: number) => T): readonly T[] {
  const items = itemsOf(list);
  return items.length === 0 ? nothing : items.map(to);
}
const nothing: readonly never[] = [];
export function itemsOf(list: Value | undefined): readonly Value[] {
  if (list?.node.kind !== 'list') return nothing;
  const { file, via, node } = list;
  spend(file, node.items.length);
  const values: Value[] = [];
  for (const item of node.items) {
    const value = reach(file, item, item.start, via);
    if (value !== undefined) values.push(value);
  }
  return values;
}
/** What has a tag of its own is a text, `null` too. */
export function isAbsent({ node }: Value): boolean {
  return node.kind === 'scalar' && isNull(node) && node.tag !== '!override';
}
/** The text of a scalar that is not null. */
export function scalarText(value: Value | undefined): string | undefined {
  return value?.node.kind === 'scalar' && !isNull(value.node) ? value.node.value : undefined;
}

interface MergedPair extends YamlPair {
  /** The alias by which it was merged. */
  readonly through?: readonly YamlAlias[];
}
/** Called for each value there is: an object of options would be as much again as the value itself. */
function reach(file: ConfigFile, node: YamlNode, offset: number, via: readonly Location[]): Value | undefined {
  spend(file, 1);
  if (node.kind !== 'alias') return { node, file, offset, via };
  const followed = followAlias(node);
  if (followed === undefined) return undefined;
  const more = followed.via.map((alias) => placeAt(file, alias.start));
  return { node: followed.node, file, offset: followed.node.start, via: [...via, ...more] };
}
function toMember(map: Value, pair: MergedPair): Value | undefined {
  return reach(map.file, pair.value, pair.key.start, viaOf(map, pair));
}
function viaOf({ file, via }: Value, { through }: MergedPair): readonly Location[] {
  return through === undefined ? via : [...via, ...through.map((alias) => placeAt(file, alias.start))];
}
/** Counts what a short text may make long. */
export function spend({ budget }: ConfigFile, count: number): void {
  budget.left -= count;
  if (budget.left < 0)
    throw new InputError('limit-reached', 'the file means far more than it says: aliases, merge keys or ranges');
}

const manyPairs = 32;
const merged = new WeakMap<YamlMap, readonly MergedPair[]>();
const indexed = new WeakMap<YamlMap, ReadonlyMap<string, MergedPair>>();
function findPair(file: ConfigFile, map: YamlMap, name: string): MergedPair | undefined {
  const own = map.pairs;
  if (own.length >= manyPairs) return indexOf(file, map).get(name);
  let merges = false;
  for (let at = own.length - 1; at >= 0; at -= 1) {
    const pair = own[at];
    if (pair?.key.value === name) return pair;
    merges ||= pair?.key.value === '<<';
  }
  return merges ? indexOf(file, map).get(name) : undefined;
}
function indexOf(file: ConfigFile, map: YamlMap): ReadonlyMap<string, MergedPair> {
  const known = indexed.get(map);
  if (known !== undefined) return known;
  const made = new Map(pairsOf(file, map).map((pair) => [pair.key.value, pair]));
  indexed.set(map, made);
  return made;
}
function isMerge({ key }: YamlPair): boolean {
  return key.value === '<<' && !key.quoted;
}
const maxMergeDepth = 64;
/** Merged pairs come first, so that the map's own ones win. */
function pairsOf(file: ConfigFile, map: YamlMap, depth = 0): readonly MergedPair[] {
  if (depth > maxMergeDepth) throw new InputError('limit-reached', 'merge keys are nested too deeply');
  if (!file.merges || !map.pairs.some(isMerge)) return map.pairs;
  const known = merged.get(map);
  if (known !== undefined) return known;
  const found = new Map<string, MergedPair>();
  for (const { value } of map.pairs.filter(isMerge)) mergeFrom({ file, into: found, depth: depth + 1 }, value);
  const own = map.pairs.filter((pair) => !isMerge(pair));
  const names = new Set(own.map((pair) => pair.key.value));
  const all = [...found.values()].filter((pair) => !names.has(pair.key.value)).concat(own);
  spend(file, all.length);
  merged.set(map, all);
  return all;
}
interface Merge {
  readonly file: ConfigFile;
  readonly into: Map<string, MergedPair>;
  readonly depth: number;
}
/** Of several maps the first one wins. */
function mergeFrom(merge: Merge, value: YamlNode): void {
  const source = followAlias(value);
  if (source?.node.kind === 'list') for (const item of source.node.items) mergeOne(merge, item);
  else mergeOne(merge, value);
}
function mergeOne({ file, into, depth }: Merge, value: YamlNode): void {
  const source = followAlias(value);
  if (source?.node.kind !== 'map') return;
  const pairs = pairsOf(file, source.node, depth);
  spend(file, pairs.length + 1);
  for (const pair of pairs) {
    if (into.has(pair.key.value)) continue;
    into.set(pair.key.value, { ...pair, through: [...source.via, ...(pair.through ?? [])] });
  }
}
