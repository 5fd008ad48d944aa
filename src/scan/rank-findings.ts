// The order of findings: how bad, whether it is exploited, and how far it leads.
import type { FactId } from '../model/brand.ts';
import type { Finding } from '../model/finding.ts';
import { reachLevels, type Reach } from '../model/graph.ts';
import { severities } from '../model/severity.ts';
import { comparePlaces } from './judge.ts';

/** Worst first; among equally bad ones those known to be exploited, then those in workloads that reach farther. */
export function rankFindings(findings: readonly Finding[], reach: readonly Reach[]): readonly Finding[] {
  const levels = new Map(reach.map(({ workload, level }) => [workload, reachLevels.indexOf(level)]));
  // Findings on one fact share their list of workloads.
  const farthest = new Map<readonly FactId[], number>();
  const leadOf = (workloads: readonly FactId[]): number => {
    let lead = farthest.get(workloads);
    if (lead === undefined) {
      lead = workloads.reduce((most, id) => Math.max(most, levels.get(id) ?? -1), -1);
      farthest.set(workloads, lead);
    }
    return lead;
  };
  const rankOf = ({ severity, advisory, workloads }: Finding): number =>
    severities.indexOf(severity) * 32 + (advisory?.kev === true ? 0 : 16) + reachLevels.length - leadOf(workloads);
  // There are few ranks: to sort within each costs less than to sort all.
  const ranks: Finding[][] = [];
  for (const finding of findings) (ranks[rankOf(finding)] ??= []).push(finding);
  return ranks.flatMap((same) => same.sort(comparePlaces));
}
