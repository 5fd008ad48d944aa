// Single values as an API server takes them: typed strictly, and unknown where a template was not rendered.
import type { Field } from '../../model/field.ts';
import { toBoolean, toInteger } from '../../syntax/scalar.ts';
import { itemsOf, membersOf, said, scalarText, unclear } from './config-value.ts';
import type { Value } from './config-value.ts';

const template = /\{\{|<%|\$\{\w|\{%/;

/** Why the value is none, when a template stands in its place. */
export function templateIn(value: Value): string | undefined {
  const { node } = value;
  if (node.kind === 'scalar') return template.test(node.value) ? `${short(node.value)} was not rendered` : undefined;
  // `{{ x }}` without quotes is a map in a map to YAML.
  const inner = node.kind === 'map' && node.flow ? node.pairs[0]?.key.value : undefined;
  return inner?.startsWith('{') === true ? `{${short(inner)}} was not rendered` : undefined;
}
function short(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

/** What of a whole value was left to somebody else to fill in. */
export function findTemplate(value: Value): Value | undefined {
  if (templateIn(value) !== undefined) return value;
  for (const { value: member } of membersOf(value)) {
    const found = findTemplate(member);
    if (found !== undefined) return found;
  }
  for (const item of itemsOf(value)) {
    const found = findTemplate(item);
    if (found !== undefined) return found;
  }
  return undefined;
}

export function booleanField(value: Value | undefined): Field<boolean> | undefined {
  return fieldOf(value, 'true or false', (at) => (at.node.kind === 'scalar' ? toBoolean(at.node) : undefined));
}
export function integerField(value: Value | undefined): Field<number> | undefined {
  return fieldOf(value, 'a whole number', (at) => (at.node.kind === 'scalar' ? toInteger(at.node) : undefined));
}
export function textField(value: Value | undefined): Field<string> | undefined {
  return fieldOf(value, 'a text', scalarText);
}
/** `parse` gives undefined for what is not `wanted`. */
export function fieldOf<T>(
  value: Value | undefined,
  wanted: string,
  parse: (value: Value) => T | undefined,
): Field<T> | undefined {
  if (value === undefined) return undefined;
  const open = templateIn(value);
  if (open !== undefined) return unclear(value, open);
  const content = parse(value);
  return content === undefined ? unclear(value, `not ${wanted}`) : said(value, content);
}

const quantityPattern =
  /^([+-]?(?:\d{1,30}(?:\.\d{0,30})?|\.\d{1,30}))(?:([KMGTPE]i|[numkMGTPE])|[eE]([+-]?\d{1,2}))?$/;
const scales: Readonly<Record<string, number>> = {
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
};
/** https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/ */
export function parseQuantity(text: string): number | undefined {
  const match = quantityPattern.exec(text);
  if (match === null) return undefined;
  const [, digits = '', suffix, exponent] = match;
  if (exponent !== undefined) return Number(`${digits}e${exponent}`);
  return Number(digits) * (suffix === undefined ? 1 : (scales[suffix] ?? Number.NaN));
}
/** An amount, where 0 is no limit. */
export function quantityField(value: Value | undefined, round: (amount: number) => number): Field<number> | undefined {
  return fieldOf(value, 'a quantity', (at) => {
    const amount = parseQuantity(scalarText(at) ?? '');
    if (amount === undefined || amount < 0) return undefined;
    return amount === 0 ? -1 : round(amount);
  });
}
