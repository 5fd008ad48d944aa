// RPM version order: rpm-version(7); epoch, version and release as rpm compares two packages.
import type { VersionScheme } from '../model/version-scheme.ts';
import { compareDigits, compareText, digitsEnd, isDigit, isLetter } from './digits.ts';

interface Evr {
  readonly epoch: string;
  readonly version: string;
  readonly release: string | undefined;
}
const valid = /^(?:\d{1,10}:)?[0-9A-Za-z._+~^]+(?:-[0-9A-Za-z._+~^]+)?$/;

export const rpm: VersionScheme = {
  id: 'rpm',
  spec: 'https://rpm-software-management.github.io/rpm/man/rpm-version.7',
  compare(a, b) {
    if (a === b) return 0;
    const left = parse(a);
    const right = parse(b);
    return (
      compareDigits(left.epoch, right.epoch) ||
      compareSegments(left.version, right.version) ||
      compareRelease(left.release, right.release)
    );
  },
  isValid: (text) => valid.test(text),
};

function parse(text: string): Evr {
  const digits = digitsEnd(text, 0);
  const hasEpoch = text[digits] === ':';
  const rest = hasEpoch ? text.slice(digits + 1) : text;
  const dash = rest.lastIndexOf('-');
  return {
    epoch: hasEpoch ? text.slice(0, digits) : '',
    version: dash === -1 ? rest : rest.slice(0, dash),
    release: dash === -1 ? undefined : rest.slice(dash + 1),
  };
}
/** No release is older than any: otherwise `1-1` and `1-2` would both equal `1`. */
function compareRelease(a: string | undefined, b: string | undefined): number {
  if (a === undefined || b === undefined) return Number(a !== undefined) - Number(b !== undefined);
  return compareSegments(a, b);
}

/** Runs of digits and of letters in turn, anything else only separates; `~` sorts before the end, `^` after it. */
function compareSegments(a: string, b: string): number {
  let i = 0;
  let j = 0;
  for (;;) {
    i = skipSeparators(a, i);
    j = skipSeparators(b, j);
    const rank = rankAt(a, i);
    const difference = rank - rankAt(b, j);
    if (difference !== 0) return difference;
    if (rank === ranks.end) return 0;
    const left = segmentEnd(a, i, rank);
    const right = segmentEnd(b, j, rank);
    const compare = rank === ranks.digits ? compareDigits : compareText;
    const order = compare(a.slice(i, left), b.slice(j, right));
    if (order !== 0) return order;
    i = left;
    j = right;
  }
}

const ranks = { tilde: 0, end: 1, caret: 2, letters: 3, digits: 4 } as const;
function rankAt(text: string, index: number): number {
  if (index >= text.length) return ranks.end;
  const code = text.charCodeAt(index);
  if (code === 0x7e) return ranks.tilde;
  if (code === 0x5e) return ranks.caret;
  return isDigit(code) ? ranks.digits : ranks.letters;
}
function skipSeparators(text: string, from: number): number {
  let at = from;
  for (; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (isDigit(code) || isLetter(code) || code === 0x7e || code === 0x5e) break;
  }
  return at;
}
function segmentEnd(text: string, from: number, rank: number): number {
  if (rank === ranks.digits) return digitsEnd(text, from);
  let end = from + 1;
  if (rank === ranks.letters) while (isLetter(text.charCodeAt(end))) end += 1;
  return end;
}
