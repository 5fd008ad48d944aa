// The one immutable value that a scan ends with, and what an output is.
import type { Digest } from './brand.ts';
import type { FeedState } from './advisory.ts';
import type { Pack } from './check.ts';
import type { ImageFact, PackageFact } from './facts.ts';
import type { OsDraft } from './image-facts.ts';
import type { Finding } from './finding.ts';
import type { Compliance } from './compliance.ts';
import type { Cut, Graph, Reach, ReachLevel } from './graph.ts';
import type { ImageDescription } from './source.ts';
import type { Severity } from './severity.ts';
import type { Unknown } from './unknown.ts';
import type { Workload } from './workload.ts';

export interface Target {
  readonly name: string;
  readonly kind: 'image' | 'tree' | 'folder' | 'file';
  readonly digest?: Digest;
  readonly prefix: string;
  readonly picked?: string;
}
export interface ReportImage {
  readonly description: ImageDescription;
  readonly fact?: ImageFact;
  readonly os?: OsDraft;
  /** The scope of the facts found in it. */
  readonly scope: string;
}
export interface VerdictReason {
  readonly code: 'over-the-line' | 'known-exploited' | 'fail-on' | 'incomplete';
  readonly why: string;
}
/** `pass` and `complete` give the exit code: 1 when it fails, else 3 when incomplete, else 0. */
export interface Verdict {
  readonly pass: boolean;
  readonly complete: boolean;
  readonly reasons: readonly VerdictReason[];
}
/** Facts that an advisory, a check or an edge rule was needed for are in; timings are not. */
export interface Report {
  readonly tool: { readonly name: 'plimsoll'; readonly version: string };
  readonly targets: readonly Target[];
  readonly images: readonly ReportImage[];
  readonly workloads: readonly Workload[];
  readonly packages: readonly PackageFact[];
  readonly findings: readonly Finding[];
  readonly graph: Graph;
  /** One a workload, same order; empty when reach was not asked for. */
  readonly reach: readonly Reach[];
  readonly loadLine: ReachLevel;
  readonly cut: Cut;
  readonly unknowns: readonly Unknown[];
  /** Ignore entries that did nothing, or have expired. */
  readonly idleIgnores: readonly { readonly entry: string; readonly why: string }[];
  readonly advisories: { readonly digest: string; readonly feeds: readonly FeedState[] };
  /** What ran: `packages`, `vulns`, `config`, `reach`. */
  readonly ran: readonly string[];
  /** Only when a standard was asked for. */
  readonly compliance?: Compliance;
  readonly verdict: Verdict;
}
/** How the report is shown; nothing here changes what was found. */
export interface OutputOptions {
  readonly width: number;
  readonly colour: boolean;
  readonly unicode: boolean;
  /** The least severity that is listed one by one. */
  readonly show: Severity;
  readonly exitCode: number;
  /** Rules by id, for formats that carry the catalogue with them. */
  readonly rules: readonly RuleText[];
}
export interface RuleText {
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
  readonly why: string;
  readonly todo: string;
  readonly refs: readonly string[];
  /** Runs only when asked for. */
  readonly pack?: Pack;
}
export interface Output {
  readonly id: string;
  readonly help: string;
  /** Whether it wants `OutputOptions.rules`, which is empty otherwise. */
  readonly catalogue?: true;
  /** The report's bytes, in pieces; ends with a newline. */
  write(report: Report, options: OutputOptions): Iterable<string>;
}
