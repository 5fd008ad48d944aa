// What a parsed YAML or JSON text looks like: nodes that know where they stand, aliases not yet followed.
// https://yaml.org/spec/1.2.2/#3-processes-and-models

/** Offsets are UTF-16 units of the text, end-exclusive; anchor and tag stand before `start`. */
interface Placed {
  readonly start: number;
  readonly end: number;
  readonly anchor?: string;
  /** As written, such as `!!str`; Compose knows `!reset` and `!override`. */
  readonly tag?: string;
}
export type ScalarStyle = 'plain' | 'single' | 'double' | 'literal' | 'folded';
export interface YamlScalar extends Placed {
  readonly kind: 'scalar';
  /** The text with quotes, escapes and folding resolved. */
  readonly value: string;
  readonly style: ScalarStyle;
  readonly quoted: boolean;
  /** Nothing is written: `start` and `end` are where a value would stand. */
  readonly empty: boolean;
}
export interface YamlPair {
  readonly key: YamlScalar;
  readonly value: YamlNode;
}
export interface YamlMap extends Placed {
  readonly kind: 'map';
  readonly flow: boolean;
  /** In the order of the text, repeated keys included. */
  readonly pairs: readonly YamlPair[];
}
export interface YamlList extends Placed {
  readonly kind: 'list';
  readonly flow: boolean;
  readonly items: readonly YamlNode[];
}
export interface YamlAlias extends Placed {
  readonly kind: 'alias';
  readonly name: string;
  /** Absent when no anchor of that name came before. */
  readonly to?: YamlNode;
}
export type YamlNode = YamlMap | YamlList | YamlScalar | YamlAlias;

/** What cannot be understood; `offset` is where. */
export interface SyntaxProblem {
  readonly code: 'bad-syntax' | 'limit-reached';
  readonly why: string;
  readonly offset: number;
  /** Index of the document, counting from 0. */
  readonly document: number;
}
/** One document; `root` is absent where it could not be parsed, so that the others keep their number. */
export interface YamlDocument {
  readonly root?: YamlNode;
  /** Keys that their map has had already; engines take the last one, or refuse the file. */
  readonly repeated?: readonly YamlScalar[];
}
export interface ParsedPart {
  readonly documents: readonly YamlDocument[];
  readonly problems: readonly SyntaxProblem[];
}
export interface ParsedText extends ParsedPart {
  readonly text: string;
}
export interface TreeLimits {
  /** Collections within collections. */
  readonly maxDepth: number;
  readonly maxNodes: number;
}
export const treeLimits: TreeLimits = { maxDepth: 100, maxNodes: 2_000_000 };

const fewPairs = 16;
/** Adds the keys that come a second time to `into`, up to a number that nobody reads on from. */
export function collectRepeated(pairs: readonly YamlPair[], into: YamlScalar[]): void {
  if (pairs.length < 2 || into.length >= maxRepeated) return;
  const seen = pairs.length > fewPairs ? new Set<string>() : undefined;
  for (const [index, { key }] of pairs.entries()) {
    const again = seen?.has(key.value) ?? hasBefore(pairs, index, key.value);
    if (again && key.value !== '<<') into.push(key);
    if (into.length >= maxRepeated) return;
    seen?.add(key.value);
  }
}
const maxRepeated = 10;
function hasBefore(pairs: readonly YamlPair[], index: number, name: string): boolean {
  for (let at = 0; at < index; at += 1) if (pairs[at]?.key.value === name) return true;
  return false;
}

/** What a node stands for, and the aliases on the way there, outermost first. */
export interface Followed {
  readonly node: YamlMap | YamlList | YamlScalar;
  readonly via: readonly YamlAlias[];
}
const maxAliasHops = 16;
/** Undefined for an alias of nothing. */
export function followAlias(node: YamlNode): Followed | undefined {
  const via: YamlAlias[] = [];
  let at: YamlNode | undefined = node;
  while (at?.kind === 'alias' && via.length < maxAliasHops) {
    via.push(at);
    at = at.to;
  }
  return at === undefined || at.kind === 'alias' ? undefined : { node: at, via };
}
