// Semantic Versioning 2.0.0, read as loosely as npm does: https://github.com/npm/node-semver#versions
import type { VersionScheme } from '../model/version-scheme.ts';
import { compareDigits, compareText, digitsEnd } from './digits.ts';

const maxLength = 256;
/** Unlike npm's own expression it never takes `1.2.34.5` for `1.2.3-4.5`. */
const loose =
  /^[v=\s]*(\d+)\.(\d+)\.(\d+)(?!\d)(?:-?(?:\d*[A-Za-z-][0-9A-Za-z-]*|\d+)(?:\.(?:\d*[A-Za-z-][0-9A-Za-z-]*|\d+))*)?(?:\+[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?$/;

interface LooseVersion {
  /** Empty when the text does not begin with a number. */
  readonly numbers: readonly string[];
  readonly prerelease: readonly string[];
}

export const semver: VersionScheme = {
  id: 'semver',
  spec: 'https://semver.org/spec/v2.0.0.html',
  compare(a, b) {
    if (a === b) return 0;
    const left = parse(a);
    const right = parse(b);
    // What is no version is older than any that is, so that it is never taken for fixed.
    if (left.numbers.length === 0 || right.numbers.length === 0)
      return left.numbers.length - right.numbers.length || compareText(a, b);
    return compareNumbers(left.numbers, right.numbers) || comparePrerelease(left.prerelease, right.prerelease);
  },
  isValid(text) {
    const match = text.length > maxLength ? null : loose.exec(text.trim());
    return match !== null && match.slice(1).every((part) => Number(part) <= Number.MAX_SAFE_INTEGER);
  },
};

/** Also takes `1`, `1.2` and `1.2.3.4`: numbers first, missing ones count as 0; then words, up to the build. */
function parse(text: string): LooseVersion {
  let start = 0;
  while (/^[v=\s]$/u.test(text[start] ?? '')) start += 1;
  const plus = text.indexOf('+', start);
  const plain = text.slice(start, plus === -1 ? text.length : plus).trimEnd();
  const numbers: string[] = [];
  let end = digitsEnd(plain, 0);
  if (end === 0) return { numbers, prerelease: [] };
  numbers.push(plain.slice(0, end));
  for (;;) {
    const next = plain[end] === '.' ? digitsEnd(plain, end + 1) : 0;
    if (next <= end + 1) break;
    numbers.push(plain.slice(end + 1, next));
    end = next;
  }
  // `1.2.3beta` is `1.2.3-beta`, and the hyphen of `1.2.3-` is all that its pre-release has.
  const hyphen = plain[end] === '-' && (plain[end + 1] ?? '.') !== '.';
  const rest = plain.slice(hyphen ? end + 1 : end);
  return { numbers, prerelease: rest === '' ? [] : rest.split('.') };
}

function compareNumbers(a: readonly string[], b: readonly string[]): number {
  for (let index = 0; index < Math.max(a.length, b.length); index += 1) {
    const order = compareDigits(a[index] ?? '', b[index] ?? '');
    if (order !== 0) return order;
  }
  return 0;
}
/** A pre-release is older than its release; the longer of two that begin alike is newer. */
function comparePrerelease(a: readonly string[], b: readonly string[]): number {
  if (a.length === 0 || b.length === 0) return b.length - a.length;
  for (let index = 0; index < Math.min(a.length, b.length); index += 1) {
    const order = compareIdentifiers(a[index] ?? '', b[index] ?? '');
    if (order !== 0) return order;
  }
  return a.length - b.length;
}
/** Numbers before words. */
function compareIdentifiers(a: string, b: string): number {
  const left = isNumber(a);
  const right = isNumber(b);
  if (left && right) return compareDigits(a, b);
  return Number(right) - Number(left) || compareText(a, b);
}
function isNumber(text: string): boolean {
  return text !== '' && digitsEnd(text, 0) === text.length;
}
