// Roles and bindings by the names that they know each other by, and what aggregation makes of cluster roles.
// https://kubernetes.io/docs/reference/access-authn-authz/rbac/#aggregated-clusterroles
import { builtInRoles } from './built-in-roles.ts';
import type { JudgedOf, RbacSubject, World } from './facts.ts';
import type { Location } from './location.ts';
import type { Permission } from './rbac.ts';
import { selects } from './selector.ts';

export type Role = JudgedOf<'role'>;
export type Binding = JudgedOf<'binding'>;
/** Anything that lies in a namespace. */
export interface Placed {
  readonly scope: string;
  readonly namespace?: string;
  readonly at: readonly Location[];
}
export interface Bound {
  readonly binding: Binding;
  readonly subject: RbacSubject;
}
export interface RbacIndex {
  /** Those of this name, variants of one included. */
  rolesNamed(ref: RoleRef): readonly Role[];
  bindingsNaming(ref: RoleRef): readonly Binding[];
  subjectsNamed(type: RbacSubject['type'], name: string): readonly Bound[];
  /** What the role grants once aggregated ones are in; a controller overwrites the own rules of one that aggregates. */
  rulesOf(role: Role): readonly Permission[];
  /** The rules of a role that every cluster has, with what roles of this scope add to it. */
  builtInRulesOf(name: string, scope: string): readonly Permission[] | undefined;
  /** Names of the cluster roles that this one is a part of, at any depth. */
  takersOf(role: Role): readonly string[];
}
export interface RoleRef {
  readonly cluster: boolean;
  readonly name: string;
}

const indexes = new WeakMap<World, RbacIndex>();
export function indexOf(world: World): RbacIndex {
  const known = indexes.get(world);
  if (known !== undefined) return known;
  const made = toIndex(world);
  indexes.set(world, made);
  return made;
}
function toIndex(world: World): RbacIndex {
  const all = world.facts('role');
  const bindings = world.facts('binding');
  const roles = Map.groupBy(all, keyOf);
  const byRole = Map.groupBy(bindings, ({ role }) => keyOf(role));
  const bound = bindings.flatMap((binding) => binding.subjects.map((subject) => ({ binding, subject })));
  const subjects = Map.groupBy(bound, ({ subject }) => `${subject.type} ${subject.name}`);
  return {
    rolesNamed: (ref) => roles.get(keyOf(ref)) ?? [],
    bindingsNaming: (ref) => byRole.get(keyOf(ref)) ?? [],
    subjectsNamed: (type, name) => subjects.get(`${type} ${name}`) ?? [],
    ...toAggregation(
      all.filter(({ cluster }) => cluster),
      (scope) => world.known('role', scope) === 'all',
    ),
  };
}
function keyOf({ cluster, name }: RoleRef): string {
  return `${cluster ? 'ClusterRole' : 'Role'} ${name}`;
}

/** Bound on pairs of roles that are compared; a real cluster has a few that aggregate and some hundred others. */
const maxPairs = 5_000_000;
function toAggregation(
  clusterRoles: readonly Role[],
  isWhole: (scope: string) => boolean,
): Pick<RbacIndex, 'rulesOf' | 'takersOf' | 'builtInRulesOf'> {
  const takers = clusterRoles.filter(({ aggregates }) => aggregates.length > 0);
  const parts = new Map<Role, readonly Role[]>();
  const takenBy = new Map<Role, Role[]>();
  let left = maxPairs;
  for (const taker of takers) {
    left -= clusterRoles.length;
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
  const keepsOwn = (role: Role): boolean =>
    partsOf(role).length === 0
      ? role.aggregates.length === 0 || !isWhole(role.scope)
      : closureOf(partsOf(role), partsOf).includes(role);
  const rulesOf = (role: Role): readonly Permission[] =>
    closureOf([role], partsOf).flatMap((one) => (keepsOwn(one) ? one.rules : []));
  return {
    rulesOf: remembered(rulesOf),
    takersOf: remembered((role) => {
      const all = closureOf([role], (one) => takenBy.get(one) ?? []);
      const builtIn = [...builtInRoles].filter(([, { takes }]) => all.some((one) => isLabelled(one, takes)));
      const names = all.slice(1).map(({ name }) => name);
      return [...new Set([...names, ...builtIn.map(([name]) => name)])];
    }),
    builtInRulesOf: (name, scope) => {
      const role = builtInRoles.get(name);
      const added = clusterRoles.filter((one) => one.scope === scope && isLabelled(one, role?.takes ?? []));
      return role && [...role.rules, ...added.flatMap((one) => rulesOf(one))];
    },
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
