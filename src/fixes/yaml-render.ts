// How a new member is written in block and in flow style: https://yaml.org/spec/1.2.2/
import type { YamlScalar } from '../syntax/tree.ts';

/** What stands under the last key: a value, a list of one item, or text that is YAML already. */
export type Leaf =
  | { readonly kind: 'value' | 'item' | 'raw'; readonly text: string }
  /** Lists and maps, which are written in one line. */
  | { readonly kind: 'tree'; readonly value: object };
export interface FlowStyle {
  readonly json: boolean;
  /** Without blanks. */
  readonly compact?: boolean;
}
export interface BlockStyle {
  /** What keys are quoted with, if they are. */
  readonly quote?: string;
  readonly indent: number;
  readonly step: number;
  readonly dashStep: number;
}

const plain = /^[A-Za-z0-9_./][A-Za-z0-9_./-]*$/;
const plainWord = /^(?:true|false|null|-?[0-9]+(?:\.[0-9]+)?)$/;
/** Words that YAML would read as something else than text. */
const ambiguous = /^(?:y|n|yes|no|on|off|~|[0-9]+:[0-9:]+)$/i;

/** The text as it is written; `true`, numbers and `null` are values, never strings. */
export function toScalar(text: string, style: { readonly json: boolean }): string {
  if (plainWord.test(text)) return text;
  if (style.json || !plain.test(text) || ambiguous.test(text)) return JSON.stringify(text);
  return text;
}
const plainAmongColons = /^[A-Za-z0-9_./$][^\s#'"`[\]{}&*!|>%@]*$/;
/** In the style of the text that was there before. */
export function toQuoted(
  text: string,
  like: Pick<YamlScalar, 'style'> & { readonly json: boolean; readonly flow: boolean },
): string {
  if (like.json || like.style === 'double') return JSON.stringify(text);
  if (like.style === 'single') return `'${text.replaceAll("'", "''")}'`;
  const isSplit = text.endsWith(':') || (like.flow && text.includes(','));
  const isPlain = plainAmongColons.test(text) && !isSplit && !ambiguous.test(text) && !plainWord.test(text);
  return isPlain ? text : toScalar(text, like);
}
/** Whether a text would be read as a value of another kind. */
export function needsQuotes(text: string): boolean {
  return plainWord.test(text);
}
/** The leaf in one line. */
export function toInline(leaf: Leaf, style: FlowStyle): string {
  if (leaf.kind === 'tree') return toTree(leaf.value, style);
  if (leaf.kind === 'raw') return leaf.text;
  const text = toScalar(leaf.text, style);
  return leaf.kind === 'item' ? `[${text}]` : text;
}
export function toFlow(keys: readonly string[], leaf: Leaf, style: FlowStyle): string {
  const [key = '', ...rest] = keys;
  return toMember(key, rest.length > 0 ? `{${toFlow(rest, leaf, style)}}` : toInline(leaf, style), style);
}
function toMember(key: string, text: string, { json, compact }: FlowStyle): string {
  return `${json ? JSON.stringify(key) : key}:${compact === true ? '' : ' '}${text}`;
}
function toTree(value: unknown, style: FlowStyle): string {
  const comma = style.compact === true ? ',' : ', ';
  if (Array.isArray(value)) return `[${value.map((item) => toTree(item, style)).join(comma)}]`;
  if (typeof value === 'string' && !needsQuotes(value)) return toScalar(value, style);
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  return `{${Object.entries(value)
    .map(([key, member]) => toMember(key, toTree(member, style), style))
    .join(comma)}}`;
}
export function toBlock(keys: readonly string[], leaf: Leaf, style: BlockStyle): readonly string[] {
  const [key = '', ...rest] = keys;
  const { quote = '' } = style;
  const margin = `${' '.repeat(style.indent)}${quote}`;
  if (rest.length > 0)
    return [`${margin}${key}${quote}:`, ...toBlock(rest, leaf, { ...style, indent: style.indent + style.step })];
  if (leaf.kind !== 'item') return [`${margin}${key}${quote}: ${toInline(leaf, { json: false })}`];
  return [
    `${margin}${key}${quote}:`,
    `${' '.repeat(style.indent + style.dashStep)}- ${toScalar(leaf.text, { json: false })}`,
  ];
}
