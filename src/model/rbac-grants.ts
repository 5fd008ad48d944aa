// Who holds which rules: bindings, groups of service accounts, roles that a binding takes from another scope.
// https://kubernetes.io/docs/reference/access-authn-authz/rbac/
import type { RbacSubject, World } from './facts.ts';
import { indexOf, type Binding, type Bound, type Placed, type Role } from './rbac-index.ts';
import { allows, allowsUrl, type ApiRequest, type Permission } from './rbac.ts';

export interface Account extends Placed {
  readonly name: string;
}
/** What one binding gives to one subject of it. */
export interface Grant extends Bound {
  /** Empty where the role is not among what was read. */
  readonly permissions: readonly Permission[];
}

/** An object without a namespace goes where whoever applies it says; those of one folder go there together. */
export function shareNamespace(a: Placed, b: Placed): boolean {
  if (a.scope !== b.scope) return false;
  if (a.namespace === b.namespace) return true;
  if (a.namespace !== undefined && b.namespace !== undefined) return false;
  return (a.namespace ?? b.namespace) === 'default' || folderOf(a) === folderOf(b);
}
function folderOf({ at }: Placed): string {
  const path = at[0]?.path ?? '';
  return path.slice(0, path.lastIndexOf('/') + 1);
}
function fits(binding: Binding, role: Role): boolean {
  return role.cluster ? role.scope === binding.scope : shareNamespace(role, binding);
}

/** The roles that a binding names, as far as they were read: several where there are variants of one. */
export function rolesOf(world: World, binding: Binding): readonly Role[] {
  const named = indexOf(world).rolesNamed(binding.role);
  return named.filter((role) => fits(binding, role));
}
/** The bindings of a role, and of those that it is a part of. */
export function bindingsOf(world: World, role: Role): readonly Binding[] {
  const index = indexOf(world);
  const own = index.bindingsNaming(role).filter((binding) => fits(binding, role));
  if (!role.cluster) return own;
  const through = index.takersOf(role).flatMap((name) => index.bindingsNaming({ cluster: true, name }));
  return [...new Set([...own, ...through.filter((binding) => binding.scope === role.scope)])];
}
/** All rules of the role that a binding names: its own, aggregated ones, those of a built-in role. */
export function permissionsOf(world: World, binding: Binding): readonly Permission[] {
  const index = indexOf(world);
  const roles = rolesOf(world, binding);
  if (roles.length > 0 || !binding.role.cluster) return roles.flatMap((role) => index.rulesOf(role));
  return index.builtInRulesOf(binding.role.name, binding.scope) ?? [];
}

/** What a service account holds by its name and by its groups. */
export function grantsOf(world: World, account: Account): readonly Grant[] {
  const index = indexOf(world);
  const namespace = account.namespace ?? 'default';
  const groups = ['system:authenticated', 'system:serviceaccounts', `system:serviceaccounts:${namespace}`];
  const candidates = [
    ...index.subjectsNamed('ServiceAccount', account.name),
    ...index.subjectsNamed('User', `system:serviceaccount:${namespace}:${account.name}`),
    ...groups.flatMap((group) => index.subjectsNamed('Group', group)),
  ];
  return candidates
    .filter(({ binding, subject }) => binding.scope === account.scope && isFor(binding, subject, account))
    .map((one) => ({ ...one, permissions: permissionsOf(world, one.binding) }));
}
/** What a subject of a binding holds in all, by this binding and by others. */
export function grantsOfSubject(world: World, { binding, subject }: Bound): readonly Grant[] {
  const { scope, at } = binding;
  if (subject.type === 'ServiceAccount') {
    const namespace = subject.namespace ?? binding.namespace;
    return grantsOf(world, { name: subject.name, scope, at, ...(namespace !== undefined && { namespace }) });
  }
  return indexOf(world)
    .subjectsNamed(subject.type, subject.name)
    .filter((one) => one.binding.scope === scope)
    .map((one) => ({ ...one, permissions: permissionsOf(world, one.binding) }));
}
/** A subject of a RoleBinding is in its namespace when it names none. */
function isFor({ cluster, scope, namespace, at }: Binding, subject: RbacSubject, account: Account): boolean {
  if (subject.type !== 'ServiceAccount') return true;
  const own = subject.namespace ?? namespace;
  if (own === undefined && cluster) return false;
  return shareNamespace({ scope, at, ...(own !== undefined && { namespace: own }) }, account);
}

/** Whether a service account is let through; requests for objects of the whole cluster have no namespace. */
export function isAllowed(
  world: World,
  account: Account,
  request: ApiRequest & { readonly namespace?: string },
): boolean {
  return grantsOf(world, account).some(
    ({ binding, permissions }) =>
      (binding.cluster || isIn(binding, request.namespace)) && permissions.some((rule) => allows(rule, request)),
  );
}
function isIn(binding: Binding, namespace: string | undefined): boolean {
  return namespace !== undefined && (binding.namespace ?? 'default') === namespace;
}
/** Paths that are no objects are let through everywhere or nowhere. */
export function isUrlAllowed(
  world: World,
  account: Account,
  request: { readonly verb: string; readonly path: string },
): boolean {
  return grantsOf(world, account).some(
    ({ binding, permissions }) =>
      binding.cluster && permissions.some((rule) => allowsUrl(rule, request.verb, request.path)),
  );
}
