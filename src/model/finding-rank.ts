// Which findings come first: how bad, whether it is exploited, and how far it leads.
import type { FactId } from './brand.ts';
import type { Finding } from './finding.ts';
import { reachLevels, type Reach, type ReachLevel } from './graph.ts';
import { severities } from './severity.ts';

type Ranked = Pick<Finding, 'severity' | 'advisory' | 'workloads'>;
export interface Ranking {
  /** The worst class is 0; each is below `rankClasses`. */
  classOf(finding: Ranked): number;
  /** How far the workload gets that gets farthest of those that the finding is in; absent where none does. */
  levelOf(finding: Ranked): ReachLevel | undefined;
}
/** Also those that no workload runs. */
const leads = reachLevels.length + 1;
export const rankClasses = severities.length * 2 * leads;

export function toRanking(reach: readonly Reach[]): Ranking {
  const levels = new Map(reach.map(({ workload, level }) => [workload, reachLevels.indexOf(level)]));
  // Findings on one fact share their list of workloads.
  const farthest = new Map<readonly FactId[], number>();
  const leadOf = ({ workloads }: Ranked): number => {
    let lead = farthest.get(workloads);
    if (lead === undefined) {
      lead = workloads.reduce((most, id) => Math.max(most, levels.get(id) ?? -1), -1);
      farthest.set(workloads, lead);
    }
    return lead;
  };
  return {
    classOf: (finding) => {
      const exploited = finding.advisory?.kev === true ? 0 : 1;
      return (severities.indexOf(finding.severity) * 2 + exploited) * leads + reachLevels.length - 1 - leadOf(finding);
    },
    levelOf: (finding) => reachLevels[leadOf(finding)],
  };
}
