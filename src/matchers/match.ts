// What advisory data says of one package: one match per issue, with every advisory that says it.
import type { Advisory, AdvisoryData } from '../model/advisory.ts';
import type { PackageDraft } from '../model/image-facts.ts';
import type { Match } from '../model/finding.ts';
import { compareSeverity, type Severity } from '../model/severity.ts';
import type { VersionScheme } from '../model/version-scheme.ts';
import { findScheme } from '../versions/index.ts';
import type { Home } from './ecosystem.ts';
import { groupIssues, type Issue } from './issues.ts';
import { forModule } from './modularity.ts';
import { findFix, findReason } from './ranges.ts';

export type Matchable = Pick<PackageDraft, 'type' | 'name' | 'version' | 'source' | 'module'>;
export interface Matched {
  readonly matches: readonly Match[];
  /** Why the package could not be judged though there are advisories for it. */
  readonly problem?: string;
}

/** Severity of what nobody has rated. */
const unrated: Severity = 'medium';

export function matchPackage(item: Matchable, home: Home, data: Pick<AdvisoryData, 'find' | 'exploitation'>): Matched {
  const { name, version } = home.names === 'source' ? sourceOf(item) : item;
  const found = data.find(home.ecosystem, name);
  if (found.length === 0) return { matches: [] };
  const scheme = schemeOf(home);
  const advisories = home.scheme === 'rpm' ? found.map((advisory) => forModule(item, advisory)) : found;
  const listed = advisories.filter(({ versions }) => versions.includes(version));
  if (!scheme.isValid(version)) {
    const problem = `${name}: ${JSON.stringify(version.slice(0, 100))} is no ${scheme.id} version`;
    return {
      matches: toMatches(
        groupIssues(listed, () => true),
        { version, scheme, data },
      ),
      problem,
    };
  }
  const issues = groupIssues(advisories, (advisory) => findReason(version, advisory, scheme) !== undefined);
  return { matches: toMatches(issues, { version, scheme, data }) };
}

/** Name and version in a feed that goes by source packages. */
function sourceOf({ type, name, version, source }: Matchable): { readonly name: string; readonly version: string } {
  if (source === undefined) return { name, version };
  // File names of source rpms have no epoch; that of the package is the same but for rare exceptions.
  const epoch = type === 'rpm' && !source.version.includes(':') ? /^\d+:/u.exec(version)?.[0] : undefined;
  return { name: source.name, version: `${epoch ?? ''}${source.version}` };
}
function schemeOf(home: Home): VersionScheme {
  const scheme = findScheme(home.scheme);
  if (scheme === undefined) throw new Error(`no version scheme is called ${home.scheme}`);
  return scheme;
}

interface Judging {
  readonly version: string;
  readonly scheme: VersionScheme;
  readonly data: Pick<AdvisoryData, 'exploitation'>;
}
function toMatches(issues: readonly Issue[], judging: Judging): readonly Match[] {
  return issues.map((issue) => toMatch(issue, judging));
}
function toMatch(issue: Issue, { version, scheme, data }: Judging): Match {
  const { id, aliases, records, bulletins } = issue;
  const all = [...records, ...bulletins];
  const rated = records.some(({ severity }) => severity !== undefined) ? records : all;
  const kind = all.some((advisory) => advisory.kind === 'malware') ? 'malware' : 'vulnerability';
  const fixed = kind === 'malware' ? undefined : findFix(version, all, scheme);
  const score = worstScore(records) ?? worstScore(bulletins);
  const summary = all.find((advisory) => advisory.summary !== undefined)?.summary;
  const { kev, epss } = data.exploitation([id, ...aliases]);
  return {
    advisory: {
      id,
      aliases,
      kev,
      ...(fixed !== undefined && { fixed }),
      ...(epss !== undefined && { epss }),
      ...(score !== undefined && { score }),
    },
    severity: kind === 'malware' ? 'critical' : worstSeverity(rated),
    kind,
    evidence: all.map((advisory) => ({
      field: advisory.id,
      value: `${advisory.ecosystem} ${advisory.name}: ${findReason(version, advisory, scheme) ?? `version ${version}`}`,
    })),
    ...(summary !== undefined && { summary }),
  };
}
function worstSeverity(advisories: readonly Advisory[]): Severity {
  const all = advisories.map(({ severity }) => severity).filter((severity) => severity !== undefined);
  return all.sort(compareSeverity)[0] ?? unrated;
}
function worstScore(advisories: readonly Advisory[]): number | undefined {
  const all = advisories.map(({ score }) => score).filter((score) => score !== undefined);
  return all.length === 0 ? undefined : Math.max(...all);
}
