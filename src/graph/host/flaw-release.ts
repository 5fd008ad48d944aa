// Whether a release that a host told of has a flaw: https://semver.org, https://www.kernel.org/category/releases.html
// Distributions mend a release without changing its number, so that what stands behind the number decides whether the
// number proves anything.
import type { Flaw } from './flaws.ts';

interface Release {
  /** Major, minor and patch. */
  readonly numbers: readonly [number, number, number];
  /** Of a release candidate; others come after all of those. */
  readonly candidate: number;
  /** Nothing but the number of the people who make it. */
  readonly isUpstream: boolean;
}
const shape = /^v?([0-9]{1,9})\.([0-9]{1,9})(?:\.([0-9]{1,9}))?(?:-(?:rc|beta|alpha)\.?([0-9]{1,9}))?(.*)$/;
/** `-0-g51d5e946`: no commit after the tag. */
const exactTag = /^-0-g[0-9a-f]+$/;

export function parseRelease(text: string): Release | undefined {
  const match = shape.exec(text.trim());
  if (match === null) return undefined;
  const [, major, minor, patch = '0', candidate, rest = ''] = match;
  return {
    numbers: [Number(major), Number(minor), Number(patch)],
    candidate: candidate === undefined ? Infinity : Number(candidate),
    isUpstream: rest === '' || exactTag.test(rest),
  };
}
function compareReleases(a: Release, b: Release): number {
  for (const place of [0, 1, 2] as const)
    if (a.numbers[place] !== b.numbers[place]) return a.numbers[place] - b.numbers[place];
  return a.candidate === b.candidate ? 0 : a.candidate < b.candidate ? -1 : 1;
}

/**
 * `proven` where the number says so, `unless-mended` where somebody may have mended it; undefined where it is not so.
 * Lines of the kernel that are not named may have been mended too; those of programs were not.
 */
export function hasFlaw(version: string, { program, since, fixed }: Flaw): 'proven' | 'unless-mended' | undefined {
  const release = parseRelease(version);
  if (release === undefined) return undefined;
  const first = since === undefined ? undefined : parseRelease(since);
  if (first !== undefined && compareReleases(release, first) < 0) return undefined;
  const mended = fixed.map(parseRelease).filter((one) => one !== undefined);
  const sameLine = mended.find(({ numbers }) => numbers[0] === release.numbers[0] && numbers[1] === release.numbers[1]);
  const [newest] = mended;
  const limit = sameLine ?? newest;
  if (limit === undefined || compareReleases(release, limit) >= 0) return undefined;
  const isNamed = sameLine !== undefined || program !== 'kernel';
  return release.isUpstream && isNamed ? 'proven' : 'unless-mended';
}
