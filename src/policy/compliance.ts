// Holds what a scan found against a standard, point by point; what was not looked at never passes.
import type { Compliance, Requirement } from '../model/compliance.ts';
import type { FactKind } from '../model/facts.ts';
import type { Finding } from '../model/finding.ts';
import { podSecurityLevels, type PodSecurityLevel } from '../model/pod-security.ts';
import type { Workload } from '../model/workload.ts';
import { controlsAt, newestStandard, violationsOf } from './pod-security/evaluate.ts';
import { standards } from './standards/index.ts';
import type { Point } from './standards/standard.ts';

export interface ComplianceInput {
  readonly findings: readonly Finding[];
  readonly workloads: readonly Workload[];
  /** Kind of fact that each rule of the rule set that ran judges. */
  readonly rules: ReadonlyMap<string, FactKind>;
  /** Kinds of which at least one was seen. */
  readonly seen: ReadonlySet<FactKind>;
}

const podSecurityPattern = /^pss-(baseline|restricted)(?::1\.(\d{1,2}))?$/;
/** Names that can be asked for. */
export const complianceNames: readonly string[] = [
  ...podSecurityLevels.map((level) => `pss-${level}`),
  ...standards.map(({ id }) => id),
];
/** Undefined where there is no standard of that name; `pss-restricted:1.30` names a version. */
export function toCompliance(name: string, input: ComplianceInput): Compliance | undefined {
  const match = podSecurityPattern.exec(name);
  if (match !== null) {
    const level = podSecurityLevels.find((one) => one === match[1]) ?? 'restricted';
    return podSecurity(name, { level, minor: Number(match[2] ?? newestStandard) }, input.workloads);
  }
  const standard = standards.find(({ id }) => id === name);
  if (standard === undefined) return undefined;
  const byRule = Map.groupBy(
    input.findings.filter(({ suppressed }) => suppressed === undefined),
    ({ rule }) => String(rule),
  );
  const requirements = standard.points.map((point) => toRequirement(point, byRule, input));
  return { standard: name, title: standard.title, requirements };
}

function toRequirement(
  point: Point,
  byRule: ReadonlyMap<string, readonly Finding[]>,
  { rules, seen }: ComplianceInput,
): Requirement {
  const { id, title } = point;
  const findings = point.rules.flatMap((rule) => byRule.get(rule) ?? []).map((finding) => finding.id);
  const base = { id, title, findings, violations: [] };
  if (findings.length > 0) return { ...base, status: 'fail' };
  const judged = point.rules.filter((rule) => rules.has(rule));
  if (judged.length < point.rules.length || judged.length === 0) {
    const needs = point.needs ?? 'something that is not in files and images';
    return { ...base, status: 'not seen', why: `takes ${judged.length === 0 ? '' : 'in part '}${needs}` };
  }
  const applies = judged.some((rule) => seen.has(rules.get(rule) ?? 'workload'));
  return { ...base, status: applies ? 'pass' : 'not applicable' };
}

function podSecurity(
  name: string,
  at: { readonly level: PodSecurityLevel; readonly minor: number },
  workloads: readonly Workload[],
): Compliance {
  const pods = workloads.flatMap(({ podSecurity: fields, name: pod }) =>
    fields === undefined ? [] : [{ fields, pod }],
  );
  const found = pods.flatMap(({ fields, pod }) =>
    violationsOf(fields, at).map((violation) => ({ ...violation, why: `${pod}: ${violation.why}` })),
  );
  const byControl = Map.groupBy(found, ({ control }) => control);
  const unclear = pods.flatMap(({ fields }) => fields.unclear).length;
  const requirements = controlsAt(at.level, at.minor).map(({ id, title }): Requirement => {
    const violations = (byControl.get(id) ?? []).map(({ why, at: place }) => ({ why, at: place }));
    const base = { id, title, findings: [], violations };
    if (violations.length > 0) return { ...base, status: 'fail' };
    if (pods.length === 0) return { ...base, status: 'not applicable' };
    return unclear === 0
      ? { ...base, status: 'pass' }
      : { ...base, status: 'not seen', why: `takes ${unclear} values of the pods that could not be read` };
  });
  return {
    standard: name,
    title: `Pod Security Standards, ${at.level}, Kubernetes 1.${at.minor}`,
    requirements,
  };
}
