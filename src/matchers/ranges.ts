// Whether a version lies within what an advisory calls affected.
// Spec: https://ossf.github.io/osv-schema/#evaluation
import type { Advisory, VersionRange } from '../model/advisory.ts';
import type { VersionScheme } from '../model/version-scheme.ts';

export type Ordering = Pick<VersionScheme, 'compare'>;

/** In words, what makes the version affected; undefined when nothing does. */
export function findReason(
  version: string,
  { ranges, versions }: Pick<Advisory, 'ranges' | 'versions'>,
  ordering: Ordering,
): string | undefined {
  // One advisory may fix several builds of a package; each of them is a fixed one.
  if (ranges.some(({ fixed }) => fixed === version)) return undefined;
  const range = ranges.find((one) => isWithin(version, one, ordering));
  if (range !== undefined) return toWords(range);
  return versions.includes(version) ? `version ${version}` : undefined;
}

export function isWithin(
  version: string,
  { introduced, fixed, lastAffected }: VersionRange,
  { compare }: Ordering,
): boolean {
  if (fixed === '0') return false;
  if (introduced !== '0' && compare(version, introduced) < 0) return false;
  if (fixed !== undefined && compare(version, fixed) >= 0) return false;
  return lastAffected === undefined || compare(version, lastAffected) <= 0;
}

/** The lowest fixed version above `version` that none of the advisories calls affected. */
export function findFix(
  version: string,
  advisories: readonly Pick<Advisory, 'ranges' | 'versions'>[],
  ordering: Ordering,
): string | undefined {
  const fixes = new Set(
    advisories.flatMap(({ ranges }) => ranges.map(({ fixed }) => fixed)).filter((fix) => fix !== undefined),
  );
  return [...fixes]
    .filter((fix) => fix !== '0' && ordering.compare(fix, version) > 0)
    .sort(ordering.compare)
    .find((fix) => advisories.every((advisory) => findReason(fix, advisory, ordering) === undefined));
}

function toWords({ introduced, fixed, lastAffected }: VersionRange): string {
  const from = introduced === '0' ? 'every version' : `from ${introduced}`;
  if (fixed !== undefined) return `${from} before ${fixed}`;
  return lastAffected === undefined ? `${from}, no fix` : `${from} up to ${lastAffected}`;
}
