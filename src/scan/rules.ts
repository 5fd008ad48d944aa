// The whole catalogue as text: checks, edges and the rules that vulnerabilities are reported under.
import { checks } from '../checks/index.ts';
import { edgeRules } from '../graph/edges/index.ts';
import type { RuleText } from '../model/report.ts';
import { compareText } from './judge.ts';
import { vulnerabilityRules } from './vulnerabilities.ts';

export function ruleTexts(): readonly RuleText[] {
  return [...checks, ...Object.values(vulnerabilityRules)]
    .map(({ id, title, severity, why, todo, refs }) => ({ id, title, severity, why, todo, refs }))
    .sort((a, b) => compareText(a.id, b.id));
}
/** A step of a reach chain, by its rule's name. */
export function findEdgeRule(id: string): (typeof edgeRules)[number] | undefined {
  return edgeRules.find((rule) => rule.id === id);
}
