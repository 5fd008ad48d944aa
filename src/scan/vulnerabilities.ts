// Every package against the advisories of its ecosystem; data that is missing is an unknown, never silence.
import type { AdvisoryData } from '../model/advisory.ts';
import { toRuleId, type FactId } from '../model/brand.ts';
import type { FactKind, PackageFact } from '../model/facts.ts';
import type { Finding, Match } from '../model/finding.ts';
import type { Unknown } from '../model/unknown.ts';
import { ecosystemOf } from '../matchers/ecosystem.ts';
import { matchPackage } from '../matchers/match.ts';
import { findingIdOf } from './finding-id.ts';
import { subjectOf } from './judge.ts';

export const vulnerabilityRules = {
  vulnerability: {
    id: toRuleId('vulnerable-package'),
    title: 'Package with a known vulnerability',
    severity: 'high',
    why: 'An attacker who reaches the code can use a flaw that is public.',
    todo: 'Update the package, or the image it came with.',
    refs: ['CISD 4.4', 'N190:4.1.1', 'OWD:9', 'T1190'],
  },
  malware: {
    id: toRuleId('malicious-package'),
    title: 'Package that is malicious itself',
    severity: 'critical',
    why: 'The package was published to attack whoever installs it.',
    todo: 'Remove the package, and treat every secret it could read as stolen.',
    refs: ['N190:4.1.3', 'T1195.002'],
  },
} as const;

export interface VulnerabilityOptions {
  readonly data: AdvisoryData;
  readonly workloadsOf: (fact: {
    readonly kind: FactKind;
    readonly id: FactId;
    readonly scope: string;
  }) => readonly FactId[];
  readonly relative: (path: string) => string;
}
export interface Vulnerabilities {
  readonly findings: readonly Finding[];
  readonly unknowns: readonly Unknown[];
  /** Ecosystems that were met, release included. */
  readonly ecosystems: readonly string[];
}

export function findVulnerabilities(packages: readonly PackageFact[], options: VulnerabilityOptions): Vulnerabilities {
  const findings: Finding[] = [];
  const gaps = new Map<string, Gap>();
  const ecosystems = new Set<string>();
  for (const item of packages) {
    const home = ecosystemOf(item, item.os);
    if ('missing' in home) {
      addGap(gaps, { code: 'feed-missing', key: home.missing, item });
      continue;
    }
    ecosystems.add(home.ecosystem);
    const coverage = options.data.coverage(home.ecosystem);
    if (coverage === 'none') addGap(gaps, { code: 'feed-missing', key: home.ecosystem, item });
    if (coverage === 'built-in') addGap(gaps, { code: 'feed-built-in', key: home.ecosystem, item });
    const { matches, problem } = matchPackage(item, home, options.data);
    if (problem !== undefined) addGap(gaps, { code: 'version-unparsable', key: problem, item });
    for (const match of matches) findings.push(toFinding(item, match, options));
  }
  return { findings, unknowns: [...gaps.values()].map(toUnknown), ecosystems: [...ecosystems].sort() };
}

function toFinding(item: PackageFact, match: Match, options: VulnerabilityOptions): Finding {
  const rule = vulnerabilityRules[match.kind];
  const { advisory } = match;
  const remedy = advisory.fixed === undefined ? '' : `, fixed in ${advisory.fixed}`;
  return {
    id: findingIdOf({
      rule: rule.id,
      subject: `package:${item.purl}`,
      key: advisory.id,
      path: options.relative(item.at[0]?.path ?? ''),
    }),
    rule: rule.id,
    layer: 'code',
    severity: match.severity,
    subject: subjectOf(item, options.relative),
    workloads: options.workloadsOf(item),
    what: `${advisory.id} in ${item.name} ${item.version}${remedy}${match.summary === undefined ? '' : `: ${match.summary}`}`,
    why: rule.why,
    todo:
      advisory.fixed === undefined
        ? 'No fixed version is known: remove the package, or watch the advisory.'
        : `Update ${item.name} to ${advisory.fixed} or later.`,
    at: item.at,
    evidence: match.evidence,
    package: { name: item.name, version: item.version, purl: item.purl },
    advisory,
  };
}

interface Gap {
  readonly code: 'feed-missing' | 'feed-built-in' | 'version-unparsable';
  readonly key: string;
  readonly packages: string[];
}
function addGap(gaps: Map<string, Gap>, gap: { code: Gap['code']; key: string; item: PackageFact }): void {
  const name = `${gap.code} ${gap.key}`;
  const known = gaps.get(name) ?? { code: gap.code, key: gap.key, packages: [] };
  known.packages.push(gap.item.name);
  gaps.set(name, known);
}
function toUnknown({ code, key, packages }: Gap): Unknown {
  const count = packages.length === 1 ? `package ${packages[0] ?? ''}` : `${packages.length} packages`;
  const why = {
    'feed-missing': `no advisory data for ${key}, so ${count} could not be judged`,
    'feed-built-in': `only the built-in known-exploited set for ${key} (${count}): run \`plimsoll db update\``,
    'version-unparsable': `${key} (${count})`,
  }[code];
  return { code, why, affects: [key], incomplete: true };
}
