// The order of findings: by their rank, and among equals by the place.
import { toRanking } from '../model/finding-rank.ts';
import type { Finding } from '../model/finding.ts';
import type { Reach } from '../model/graph.ts';
import { comparePlaces } from './judge.ts';

/** Worst first; among equally bad ones those known to be exploited, then those in workloads that reach farther. */
export function rankFindings(findings: readonly Finding[], reach: readonly Reach[]): readonly Finding[] {
  const { classOf } = toRanking(reach);
  // There are few ranks: to sort within each costs less than to sort all.
  const ranks: Finding[][] = [];
  for (const finding of findings) (ranks[classOf(finding)] ??= []).push(finding);
  return ranks.flatMap((same) => same.sort(comparePlaces));
}
