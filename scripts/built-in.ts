// Makes data/known-exploited.json from a mirror of the feeds: `node scripts/built-in.ts MIRROR_DIR`.
// Facts only, and only from feeds whose terms let them be passed on with attribution: no Ubuntu (share-alike),
// no Wolfi or Chainguard (no derivatives).
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import {
  toShortId,
  type BuiltInEntry,
  type BuiltInFile,
  type BuiltInHead,
  type BuiltInPackages,
} from '../src/advisories/built-in.ts';
import { parseKev, type KevCatalogue } from '../src/advisories/exploitation.ts';
import { readRecords } from '../src/advisories/feed-zip.ts';
import { parseRecord, type Body, type Head } from '../src/advisories/record.ts';
import { toTail, type RangeRow } from '../src/advisories/rows.ts';
import { openScorer, type Scorer } from '../src/advisories/severity.ts';
import { severities } from '../src/model/severity.ts';

const about =
  'Known-exploited vulnerabilities (CISA KEV, CC0) and the packages that have them: ids, packages and version ranges, ' +
  'restated from OSV exports of the Debian security tracker, Alpine secdb, AlmaLinux (MIT), Rocky Linux (BSD), ' +
  'Red Hat (CC-BY 4.0), GitHub Advisory Database (CC-BY 4.0), Go vulnerability database (CC-BY 4.0), ' +
  'PyPA advisory database (CC-BY 4.0), RustSec (CC0) and Drupal (MIT).';
/** Base to the releases that are still met; '' where there are none. */
const wanted: Readonly<Record<string, readonly string[]>> = {
  AlmaLinux: ['8', '9', '10'],
  Alpine: ['v3.18', 'v3.19', 'v3.20', 'v3.21', 'v3.22', 'v3.23'],
  Debian: ['11', '12', '13'],
  Go: [''],
  Maven: [''],
  NuGet: [''],
  Packagist: [''],
  PyPI: [''],
  'Red Hat': ['enterprise_linux:8', 'enterprise_linux:9'],
  'Rocky Linux': ['8', '9', '10'],
  RubyGems: [''],
  'crates.io': [''],
  npm: [''],
};
const maxBytes = 300_000;

interface Draft {
  readonly kev: ReadonlySet<string>;
  readonly heads: Map<string, BuiltInHead>;
  /** Package to head's key to what is said. */
  readonly packages: Map<string, Map<string, { rank: number; releases: Map<string, RangeRow[]> }>>;
}

const [mirror] = process.argv.slice(2);
if (mirror === undefined) throw new Error('usage: node scripts/built-in.ts MIRROR_DIR');
const catalogue = parseKev(
  readFileSync(
    path.join(mirror, 'www.cisa.gov/sites/default/files/feeds/known_exploited_vulnerabilities.json'),
    'utf8',
  ),
);
const text = await makeFile(mirror, catalogue);
if (text.length > maxBytes) throw new Error(`the set has ${text.length} bytes, more than ${maxBytes}`);
writeFileSync(path.join(import.meta.dirname, '..', 'data', 'known-exploited.json'), text);
process.stdout.write(`${text.length} bytes\n`);

async function makeFile(folder: string, { date, entries }: KevCatalogue): Promise<string> {
  const kev = new Set(entries.map(({ cve }) => cve));
  const scorer = await openScorer();
  const heads = new Map<string, BuiltInHead>();
  const drafts = new Map<string, Draft['packages']>();
  for (const [base, releases] of Object.entries(wanted)) {
    const draft: Draft = { kev, heads, packages: new Map() };
    const file = path.join(folder, 'osv-vulnerabilities.storage.googleapis.com', base, 'all.zip');
    for await (const record of readRecords(file, new AbortController().signal))
      addRecord(draft, record, { base, releases, scorer });
    drafts.set(base, draft.packages);
  }
  const keys = [...heads.keys()].sort();
  const indexes = new Map(keys.map((key, index) => [key, index]));
  const ecosystems = Object.fromEntries([...drafts].map(([base, packages]) => [base, toGroups(packages, indexes)]));
  const days = entries
    .map(({ cve, added, ransomware }) => [cve.slice(4), `${added}${ransomware ? '+' : ''}`] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return toLines({
    about,
    date,
    kev: Object.fromEntries(days),
    heads: keys.map((key) => heads.get(key)).filter((head) => head !== undefined),
    ecosystems,
  });
}

interface Parsed {
  readonly head: Head;
  readonly bodies: readonly Body[];
}
interface Context {
  readonly base: string;
  readonly releases: readonly string[];
  readonly scorer: Scorer;
}
function addRecord({ kev, heads, packages }: Draft, record: unknown, { base, releases, scorer }: Context): void {
  const parsed = parseRecord(record, base, scorer);
  if (typeof parsed === 'string' || parsed.head.kind === 'malware') return;
  const head = toHead(parsed, kev);
  const bodies = parsed.bodies.filter(({ release, name }) => releases.includes(release) && !name.includes(' '));
  if (head === undefined || bodies.length === 0) return;
  const key = JSON.stringify(head);
  heads.set(key, head);
  for (const body of bodies) {
    const known = packages.get(body.name) ?? new Map<string, { rank: number; releases: Map<string, RangeRow[]> }>();
    packages.set(body.name, known);
    const said = known.get(key) ?? { rank: rankOf(body), releases: new Map<string, RangeRow[]>() };
    known.set(key, said);
    said.releases.set(body.release, toRanges(body));
  }
}
/** A bulletin fixes many; only the exploited ones are named. */
function toHead({ head, bodies }: Parsed, kev: ReadonlySet<string>): BuiltInHead | undefined {
  const { id, aliases, upstream } = head;
  if (![id, ...aliases, ...upstream].some((name) => kev.has(name))) return undefined;
  const others = aliases.filter((name) => kev.has(name) || name.startsWith('GHSA-')).map(toShortId);
  const causes = upstream.filter((name) => kev.has(name)).map(toShortId);
  const streams = streamsOf(head, bodies);
  if (streams !== '') return [toShortId(id), others, causes, streams];
  if (causes.length > 0) return [toShortId(id), others, causes];
  return others.length > 0 ? [toShortId(id), others] : [toShortId(id)];
}
/** Facts of the title that a match needs: to which streams of a module the fix belongs. */
function streamsOf({ summary }: Head, bodies: readonly Body[]): string {
  const isModular = bodies.some(({ ranges }) => ranges.some(({ fixed }) => fixed?.includes('.module') === true));
  return isModular ? (summary?.match(/[A-Za-z][\w.+-]{0,80}:[\w.+-]{1,40}/gu) ?? []).join(' ') : '';
}
function rankOf({ severity }: Body): number {
  return severity === undefined ? -1 : severities.indexOf(severity);
}
/** In the form of the database's rows. */
function toRanges(body: Body): RangeRow[] {
  const [ranges] = toTail(body) as readonly [RangeRow[]];
  return ranges;
}

function toGroups(packages: Draft['packages'], indexes: ReadonlyMap<string, number>): BuiltInPackages[] {
  const groups = new Map<string, { names: string[]; entries: BuiltInEntry[] }>();
  for (const [name, said] of [...packages].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const entries = [...said]
      .map(([key, { rank, releases }]): BuiltInEntry => [indexes.get(key) ?? 0, rank, joinReleases(releases)])
      .sort(([a], [b]) => a - b);
    const key = JSON.stringify(entries);
    const group = groups.get(key) ?? { names: [], entries };
    groups.set(key, group);
    group.names.push(name);
  }
  return [...groups.values()].map(({ names, entries }) => [names.join(' '), entries]);
}
function joinReleases(releases: ReadonlyMap<string, readonly RangeRow[]>): BuiltInEntry[2] {
  const byRanges = Map.groupBy(
    [...releases].sort(([a], [b]) => (a < b ? -1 : 1)),
    ([, ranges]) => JSON.stringify(ranges),
  );
  return [...byRanges.values()].map((same) => [same.map(([release]) => release), same[0]?.[1] ?? []]);
}

/** One package a line, so that a change can be read. */
function toLines({ ecosystems, ...rest }: BuiltInFile): string {
  const parts = Object.entries(ecosystems).map(
    ([base, groups]) => `${JSON.stringify(base)}:[\n${groups.map((group) => JSON.stringify(group)).join(',\n')}\n]`,
  );
  const head = Object.entries(rest).map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`);
  return `{${head.join(',\n')},\n"ecosystems":{${parts.join(',\n')}}}\n`;
}
