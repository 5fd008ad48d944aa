// Steps by rights: from what a binding gives, or from an identity that has several rights together.
import type { Fix } from '../../model/edit.ts';
import type { World } from '../../model/facts.ts';
import type { PolicyRule } from '../../model/rbac-facts.ts';
import type { Edge, NodeId } from '../../model/graph.ts';
import type { Location } from '../../model/location.ts';
import type { Bound } from '../../model/rbac-index.ts';
import { removalOf } from '../../model/rbac-removal.ts';
import type { Permission } from '../../model/rbac.ts';
import { tellLimit } from '../../model/limits.ts';
import { always, type Condition } from '../conditions.ts';
import { roleOfRule, type Grant, type Held } from './grants.ts';
import { identitiesOf, type Holder } from './identities.ts';
import type { RightName } from './rights.ts';
import { toEdge } from '../step.ts';

export interface Way {
  readonly to: NodeId;
  readonly when?: Condition | undefined;
  /** Follows what the rights are. */
  readonly more?: string;
  readonly yields: readonly string[];
}
/** From every grant that has one of the rights to where that leads. */
export function* stepsByRight(
  world: World,
  { rule, rights }: { readonly rule: string; readonly rights: readonly RightName[] },
  waysOf: (grant: Grant, held: Held) => Iterable<Way>,
): Iterable<Edge> {
  for (const grant of identitiesOf(world).grants) {
    for (const held of grant.held) {
      if (!rights.includes(held.right)) continue;
      for (const { to, when = always, more = '', yields } of waysOf(grant, held)) {
        const why = `${sayHeld(grant, [held])}${more}`;
        const at = placeOfHeld(held);
        yield toEdge({ rule, from: grant.node, to, when, why, yields, at, fixes: withoutRight(world, grant, held) });
      }
    }
  }
}
function isWritten(rule: Permission): rule is PolicyRule {
  return 'pointer' in rule;
}
function placeOfHeld({ rules }: Held): Location | undefined {
  return rules.map(({ rule }) => (isWritten(rule) ? rule.at : undefined)).find((at) => at !== undefined);
}
const mostWords = 4;
function listed(words: readonly string[]): string {
  const all = [...new Set(words)];
  return all.length <= mostWords ? all.join(', ') : `${all.slice(0, mostWords).join(', ')} …`;
}
export function sayRole({ role }: Grant): string {
  return `${role.cluster ? 'ClusterRole' : 'Role'} ${role.name}`;
}
export function sayHeld(grant: Grant, held: readonly Held[]): string {
  return `the ${sayRole(grant)} lets it ${sayRights(held)} ${sayWhere(grant)}`;
}
function sayWhere({ namespace }: Grant): string {
  return namespace === undefined ? 'in the whole cluster' : `in the namespace ${namespace}`;
}
/** What one role gives in one place is one clause. */
function sayTogether(parts: readonly Part[]): string {
  const clauses = Map.groupBy(parts, ({ grant }) => `${sayRole(grant)} ${sayWhere(grant)}`);
  const said = [...clauses.values()].map(([first, ...others]) => {
    if (first === undefined) return '';
    const rights = new Set([first, ...others].map(({ held }) => sayRights([held])));
    return `the ${sayRole(first.grant)} lets it ${[...rights].join(' and ')} ${sayWhere(first.grant)}`;
  });
  return said.join(', and ');
}
function sayRights(held: readonly Held[]): string {
  if (held.some(({ right }) => right === 'everything')) return 'do everything';
  const hits = held.flatMap(({ rules }) => rules.flatMap((one) => one.hits));
  const verbs = listed(hits.map(({ verb }) => verb));
  const resources = listed(hits.map(({ resource }) => resource));
  const names = [...new Set(held.flatMap((one) => one.names))];
  const which = names.length === 0 ? '' : ` (${listed(names)})`;
  return `${verbs} ${resources}${which}`;
}
/** Taken out of the rules, where that takes nothing else along. */
export function withoutRight(world: World, grant: Grant, held: Held): readonly Fix[] {
  const edits = held.rules.map(({ rule, hits }) => {
    const role = roleOfRule(world, rule);
    return role === undefined || !isWritten(rule) ? [] : removalOf(role.id, { rule, hits });
  });
  if (edits.length === 0 || edits.some((list) => list.length === 0)) return [];
  const hits = held.rules.flatMap((one) => one.hits);
  const say = `do not let the ${sayRole(grant)} ${listed(hits.map(({ verb }) => verb))} ${listed(hits.map(({ resource }) => resource))}`;
  return [{ say, edits: edits.flat() }];
}
export function withoutSubject({ binding, subject }: Bound): readonly Fix[] {
  const { pointer, at } = subject;
  const say = `take ${subject.name} out of the binding ${binding.name}`;
  return [{ say, edits: [{ op: 'remove-at', target: { fact: binding.id }, pointer, at }] }];
}

/** One grant of a right, held by an identity itself or through a group of it. */
export interface Part {
  readonly grant: Grant;
  readonly held: Held;
  readonly bound: Bound;
  /** The identity, or a group of it. */
  readonly of: Holder;
}
export interface Joint {
  /** Where all of them hold; undefined is everywhere. */
  readonly namespace: string | undefined;
  readonly parts: readonly (readonly Part[])[];
}
/** What one identity, or one group, has of a few rights. */
interface Parts {
  readonly everywhere: readonly Part[];
  readonly inside: ReadonlyMap<string, readonly Part[]>;
  /** Also of those past the bound. */
  readonly count: number;
}
/** Of each list one right, wherever an identity has them together; what one group has is a step of that group. */
function* jointsOf(world: World, holder: Holder, { rule, rights: lists }: Together): Iterable<Joint> {
  const names = new Set(lists.flat());
  const sources = [holder, ...holder.groups].filter(({ grants }) =>
    grants.some(({ grant }) => grant.held.some(({ right }) => names.has(right))),
  );
  if (sources.length === 0 || (sources.length === 1 && sources[0] !== holder)) return;
  const all = lists.map((own) => sources.map((one) => partsOf(one, own)));
  if (all.every((parts) => parts.some(({ count }) => count > 0)) && all.flat().some(({ count }) => count > mostParts)) {
    const why = `it is given one of these rights more than ${mostParts} times; the others were not put together`;
    tellLimit(world, { rule, scope: sayHolder(holder), why });
  }
  const everywhere = all.map((parts) => parts.flatMap((one) => one.everywhere));
  if (isOfItself(holder, everywhere)) yield { namespace: undefined, parts: everywhere };
  // Also what everywhere includes: to take that away leaves this.
  for (const namespace of namespacesOf(holder, { sources, all })) {
    const here = all.map((parts) => parts.flatMap((one) => [...one.everywhere, ...(one.inside.get(namespace) ?? [])]));
    if (isOfItself(holder, here)) yield { namespace, parts: here };
  }
}
/** All of them are there, and not by one group alone. */
function isOfItself(holder: Holder, lists: readonly (readonly Part[])[]): boolean {
  if (lists.some((parts) => parts.length === 0)) return false;
  const sources = new Set(lists.flatMap((parts) => parts.map((part) => part.of)));
  return sources.size > 1 || sources.has(holder);
}
interface Sources {
  readonly sources: readonly Holder[];
  /** By list and source. */
  readonly all: readonly (readonly Parts[])[];
}
/** Where a group is alone with its own, nothing of the identity is added. */
function namespacesOf(holder: Holder, { sources, all }: Sources): ReadonlySet<string> {
  const isOwn = (index: number): boolean => sources[index] === holder;
  const isWide = all.some((parts) => parts.some((one, index) => isOwn(index) && one.everywhere.length > 0));
  const groups = sources.filter((one) => one !== holder).length;
  const counted = all.flatMap((parts) => parts.filter((_, index) => isWide || groups > 1 || isOwn(index)));
  return new Set(counted.flatMap(({ inside }) => [...inside.keys()]));
}
/** Bound on what counts: files may bind one identity as often as they like. */
const mostParts = 1000;
const memo = new WeakMap<Holder, Map<string, Parts>>();
function partsOf(holder: Holder, names: readonly RightName[]): Parts {
  const known = memo.get(holder) ?? new Map<string, Parts>();
  memo.set(holder, known);
  const key = names.join();
  const found = known.get(key) ?? toParts(holder, names);
  known.set(key, found);
  return found;
}
function toParts(holder: Holder, names: readonly RightName[]): Parts {
  const found = holder.grants.flatMap(({ grant, bound }) =>
    grant.held.filter(({ right }) => names.includes(right)).map((held): Part => ({ grant, held, bound, of: holder })),
  );
  const all = found.slice(0, mostParts);
  const inside = new Map<string, Part[]>();
  for (const part of all) {
    const { namespace } = part.grant;
    if (namespace === undefined) continue;
    const list = inside.get(namespace);
    if (list === undefined) inside.set(namespace, [part]);
    else list.push(part);
  }
  return { count: found.length, everywhere: all.filter(({ grant }) => grant.namespace === undefined), inside };
}
function sayHolder({ name, namespace, place: { scope } }: Holder): string {
  return [scope, ...(namespace === undefined ? [] : [namespace]), name].join('/');
}
export interface Together {
  readonly rule: string;
  /** Of each list one. */
  readonly rights: readonly (readonly RightName[])[];
}
/** Bound on identities and namespaces together; a real cluster has a few such steps. */
const mostJoints = 50_000;
/** From every identity that has such rights together to where that leads. */
export function* stepsTogether(
  world: World,
  { rule, rights }: Together,
  waysOf: (holder: Holder, joint: Joint) => Iterable<Way>,
): Iterable<Edge> {
  let left = mostJoints;
  for (const holder of identitiesOf(world).holders) {
    for (const joint of jointsOf(world, holder, { rule, rights })) {
      if (left === 0) {
        const why = `identities hold rights together in more than ${mostJoints} ways; the others were left out`;
        tellLimit(world, { rule, scope: holder.place.scope, why });
        return;
      }
      left -= 1;
      const firsts = joint.parts.map(([part]) => part).filter((part) => part !== undefined);
      const at = firsts.map(({ held }) => placeOfHeld(held)).find((one) => one !== undefined);
      // To take one of them away is enough, where nothing else gives it.
      const fixes = joint.parts
        .flatMap((parts) => (parts.length === 1 ? parts : []))
        .flatMap((part) => [...withoutRight(world, part.grant, part.held), ...withoutSubject(part.bound)]);
      for (const { to, when = always, more = '', yields } of waysOf(holder, joint)) {
        const why = `${sayTogether(firsts)}${more}`;
        yield toEdge({ rule, from: holder.node, to, when, why, yields, at, fixes });
      }
    }
  }
}
