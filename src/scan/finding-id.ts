// The name of a finding across runs: a hash over what it is about, never over where the target lies or on which line.
import { createHash } from 'node:crypto';
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
  const hash = createHash('sha256').update(JSON.stringify([rule, subject, key, path]));
  return toFindingId(hash.digest('hex').slice(0, 16));
}
