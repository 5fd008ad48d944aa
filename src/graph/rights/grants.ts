// What bindings give: the rights of a role, somewhere; and what roles would give that somebody may bind.
// https://kubernetes.io/docs/reference/access-authn-authz/rbac/#rolebinding-and-clusterrolebinding
import type { World } from '../../model/facts.ts';
import type { NodeId } from '../../model/graph.ts';
import { permissionsOf } from '../../model/rbac-grants.ts';
import { indexOf, type Binding, type Role } from '../../model/rbac-index.ts';
import type { Permission } from '../../model/rbac.ts';
import { tellLimit } from '../../model/limits.ts';
import { identityNode, kubernetes, type Place } from '../nodes.ts';
import { rightsIn, type RightHit, type RightName } from './rights.ts';
import { onceFor } from '../../model/once-for.ts';

/** One right that a grant gives, and the rules that give it. */
export interface Held {
  readonly right: RightName;
  /** Empty means over all of them. */
  readonly names: readonly string[];
  readonly rules: readonly { readonly rule: Permission; readonly hits: RightHit['hits'] }[];
}
/** What a binding gives to all of its subjects; or would, where a role can still be bound. */
export interface Grant {
  readonly node: NodeId;
  readonly place: Place;
  /** Undefined is everywhere. */
  readonly namespace: string | undefined;
  readonly role: Binding['role'];
  readonly held: readonly Held[];
}
interface Granting {
  /** Where a binding goes that says no namespace: to its subject. */
  readonly fallback: string | undefined;
  readonly grants: Map<NodeId, Grant>;
}
export function grantOf(world: World, binding: Binding, { fallback = 'default', grants }: Granting): Grant {
  const place = kubernetes(binding.scope);
  const namespace = binding.cluster ? undefined : (binding.namespace ?? fallback);
  const node = identityNode(place, 'binding', `${binding.id} ${namespace ?? ''}`);
  const known = grants.get(node);
  if (known !== undefined) return known;
  const held = heldBy(permissionsOf(world, binding), { everywhere: binding.cluster });
  const made = { node, place, namespace, role: binding.role, held };
  grants.set(node, made);
  return made;
}
/** Rules that give the same right are one, apart from those that are for a few names. */
function heldBy(rules: readonly Permission[], where: { readonly everywhere: boolean }): readonly Held[] {
  const found = new Map<string, { right: RightName; names: Set<string>; rules: Map<Permission, RightHit['hits']> }>();
  for (const rule of rules) {
    for (const { right, names, hits } of rightsIn(rule, where)) {
      const key = `${right}${names.length === 0 ? '' : ' named'}`;
      const one = found.get(key) ?? { right, names: new Set(), rules: new Map<Permission, RightHit['hits']>() };
      found.set(key, one);
      for (const name of names) one.names.add(name);
      one.rules.set(rule, hits);
    }
  }
  return [...found.values()].map((one) => ({
    right: one.right,
    names: [...one.names],
    rules: [...one.rules].map(([rule, hits]) => ({ rule, hits })),
  }));
}

/** Bound for the whole cluster, in each namespace, or in one. */
export type BindExtent = 'cluster' | 'each' | { readonly namespace: string };
export function boundRoleNode(place: Place, extent: BindExtent, name: string): NodeId {
  if (extent === 'cluster') return identityNode(place, 'role', name);
  return identityNode(place, 'role', `${name} in ${extent === 'each' ? 'each namespace' : extent.namespace}`);
}
/** Bound on what names and namespaces come to together. */
const mostBindable = 20_000;
/** Roles that somebody may bind by their names: what that gives is what the role gives. */
export function addBindable(world: World, grants: Map<NodeId, Grant>): void {
  const all = [...grants.values()];
  const writable = Map.groupBy(
    all.filter(({ namespace, held }) => namespace !== undefined && held.some(({ right }) => right === 'writeBindings')),
    ({ place }) => place.scope,
  );
  let left = mostBindable;
  for (const { held, place, namespace } of all) {
    const names = new Set(held.filter(({ right }) => right === 'bindClusterRoles').flatMap((one) => one.names));
    if (names.size === 0) continue;
    const written = new Set((writable.get(place.scope) ?? []).flatMap((one) => one.namespace ?? []));
    const inside = namespace === undefined ? [...written] : [namespace];
    const extents: readonly BindExtent[] = [
      ...(namespace === undefined ? (['cluster', 'each'] as const) : []),
      ...inside.map((one) => ({ namespace: one })),
    ];
    for (const name of names) {
      for (const extent of extents) {
        const node = boundRoleNode(place, extent, name);
        if (grants.has(node)) continue;
        if (left === 0) {
          tellLimit(world, tooManyBindable(place));
          return;
        }
        left -= 1;
        grants.set(node, toBindable(world, { node, place, extent, name }));
      }
    }
  }
}
function tooManyBindable({ scope }: Place): Parameters<typeof tellLimit>[1] {
  const why = `identities may bind more than ${mostBindable} roles and namespaces; what the others give was left out`;
  return { rule: 'escalate-rights', scope, why };
}
interface Bindable extends Pick<Grant, 'node' | 'place'> {
  readonly extent: BindExtent;
  readonly name: string;
}
function toBindable(world: World, { node, place, extent, name }: Bindable): Grant {
  const rules = rulesOfClusterRole(world, { scope: place.scope, name });
  const held = heldBy(rules, { everywhere: extent === 'cluster' });
  const namespace = typeof extent === 'string' ? undefined : extent.namespace;
  return { node, place, namespace, role: { cluster: true, name }, held };
}
function rulesOfClusterRole(world: World, { scope, name }: { scope: string; name: string }): readonly Permission[] {
  const index = indexOf(world);
  const roles = clusterRolesOf(world).get(`${scope}\n${name}`) ?? [];
  return roles.length > 0 ? roles.flatMap((role) => index.rulesOf(role)) : (index.builtInRulesOf(name, scope) ?? []);
}
const clusterRolesOf = onceFor((world: World): ReadonlyMap<string, readonly Role[]> => {
  const roles = world.facts('role').filter(({ cluster }) => cluster);
  const made = Map.groupBy(roles, ({ scope, name }) => `${scope}\n${name}`);
  return made;
});

const owners = new WeakMap<World, ReadonlyMap<Permission, Role>>();
/** The role that a rule is written in; none for those of a built-in one. */
export function roleOfRule(world: World, rule: Permission): Role | undefined {
  const known = owners.get(world);
  const all = known ?? new Map(world.facts('role').flatMap((role) => role.rules.map((one) => [one, role] as const)));
  if (known === undefined) owners.set(world, all);
  return all.get(rule);
}
