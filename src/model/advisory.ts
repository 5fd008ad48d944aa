// What a feed says of a package, and what a matcher may ask.
import type { Severity } from './severity.ts';

/** Half-open: from `introduced` (`0` is everything) up to but without `fixed`, or up to and with `lastAffected`. */
export interface VersionRange {
  readonly introduced: string;
  readonly fixed?: string;
  readonly lastAffected?: string;
}
/** One advisory as far as it is about one package of one ecosystem. Fields as in OSV 1.7. */
export interface Advisory {
  readonly id: string;
  readonly aliases: readonly string[];
  readonly upstream: readonly string[];
  readonly ecosystem: string;
  readonly name: string;
  readonly ranges: readonly VersionRange[];
  readonly versions: readonly string[];
  readonly severity?: Severity;
  /** CVSS base score and vector, of the newest CVSS version given. */
  readonly score?: number;
  readonly vector?: string;
  readonly kind: 'vulnerability' | 'malware';
  readonly published?: string;
  readonly modified: string;
  readonly summary?: string;
}
export interface FeedState {
  /** OSV ecosystem without its release, such as `Debian`; or `KEV`, `EPSS`. */
  readonly id: string;
  /** Newest `modified` or the catalogue's own date, ISO 8601. */
  readonly date: string;
  readonly records: number;
  /** When we fetched it, ISO 8601. */
  readonly fetched: string;
}
export interface Exploitation {
  readonly kev: boolean;
  readonly kevAdded?: string;
  readonly ransomware?: true;
  readonly epss?: number;
}
/** Read-only view of the local database, or of the built-in set. */
export interface AdvisoryData {
  /** Digest of everything below, for the report. */
  readonly digest: string;
  readonly feeds: readonly FeedState[];
  /** `none` no data, `built-in` only the known-exploited set, `full` the feed. */
  coverage(ecosystem: string): 'none' | 'built-in' | 'full';
  /** Advisories for a package of an ecosystem, its release included (`Debian:12`, `Alpine:v3.20`, `npm`). */
  find(ecosystem: string, name: string): readonly Advisory[];
  /** Advisories by id or alias, for explanations. */
  byId(id: string): readonly Advisory[];
  /** Any of the ids of one issue may be given. */
  exploitation(ids: readonly string[]): Exploitation;
  close(): void;
}
