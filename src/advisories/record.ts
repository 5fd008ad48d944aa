// What one OSV record says about the packages of one ecosystem; nothing in it is trusted.
// Spec: https://ossf.github.io/osv-schema/ (1.7)
import type { Advisory, VersionRange } from '../model/advisory.ts';
import type { Severity } from '../model/severity.ts';
import { meaningOfRelated, splitEcosystem } from './ecosystems.ts';
import { parseAffected } from './ranges.ts';
import { parseSeverityWord, severityOfScore, type Scorer } from './severity.ts';
import { dayOf, isText, lineOf, listOf, recordOf, textsOf } from './untrusted.ts';

/** What holds for a whole record. */
export type Head = Pick<Advisory, 'id' | 'aliases' | 'upstream' | 'kind' | 'modified' | 'published' | 'summary'>;
/** What it says of one package of one release. */
export interface Body {
  readonly release: string;
  readonly name: string;
  readonly ranges: readonly VersionRange[];
  readonly versions: readonly string[];
  readonly severity?: Severity;
  readonly score?: number;
  readonly vector?: string;
}
/** `left-out`: withdrawn, no security advisory, or about other ecosystems. */
export type ParsedRecord = { readonly head: Head; readonly bodies: readonly Body[] } | 'left-out' | 'invalid';

type Json = Readonly<Record<string, unknown>>;
const maxAffected = 50_000;
const maxIds = 2000;
const summaryLength = 160;
const cve = /^CVE-\d{4}-\d{4,12}$/u;
/** Bulletins that fix or enhance something count only when they name a CVE. */
const bugFix = /^(?:AL|RH|RL)[BE]A-/u;
const debianBulletin = /^(?:DSA|DLA|USN)-/u;

export function parseRecord(value: unknown, base: string, scorer: Scorer): ParsedRecord {
  const record = recordOf(value);
  if (record === undefined || !isText(record['id'], 200)) return 'invalid';
  const modified = dayOf(record['modified']);
  if (modified === undefined || !Array.isArray(record['affected'])) return 'invalid';
  if (typeof record['withdrawn'] === 'string') return 'left-out';
  const { id } = record;
  const names = otherNames(record, id, base);
  if (![id, ...names.upstream, ...names.aliases].some((name) => cve.test(name)) && isNoFlaw(record, id))
    return 'left-out';
  const bodies = parseBodies(record, base, scorer);
  if (bodies.length === 0) return 'left-out';
  const published = dayOf(record['published']);
  const summary = lineOf(record['summary'], summaryLength) ?? lineOf(record['details'], summaryLength);
  const kind = id.startsWith('MAL-') ? 'malware' : 'vulnerability';
  const head = { id, ...names, kind, modified, ...(published && { published }), ...(summary && { summary }) } as const;
  return { head, bodies };
}

function isNoFlaw(record: Json, id: string): boolean {
  if (bugFix.test(id)) return true;
  const { summary } = record;
  return debianBulletin.test(id) && typeof summary === 'string' && /\bregression/iu.test(summary.slice(0, 500));
}
function otherNames(record: Json, id: string, base: string): Pick<Head, 'aliases' | 'upstream'> {
  const aliases = textsOf(record['aliases'], maxIds).filter((name) => name !== id);
  const upstream = textsOf(record['upstream'], maxIds).filter((name) => name !== id);
  const meaning = meaningOfRelated(base);
  if (meaning === 'nothing' || [id, ...aliases, ...upstream].some((name) => cve.test(name)))
    return { aliases, upstream };
  const related = textsOf(record['related'], maxIds).filter((name) => name !== id);
  return meaning === 'alias'
    ? { aliases: [...aliases, ...related.filter((name) => /^(?:CVE|GHSA)-/u.test(name))], upstream }
    : { aliases, upstream: [...upstream, ...related.filter((name) => cve.test(name))] };
}

/** One a release and package; entries that differ only in architecture or variant are joined. */
function parseBodies(record: Json, base: string, scorer: Scorer): readonly Body[] {
  const found = new Map<string, Body>();
  for (const item of listOf(record['affected'], maxAffected)) {
    const entry = recordOf(item);
    const target = recordOf(entry?.['package']);
    if (entry === undefined || !isText(target?.['ecosystem'], 200) || !isText(target['name'], 300)) continue;
    const home = splitEcosystem(target['ecosystem']);
    if (home.base !== base) continue;
    const { ranges, versions } = parseAffected(entry);
    if (ranges.length === 0 && versions.length === 0) continue;
    const key = `${home.release}\n${target['name']}`;
    const before = found.get(key);
    found.set(
      key,
      before === undefined
        ? { release: home.release, name: target['name'], ranges, versions, ...rate(record, entry, scorer) }
        : {
            ...before,
            ranges: joinRanges(before.ranges, ranges),
            versions: [...new Set([...before.versions, ...versions])],
          },
    );
  }
  return [...found.values()];
}
function joinRanges(a: readonly VersionRange[], b: readonly VersionRange[]): readonly VersionRange[] {
  const isSame = (one: VersionRange, other: VersionRange): boolean =>
    one.introduced === other.introduced && one.fixed === other.fixed && one.lastAffected === other.lastAffected;
  const fresh = b.filter((range) => !a.some((other) => isSame(range, other)));
  // Bounds the comparison above.
  return fresh.length === 0 || a.length > 500 ? a : [...a, ...fresh];
}

/** The distribution's own word first, then the reviewer's, then the score. */
function rate(record: Json, entry: Json, scorer: Scorer): Pick<Body, 'severity' | 'score' | 'vector'> {
  const ratings = [...listOf(entry['severity'], 20), ...listOf(record['severity'], 20)].map(recordOf);
  const vector = ['CVSS_V4', 'CVSS_V3', 'CVSS_V2']
    .map((type) => ratings.find((rating) => rating?.['type'] === type && isText(rating['score'], 400))?.['score'])
    .find((text) => typeof text === 'string' && scorer(text) !== undefined);
  const score = typeof vector === 'string' ? scorer(vector) : undefined;
  const specific = recordOf(entry['ecosystem_specific']);
  const severity =
    parseSeverityWord(specific?.['urgency']) ??
    parseSeverityWord(ratings.find((rating) => rating?.['type'] === 'Ubuntu')?.['score']) ??
    parseSeverityWord(specific?.['severity']) ??
    parseSeverityWord(recordOf(record['database_specific'])?.['severity']) ??
    parseSeverityWord(leadingWord(record['summary'])) ??
    (score === undefined ? undefined : severityOfScore(score));
  return { ...(severity && { severity }), ...(score !== undefined && typeof vector === 'string' && { score, vector }) };
}
/** Bulletins of the Red Hat family begin `Important: openssl security update`. */
function leadingWord(summary: unknown): string | undefined {
  if (typeof summary !== 'string') return undefined;
  const colon = summary.indexOf(': ');
  return colon > 0 && colon <= 9 ? summary.slice(0, colon) : undefined;
}
