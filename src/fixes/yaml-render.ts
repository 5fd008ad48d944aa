// How a new member is written in block and in flow style: https://yaml.org/spec/1.2.2/
import type { YamlScalar } from '../syntax/tree.ts';

/** What stands under the last key: a value, a list of one item, or text that is YAML already. */
export interface Leaf {
  readonly kind: 'value' | 'item' | 'raw';
  readonly text: string;
}
export interface BlockStyle {
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
export function toInline(leaf: Leaf, style: { readonly json: boolean }): string {
  if (leaf.kind === 'raw') return leaf.text;
  const text = toScalar(leaf.text, style);
  return leaf.kind === 'item' ? `[${text}]` : text;
}
export function toFlow(keys: readonly string[], leaf: Leaf, style: { readonly json: boolean }): string {
  const [key = '', ...rest] = keys;
  const name = style.json ? JSON.stringify(key) : key;
  if (rest.length > 0) return `${name}: {${toFlow(rest, leaf, style)}}`;
  return `${name}: ${toInline(leaf, style)}`;
}
export function toBlock(keys: readonly string[], leaf: Leaf, style: BlockStyle): readonly string[] {
  const [key = '', ...rest] = keys;
  const margin = ' '.repeat(style.indent);
  if (rest.length > 0)
    return [`${margin}${key}:`, ...toBlock(rest, leaf, { ...style, indent: style.indent + style.step })];
  if (leaf.kind !== 'item') return [`${margin}${key}: ${toInline(leaf, { json: false })}`];
  return [`${margin}${key}:`, `${' '.repeat(style.indent + style.dashStep)}- ${toScalar(leaf.text, { json: false })}`];
}
