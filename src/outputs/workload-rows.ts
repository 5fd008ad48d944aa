// How workloads are named, how badly off each is, and in which order they stand.
import type { FactId } from '../model/brand.ts';
import type { Finding } from '../model/finding.ts';
import { compareReach, type GraphNode, type Reach, type ReachLevel } from '../model/graph.ts';
import type { Report } from '../model/report.ts';
import { compareSeverity } from '../model/severity.ts';
import type { Workload } from '../model/workload.ts';
import { isOpen } from './counts.ts';
import { printable } from './printable.ts';

export interface Row {
  readonly workload: Workload;
  readonly reach: Reach;
  readonly isOver: boolean;
  /** Tells workloads of one name apart; printable. */
  readonly label: string;
  /** What can be exploited in it now, in a few printable words. */
  readonly exploit: string;
}

export const reachWords: Readonly<Record<ReachLevel, string>> = {
  contained: 'contained',
  neighbours: 'reaches its neighbours',
  node: 'reaches the node',
  cluster: 'reaches the cluster',
  cloud: 'reaches the cloud account',
};

/** A node for people: a container of several is told from the others. */
export function nodeLabel({ name }: GraphNode, row: Pick<Row, 'workload' | 'label'> | undefined): string {
  if (row === undefined) return printable(name);
  const mark = row.workload.containers.length > 1 ? name.indexOf('/', row.workload.name.length) : -1;
  return mark === -1 ? row.label : `${row.label}${printable(name.slice(mark))}`;
}

/** Worst first: how far an intruder gets, then what is exploited, then how bad it is. */
export function toRows(report: Report): readonly Row[] {
  const weak = weaknesses(report.findings);
  const labels = toLabels(report.workloads);
  const rows = report.workloads.flatMap((workload, index): { row: Row; weight: number }[] => {
    const reach = report.reach[index];
    if (reach === undefined) return [];
    const own = weak.get(workload.id) ?? [];
    const row = {
      workload,
      reach,
      isOver: compareReach(reach.level, report.loadLine) > 0,
      label: labels[index] ?? '',
      exploit: exploitWords(workload, own, report),
    };
    return [{ row, weight: own.filter(isExploited).length * 1_000_000 + own.length }];
  });
  return rows
    .sort((a, b) => compareReach(b.row.reach.level, a.row.reach.level) || b.weight - a.weight)
    .map(({ row }) => row);
}

/** Open vulnerabilities by workload, worst first. */
function weaknesses(findings: readonly Finding[]): ReadonlyMap<FactId, readonly Finding[]> {
  const weak = new Map<FactId, Finding[]>();
  for (const finding of findings) {
    if (finding.advisory === undefined || !isOpen(finding)) continue;
    for (const workload of finding.workloads) {
      const list = weak.get(workload);
      if (list === undefined) weak.set(workload, [finding]);
      else list.push(finding);
    }
  }
  for (const list of weak.values()) list.sort((a, b) => compareSeverity(a.severity, b.severity));
  return weak;
}
function isExploited({ advisory }: Finding): boolean {
  return advisory?.kev === true;
}

/** The name, then its type, then its namespace: as much as it takes. */
function toLabels(workloads: readonly Workload[]): readonly string[] {
  const candidates = workloads.map(({ name, type, namespace }) => [
    name,
    `${name} (${type})`,
    `${namespace === undefined ? '' : `${namespace}/`}${name} (${type})`,
  ]);
  const counts = [0, 1].map((width) => countBy(candidates.map((names) => names[width] ?? '')));
  return candidates.map((names) => {
    const unique = names.find((name, width) => (counts[width]?.get(name) ?? 0) < 2);
    return printable(unique ?? names.at(-1) ?? '');
  });
}
function countBy(names: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}

function exploitWords(workload: Workload, weak: readonly Finding[], report: Report): string {
  const exploited = weak.filter(isExploited);
  if (exploited.length > 0) return `${exploited.length} known exploited`;
  const [worst] = weak;
  if (worst !== undefined) {
    const same = weak.filter(({ severity }) => severity === worst.severity);
    const fixes = new Set(same.map(({ advisory }) => advisory?.fixed));
    const [fixed] = fixes;
    return `${same.length} ${worst.severity}${fixes.size === 1 && fixed !== undefined ? `, fixed in ${printable(fixed)}` : ''}`;
  }
  return nothingWords(workload, report);
}
/** Nothing found is only said of what was looked at, with all that there is to know. */
function nothingWords(workload: Workload, { ran, unknowns }: Report): string {
  const joints = new Set(workload.containers.map(({ joint }) => joint.via));
  if (joints.has('not looked at')) return 'image not looked at';
  if (joints.has('build context')) return 'image not built here';
  if (!ran.includes('vulns')) return 'not asked for';
  const codes = new Set(unknowns.map(({ code }) => code));
  if (codes.has('feed-missing')) return 'no advisory data';
  if (codes.has('feed-built-in')) return 'none known exploited';
  return 'nothing found';
}
