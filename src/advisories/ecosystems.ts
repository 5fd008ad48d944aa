// What each OSV ecosystem does in its own way: its releases, and where its bulletins name their CVEs.
// Spec: https://ossf.github.io/osv-schema/#defined-ecosystems
export interface Home {
  readonly base: string;
  /** '' where an ecosystem has no releases. */
  readonly release: string;
}

/** `Debian:12` is base `Debian`, release `12`. */
export function splitEcosystem(ecosystem: string): Home {
  const colon = ecosystem.indexOf(':');
  if (colon < 0) return { base: ecosystem, release: '' };
  const base = ecosystem.slice(0, colon);
  const release = ecosystem.slice(colon + 1);
  return { base, release: base === 'Red Hat' ? withoutVariant(release) : release };
}

/** `enterprise_linux:9::baseos` to `enterprise_linux:9`: one installation draws from all variants of its product. */
function withoutVariant(release: string): string {
  const variant = release.indexOf('::');
  return variant > 0 && /^(?:enterprise_linux|rhel_\w{2,12}):/u.test(release) ? release.slice(0, variant) : release;
}

/** Their bulletins name the CVEs they fix in `related`, as was usual before OSV 1.7 brought `upstream`. */
const bulletins: ReadonlySet<string> = new Set([
  'AlmaLinux',
  'Debian',
  'Mageia',
  'Red Hat',
  'Rocky Linux',
  'SUSE',
  'Ubuntu',
  'openEuler',
  'openSUSE',
]);
/** Each record is one issue, whose other names are in `related`. */
const renaming: ReadonlySet<string> = new Set(['Chainguard', 'Wolfi']);

export type RelatedMeaning = 'upstream' | 'alias' | 'nothing';
export function meaningOfRelated(base: string): RelatedMeaning {
  return bulletins.has(base) ? 'upstream' : renaming.has(base) ? 'alias' : 'nothing';
}

/** What `--all` fetches when the host does not say what it offers. */
export const knownEcosystems = [
  'AlmaLinux',
  'Alpine',
  'Bitnami',
  'CRAN',
  'Chainguard',
  'Debian',
  'Go',
  'Hackage',
  'Hex',
  'Maven',
  'NuGet',
  'Packagist',
  'Pub',
  'PyPI',
  'Red Hat',
  'Rocky Linux',
  'RubyGems',
  'SUSE',
  'SwiftURL',
  'Ubuntu',
  'Wolfi',
  'crates.io',
  'npm',
  'openSUSE',
] as const;
/** Offered, but about source trees and firmware, which are no packages. */
export const ecosystemsWithoutPackages: ReadonlySet<string> = new Set(['Android', 'GIT', 'Linux', 'OSS-Fuzz', 'UVI']);
