// The whole catalogue as text: checks, edges and the rules that vulnerabilities are reported under.
import { checks } from '../checks/index.ts';
import { edgeRules } from '../graph/edges/index.ts';
import type { RuleText } from '../model/report.ts';
import { compareText } from './judge.ts';
import { vulnerabilityRules } from './vulnerabilities.ts';

export function ruleTexts(): readonly RuleText[] {
  const own = checks.map((check) => ({ ...textOf(check), ...(check.pack && { pack: check.pack }) }));
  return [...own, ...Object.values(vulnerabilityRules).map(textOf)].sort((a, b) => compareText(a.id, b.id));
}
function textOf({ id, title, severity, why, todo, refs }: RuleText): RuleText {
  return { id, title, severity, why, todo, refs };
}
/** A step of a reach chain, by its rule's name. */
export function findEdgeRule(id: string): (typeof edgeRules)[number] | undefined {
  return edgeRules.find((rule) => rule.id === id);
}
