// Rules as SARIF has them. Code hosts rank by the rule, so each advisory is a rule of its own below the one that found it.
import type { Finding } from '../model/finding.ts';
import type { RuleText } from '../model/report.ts';
import { compareSeverity, type Severity } from '../model/severity.ts';

export const levels: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'note',
  info: 'note',
};
/** Within GitHub's bands of `security-severity`, for what has no CVSS score or one of another band. */
const scores: Readonly<Record<Severity, number>> = { critical: 9.5, high: 8, medium: 5.5, low: 2, info: 0 };

export interface RuleDescriptor {
  readonly id: string;
}
interface Rules {
  readonly descriptors: readonly RuleDescriptor[];
  readonly idOf: (finding: Pick<Finding, 'rule' | 'advisory'>) => string;
}

export function rulesOf(findings: readonly Finding[], texts: readonly RuleText[]): Rules {
  const byId = new Map(texts.map((text) => [text.id, text]));
  const worst = new Map<string, Finding>();
  for (const finding of findings) {
    const id = idOf(finding);
    const before = worst.get(id);
    if (before === undefined || compareSeverity(finding.severity, before.severity) < 0) worst.set(id, finding);
  }
  const descriptors = [...worst]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([id, finding]) => toDescriptor(id, finding, byId.get(finding.rule)));
  return { descriptors, idOf };
}
/** Hierarchical, as in section 3.27.5 of the specification. */
function idOf({ rule, advisory }: Pick<Finding, 'rule' | 'advisory'>): string {
  return advisory === undefined ? rule : `${rule}/${advisory.id}`;
}

function toDescriptor(id: string, finding: Finding, text: RuleText | undefined): RuleDescriptor {
  const { advisory } = finding;
  const severity = advisory === undefined ? (text?.severity ?? finding.severity) : finding.severity;
  const why = text?.why ?? finding.why;
  const todo = advisory === undefined ? (text?.todo ?? finding.todo) : finding.todo;
  const title = text?.title ?? finding.rule;
  const names = advisory === undefined ? [] : [advisory.id, ...advisory.aliases];
  const tags = ['security', ...(advisory?.kev === true ? ['known-exploited'] : []), ...(text?.refs ?? []), ...names];
  const rule = {
    id,
    name: advisory?.id ?? id,
    shortDescription: { text: advisory === undefined ? title : `${title}: ${advisory.id}` },
    fullDescription: { text: why },
    help: { text: `${why}\n\n${todo}`, markdown: `${markdown(why)}\n\n**What to do:** ${markdown(todo)}` },
    defaultConfiguration: { level: levels[severity] },
    properties: {
      tags: [...new Set(tags)].slice(0, 20),
      'security-severity': scoreOf(severity, advisory?.score),
      precision: 'high',
    },
  };
  return rule;
}
export function scoreOf(severity: Severity, score: number | undefined): string {
  return (score ?? scores[severity]).toFixed(1);
}
/** Texts of rules and advisories are text, not markup. */
function markdown(text: string): string {
  return text.replaceAll(/[\\`*_[\]<>#|!]/gu, (sign) => `\\${sign}`);
}
