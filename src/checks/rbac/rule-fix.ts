// Takes a permission out of the rules of a role, where that takes nothing else along.
import type { Fix, ModelEdit } from '../../model/edit.ts';
import type { PolicyRule } from '../../model/facts.ts';
import type { Role } from '../../model/rbac-index.ts';
import type { Found, RuleHits } from './power-rule.ts';

/** Without a fix where one of the rules also grants something that has to stay. */
export function removing(say: string): (found: Found) => Fix | undefined {
  return ({ role, rules }) =>
    toFix(
      say,
      rules.map((one) => removalOf(role, one)),
    );
}
/** Of a verb that means this and nothing else. */
export function removingVerb(say: string, verb: string): (found: Found) => Fix | undefined {
  return ({ role, rules }) =>
    toFix(
      say,
      rules.map(({ rule }) => removalsOf(role, rule, { list: 'verbs', words: [verb] })),
    );
}
export function removingName(say: string, name: string): (found: Found) => Fix | undefined {
  return ({ role, rules }) =>
    toFix(
      say,
      rules.map(({ rule }) => removalsOf(role, rule, { list: 'resourceNames', words: [name] })),
    );
}
function toFix(say: string, edits: readonly (readonly ModelEdit[])[]): Fix | undefined {
  return edits.some((list) => list.length === 0) ? undefined : { say, edits: edits.flat() };
}

/** The verbs where the rule is about nothing else, else the resources where it allows nothing else. */
function removalOf(role: Role, { rule, hits }: RuleHits): readonly ModelEdit[] {
  const verbs = [...new Set(hits.map(({ verb }) => verb))];
  const resources = [...new Set(hits.map(({ resource }) => resource))];
  const onlyThese = rule.resources.every((resource) => resources.includes(resource));
  if (onlyThese && !rule.verbs.includes('*')) return removalsOf(role, rule, { list: 'verbs', words: verbs });
  const onlyBad = rule.verbs.every((verb) => verbs.includes(verb));
  const goes = onlyBad || resources.every((resource) => resource.includes('/'));
  return goes ? removalsOf(role, rule, { list: 'resources', words: resources }) : [];
}
interface Words {
  readonly list: 'verbs' | 'resources' | 'resourceNames';
  readonly words: readonly string[];
}
/** None where a wildcard stands for one of the words. */
function removalsOf(role: Role, rule: PolicyRule, { list, words }: Words): readonly ModelEdit[] {
  if (rule[list].includes('*') || rule[list].some((word) => word.startsWith('*/'))) return [];
  return rule[list].flatMap((word, index): readonly ModelEdit[] =>
    words.includes(word)
      ? [{ op: 'remove-at', target: { fact: role.id }, pointer: [...rule.pointer, list, index], at: rule.at }]
      : [],
  );
}
