// How the events of an OSV range become half-open ranges, and which listed versions say more than they do.
// Spec: https://ossf.github.io/osv-schema/#evaluation
import type { VersionRange } from '../model/advisory.ts';
import { isText, listOf, recordOf } from './untrusted.ts';

export interface Affected {
  readonly ranges: readonly VersionRange[];
  readonly versions: readonly string[];
}

const maxVersions = 5000;
const maxEvents = 2000;
const maxVersionLength = 200;

export function parseAffected(entry: Readonly<Record<string, unknown>>): Affected {
  const ranges: VersionRange[] = [];
  let enumerated = false;
  for (const item of listOf(entry['ranges'], 100)) {
    const range = recordOf(item);
    if (range === undefined || (range['type'] !== 'ECOSYSTEM' && range['type'] !== 'SEMVER')) continue;
    enumerated ||= range['type'] === 'ECOSYSTEM';
    ranges.push(...parseEvents(listOf(range['events'], maxEvents)));
  }
  const everything = ranges.some(
    ({ introduced, fixed, lastAffected }) => introduced === '0' && !fixed && !lastAffected,
  );
  // Of an ECOSYSTEM range the list is only its enumeration.
  const listed = everything || (enumerated && ranges.length > 0) ? [] : listOf(entry['versions'], maxVersions);
  return { ranges, versions: listed.filter((version) => isText(version, maxVersionLength)) };
}

/** Events come in the order of versions; one that closes nothing says nothing. */
function parseEvents(events: readonly unknown[]): VersionRange[] {
  const ranges: VersionRange[] = [];
  let introduced: string | undefined;
  for (const item of openingFirst(events)) {
    const event = recordOf(item);
    if (event === undefined) continue;
    const { introduced: from, fixed, last_affected: lastAffected } = event;
    if (isText(from, maxVersionLength)) introduced ??= from;
    else if (introduced !== undefined && isText(fixed, maxVersionLength)) {
      ranges.push({ introduced, fixed });
      introduced = undefined;
    } else if (introduced !== undefined && isText(lastAffected, maxVersionLength)) {
      ranges.push({ introduced, lastAffected });
      introduced = undefined;
    }
  }
  if (introduced !== undefined) ranges.push({ introduced });
  return ranges;
}
function openingFirst(events: readonly unknown[]): readonly unknown[] {
  const opens = (item: unknown): boolean => recordOf(item)?.['introduced'] !== undefined;
  if (events.length < 2 || opens(events[0])) return events;
  return [...events.filter(opens), ...events.filter((item) => !opens(item))];
}
