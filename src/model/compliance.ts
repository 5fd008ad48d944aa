// A standard as its own list, and what a scan can say of each of its points.
import type { FindingId } from './brand.ts';
import type { Location } from './location.ts';

export const requirementStatuses = ['pass', 'fail', 'not applicable', 'not seen'] as const;
/**
 * `pass` all of it was judged and nothing found; `fail` something was found; `not applicable` nothing of what it
 * is about is there; `not seen` at least a part of it cannot be judged from what was scanned.
 */
export type RequirementStatus = (typeof requirementStatuses)[number];
export interface Requirement {
  /** The standard's own number or name. */
  readonly id: string;
  readonly title: string;
  readonly status: RequirementStatus;
  /** Findings that make it fail. */
  readonly findings: readonly FindingId[];
  /** What is wrong where no rule of ours says it. */
  readonly violations: readonly { readonly why: string; readonly at: Location }[];
  /** Why it was not seen. */
  readonly why?: string;
}
export interface Compliance {
  /** As it is asked for: `cis-docker`. */
  readonly standard: string;
  readonly title: string;
  readonly requirements: readonly Requirement[];
}
