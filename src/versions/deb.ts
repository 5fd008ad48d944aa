// Debian version order: deb-version(7), Debian Policy 5.6.12.
import type { VersionScheme } from '../model/version-scheme.ts';
import { compareDigits, digitsEnd, isDigit, isLetter } from './digits.ts';

interface DebVersion {
  readonly epoch: string;
  readonly upstream: string;
  readonly revision: string;
}
const maxEpoch = 2_147_483_647;
const upstreamPattern = /^\d[0-9A-Za-z.+~:-]*$/;
const revisionPattern = /^[0-9A-Za-z.+~]+$/;

export const deb: VersionScheme = {
  id: 'deb',
  spec: 'https://manpages.debian.org/bookworm/dpkg-dev/deb-version.7.en.html',
  compare(a, b) {
    if (a === b) return 0;
    const left = parse(a);
    const right = parse(b);
    return (
      compareDigits(left.epoch, right.epoch) ||
      comparePart(left.upstream, right.upstream) ||
      comparePart(left.revision, right.revision)
    );
  },
  isValid(text) {
    const { epoch, upstream, revision } = parse(text);
    if (text !== text.trim() || Number(epoch) > maxEpoch || !upstreamPattern.test(upstream)) return false;
    return text.endsWith(`${upstream}-${revision}`) ? revisionPattern.test(revision) : text.endsWith(upstream);
  },
};

/** A colon after something else than digits is no epoch's and stays where it is; an absent revision counts as 0. */
function parse(text: string): DebVersion {
  const trimmed = text.trim();
  const digits = digitsEnd(trimmed, 0);
  const hasEpoch = digits > 0 && trimmed[digits] === ':';
  const rest = hasEpoch ? trimmed.slice(digits + 1) : trimmed;
  const dash = rest.lastIndexOf('-');
  return {
    epoch: hasEpoch ? trimmed.slice(0, digits) : '',
    upstream: dash === -1 ? rest : rest.slice(0, dash),
    revision: dash === -1 ? '' : rest.slice(dash + 1),
  };
}

/** Text and numbers in turn. */
function comparePart(a: string, b: string): number {
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    while (isText(a, i) || isText(b, j)) {
      const difference = weight(a, i) - weight(b, j);
      if (difference !== 0) return difference;
      i += 1;
      j += 1;
    }
    const left = digitsEnd(a, i);
    const right = digitsEnd(b, j);
    const difference = compareDigits(a.slice(i, left), b.slice(j, right));
    if (difference !== 0) return difference;
    i = left;
    j = right;
  }
  return 0;
}
function isText(text: string, index: number): boolean {
  return index < text.length && !isDigit(text.charCodeAt(index));
}
/** `~` sorts before everything, even the end; letters before other characters. */
function weight(text: string, index: number): number {
  if (!isText(text, index)) return 0;
  const code = text.charCodeAt(index);
  if (code === 0x7e) return -1;
  return isLetter(code) ? code : code + 256;
}
