// Accuses a role of a power that its own rules give.
import type { Message } from '../../model/check.ts';
import type { Fix } from '../../model/edit.ts';
import type { World } from '../../model/facts.ts';
import type { PolicyRule } from '../../model/rbac-facts.ts';
import { declared, type FieldRef } from '../../model/field.ts';
import { indexOf, type Role } from '../../model/rbac-index.ts';
import { hitsOf, type Power } from '../../model/rbac-powers.ts';
import type { RuleHits } from '../../model/rbac-removal.ts';
import type { Permission } from '../../model/rbac.ts';
import type { Severity } from '../../model/severity.ts';
import { isOwnOfKubernetes } from './own-objects.ts';
import { extentOf, isSystemWide, listed, sayHolders, sayWhere, type Extent } from './role-extent.ts';

export interface Found {
  readonly role: Role;
  readonly world: World;
  readonly extent: Extent;
  readonly rules: readonly RuleHits[];
}
export interface PowerRule {
  readonly power: Power;
  /** Of a role that holds everywhere; a critical one is high where it holds in a namespace only. */
  readonly severity: Severity;
  /** A rule that gives one of these is theirs to speak of. */
  readonly unless?: readonly Power[];
  /** Also speaks of a rule for every resource, where nothing worse is said of it. */
  readonly wildcards?: true;
  /** Rules that this does not hold for are left alone. */
  readonly only?: (rule: PolicyRule) => boolean;
  readonly where?: (found: Found) => boolean;
  /** Added to the clause. */
  readonly more?: (found: Found) => string;
  readonly fix?: (found: Found) => Fix | undefined;
}

export function* accuseRole(role: Role, world: World, spec: PowerRule): Iterable<Message> {
  const all = { everywhere: true };
  if (!role.rules.some((rule) => hitsOf(rule, spec.power, all).length > 0) || isSparedRole(role, world)) return;
  const extent = extentOf(role, world);
  const rules = findHits(role, spec, extent);
  const found: Found = { role, world, extent, rules };
  if (rules.length === 0 || spec.where?.(found) === false) return;
  const fix = spec.fix?.(found);
  yield {
    key: 'rules',
    what: sayGrant(found) + (spec.more?.(found) ?? ''),
    severity: severityOf(spec, found),
    fields: rules.map(({ rule }) => ruleRef(rule)),
    ...(fix !== undefined && { fix }),
  };
}
/** Kubernetes' own, or one whose rules a controller overwrites with those of its parts, which are accused themselves. */
export function isSparedRole(role: Role, world: World): boolean {
  return isOwnOfKubernetes(role) || !indexOf(world).keepsOwn(role);
}

type Looking = Pick<PowerRule, 'power' | 'wildcards' | 'only' | 'unless'>;
function findHits(role: Role, { power, wildcards, only, unless = [] }: Looking, extent: Extent): readonly RuleHits[] {
  return role.rules
    .filter((rule) => !isForAll(rule) || (wildcards === true && !writesAll(rule)))
    .filter((rule) => only?.(rule) !== false && !unless.some((other) => hitsOf(rule, other, extent).length > 0))
    .map((rule) => ({ rule, hits: hitsOf(rule, power, extent) }))
    .filter(({ hits }) => hits.length > 0);
}
export function gives(power: Power, { role, extent }: Found): boolean {
  return findHits(role, { power }, extent).length > 0;
}
/** A rule for every resource of the core group: one finding says it, not one for each resource that there is. */
export function isForAll({ resources, apiGroups }: Permission): boolean {
  return resources.includes('*') && (apiGroups.includes('*') || apiGroups.includes(''));
}
const writing = ['*', 'create', 'update', 'patch'];
export function writesAll(rule: PolicyRule): boolean {
  return isForAll(rule) && rule.resourceNames.length === 0 && writing.some((verb) => rule.verbs.includes(verb));
}

const lower: Readonly<Record<Severity, Severity>> = {
  critical: 'high',
  high: 'medium',
  medium: 'low',
  low: 'low',
  info: 'info',
};
/** A power over a few objects is less than one over all of them, unless it is just these that matter. */
function severityOf({ severity, power }: PowerRule, { rules, extent }: Found): Severity {
  const few = power.named === 'yes' && rules.every(({ rule }) => rule.resourceNames.length > 0);
  if (few) return lower[severity];
  return severity === 'critical' && !isSystemWide(extent) ? 'high' : severity;
}
function sayGrant({ rules, extent }: Found): string {
  const hits = rules.flatMap((one) => one.hits);
  const verbs = listed([...new Set(hits.map(({ verb }) => verb))]);
  const resources = listed([...new Set(hits.map(({ resource }) => resource))]);
  return `${sayWho(extent)} ${verbs} ${resources} ${sayWhere(extent)}`;
}
/** `lets somebody`, or `allows to` where nobody is bound. */
export function sayWho(extent: Extent): string {
  const holders = sayHolders(extent);
  return holders === undefined ? 'allows to' : `lets ${holders}`;
}
/** The rule as evidence. */
export function ruleRef({ at, pointer: _pointer, ...rule }: PolicyRule): FieldRef {
  const said = Object.entries(rule).filter(([, words]) => words.length > 0);
  return { name: 'rules', field: declared(Object.fromEntries(said), at) };
}
