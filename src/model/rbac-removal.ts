// Which words to take out of a rule of a role, so that it no longer grants something and still grants the rest.
// https://kubernetes.io/docs/reference/access-authn-authz/rbac/
import type { FactId } from './brand.ts';
import type { ModelEdit } from './edit.ts';
import type { PolicyRule } from './rbac-facts.ts';
import type { Hit } from './rbac-powers.ts';

export interface RuleHits {
  readonly rule: PolicyRule;
  readonly hits: readonly Hit[];
}
/** The verbs where the rule is about nothing else, else the resources where it allows nothing else; none if neither. */
export function removalOf(role: FactId, { rule, hits }: RuleHits): readonly ModelEdit[] {
  const verbs = [...new Set(hits.map(({ verb }) => verb))];
  const resources = [...new Set(hits.map(({ resource }) => resource))];
  const onlyThese = rule.resources.every((resource) => resources.includes(resource));
  if (onlyThese && !rule.verbs.includes('*')) return removalsOf(role, rule, { list: 'verbs', words: verbs });
  const onlyBad = rule.verbs.every((verb) => verbs.includes(verb));
  const goes = onlyBad || resources.every((resource) => resource.includes('/'));
  return goes ? removalsOf(role, rule, { list: 'resources', words: resources }) : [];
}
export interface RuleWords {
  readonly list: 'verbs' | 'resources' | 'resourceNames';
  readonly words: readonly string[];
}
/** None where a wildcard stands for one of the words. */
export function removalsOf(role: FactId, rule: PolicyRule, { list, words }: RuleWords): readonly ModelEdit[] {
  if (rule[list].includes('*') || rule[list].some((word) => word.startsWith('*/'))) return [];
  return rule[list].flatMap((word, index): readonly ModelEdit[] =>
    words.includes(word)
      ? [{ op: 'remove-at', target: { fact: role }, pointer: [...rule.pointer, list, index], at: rule.at }]
      : [],
  );
}
