// Subjects that stand for more than one, or for nobody; and how one is taken out of its binding.
// https://kubernetes.io/docs/reference/access-authn-authz/rbac/#referring-to-subjects
import type { Fix } from '../../model/edit.ts';
import type { RbacSubject } from '../../model/rbac-facts.ts';
import { declared, type FieldRef } from '../../model/field.ts';
import type { Binding } from '../../model/rbac-index.ts';
import { saySubject } from './role-extent.ts';

export function nobody({ type, name }: RbacSubject): boolean {
  return (type === 'User' && name === 'system:anonymous') || (type === 'Group' && name === 'system:unauthenticated');
}
export function everybody({ type, name }: RbacSubject): boolean {
  return type === 'Group' && (name === 'system:authenticated' || name === 'system:serviceaccounts');
}
/** Authorization does not even ask about them. */
export function unstoppable({ type, name }: RbacSubject): boolean {
  return type === 'Group' && name === 'system:masters';
}

export function subjectRef(subject: RbacSubject): FieldRef {
  return { name: 'subjects', field: declared(saySubject(subject), subject.at) };
}
export function withoutSubject(binding: Binding, subject: RbacSubject): Fix {
  const { pointer, at } = subject;
  return {
    say: `take ${saySubject(subject)} out of the binding`,
    edits: [{ op: 'remove-at', target: { fact: binding.id }, pointer, at }],
  };
}
