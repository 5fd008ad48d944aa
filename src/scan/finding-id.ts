// The name of a finding across runs: a hash over what it is about, never over where the target lies or on which line.
import { hash } from 'node:crypto';
import { toFindingId, type FindingId, type RuleId } from '../model/brand.ts';

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
  return toId(JSON.stringify([rule, subject, key, path]));
}
/** The same for many findings on one subject, most of which are in one file. */
export function findingIdsOf(
  subject: string,
  relative: (path: string) => string,
): (rule: RuleId, key: string, path: string) => FindingId {
  const subjectText = JSON.stringify(subject);
  let lastPath: string | undefined;
  let pathText = '';
  return (rule, key, path) => {
    if (path !== lastPath) {
      lastPath = path;
      pathText = JSON.stringify(relative(path));
    }
    return toId(`["${rule}",${subjectText},${JSON.stringify(key)},${pathText}]`);
  };
}
function toId(text: string): FindingId {
  // In one call: a hash object for each of ten thousand findings costs four times as much.
  return toFindingId(hash('sha256', text, 'hex').slice(0, 16));
}
