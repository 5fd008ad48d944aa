// Single values as Compose takes them: variables filled in first, then read as the field's type.
// https://docs.docker.com/reference/compose-file/interpolation/
import { unseen, type Field, type Unseen } from '../../model/field.ts';
import { handedOn, isAbsent, placeOf, said, unclear } from './config-value.ts';
import type { Value } from './config-value.ts';
import { printed, resolveScalar } from './compose-scalar.ts';
import { interpolate } from './compose-variables.ts';
import type { Environment, Interpolated } from './compose-variables.ts';

export type ComposeText = { readonly value: Value; readonly text: string } | { readonly unclear: Unseen<never> };

/** The text with its variables, or a number as it is printed; undefined for null and for what is no text. */
export function readText(value: Value | undefined, environment: Environment): ComposeText | undefined {
  if (value?.node.kind !== 'scalar' || isAbsent(value)) return undefined;
  if (!value.node.value.includes('$')) return { value, text: printed(value.node) };
  const filled = interpolate(value.node.value, environmentOf(value, environment));
  if (filled.missing.length > 0 || filled.wrong !== undefined)
    return { unclear: unseen(unclearWhy(filled), placeOf(value)) };
  return { value: handedOn(value, filled.via), text: filled.text };
}
/** A file that was taken in from elsewhere may have variables of its own. */
export function environmentOf(value: Value, environment: Environment): Environment {
  return value.file.scope?.environment ?? environment;
}
export function unclearWhy({ missing, wrong }: Pick<Interpolated, 'missing' | 'wrong'>): string {
  if (wrong !== undefined) return wrong;
  return `${[...new Set(missing)].map((name) => `\${${name}}`).join(', ')} is not set here`;
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
  const own = environmentOf(value, environment);
  if (value.node.kind !== 'scalar' || own.complete) return open;
  const { text, missing } = interpolate(value.node.value, { ...own, complete: true });
  const could = missing.length === 0 ? wanted.parse(text, value) : undefined;
  return could === undefined ? open : { ...open, could: [could] };
}
export function textField(value: Value | undefined, environment: Environment): Field<string> | undefined {
  return parsedField(value, environment, { what: 'a text', parse: (text) => text });
}

const words = new Map([
  ...['true', 'y', 'yes', 'on'].map((word) => [word, true] as const),
  ...['false', 'n', 'no', 'off'].map((word) => [word, false] as const),
]);
/** Quoted or not, as the reference implementation casts it. */
export function booleanField(value: Value | undefined, environment: Environment): Field<boolean> | undefined {
  return parsedField(value, environment, {
    what: 'true or false',
    parse: (text) => words.get(text.toLowerCase()),
  });
}
/** https://docs.docker.com/reference/compose-file/extension/#specifying-byte-values ; 0 is no limit. */
export function sizeField(value: Value | undefined, environment: Environment): Field<number> | undefined {
  return parsedField(value, environment, {
    what: 'a size',
    parse: (text, { node }) => limited(isFraction(node) ? 0 : parseSize(text)),
  });
}
/** A number of things, where 0 and less is no limit. */
export function countField(value: Value | undefined, environment: Environment): Field<number> | undefined {
  return parsedField(value, environment, {
    what: 'a number',
    parse: (text) => limited(parseNumber(text)),
  });
}
function limited(amount: number | undefined): number | undefined {
  return amount === undefined || amount > 0 ? amount : -1;
}
/** A size that is written as a number with a fraction or an exponent is read as none at all. */
function isFraction(node: Value['node']): boolean {
  return node.kind === 'scalar' && resolveScalar(node).kind === 'float';
}
export function parseNumber(text: string): number | undefined {
  return /^[-+]?(?:\d{1,20}(?:\.\d{0,20})?|\.\d{1,20})(?:[eE][-+]?\d{1,2})?$/.test(text) ? Number(text) : undefined;
}
const sizePattern = /^((?:\d{1,20}(?:\.\d{0,20})?|\.\d{1,20})(?:e[-+]?\d{1,2})?) ?(?:([kmgtp])(?:i?b)?|b)?$/;
/** As `RAMInBytes` of Docker's units. */
export function parseSize(text: string): number | undefined {
  if (/^[-+]?\d{1,18}$/.test(text)) return Number(text);
  const match = sizePattern.exec(text.toLowerCase());
  if (match === null) return undefined;
  const power = match[2] === undefined ? 0 : 'bkmgtp'.indexOf(match[2]);
  return Math.floor(Number(match[1]) * 1024 ** power);
}
