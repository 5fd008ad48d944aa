// Alpine version order: apk-package(5), "pkgver", as apk-tools 2.14 and 3 compare it.
// number{.number}[letter]{_suffix[number]}[~hash][-r#]
import type { VersionScheme } from '../model/version-scheme.ts';
import { compareDigits, compareText, digitsEnd } from './digits.ts';

/** What follows an equal beginning decides by its kind; the lowest is the oldest. */
const ranks = {
  preRelease: 0,
  invalid: 1,
  end: 2,
  revision: 3,
  hash: 4,
  suffixNumber: 5,
  suffix: 6,
  letter: 7,
  number: 8,
  first: 9,
} as const;
type Rank = (typeof ranks)[keyof typeof ranks];
const preReleases = ['alpha', 'beta', 'pre', 'rc'];
const suffixes = ['cvs', 'svn', 'git', 'hg', 'p'];

interface Token {
  readonly rank: Rank;
  readonly text: string;
  readonly end: number;
}

export const apk: VersionScheme = {
  id: 'apk',
  spec: 'https://gitlab.alpinelinux.org/alpine/apk-tools/-/blob/master/doc/apk-package.5.scd',
  compare(a, b) {
    if (a === b) return 0;
    let left = firstToken(a);
    let right = firstToken(b);
    for (;;) {
      const order = left.rank - right.rank || compareTokens(left, right);
      if (order !== 0) return order;
      if (left.rank === ranks.invalid || left.rank === ranks.end) return 0;
      left = nextToken(a, left);
      right = nextToken(b, right);
    }
  },
  isValid(text) {
    let token = firstToken(text);
    while (token.rank !== ranks.invalid && token.rank !== ranks.end) token = nextToken(text, token);
    return token.rank === ranks.end;
  },
};

function compareTokens({ rank, text }: Token, { text: other }: Token): number {
  switch (rank) {
    case ranks.preRelease:
      return preReleases.indexOf(text) - preReleases.indexOf(other);
    case ranks.suffix:
      return suffixes.indexOf(text) - suffixes.indexOf(other);
    case ranks.letter:
    case ranks.hash:
      return compareText(text, other);
    case ranks.number:
      // Like decimals: with a leading zero on either side the digits are compared as text.
      return text.startsWith('0') || other.startsWith('0') ? compareText(text, other) : compareDigits(text, other);
    default:
      return compareDigits(text, other);
  }
}

function firstToken(text: string): Token {
  return numberToken(text, 0, ranks.first);
}
function nextToken(text: string, last: Token): Token {
  const at = last.end;
  if (at >= text.length) return { rank: ranks.end, text: '', end: at };
  const { rank } = last;
  const afterNumber = rank >= ranks.number;
  const character = text[at] ?? '';
  if (character === '.' && afterNumber) return numberToken(text, at + 1, ranks.number);
  if (character === '_' && (rank >= ranks.suffixNumber || rank === ranks.preRelease)) return suffixToken(text, at + 1);
  if (character === '~' && (rank >= ranks.suffixNumber || rank === ranks.preRelease)) return hashToken(text, at + 1);
  if (character === '-' && rank !== ranks.revision && text[at + 1] === 'r')
    return numberToken(text, at + 2, ranks.revision);
  if (character >= '0' && character <= '9' && (rank === ranks.suffix || rank === ranks.preRelease))
    return numberToken(text, at, ranks.suffixNumber);
  if (character >= 'a' && character <= 'z' && afterNumber) return { rank: ranks.letter, text: character, end: at + 1 };
  return invalid(at);
}
function invalid(end: number): Token {
  return { rank: ranks.invalid, text: '', end };
}
function numberToken(text: string, start: number, rank: Rank): Token {
  const end = digitsEnd(text, start);
  return end === start ? invalid(start) : { rank, text: text.slice(start, end), end };
}
function suffixToken(text: string, start: number): Token {
  let end = start;
  // No suffix has more than five letters.
  while (end < start + 6 && /^[a-z]$/u.test(text[end] ?? '')) end += 1;
  const name = text.slice(start, end);
  if (preReleases.includes(name)) return { rank: ranks.preRelease, text: name, end };
  return suffixes.includes(name) ? { rank: ranks.suffix, text: name, end } : invalid(start);
}
const hash = /[0-9a-f]+/y;
function hashToken(text: string, start: number): Token {
  hash.lastIndex = start;
  const found = hash.exec(text)?.[0];
  return found === undefined ? invalid(start) : { rank: ranks.hash, text: found, end: start + found.length };
}
