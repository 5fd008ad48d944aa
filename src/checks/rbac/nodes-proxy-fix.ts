// Puts the parts of the kubelet's API in the place of all of it.
// https://kubernetes.io/docs/reference/access-authn-authz/kubelet-authn-authz/#fine-grained-authorization
import type { Fix, ModelEdit } from '../../model/edit.ts';
import type { FactId } from '../../model/brand.ts';
import type { PolicyRule } from '../../model/rbac-facts.ts';
import type { Found } from './power-rule.ts';

const parts = ['nodes/metrics', 'nodes/stats', 'nodes/log', 'nodes/configz', 'nodes/healthz', 'nodes/pods'];

/** Undefined where it is a wildcard that stands for the proxy. */
export function narrowed({ role, rules }: Found): Fix | undefined {
  const edits = rules.map(({ rule }) => editsOf(rule, role.id));
  if (edits.some((list) => list.length === 0)) return undefined;
  return { say: 'grant the parts of the kubelet that can only be read', edits: edits.flat() };
}
function editsOf({ resources, pointer, at }: PolicyRule, fact: FactId): readonly ModelEdit[] {
  // Of a rule for every resource there is another finding.
  if (resources.includes('*/proxy')) return [];
  const index = resources.indexOf('nodes/proxy');
  const [first, ...rest] = parts.filter((part) => !resources.includes(part));
  const way = (item: number): PolicyRule['pointer'] => [...pointer, 'resources', item];
  const target = { fact };
  if (first === undefined) return [{ op: 'remove-at', target, pointer: way(index), at }];
  return [
    { op: 'set-at', target, pointer: way(index), value: first, at },
    ...rest.map((part): ModelEdit => ({ op: 'set-at', target, pointer: way(resources.length), value: part, at })),
  ];
}
