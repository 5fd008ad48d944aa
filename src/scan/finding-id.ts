// The name of a finding across runs: a hash over what it is about, never over where the target lies or on which line.
import { hash } from 'node:crypto';
import { toFindingId, type FindingId } from '../model/brand.ts';

export interface FindingKey {
  readonly rule: string;
  /** Canonical: the same for the same thing in every run. */
  readonly subject: string;
  /** Tells several findings of one rule on one subject apart. */
  readonly key: string;
  /** Relative to the target. */
  readonly path: string;
}
export function findingIdOf({ rule, subject, key, path }: FindingKey): FindingId {
  // In one call: a hash object for each of ten thousand findings costs four times as much.
  return toFindingId(hash('sha256', JSON.stringify([rule, subject, key, path]), 'hex').slice(0, 16));
}
