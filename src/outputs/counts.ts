// Findings in numbers and words, the same everywhere.
import type { Finding } from '../model/finding.ts';
import { severities, type Severity } from '../model/severity.ts';

export function plural(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
/** `1 critical, 3 high`; empty when there is none. */
export function severityCounts(findings: readonly Pick<Finding, 'severity'>[]): string {
  return severities
    .map((severity) => ({ severity, count: findings.filter((finding) => finding.severity === severity).length }))
    .filter(({ count }) => count > 0)
    .map(({ severity, count }) => `${count} ${severity}`)
    .join(', ');
}
export function isAtLeast(severity: Severity, least: Severity): boolean {
  return severities.indexOf(severity) <= severities.indexOf(least);
}
export function isOpen(finding: Finding): boolean {
  return finding.suppressed === undefined;
}
