// What a plain scalar means to the engines that will read it, which is neither YAML 1.1 nor 1.2: go-yaml takes
// the words of 1.1 wherever a field asks for a boolean, and numbers as Go writes them.
// https://pkg.go.dev/gopkg.in/yaml.v3#section-readme
import type { YamlScalar } from './tree.ts';

const nulls = new Set(['', '~', 'null', 'Null', 'NULL']);
const booleans = new Map([
  ...['true', 'True', 'TRUE', 'yes', 'Yes', 'YES', 'on', 'On', 'ON', 'y', 'Y'].map((word) => [word, true] as const),
  ...['false', 'False', 'FALSE', 'no', 'No', 'NO', 'off', 'Off', 'OFF', 'n', 'N'].map((word) => [word, false] as const),
]);
const stringTags = new Set(['!!str', '!', '!<tag:yaml.org,2002:str>']);

/** Whether the scalar may be anything but a string. */
export function isPlain(scalar: YamlScalar): boolean {
  return scalar.style === 'plain' && (scalar.tag === undefined || !stringTags.has(scalar.tag));
}
export function isNull(scalar: YamlScalar): boolean {
  return scalar.value.length <= 4 && isPlain(scalar) && nulls.has(scalar.value);
}
export function toBoolean(scalar: YamlScalar): boolean | undefined {
  return isPlain(scalar) || scalar.tag === '!!bool' ? booleans.get(scalar.value) : undefined;
}

const integerPattern = /^[-+]?(?:0|[1-9][\d_]{0,18}|0[xX][\da-fA-F_]{1,15}|0[oO]?[0-7_]{1,18}|0[bB][01_]{1,53})$/;
const wholeFloatPattern = /^[-+]?\d{1,16}(?:\.0{1,16})?(?:[eE]\+?\d{1,2})?$/;
/** A leading 0 means octal; undefined for what is not a whole number that a double holds exactly. */
export function toInteger(scalar: YamlScalar): number | undefined {
  return isPlain(scalar) || scalar.tag === '!!int' ? parseInteger(scalar.value) : undefined;
}
export function parseInteger(text: string): number | undefined {
  if (!integerPattern.test(text)) return wholeFloatPattern.test(text) ? safe(Number(text)) : undefined;
  const sign = text.startsWith('-') ? -1 : 1;
  const digits = text.replace(/^[-+]/, '').replaceAll('_', '');
  const octal = /^0[0-7]+$/.test(digits) ? `0o${digits.slice(1)}` : digits;
  return safe(sign * Number(octal));
}
function safe(value: number): number | undefined {
  return Number.isSafeInteger(value) ? value : undefined;
}
