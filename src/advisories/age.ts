// Which feeds are older than a report may rest on.
import type { FeedState } from '../model/advisory.ts';
import { splitEcosystem } from './ecosystems.ts';

export interface AgeLimit {
  readonly now: Date;
  readonly maxAgeDays: number;
  /** Those that the answer rests on, release included or not; KEV and EPSS always are. */
  readonly ecosystems: readonly string[];
}
export interface StaleFeed {
  readonly id: string;
  readonly fetched: string;
  readonly ageDays: number;
}
const dayMs = 86_400_000;

/** By the day of the last fetch, as a quiet feed is not a stale one. An unreadable date counts as stale. */
export function staleFeeds(
  feeds: readonly FeedState[],
  { now, maxAgeDays, ecosystems }: AgeLimit,
): readonly StaleFeed[] {
  const needed = new Set(['KEV', 'EPSS', ...ecosystems.map((ecosystem) => splitEcosystem(ecosystem).base)]);
  return feeds
    .filter(({ id }) => needed.has(id))
    .map(({ id, fetched }) => ({ id, fetched, ageDays: (now.getTime() - Date.parse(fetched)) / dayMs }))
    .filter(({ ageDays }) => !(ageDays <= maxAgeDays))
    .map((feed) => ({ ...feed, ageDays: Math.floor(feed.ageDays) }));
}
