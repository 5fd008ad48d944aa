// From a stream of events to trees: above all, where nodes begin and end, which an event does not always say.
import { EVENT_ID, getScalarValue } from 'js-yaml';
import type { AliasEvent, Event, MappingEvent, ScalarEvent, SequenceEvent } from 'js-yaml';
import { toKeyName } from './key-name.ts';
import { collectRepeated } from './tree.ts';
import type { ScalarStyle, YamlAlias, YamlDocument, YamlNode, YamlPair, YamlScalar } from './tree.ts';

export interface BuiltTrees {
  readonly documents: readonly YamlDocument[];
  readonly nodes: number;
}
export class TooManyNodes extends Error {}

interface OpenMap {
  readonly kind: 'map';
  readonly start: number;
  end: number;
  readonly flow: boolean;
  readonly pairs: YamlPair[];
  anchor?: string;
  tag?: string;
}
interface OpenList {
  readonly kind: 'list';
  readonly start: number;
  end: number;
  readonly flow: boolean;
  readonly items: YamlNode[];
  anchor?: string;
  tag?: string;
}
interface OpenDocument {
  readonly kind: 'document';
  root?: YamlNode;
}
type Open = OpenMap | OpenList | OpenDocument;
interface Build {
  readonly text: string;
  /** Added to every offset: where the text begins in the file. */
  readonly base: number;
  readonly stack: Open[];
  /** For each open collection the key that waits for its value. */
  readonly keys: (YamlScalar | undefined)[];
  readonly anchors: Map<string, YamlNode>;
  /** Of the document that is open. */
  repeated: YamlScalar[];
  /** End of what was read last, in the text. */
  last: number;
}

export function buildTrees(
  text: string,
  events: readonly Event[],
  options: { readonly offset: number; readonly maxNodes: number },
): BuiltTrees {
  const build: Build = { text, base: options.offset, stack: [], keys: [], anchors: new Map(), repeated: [], last: 0 };
  const documents: YamlDocument[] = [];
  let nodes = 0;
  for (const event of events) {
    if (event.type === EVENT_ID.POP) {
      const done = close(build);
      if (done !== undefined) documents.push(done);
      continue;
    }
    nodes += 1;
    if (nodes > options.maxNodes) throw new TooManyNodes();
    open(build, event);
  }
  return { documents, nodes };
}

function open(build: Build, event: Exclude<Event, { readonly type: typeof EVENT_ID.POP }>): void {
  switch (event.type) {
    case EVENT_ID.DOCUMENT:
      build.anchors.clear();
      build.repeated = [];
      push(build, { kind: 'document' });
      return;
    case EVENT_ID.SCALAR:
      add(build, toScalar(build, event));
      return;
    case EVENT_ID.ALIAS:
      add(build, toAlias(build, event));
      return;
    case EVENT_ID.MAPPING:
    case EVENT_ID.SEQUENCE:
      openCollection(build, event);
      return;
  }
}
function push(build: Build, node: Open): void {
  build.stack.push(node);
  build.keys.push(undefined);
}
function openCollection(build: Build, event: MappingEvent | SequenceEvent): void {
  const flow = event.style === 2;
  const start = event.start + build.base;
  const node: OpenMap | OpenList =
    event.type === EVENT_ID.MAPPING
      ? { kind: 'map', start, end: start, flow, pairs: [] }
      : { kind: 'list', start, end: start, flow, items: [] };
  mark(build, event, node);
  build.last = Math.max(build.last, event.start + (flow ? 1 : 0));
  push(build, node);
}
/** Sets anchor and tag, where there are any. */
function mark(
  { text }: Build,
  event: MappingEvent | SequenceEvent | ScalarEvent,
  node: { anchor?: string; tag?: string },
): void {
  if (event.anchorStart >= 0) node.anchor = text.slice(event.anchorStart, event.anchorEnd);
  if (event.tagStart >= 0) node.tag = text.slice(event.tagStart, event.tagEnd);
}

/** Collections are named only once they are closed, so that no tree contains itself. */
function close(build: Build): YamlDocument | undefined {
  const node = build.stack.pop();
  build.keys.pop();
  if (node === undefined) return undefined;
  if (node.kind === 'document') return toDocument(node, build.repeated);
  if (node.kind === 'map') collectRepeated(node.pairs, build.repeated);
  if (node.flow) build.last = skipPast(build.text, build.last, node.kind === 'map' ? '}' : ']');
  node.end = build.last + build.base;
  add(build, node);
  return undefined;
}
function toDocument({ root }: OpenDocument, repeated: readonly YamlScalar[]): YamlDocument {
  if (root === undefined) return {};
  return repeated.length === 0 ? { root } : { root, repeated };
}
function add(build: Build, node: YamlNode): void {
  if (node.anchor !== undefined) build.anchors.set(node.anchor, node);
  const parent = build.stack.at(-1);
  if (parent === undefined) return;
  switch (parent.kind) {
    case 'document':
      parent.root = node;
      return;
    case 'list':
      parent.items.push(node);
      return;
    case 'map': {
      const top = build.keys.length - 1;
      const key = build.keys[top];
      build.keys[top] = key === undefined ? toKey(build, node) : undefined;
      if (key !== undefined) parent.pairs.push({ key, value: node });
    }
  }
}
/** Keys that are no scalars have their own text for a name: nothing that we look for is called so. */
function toKey({ text, base }: Build, node: YamlNode): YamlScalar {
  if (node.kind === 'scalar') return node;
  const to = node.kind === 'alias' ? node.to : undefined;
  const value = to?.kind === 'scalar' ? to.value : text.slice(node.start - base, node.end - base);
  return { kind: 'scalar', start: node.start, end: node.end, value, style: 'plain', quoted: false, empty: false };
}

function toAlias(build: Build, event: AliasEvent): YamlAlias {
  const name = build.text.slice(event.anchorStart, event.anchorEnd);
  const start = event.anchorStart - 1 + build.base;
  build.last = event.anchorEnd;
  const to = build.anchors.get(name);
  const alias = { kind: 'alias', start, end: event.anchorEnd + build.base, name } as const;
  return to === undefined ? alias : { ...alias, to };
}

const styles: readonly ScalarStyle[] = ['plain', 'plain', 'single', 'double', 'literal', 'folded'];
function toScalar(build: Build, event: ScalarEvent): YamlScalar {
  const { text, base } = build;
  const style = styles[event.style] ?? 'plain';
  const quoted = style === 'single' || style === 'double';
  const empty = event.valueStart < 0;
  const around = quoted ? 1 : 0;
  const start = empty ? emptyAt(build, event) : scalarStart(build, event, style);
  build.last = empty ? start : event.valueEnd + around;
  const value = event.fast ? text.slice(event.valueStart, event.valueEnd) : getScalarValue(text, event);
  const node: YamlScalar = {
    kind: 'scalar',
    start: start + base,
    end: build.last + base,
    value: isKey(build) ? toKeyName(value) : value,
    style,
    quoted,
    empty,
  };
  if (event.anchorStart >= 0 || event.tagStart >= 0) mark(build, event, node);
  return node;
}
function isKey({ stack, keys }: Build): boolean {
  return keys.at(-1) === undefined && stack.at(-1)?.kind === 'map';
}
function scalarStart(build: Build, event: ScalarEvent, style: ScalarStyle): number {
  if (style === 'plain') return event.valueStart;
  if (style === 'single' || style === 'double') return event.valueStart - 1;
  const from = Math.max(build.last, event.anchorEnd, event.tagEnd);
  return skipPast(build.text, from, style === 'literal' ? '|' : '>') - 1;
}
/** Behind the colon, dash, anchor or tag after which nothing follows. */
function emptyAt({ text, last, keys, stack }: Build, event: ScalarEvent): number {
  const named = Math.max(event.anchorEnd, event.tagEnd);
  if (named >= last && named > 0) return named;
  const key = keys.at(-1);
  const mark = key === undefined ? '-' : ':';
  if (key === undefined && stack.at(-1)?.kind !== 'list') return last;
  const at = skipBlank(text, last);
  return text[at] === mark ? at + 1 : last;
}

function skipBlank(text: string, from: number): number {
  let at = from;
  for (; at < text.length; at += 1) {
    const char = text.charCodeAt(at);
    if (char === 0x23 && at > 0 && isBlank(text.charCodeAt(at - 1))) at = lineEnd(text, at) - 1;
    else if (!isBlank(char)) break;
  }
  return at;
}
function isBlank(char: number): boolean {
  return char === 0x20 || char === 0x0a || char === 0x0d || char === 0x09;
}
function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end === -1 ? text.length : end;
}
/** Behind the next `mark` that is not in a comment; only blanks, comments and indicators stand before it. */
function skipPast(text: string, from: number, mark: string): number {
  let at = skipBlank(text, from);
  while (at < text.length && text[at] !== mark) at = skipBlank(text, at + 1);
  return Math.min(at + 1, text.length);
}
