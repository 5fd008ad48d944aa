// Who can act in a cluster: service accounts, the groups and users that bindings name, and the rights each of them has.
// https://kubernetes.io/docs/reference/access-authn-authz/authentication/
import type { World } from '../../model/facts.ts';
import type { RbacSubject } from '../../model/rbac-facts.ts';
import { isKnown } from '../../model/field.ts';
import type { NodeId } from '../../model/graph.ts';
import type { NamedPlace } from '../../model/placed.ts';
import { indexOf, type Binding, type Bound } from '../../model/rbac-index.ts';
import { addBindable, grantOf, type Grant } from './grants.ts';
import { accountNode, identityNode, kubernetes, type JudgedWorkload, type Place } from '../nodes.ts';
import { onceFor } from '../../model/once-for.ts';

export interface Holder {
  readonly node: NodeId;
  readonly place: Place;
  /** Name of the service account, group or user. */
  readonly name: string;
  /** Of a service account. */
  readonly namespace?: string;
  readonly grants: readonly { readonly grant: Grant; readonly bound: Bound }[];
  /** Groups that it is in and that hold something themselves. */
  readonly groups: readonly Holder[];
}
export interface Identities {
  readonly accounts: readonly Holder[];
  readonly groups: ReadonlyMap<NodeId, Holder>;
  readonly users: ReadonlyMap<NodeId, Holder>;
  readonly holders: readonly Holder[];
  /** Those that give something. */
  readonly grants: readonly Grant[];
}
export const identitiesOf = onceFor(toIdentities);
function toIdentities(world: World): Identities {
  const index = indexOf(world);
  const grants = new Map<NodeId, Grant>();
  const granted = (bound: Bound, fallback?: string): Holder['grants'] => {
    const grant = grantOf(world, bound.binding, { fallback, grants });
    return grant.held.length === 0 ? [] : [{ grant, bound }];
  };
  const groups = new Map<NodeId, Holder>();
  const users = new Map<NodeId, Holder>();
  for (const binding of world.facts('binding')) {
    const place = kubernetes(binding.scope);
    for (const { type, name } of binding.subjects) {
      if (type === 'ServiceAccount' || isAccountName(name)) continue;
      const [kind, list] = type === 'Group' ? (['group', groups] as const) : (['user', users] as const);
      const node = identityNode(place, kind, name);
      if (list.has(node)) continue;
      const all = index.othersBound(type, name, binding.scope).flatMap((bound) => granted(bound));
      list.set(node, { node, place, name, grants: all, groups: [] });
    }
  }
  const accounts = accountsIn(world).map((account): Holder => {
    const { node, scope, name, namespace } = account;
    const bound = [...boundTo(world, account)].flatMap((one) => granted(one, namespace));
    return { node, place: kubernetes(scope), name, namespace, grants: bound, groups: groupsOf(account, groups) };
  });
  const holders = [...accounts, ...groups.values(), ...users.values()];
  addBindable(world, grants);
  return { accounts, groups, users, holders, grants: [...grants.values()].filter(({ held }) => held.length > 0) };
}
const accountPrefix = 'system:serviceaccount:';
function isAccountName(name: string): boolean {
  return name.startsWith(accountPrefix);
}

interface Account {
  readonly node: NodeId;
  readonly scope: string;
  readonly name: string;
  readonly namespace: string;
  /** Each way in which files say where it is. */
  readonly places: Map<string, NamedPlace>;
}
/** Those of workloads, those that are declared, and those that bindings name. */
function accountsIn(world: World): readonly Account[] {
  const found = new Map<NodeId, Account>();
  const add = (place: NamedPlace): void => {
    const node = accountNode({ ...place, ...kubernetes(place.scope) }, place.name);
    const { scope, name, namespace = 'default' } = place;
    const account = found.get(node) ?? { node, scope, name, namespace, places: new Map<string, NamedPlace>() };
    found.set(node, account);
    const path = place.at[0]?.path ?? '';
    account.places.set(`${place.namespace ?? ''}\n${path.slice(0, path.lastIndexOf('/') + 1)}`, place);
  };
  for (const workload of world.facts('workload')) {
    if (workload.engine !== 'kubernetes') continue;
    const { scope, namespace, at } = workload;
    for (const name of new Set(workload.containers.map(accountOf)))
      add({ name, scope, at, ...(namespace !== undefined && { namespace }) });
  }
  for (const identity of world.facts('identity')) add(identity);
  for (const binding of world.facts('binding')) {
    for (const subject of binding.subjects) {
      const account = accountOfSubject(binding, subject);
      if (account !== undefined) add(account);
    }
  }
  for (const { type, annotations, scope, namespace, at } of world.facts('secret')) {
    const name = annotations['kubernetes.io/service-account.name'];
    if (type === tokenType && name !== undefined)
      add({ name, scope, at, ...(namespace !== undefined && { namespace }) });
  }
  return [...found.values()];
}
export const tokenType = 'kubernetes.io/service-account-token';
/** A subject of a binding for the whole cluster is nowhere when it names no namespace. */
function accountOfSubject(binding: Binding, { type, name, namespace }: RbacSubject): NamedPlace | undefined {
  const { scope, at } = binding;
  if (type === 'ServiceAccount') {
    const where = namespace ?? binding.namespace;
    if (where === undefined && binding.cluster) return undefined;
    return { name, scope, at, ...(where !== undefined && { namespace: where }) };
  }
  if (type === 'Group' || !isAccountName(name)) return undefined;
  const [where, own, ...rest] = name.slice(accountPrefix.length).split(':');
  if (where === undefined || own === undefined || rest.length > 0) return undefined;
  return { name: own, scope, at, namespace: where };
}
/** The account that a container runs as: `default` until another was seen. */
export function accountOf({ effective }: JudgedWorkload['containers'][number]): string {
  const { serviceAccount: field } = effective;
  return isKnown(field) && field.value !== '' ? field.value : 'default';
}

function boundTo(world: World, { places, scope, namespace, name }: Account): ReadonlySet<Bound> {
  const index = indexOf(world);
  return new Set([
    ...[...places.values()].flatMap((place) => index.accountsBound(place)),
    ...index.othersBound('User', `${accountPrefix}${namespace}:${name}`, scope),
  ]);
}
function groupsOf({ scope, namespace }: Account, groups: ReadonlyMap<NodeId, Holder>): readonly Holder[] {
  return ['system:authenticated', 'system:serviceaccounts', `system:serviceaccounts:${namespace}`]
    .map((name) => groups.get(identityNode(kubernetes(scope), 'group', name)))
    .filter((group) => group !== undefined)
    .filter(({ grants }) => grants.length > 0);
}

/** Whether nothing of who may do what can have been missed. */
export function knowsRights(world: World, scope: string): boolean {
  return world.known('role', scope) === 'all' && world.known('binding', scope) === 'all';
}
