// One document of a YAML file with the habits of its author: indentation, quotes, who shares which anchor.
import type { YamlList, YamlMap, YamlNode, YamlPair } from '../syntax/tree.ts';
import { lineAt } from './text-edit.ts';

export interface YamlDocument {
  readonly text: string;
  /** Offsets of the lines of the whole file. */
  readonly starts: readonly number[];
  readonly root: YamlNode;
  /** How often each anchor is used, where it is, and below which first two keys it is used, as JSON. */
  readonly uses: ReadonlyMap<string, number>;
  readonly anchors: ReadonlyMap<string, readonly Step[]>;
  readonly usedBelow: ReadonlyMap<string, ReadonlySet<string>>;
  /** Columns that a nested mapping is set in, and a dash below its key. */
  readonly step: number;
  readonly dashStep: number;
  /** JSON without blanks. */
  readonly compact: boolean;
}
/** One step down: which member of which collection. */
export interface Step {
  readonly parent: YamlMap | YamlList;
  readonly index: number;
}

export function toDocument(text: string, starts: readonly number[], root: YamlNode): YamlDocument {
  return { text, starts, root, compact: isCompact(text, root), ...habitsOf(text, starts, root), ...sharingOf(root) };
}
function habitsOf(text: string, starts: readonly number[], root: YamlNode): Pick<YamlDocument, 'step' | 'dashStep'> {
  let step: number | undefined;
  let dashStep: number | undefined;
  for (const node of nodesOf(root)) {
    if (node.kind !== 'map' || node.flow) continue;
    const column = columnAt(text, starts, node.start);
    for (const { value } of node.pairs) {
      if (value.kind === 'map' && !value.flow) step ??= positive(columnAt(text, starts, value.start) - column);
      if (value.kind === 'list' && !value.flow) dashStep ??= columnAt(text, starts, value.start) - column;
    }
    if (step !== undefined && dashStep !== undefined) break;
  }
  return { step: step ?? 2, dashStep: Math.max(0, dashStep ?? step ?? 2) };
}
function isCompact(text: string, root: YamlNode): boolean {
  const [first] = root.kind === 'map' && root.flow ? root.pairs : [];
  return first !== undefined && text.slice(first.key.end, first.value.start) === ':';
}
function positive(step: number): number | undefined {
  return step > 0 ? step : undefined;
}

/** Depth first; what was walked is linked back to what holds it, so that ways are made for anchors only. */
function sharingOf(root: YamlNode): Pick<YamlDocument, 'uses' | 'anchors' | 'usedBelow'> {
  interface Visit {
    readonly node: YamlNode;
    readonly step?: Step;
    readonly from?: Visit;
  }
  const uses = new Map<string, number>();
  const anchors = new Map<string, readonly Step[]>();
  const usedBelow = new Map<string, Set<string>>();
  const wayOf = (visit: Visit): readonly Step[] => {
    const way: Step[] = [];
    for (let at: Visit | undefined = visit; at?.step !== undefined; at = at.from) way.push(at.step);
    return way.toReversed();
  };
  const left: Visit[] = [{ node: root }];
  for (let visit = left.pop(); visit !== undefined; visit = left.pop()) {
    const { node } = visit;
    if (node.anchor !== undefined) anchors.set(node.anchor, wayOf(visit));
    if (node.kind === 'alias') {
      uses.set(node.name, (uses.get(node.name) ?? 0) + 1);
      const below = usedBelow.get(node.name) ?? new Set<string>();
      usedBelow.set(node.name, below.add(JSON.stringify(wayOf(visit).slice(0, 2).map(nameOf))));
    }
    if (node.kind === 'scalar' || node.kind === 'alias') continue;
    const members = node.kind === 'map' ? node.pairs.map(({ value }) => value) : node.items;
    for (const [index, member] of members.entries())
      left.push({ node: member, step: { parent: node, index }, from: visit });
  }
  return { uses, anchors, usedBelow };
}
/** The key or index that a step takes. */
export function nameOf({ parent, index }: Step): string | number {
  return parent.kind === 'map' ? (parent.pairs[index]?.key.value ?? '') : index;
}

/** Every node once, what an alias stands for left out. */
export function* nodesOf(root: YamlNode): Generator<YamlNode> {
  const left: YamlNode[] = [root];
  for (let node = left.pop(); node !== undefined; node = left.pop()) {
    yield node;
    if (node.kind === 'list') left.push(...node.items.toReversed());
    if (node.kind === 'map') for (const { key, value } of node.pairs.toReversed()) left.push(value, key);
  }
}
/** Column of an offset, from 0. */
export function columnAt(text: string, starts: readonly number[], offset: number): number {
  const start = starts[lineAt(starts, offset)] ?? 0;
  return offset - start - (start === 0 && text.codePointAt(0) === 0xfeff ? 1 : 0);
}

export function findPair(map: YamlMap, key: string): YamlPair | undefined {
  const index = findIndex(map, key);
  return index === undefined ? undefined : map.pairs[index];
}
/** Below this, looking is cheaper than an index. */
const fewPairs = 32;
const indexes = new WeakMap<YamlMap, ReadonlyMap<string, number>>();
/** The first of repeated keys. */
function findIndex(map: YamlMap, key: string): number | undefined {
  if (map.pairs.length <= fewPairs) {
    const index = map.pairs.findIndex((pair) => pair.key.value === key);
    return index === -1 ? undefined : index;
  }
  const known = indexes.get(map) ?? new Map(map.pairs.map((pair, index) => [pair.key.value, index] as const).reverse());
  indexes.set(map, known);
  return known.get(key);
}
/** What merge keys bring in under a name; the first one wins. */
export function findMerged(map: YamlMap, key: string): YamlNode | undefined {
  return findMergedWithin(map, key, 8);
}
function findMergedWithin(map: YamlMap, key: string, depth: number): YamlNode | undefined {
  if (depth === 0) return undefined;
  for (const source of mergesOf(map)) {
    const target = source.kind === 'alias' ? source.to : source;
    if (target?.kind !== 'map') continue;
    const found = findPair(target, key)?.value ?? findMergedWithin(target, key, depth - 1);
    if (found !== undefined) return found;
  }
  return undefined;
}
export function mergesOf(map: YamlMap): readonly YamlNode[] {
  const merge = findPair(map, '<<')?.value;
  if (merge === undefined) return [];
  return merge.kind === 'list' ? merge.items.slice(0, 64) : [merge];
}

/** The steps to a node by keys and indexes, as far as they are written right here. */
export function stepsTo(root: YamlNode, pointer: readonly (string | number)[]): readonly Step[] | undefined {
  const steps: Step[] = [];
  let node: YamlNode | undefined = root;
  for (const part of pointer) {
    const step: Step | undefined = stepInto(node, part);
    if (step === undefined) return undefined;
    steps.push(step);
    node = nodeAt(step);
    if (node === undefined) return undefined;
  }
  return steps;
}
export function stepInto(node: YamlNode, part: string | number): Step | undefined {
  if (node.kind === 'list') return { parent: node, index: Number(part) };
  if (node.kind !== 'map') return undefined;
  const index = findIndex(node, String(part));
  return index === undefined ? undefined : { parent: node, index };
}
export function nodeAt({ parent, index }: Step): YamlNode | undefined {
  return parent.kind === 'map' ? parent.pairs[index]?.value : parent.items[index];
}
/** The anchor through which a change on this way would reach others, too. */
export function findShared(document: YamlDocument, steps: readonly Step[]): string | undefined {
  for (const step of steps) {
    for (const { anchor } of [step.parent, nodeAt(step)].filter((node) => node !== undefined)) {
      if (anchor !== undefined && (document.uses.get(anchor) ?? 0) > 0) return anchor;
    }
  }
  return undefined;
}
