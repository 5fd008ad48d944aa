// What is left out of a graph because a bound was reached: told, so that no level reads as more certain than it is.
import type { World } from './facts.ts';
import type { Unknown } from './unknown.ts';

export interface Limit {
  /** The rule, or the part of the graph. */
  readonly rule: string;
  /** Where: a workload, a namespace, a cluster. */
  readonly scope: string;
  /** What was reached, and what is missing for it. */
  readonly why: string;
}
const told = new WeakMap<World, Map<string, Unknown>>();
/** Once for each rule, scope and reason, however often it is said. */
export function tellLimit(world: World, limit: Limit): void {
  const all = told.get(world) ?? new Map<string, Unknown>();
  told.set(world, all);
  const unknown = toUnknown(limit);
  all.set(unknown.why, unknown);
}
/** What has been told of a world until now. */
export function limitsOf(world: World): readonly Unknown[] {
  return [...(told.get(world)?.values() ?? [])];
}
export function toUnknown({ rule, scope, why }: Limit): Unknown {
  const where = scope === '' ? '' : ` in ${scope}`;
  return {
    code: 'limit-reached',
    why: `${rule}${where}: ${why}; levels of reach may be higher than shown`,
    affects: [rule],
    incomplete: true,
  };
}
