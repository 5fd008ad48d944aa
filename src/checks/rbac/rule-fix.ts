// Takes a permission out of the rules of a role, where that takes nothing else along.
import type { Fix, ModelEdit } from '../../model/edit.ts';
import { removalOf, removalsOf } from '../../model/rbac-removal.ts';
import type { Found } from './power-rule.ts';

/** Without a fix where one of the rules also grants something that has to stay. */
export function removing(say: string): (found: Found) => Fix | undefined {
  return ({ role, rules }) =>
    toFix(
      say,
      rules.map((one) => removalOf(role.id, one)),
    );
}
/** Of a verb that means this and nothing else. */
export function removingVerb(say: string, verb: string): (found: Found) => Fix | undefined {
  return ({ role, rules }) =>
    toFix(
      say,
      rules.map(({ rule }) => removalsOf(role.id, rule, { list: 'verbs', words: [verb] })),
    );
}
export function removingName(say: string, name: string): (found: Found) => Fix | undefined {
  return ({ role, rules }) =>
    toFix(
      say,
      rules.map(({ rule }) => removalsOf(role.id, rule, { list: 'resourceNames', words: [name] })),
    );
}
function toFix(say: string, edits: readonly (readonly ModelEdit[])[]): Fix | undefined {
  return edits.some((list) => list.length === 0) ? undefined : { say, edits: edits.flat() };
}
