// Roles and bindings by the names that they know each other by, and what aggregation makes of cluster roles.
// https://kubernetes.io/docs/reference/access-authn-authz/rbac/#aggregated-clusterroles
import { builtInRoles } from './built-in-roles.ts';
import type { JudgedOf, World } from './facts.ts';
import type { RbacSubject } from './rbac-facts.ts';
import { tellLimit } from './limits.ts';
import { maxNamesakes, placedIndex, type NamedPlace } from './placed.ts';
import type { Permission } from './rbac.ts';
import { selects } from './selector.ts';
import { onceFor } from './once-for.ts';

export type Role = JudgedOf<'role'>;
export type Binding = JudgedOf<'binding'>;
export interface Bound {
  readonly binding: Binding;
  readonly subject: RbacSubject;
}
export interface RbacIndex {
  /** The roles that a binding names, as far as they were read: several where there are variants of one. */
  rolesOf(binding: Binding): readonly Role[];
  /** Those that name the role itself; bindings for the whole cluster first. */
  bindingsOf(role: RoleRef): readonly Binding[];
  accountsBound(account: NamedPlace): readonly Bound[];
  /** Users and groups. */
  othersBound(type: 'User' | 'Group', name: string, scope: string): readonly Bound[];
  /** What the role grants once aggregated ones are in; a controller overwrites the own rules of one that aggregates. */
  rulesOf(role: Role): readonly Permission[];
  /** Whether its own rules are among those, and not overwritten. */
  keepsOwn(role: Role): boolean;
  /** The rules of a role that every cluster has, with what roles of this scope add to it. */
  builtInRulesOf(name: string, scope: string): readonly Permission[] | undefined;
  /** Names of the cluster roles that this one is a part of, at any depth. */
  takersOf(role: Role): readonly string[];
}
/** A cluster role needs no more than its scope and name. */
export type RoleRef = NamedPlace & { readonly cluster: boolean };

export const indexOf = onceFor(toIndex);
function toIndex(world: World): RbacIndex {
  const roles = Map.groupBy(world.facts('role'), ({ cluster }) => cluster);
  const bindings = Map.groupBy(world.facts('binding'), ({ role }) => role.cluster);
  const clusterRoles = roles.get(true) ?? [];
  const onLimit = ({ scope }: Pick<Named, 'scope'>): void => {
    const why = `more than ${maxNamesakes} of them go by one name or name one subject; the others were left out`;
    tellLimit(world, { rule: 'roles and bindings', scope, why });
  };
  const byName = groupedBy(clusterRoles, (role) => role, onLimit);
  const ofCluster = groupedBy(
    (bindings.get(true) ?? []).toSorted((a, b) => Number(b.cluster) - Number(a.cluster)),
    ({ role, scope }) => ({ scope, name: role.name }),
    onLimit,
  );
  const inNamespace = placedIndex(roles.get(false) ?? [], (role) => role, onLimit);
  const ofNamespace = placedIndex(bindings.get(false) ?? [], roleOf, onLimit);
  const bound = world
    .facts('binding')
    .flatMap((binding) => binding.subjects.map((subject): Bound => ({ binding, subject })));
  const others = groupedBy(
    bound,
    ({ subject, binding }) => ({ name: `${subject.type} ${subject.name}`, scope: binding.scope }),
    onLimit,
  );
  return {
    rolesOf: (binding) =>
      binding.role.cluster
        ? (byName.get(nameIn({ scope: binding.scope, name: binding.role.name })) ?? [])
        : inNamespace(roleOf(binding)),
    bindingsOf: (role) => (role.cluster ? (ofCluster.get(nameIn(role)) ?? []) : ofNamespace(role)),
    accountsBound: placedIndex(
      bound.filter(({ binding, subject }) => subject.type === 'ServiceAccount' && hasPlace(binding, subject)),
      accountOf,
      onLimit,
    ),
    othersBound: (type, name, scope) => others.get(nameIn({ scope, name: `${type} ${name}` })) ?? [],
    ...toAggregation(world, clusterRoles),
  };
}
type Named = Pick<NamedPlace, 'scope' | 'name'>;
function nameIn({ scope, name }: Named): string {
  return `${scope}\n${name}`;
}
/** Where the binding looks for its role. */
function roleOf({ role, scope, namespace, at }: Binding): NamedPlace {
  return { name: role.name, scope, at, ...(namespace !== undefined && { namespace }) };
}
/** A subject of a RoleBinding is in its namespace when it names none; one of a ClusterRoleBinding is nowhere. */
function hasPlace(binding: Binding, subject: RbacSubject): boolean {
  return subject.namespace !== undefined || !binding.cluster;
}
function accountOf({ binding, subject }: Bound): NamedPlace {
  const namespace = subject.namespace ?? binding.namespace;
  return { name: subject.name, scope: binding.scope, at: binding.at, ...(namespace !== undefined && { namespace }) };
}
function groupedBy<T>(
  items: readonly T[],
  nameOf: (item: T) => Named,
  onLimit: (name: Named) => void,
): ReadonlyMap<string, readonly T[]> {
  const lists = new Map<string, T[]>();
  for (const item of items) {
    const name = nameOf(item);
    const key = nameIn(name);
    const list = lists.get(key);
    if (list === undefined) lists.set(key, [item]);
    else if (list.length < maxNamesakes) list.push(item);
    else onLimit(name);
  }
  return lists;
}

/** Bound on pairs of roles that are compared; a real cluster has a few that aggregate and some hundred others. */
const maxPairs = 5_000_000;
function toAggregation(
  world: World,
  clusterRoles: readonly Role[],
): Pick<RbacIndex, 'rulesOf' | 'keepsOwn' | 'takersOf' | 'builtInRulesOf'> {
  const takers = clusterRoles.filter(({ aggregates }) => aggregates.length > 0);
  const parts = new Map<Role, readonly Role[]>();
  const takenBy = new Map<Role, Role[]>();
  const isWhole = (scope: string): boolean => world.known('role', scope) === 'all';
  let left = maxPairs;
  for (const taker of takers) {
    left -= clusterRoles.length;
    if (left < 0) {
      const why = 'there are too many roles to hold each against all others; some give more than was counted';
      tellLimit(world, { rule: 'aggregated roles', scope: taker.scope, why });
    }
    const own = left < 0 ? [] : clusterRoles.filter((role) => takesFrom(taker, role));
    parts.set(taker, own);
    for (const role of own) {
      const list = takenBy.get(role);
      if (list === undefined) takenBy.set(role, [taker]);
      else list.push(taker);
    }
  }
  const partsOf = (role: Role): readonly Role[] => parts.get(role) ?? [];
  /** In a circle rules come back to where they were written. */
  const keepsOwn = remembered((role) =>
    partsOf(role).length === 0
      ? role.aggregates.length === 0 || !isWhole(role.scope)
      : closureOf(partsOf(role), partsOf).includes(role),
  );
  const rulesOf = (role: Role): readonly Permission[] =>
    closureOf([role], partsOf).flatMap((one) => (keepsOwn(one) ? one.rules : []));
  const builtIn = new Map<string, Permission[]>();
  for (const role of clusterRoles) {
    for (const [name, { rules, takes }] of builtInRoles) {
      if (!isLabelled(role, takes)) continue;
      const key = nameIn({ name, scope: role.scope });
      const all = builtIn.get(key) ?? [...rules];
      builtIn.set(key, all);
      for (const rule of rulesOf(role)) all.push(rule);
    }
  }
  return {
    rulesOf: remembered(rulesOf),
    keepsOwn,
    takersOf: remembered((role) => {
      const all = closureOf([role], (one) => takenBy.get(one) ?? []);
      const above = [...builtInRoles].filter(([, { takes }]) => all.some((one) => isLabelled(one, takes)));
      const names = all.slice(1).map(({ name }) => name);
      return [...new Set([...names, ...above.map(([name]) => name)])];
    }),
    builtInRulesOf: (name, scope) => builtIn.get(nameIn({ name, scope })) ?? builtInRoles.get(name)?.rules,
  };
}
function takesFrom(taker: Role, role: Role): boolean {
  if (taker.scope !== role.scope || taker.name === role.name) return false;
  return taker.aggregates.some((selector) => selects(selector, role.labels));
}
function isLabelled({ labels }: Role, names: readonly string[]): boolean {
  return names.some((name) => labels[name] === 'true');
}
/** The first ones first. */
function closureOf(first: readonly Role[], next: (role: Role) => readonly Role[]): readonly Role[] {
  const seen = new Set(first);
  for (const one of seen) for (const other of next(one)) seen.add(other);
  return [...seen];
}
function remembered<T>(make: (role: Role) => T): (role: Role) => T {
  const made = new Map<Role, T>();
  return (role) => {
    const known = made.get(role);
    if (known !== undefined) return known;
    const fresh = make(role);
    made.set(role, fresh);
    return fresh;
  };
}
