// What the rules of steps have alike: the containers they look at, the edge they draw, the edits that take it away.
import type { EditTarget, Fix } from '../model/edit.ts';
import type { World } from '../model/facts.ts';
import { isKnown, locationOf, type Field } from '../model/field.ts';
import type { Edge, GraphFacts, NodeId } from '../model/graph.ts';
import type { Location } from '../model/location.ts';
import type { ListName, Lists, SettingName, Settings } from '../model/workload.ts';
import { fieldOf, type Condition, type JudgedContainer } from './conditions.ts';
import { containersOf } from './host/runtime-classes.ts';
import { machineOf, type Machine } from './host/machines.ts';
import { hostsOf, type JudgedWorkload } from './nodes.ts';

export interface Subject {
  readonly workload: JudgedWorkload;
  readonly container: JudgedContainer;
  readonly node: NodeId;
  /** The first of its hosts, for steps that lead elsewhere. */
  readonly host: NodeId;
  /** What was told of that host. */
  readonly machine?: Machine | undefined;
}
/** Each container once. */
export function subjectsOf(world: World, facts: GraphFacts): readonly Subject[] {
  return gathered(world, facts).once;
}
/** Each container once for every host that it was seen on: for steps to the host, or to what is of one host. */
export function placedSubjectsOf(world: World, facts: GraphFacts): readonly Subject[] {
  return gathered(world, facts).placed;
}
interface Gathered {
  readonly once: readonly Subject[];
  readonly placed: readonly Subject[];
}
const gatherings = new WeakMap<GraphFacts, Gathered>();
/** Kept for one graph, since every rule asks. */
function gathered(world: World, facts: GraphFacts): Gathered {
  const known = gatherings.get(facts);
  if (known !== undefined) return known;
  const once: Subject[] = [];
  const placed: Subject[] = [];
  for (const workload of world.facts('workload')) {
    const hosts = hostsOf(workload).map((host) => ({ host, machine: machineOf(world, { host, workload }) }));
    for (const container of containersOf(world, workload)) {
      const node = facts.nodeOf(workload.id, container.name);
      for (const [index, { host, machine }] of hosts.entries()) {
        const subject = { workload, container, node, host, machine };
        placed.push(subject);
        if (index === 0) once.push(subject);
      }
    }
  }
  const all = { once, placed };
  gatherings.set(facts, all);
  return all;
}

export interface Draft {
  readonly rule: string;
  readonly from: NodeId;
  readonly to: NodeId;
  readonly when: Condition;
  readonly why: string;
  readonly yields: readonly string[];
  readonly fixes?: readonly Fix[];
  readonly at?: Location | undefined;
}
/** There are hundreds of thousands of edges, and most of their lists are empty. */
const none: readonly never[] = [];
export function toEdge({ rule, from, to, when, why, yields, fixes, at }: Draft): Edge {
  const place = at ?? when.fields.map(({ field }) => locationOf(field)).find((one) => one !== undefined);
  return {
    rule,
    from,
    to,
    allOf: when.fields,
    also: none,
    blockedBy: when.blockedBy,
    assumes: when.assumes,
    yields,
    why,
    ...(place && { at: place }),
    fixes: fixes ?? none,
  };
}

export function targetOf({ workload, container }: Pick<Subject, 'workload' | 'container'>): EditTarget {
  return { fact: workload.id, container: container.name };
}
/** Over the declaration where there is one. */
export function setting<K extends SettingName>(
  subject: Subject,
  say: string,
  { name, value }: { readonly name: K; readonly value: Settings[K] },
): readonly Fix[] {
  const at = locationOf(fieldOf(subject.container, name));
  const edit = { op: 'set', target: targetOf(subject), field: name, value } as const;
  return [{ say, edits: [at === undefined ? edit : { ...edit, at }] }];
}
export function unsetting(subject: Subject, say: string, name: SettingName): readonly Fix[] {
  const at = locationOf(subject.container.declared[name] ?? fieldOf(subject.container, name));
  return at === undefined ? [] : [{ say, edits: [{ op: 'unset', target: targetOf(subject), field: name, at }] }];
}
/** A namespace is shared once for all containers of a pod: the edit is then that of the first one. */
export function unsharing(subject: Subject, say: string, name: 'network' | 'pid' | 'ipc'): readonly Fix[] {
  const { workload } = subject;
  if (workload.engine !== 'kubernetes') return unsetting(subject, say, name);
  const first = workload.containers.find((container) => {
    const field: Field<string> = fieldOf(container, name);
    return isKnown(field) && field.value === 'host' && container.declared[name] !== undefined;
  });
  return unsetting({ ...subject, container: first ?? subject.container }, say, name);
}
export function removing<K extends ListName>(
  subject: Subject,
  say: string,
  { name, field }: { readonly name: K; readonly field: Field<Lists[K]> },
): readonly Fix[] {
  const at = locationOf(field);
  if (!isKnown(field) || at === undefined) return [];
  return [{ say, edits: [{ op: 'remove', target: targetOf(subject), field: name, value: field.value, at }] }];
}
