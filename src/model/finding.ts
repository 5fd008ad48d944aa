// One thing that is wrong, with its evidence; suppressed ones are kept and marked.
import type { FactId, FindingId, RuleId } from './brand.ts';
import type { Fix } from './edit.ts';
import type { FactKind } from './facts.ts';
import type { Location } from './location.ts';
import type { Layer, Severity } from './severity.ts';

export interface SubjectRef {
  readonly kind: FactKind;
  readonly id: FactId;
  /** For people: `compose service edge`, `openssl 3.0.11-1`. */
  readonly name: string;
}
export interface AdvisoryRef {
  readonly id: string;
  readonly aliases: readonly string[];
  /** First version that is not affected. */
  readonly fixed?: string;
  readonly kev: boolean;
  readonly epss?: number;
  readonly score?: number;
}
export interface PackageRef {
  readonly name: string;
  readonly version: string;
  readonly purl: string;
}
export interface Suppression {
  readonly by: string;
  readonly reason: string;
  readonly until?: string;
}
/** The id is a hash over rule, canonical subject, message key and the path relative to the target. */
export interface Finding {
  readonly id: FindingId;
  readonly rule: RuleId;
  readonly layer: Layer;
  readonly severity: Severity;
  readonly subject: SubjectRef;
  /** Workloads that it concerns: its own, or those that run the image. */
  readonly workloads: readonly FactId[];
  readonly what: string;
  readonly why: string;
  readonly todo: string;
  readonly at: readonly Location[];
  readonly evidence: readonly { readonly field: string; readonly value: string }[];
  readonly package?: PackageRef;
  readonly advisory?: AdvisoryRef;
  readonly fix?: Fix;
  readonly suppressed?: Suppression;
}
/** What a matcher says of one package; `scan/` makes the finding. */
export interface Match {
  readonly advisory: AdvisoryRef;
  readonly severity: Severity;
  readonly kind: 'vulnerability' | 'malware';
  readonly summary?: string;
  /** Every advisory that says it, with the range that holds. */
  readonly evidence: readonly { readonly field: string; readonly value: string }[];
}
