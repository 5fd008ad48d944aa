// What a plain scalar of a Compose file is to Go, and its text once Go has read and printed it: `1.10` is `1.1`.
// https://pkg.go.dev/go.yaml.in/yaml/v4 ; https://pkg.go.dev/fmt#hdr-Printing
import { isPlain } from '../../syntax/scalar.ts';
import type { YamlScalar } from '../../syntax/tree.ts';

export type Resolved =
  | { readonly kind: 'text' }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'integer'; readonly value: bigint }
  | { readonly kind: 'float'; readonly value: number };

const text: Resolved = { kind: 'text' };
const known = new Map<string, Resolved>([
  ...['true', 'True', 'TRUE'].map((word) => [word, { kind: 'boolean', value: true }] as const),
  ...['false', 'False', 'FALSE'].map((word) => [word, { kind: 'boolean', value: false }] as const),
  ...['.nan', '.NaN', '.NAN'].map((word) => [word, { kind: 'float', value: NaN }] as const),
  ...['.inf', '.Inf', '.INF', '+.inf', '+.Inf', '+.INF'].map(
    (word) => [word, { kind: 'float', value: Infinity }] as const,
  ),
  ...['-.inf', '-.Inf', '-.INF'].map((word) => [word, { kind: 'float', value: -Infinity }] as const),
  ...['-0', '-0.0'].map((word) => [word, { kind: 'float', value: -0 }] as const),
]);
const maxDigits = 64;
const floatPattern = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;
export function resolveScalar(scalar: YamlScalar): Resolved {
  if (!isPlain(scalar) || scalar.tag === '!override') return text;
  const { value } = scalar;
  const word = known.get(value);
  if (word !== undefined) return word;
  if (value.length > maxDigits || !/^[-+.0-9]/.test(value)) return text;
  const bare = value.replaceAll('_', '');
  const whole = toWhole(bare);
  if (whole !== undefined) return { kind: 'integer', value: whole };
  const number = Number(bare);
  return floatPattern.test(bare) && Number.isFinite(number) ? { kind: 'float', value: number } : text;
}
const wholePattern = /^([-+]?)(?:(0[xX][0-9a-fA-F]+|0[bB][01]+|0[oO][0-7]+)|0([0-7]+)|(0|[1-9][0-9]*))$/;
/** A leading 0 means octal; what needs more than 64 bits is none. */
function toWhole(bare: string): bigint | undefined {
  const [, sign, prefixed, octal, decimal] = wholePattern.exec(bare) ?? [];
  const digits = prefixed?.toLowerCase() ?? (octal === undefined ? decimal : `0o${octal}`);
  if (digits === undefined) return undefined;
  const value = sign === '-' ? -BigInt(digits) : BigInt(digits);
  return value >= -(2n ** 63n) && value < 2n ** 64n ? value : undefined;
}
export function printed(scalar: YamlScalar): string {
  const found = resolveScalar(scalar);
  switch (found.kind) {
    case 'text':
      return scalar.value;
    case 'boolean':
    case 'integer':
      return String(found.value);
    case 'float':
      return printFloat(found.value);
  }
}
/** As `%v` does: exponents from 1e21 up and below 1e-4, with two digits at least. */
function printFloat(value: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'NaN' : value > 0 ? '+Inf' : '-Inf';
  if (Object.is(value, -0)) return '-0';
  const size = Math.abs(value);
  const printedText = size !== 0 && size < 1e-4 ? value.toExponential() : String(value);
  return printedText.replace(/e([-+])(\d)$/, 'e$10$2');
}
