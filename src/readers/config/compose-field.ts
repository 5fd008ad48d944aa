// Single values as Compose takes them: variables filled in first, then read as the field's type.
// https://docs.docker.com/reference/compose-file/interpolation/
import { unseen, type Field, type Unseen } from '../../model/field.ts';
import { isNull, toBoolean } from '../../syntax/scalar.ts';
import { handedOn, placeOf, said, unclear } from './config-value.ts';
import type { Value } from './config-value.ts';
import { interpolate } from './compose-variables.ts';
import type { Environment } from './compose-variables.ts';

export type ComposeText = { readonly value: Value; readonly text: string } | { readonly unclear: Unseen<never> };

/** The text with its variables, undefined for null and for what is no text. */
export function readText(value: Value | undefined, environment: Environment): ComposeText | undefined {
  if (value?.node.kind !== 'scalar' || isNull(value.node)) return undefined;
  const { text, missing, via } = interpolate(value.node.value, environment);
  if (missing.length > 0) return { unclear: unseen(missingWhy(missing), placeOf(value)) };
  return { value: handedOn(value, via), text };
}
export function missingWhy(names: readonly string[]): string {
  return `${[...new Set(names)].map((name) => `\${${name}}`).join(', ')} is not set here`;
}
/** The text where it is clear. */
export function clearText(value: Value | undefined, environment: Environment): string | undefined {
  const read = readText(value, environment);
  return read !== undefined && 'text' in read ? read.text : undefined;
}
/** `parse` gives undefined for what is not `wanted`. */
export function parsedField<T>(
  value: Value | undefined,
  environment: Environment,
  wanted: { readonly what: string; parse(text: string, value: Value): T | undefined },
): Field<T> | undefined {
  if (value === undefined) return undefined;
  const read = readText(value, environment);
  if (read === undefined) return unclear(value, `not ${wanted.what}`);
  if ('unclear' in read) return withDefault(value, read.unclear, { environment, wanted });
  const content = wanted.parse(read.text, read.value);
  return content === undefined ? unclear(value, `not ${wanted.what}`) : said(read.value, content);
}
/** Where only the `.env` file is out of sight, the default is what the value could be. */
function withDefault<T>(
  value: Value,
  open: Unseen<never>,
  { environment, wanted }: { environment: Environment; wanted: { parse(text: string, value: Value): T | undefined } },
): Field<T> {
  if (value.node.kind !== 'scalar' || environment.complete) return open;
  const { text, missing } = interpolate(value.node.value, { ...environment, complete: true });
  const could = missing.length === 0 ? wanted.parse(text, value) : undefined;
  return could === undefined ? open : { ...open, could: [could] };
}

export function textField(value: Value | undefined, environment: Environment): Field<string> | undefined {
  return parsedField(value, environment, { what: 'a text', parse: (text) => text });
}
const words = new Map([
  ...['true', '1', 't', 'y', 'yes', 'on'].map((word) => [word, true] as const),
  ...['false', '0', 'f', 'n', 'no', 'off'].map((word) => [word, false] as const),
]);
/** Quoted or not, as compose-go casts it. */
export function booleanField(value: Value | undefined, environment: Environment): Field<boolean> | undefined {
  return parsedField(value, environment, {
    what: 'true or false',
    parse: (text, { node }) => words.get(text.toLowerCase()) ?? (node.kind === 'scalar' ? toBoolean(node) : undefined),
  });
}
/** https://docs.docker.com/reference/compose-file/extension/#specifying-byte-values ; 0 is no limit. */
export function sizeField(value: Value | undefined, environment: Environment): Field<number> | undefined {
  return parsedField(value, environment, { what: 'a size', parse: (text) => limited(parseSize(text)) });
}
/** A number of things, where 0 and less is no limit. */
export function countField(value: Value | undefined, environment: Environment): Field<number> | undefined {
  return parsedField(value, environment, { what: 'a number', parse: (text) => limited(parseNumber(text)) });
}
function limited(amount: number | undefined): number | undefined {
  return amount === undefined || amount > 0 ? amount : -1;
}
export function parseNumber(text: string): number | undefined {
  return /^[-+]?(?:\d{1,20}(?:\.\d{0,20})?|\.\d{1,20})(?:[eE][-+]?\d{1,2})?$/.test(text) ? Number(text) : undefined;
}
const sizePattern = /^(-?\d{1,20}(?:\.\d{1,20})?) ?([bkmgtp])?i?b?$/;
export function parseSize(text: string): number | undefined {
  const match = sizePattern.exec(text.trim().toLowerCase());
  if (match === null) return undefined;
  const power = match[2] === undefined ? 0 : 'bkmgtp'.indexOf(match[2]);
  return Math.floor(Number(match[1]) * 1024 ** power);
}
