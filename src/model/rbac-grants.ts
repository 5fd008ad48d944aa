// Who holds which rules: by bindings, by the groups of a service account, by built-in roles.
// https://kubernetes.io/docs/reference/access-authn-authz/rbac/
import type { World } from './facts.ts';
import type { NamedPlace } from './placed.ts';
import { indexOf, type Binding, type Bound, type Role } from './rbac-index.ts';
import { allows, allowsUrl, type ApiRequest, type Permission } from './rbac.ts';

/** What one binding gives to one subject of it. */
export interface Grant extends Bound {
  /** Empty where the role is not among what was read. */
  readonly permissions: readonly Permission[];
}

/** The bindings of a role, and of those that it is a part of. */
export function bindingsOf(world: World, role: Role): readonly Binding[] {
  const index = indexOf(world);
  const own = index.bindingsOf(role);
  const takers = role.cluster ? index.takersOf(role) : [];
  const through = takers.flatMap((name) => index.bindingsOf({ ...role, name }));
  return through.length === 0 ? own : [...new Set([...own, ...through])];
}
/** All rules of the role that a binding names: its own, aggregated ones, those of a built-in role. */
export function permissionsOf(world: World, binding: Binding): readonly Permission[] {
  const index = indexOf(world);
  const roles = index.rolesOf(binding);
  if (roles.length > 0 || !binding.role.cluster) return roles.flatMap((role) => index.rulesOf(role));
  return index.builtInRulesOf(binding.role.name, binding.scope) ?? [];
}

/** What a service account holds by its name and by its groups. */
export function grantsOf(world: World, account: NamedPlace): readonly Grant[] {
  // Most inputs bind nobody to anything.
  if (world.facts('binding').length === 0) return [];
  const index = indexOf(world);
  const { scope, name, namespace = 'default' } = account;
  const groups = ['system:authenticated', 'system:serviceaccounts', `system:serviceaccounts:${namespace}`];
  const all = [
    ...index.accountsBound(account),
    ...index.othersBound('User', `system:serviceaccount:${namespace}:${name}`, scope),
    ...groups.flatMap((group) => index.othersBound('Group', group, scope)),
  ];
  return all.map((one) => ({ ...one, permissions: permissionsOf(world, one.binding) }));
}
/** What a subject of a binding holds in all, by this binding and by others. */
export function grantsOfSubject(world: World, { binding, subject }: Bound): readonly Grant[] {
  const { scope, at } = binding;
  const { type, name, namespace = binding.namespace } = subject;
  if (type === 'ServiceAccount') {
    return grantsOf(world, { name, scope, at, ...(namespace !== undefined && { namespace }) });
  }
  const all = indexOf(world).othersBound(type, name, scope);
  return all.map((one) => ({ ...one, permissions: permissionsOf(world, one.binding) }));
}

/** Whether a service account is let through; requests for objects of the whole cluster have no namespace. */
export function isAllowed(
  world: World,
  account: NamedPlace,
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
  account: NamedPlace,
  request: { readonly verb: string; readonly path: string },
): boolean {
  return grantsOf(world, account).some(
    ({ binding, permissions }) =>
      binding.cluster && permissions.some((rule) => allowsUrl(rule, request.verb, request.path)),
  );
}
