// How one member is set, added or removed in the text of a YAML document, so that nothing else moves.
import { isRefusal } from './placed-edit.ts';
import type { Plan } from './placed-edit.ts';
import { insertLines, lineAt } from './text-edit.ts';
import type { TextEdit } from './text-edit.ts';
import { columnAt, findMerged, nodeAt, nodesOf, stepInto } from './yaml-document.ts';
import type { Step, YamlDocument } from './yaml-document.ts';
import type { YamlList, YamlMap, YamlNode } from '../syntax/tree.ts';
import { toBlock, toFlow, toInline, toQuoted, toScalar } from './yaml-render.ts';
import type { FlowStyle, Leaf } from './yaml-render.ts';

/** Sets `keys` below what the step leads to, which may be an alias or empty. */
export function planSetAt(document: YamlDocument, step: Step, keys: readonly string[], leaf: Leaf): Plan {
  const node = nodeAt(step);
  return node?.kind === 'map' ? planSet(document, node, keys, leaf) : planBelow(document, step, keys, leaf);
}
/** Sets `keys` below a mapping, making what is missing on the way. */
export function planSet(document: YamlDocument, base: YamlMap, keys: readonly string[], leaf: Leaf): Plan {
  let map = base;
  for (const [index, key] of keys.entries()) {
    const rest = keys.slice(index + 1);
    const step = stepInto(map, key);
    const value = step === undefined ? undefined : nodeAt(step);
    if (step === undefined || value === undefined) {
      if (rest.length > 0 && findMerged(map, key) !== undefined) return { why: `${key} comes from an anchor` };
      return planInsert(document, map, keys.slice(index), leaf);
    }
    if (rest.length === 0) return replaceValue(document, step, leaf);
    if (value.kind !== 'map') return planBelow(document, step, rest, leaf);
    map = value;
  }
  return { why: 'nothing is named' };
}
function replaceValue(document: YamlDocument, step: Step, leaf: Leaf): Plan {
  const value = nodeAt(step);
  if (value === undefined) return { why: 'the value is not where it was read' };
  if (isEmpty(value)) return planEmpty(document, step, [], leaf);
  const style = styleOf(document, step.parent);
  if (value.kind === 'list' && leaf.kind === 'item') return planAppend(document, value, leaf.text);
  if (value.kind === 'map' || value.kind === 'list' || spansLines(document, value))
    return { why: 'the value is not a plain one' };
  const text = toInline(leaf, style);
  return document.text.slice(value.start, value.end) === text ? [] : [{ from: value.start, to: value.end, text }];
}
function planBelow(document: YamlDocument, step: Step, rest: readonly string[], leaf: Leaf): Plan {
  const value = nodeAt(step);
  if (value === undefined || isEmpty(value)) return planEmpty(document, step, rest, leaf);
  const [first = ''] = rest;
  if (value.kind !== 'alias' || value.to?.kind !== 'map') return { why: `there is no place for ${first}` };
  const inherited = stepInto(value.to, first) !== undefined || findMerged(value.to, first) !== undefined;
  if (inherited && rest.length > 1) return { why: `${first} comes from the anchor &${value.name}` };
  const text = `{<<: *${value.name}, ${toFlow(rest, leaf, { json: false })}}`;
  return [{ from: value.start, to: value.end, text }];
}
/** Behind a key without a value. */
function planEmpty(document: YamlDocument, step: Step, rest: readonly string[], leaf: Leaf): Plan {
  const { parent } = step;
  const value = nodeAt(step);
  if (parent.kind !== 'map' || value === undefined) return { why: 'an empty list item cannot be filled' };
  const key = parent.pairs[step.index]?.key;
  if (key === undefined) return { why: 'the key is not where it was read' };
  const style = styleOf(document, parent);
  if (value.end > value.start && rest.length === 0)
    return [{ from: value.start, to: value.end, text: toInline(leaf, style) }];
  if (value.end > value.start) return [{ from: value.start, to: value.end, text: `{${toFlow(rest, leaf, style)}}` }];
  const colon = document.text.indexOf(':', key.end);
  if (colon === -1 || value.anchor !== undefined) return { why: 'the key has no place for a value' };
  if (parent.flow || rest.length === 0) {
    const inline = rest.length === 0 ? toInline(leaf, style) : `{${toFlow(rest, leaf, style)}}`;
    return [{ from: colon + 1, to: colon + 1, text: ` ${inline}` }];
  }
  const indent = columnAt(document.text, document.starts, key.start) + document.step;
  return [insertLines(document.text, lineAfter(document, colon), toBlock(rest, leaf, { indent, ...document }))];
}
function planInsert(document: YamlDocument, map: YamlMap, keys: readonly string[], leaf: Leaf): Plan {
  const last = map.pairs.at(-1);
  if (map.flow || last === undefined) {
    return planFlowInsert(document, map, toFlow(keys, leaf, styleOf(document, map)));
  }
  const indent = columnAt(document.text, document.starts, map.start);
  const quote = quoteOf(document, map);
  const lines = toBlock(keys, leaf, { indent, ...document, ...(quote !== undefined && { quote }) });
  return [insertLines(document.text, lineAfter(document, contentEnd(document, last.value, last.key.end)), lines)];
}
/** Before the closing bracket, in a line of its own where the last member has one. */
function planFlowInsert(document: YamlDocument, node: YamlMap | YamlList, text: string): Plan {
  const members = membersOf(node);
  const last = members.at(-1);
  if (last === undefined) return [{ from: node.start + 1, to: node.end - 1, text }];
  const gap = document.text.slice(last.end, node.end - 1);
  const comma = gap.trimStart().startsWith(',') ? last.end + gap.indexOf(',') + 1 : undefined;
  const line = document.starts[lineAt(document.starts, last.start)] ?? 0;
  const indent = document.text.slice(line, last.start);
  const ownLine = indent.trim() === '' && line > node.start;
  const before = ownLine ? `${document.text.includes('\r\n') ? '\r\n' : '\n'}${indent}` : document.compact ? '' : ' ';
  const at = comma ?? last.end;
  return [{ from: at, to: at, text: `${comma === undefined ? ',' : ''}${before}${text}` }];
}
/** Puts other text in the place of a scalar, in the quotes that it has. */
export function planReplaceItem(document: YamlDocument, step: Step, item: string): Plan {
  const node = nodeAt(step);
  if (node?.kind !== 'scalar' || spansLines(document, node)) return { why: 'the value is not a plain one' };
  const text = toQuoted(item, { style: node.style, json: isJson(document, step.parent), flow: step.parent.flow });
  return document.text.slice(node.start, node.end) === text ? [] : [{ from: node.start, to: node.end, text }];
}
/** Puts a text in the place of another one within a scalar. */
export function planReplaceText(
  document: YamlDocument,
  step: Step,
  { from, to }: { readonly from: string; readonly to: string },
): Plan {
  const node = nodeAt(step);
  const at = node === undefined ? -1 : document.text.slice(node.start, node.end).indexOf(from);
  if (node?.kind !== 'scalar' || from === '') return { why: 'the value is not a plain one' };
  if (at === -1) return node.value.includes(to) ? [] : { why: `${JSON.stringify(from.slice(0, 80))} is not there` };
  return [{ from: node.start + at, to: node.start + at + from.length, text: to }];
}
/** Adds an item to a list. */
export function planAppend(document: YamlDocument, list: YamlList, item: string): Plan {
  const last = list.items.at(-1);
  const text = toScalar(item, { json: isJson(document, list) });
  if (list.flow || last === undefined) return planFlowInsert(document, list, text);
  const indent = ' '.repeat(columnAt(document.text, document.starts, list.start));
  const end = contentEnd(document, last, last.end);
  return [insertLines(document.text, lineAfter(document, end), [`${indent}- ${text}`])];
}

/** Removes the member that the steps lead to, and with a last one what held it, down to `floor` steps. */
export function planRemove(document: YamlDocument, steps: readonly Step[], floor: number): Plan {
  const step = steps.at(-1);
  const node = step === undefined ? undefined : nodeAt(step);
  if (step === undefined || node === undefined) return { why: 'it is not where it was read' };
  if (holdsAnchorOfOthers(document, node)) return { why: 'something else in the file refers to it' };
  const members = membersOf(step.parent);
  if (members.length > 1) return removeMember(document, step);
  const above = steps.length - 1 > floor ? planRemove(document, steps.slice(0, -1), floor) : undefined;
  if (above !== undefined && !isRefusal(above)) return above;
  const text = step.parent.kind === 'map' ? '{}' : '[]';
  if (step.parent.flow) return [{ from: step.parent.start, to: step.parent.end, text }];
  return above ?? { why: 'nothing would be left there' };
}
function removeMember(document: YamlDocument, step: Step): Plan {
  const { parent, index } = step;
  const members = membersOf(parent);
  const member = members[index];
  const next = members[index + 1];
  const previous = members[index - 1];
  if (member === undefined) return { why: 'it is not where it was read' };
  if (!parent.flow) return removeLines(document, step);
  if (next !== undefined) return [{ from: member.start, to: next.start, text: '' }];
  return previous === undefined ? { why: 'nothing would be left' } : [{ from: previous.end, to: member.end, text: '' }];
}
function removeLines(document: YamlDocument, step: Step): Plan {
  const { text, starts } = document;
  const from = markOf(document, step);
  const node = nodeAt(step);
  if (from === undefined || node === undefined) return { why: 'its line cannot be told' };
  const key = step.parent.kind === 'map' ? step.parent.pairs[step.index]?.key.end : undefined;
  const end = lineAfter(document, contentEnd(document, node, key ?? node.end));
  const lineStart = starts[lineAt(starts, from)] ?? 0;
  if (text.slice(lineStart, from).trim() === '') return [removeWholeLines(document, lineStart, end)];
  // The first key of a list item stands behind the dash: the next one moves up.
  const next = membersOf(step.parent)[step.index + 1];
  if (step.index !== 0 || next === undefined) return { why: 'it shares its line with something else' };
  if (text.slice(end, next.start).trim() !== '') return { why: 'a comment stands between it and the next key' };
  return [{ from, to: next.start, text: '' }];
}
/** At the end of a text without a last line end the one before goes, so that the end stays as it was. */
function removeWholeLines({ text }: YamlDocument, from: number, to: number): TextEdit {
  if (to < text.length || from === 0 || text.endsWith('\n')) return { from, to, text: '' };
  return { from: from - (text[from - 2] === '\r' ? 2 : 1), to, text: '' };
}
/** Where a member of a block collection begins: its key, or its dash. */
function markOf(document: YamlDocument, { parent, index }: Step): number | undefined {
  if (parent.kind === 'map') return parent.pairs[index]?.key.start;
  if (index === 0) return parent.start;
  const previous = parent.items[index - 1];
  if (previous === undefined) return undefined;
  const at = skipBlank(document.text, contentEnd(document, previous, previous.end));
  return document.text[at] === '-' ? at : undefined;
}
function skipBlank(text: string, from: number): number {
  let at = from;
  for (;;) {
    while (at < text.length && (text[at] === ' ' || text[at] === '\t' || text[at] === '\n' || text[at] === '\r'))
      at += 1;
    if (text[at] !== '#') return at;
    const end = text.indexOf('\n', at);
    at = end === -1 ? text.length : end + 1;
  }
}

interface Span {
  readonly start: number;
  readonly end: number;
}
/** Each member from its key or mark-less start to the end of its value. */
function membersOf(node: YamlMap | YamlList): readonly Span[] {
  if (node.kind === 'list') return node.items;
  return node.pairs.map(({ key, value }) => ({ start: key.start, end: Math.max(key.end, value.end) }));
}
/** The offset behind the last character that belongs to the node. */
function contentEnd({ text }: YamlDocument, node: YamlNode, least: number): number {
  let end = Math.max(node.end, least);
  if (keepsBlankLines(node)) return end - 1;
  while (end > least && (text[end - 1] === '\n' || text[end - 1] === '\r' || text[end - 1] === ' ')) end -= 1;
  return end;
}
/** A block scalar that ends in `|+`: the blank lines behind it are its own. */
function keepsBlankLines(node: YamlNode): boolean {
  let last: YamlNode | undefined = node;
  while (last?.kind === 'map' || last?.kind === 'list')
    last = last.kind === 'map' ? last.pairs.at(-1)?.value : last.items.at(-1);
  if (last?.kind !== 'scalar' || (last.style !== 'literal' && last.style !== 'folded')) return false;
  return last.value.endsWith('\n\n') || last.value === '\n';
}
/** Start of the line behind the one that holds the offset. */
function lineAfter({ text, starts }: YamlDocument, offset: number): number {
  return starts[lineAt(starts, Math.min(offset, Math.max(0, text.length - 1))) + 1] ?? text.length;
}
function spansLines({ text }: YamlDocument, node: YamlNode): boolean {
  return text.slice(node.start, node.end).includes('\n');
}
function isEmpty(node: YamlNode): boolean {
  return node.kind === 'scalar' && !node.quoted && ['', '~', 'null', 'Null', 'NULL'].includes(node.value);
}
function styleOf(document: YamlDocument, node: YamlNode): FlowStyle {
  return { json: isJson(document, node), compact: document.compact };
}
/** The quotes that all keys of a mapping are in. */
function quoteOf({ text }: YamlDocument, map: YamlMap): string | undefined {
  const [first, ...others] = map.pairs.map(({ key }) => (key.quoted ? text[key.start] : undefined));
  return others.every((quote) => quote === first) ? first : undefined;
}
/** Flow collections with quoted keys are JSON, and stay it. */
function isJson(document: YamlDocument, node: YamlNode): boolean {
  if (document.root.kind === 'map' && document.root.flow) return true;
  if (node.kind === 'map') return node.flow && node.pairs[0]?.key.quoted === true;
  return node.kind === 'list' && node.flow && node.items[0]?.kind === 'scalar' && node.items[0].quoted;
}
function holdsAnchorOfOthers(document: YamlDocument, removed: YamlNode): boolean {
  if (document.uses.size === 0) return false;
  const inside = new Map<string, number>();
  const anchors: string[] = [];
  for (const node of nodesOf(removed)) {
    if (node.anchor !== undefined) anchors.push(node.anchor);
    if (node.kind === 'alias') inside.set(node.name, (inside.get(node.name) ?? 0) + 1);
  }
  return anchors.some((name) => (document.uses.get(name) ?? 0) > (inside.get(name) ?? 0));
}
