// A step that a capability allows, for every rule about one: who holds it, and what every such step needs.
import type { Fix } from '../../model/edit.ts';
import type { World } from '../../model/facts.ts';
import type { Edge, GraphFacts, NodeId } from '../../model/graph.ts';
import { dropCapability, wieldsCapability } from './capabilities.ts';
import { all, sameUsers, sharesKernel, type Condition } from '../conditions.ts';
import { callsOpen } from './confinement.ts';
import { placedSubjectsOf, toEdge, type Subject } from '../step.ts';

export interface Way {
  readonly name: string;
  /** Follows the name: "which loads code into the kernel". */
  readonly gives: string;
  readonly yields: readonly string[];
  /** System calls that it goes through; a profile of one's own may stop them. */
  readonly calls?: readonly string[];
  /** Counts also where an engine gives the capability without being asked. */
  readonly unasked?: true;
  to(subject: Subject): NodeId;
  needs(subject: Subject): readonly (Condition | undefined)[];
  fixes?(subject: Subject): readonly Fix[];
}
export function* capabilityEdges(
  rule: string,
  ways: readonly Way[],
  { world, facts }: { readonly world: World; readonly facts: GraphFacts },
): Iterable<Edge> {
  const unasked = ways.filter((way) => way.unasked);
  for (const subject of placedSubjectsOf(world, facts)) {
    const some = subject.container.effective.capAdd.length === 0 ? unasked : ways;
    for (const way of some) {
      const when = conditionOf(subject, way);
      if (when === undefined) continue;
      yield toEdge({
        rule,
        from: subject.node,
        to: way.to(subject),
        when,
        why: `it has the capability ${way.name}, ${way.gives}`,
        yields: way.yields,
        fixes: [...dropCapability(subject.workload, subject.container, way.name), ...(way.fixes?.(subject) ?? [])],
      });
    }
  }
}
function conditionOf(subject: Subject, way: Way): Condition | undefined {
  const { container, machine } = subject;
  const wielded = wieldsCapability(subject, way.name);
  if (wielded === undefined || (wielded.isUnasked && way.unasked === undefined)) return undefined;
  return all(
    wielded.when,
    sameUsers(container, machine),
    sharesKernel(container),
    callsOpen(container, way.calls ?? []),
    ...way.needs(subject),
  );
}
