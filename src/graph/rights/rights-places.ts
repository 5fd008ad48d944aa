// What rights are over: the namespaces of a cluster, its machines, and which namespaces take any pod.
// https://kubernetes.io/docs/concepts/security/pod-security-admission/
import type { JudgedOf, World } from '../../model/facts.ts';
import type { NodeId } from '../../model/graph.ts';
import { podSecurityLevels } from '../../model/pod-security.ts';
import { hostsIn, kubernetes, machineNode, type JudgedWorkload, type Place } from '../nodes.ts';
import { onceFor } from '../../model/once-for.ts';

export interface ClusterPlace {
  readonly place: Place;
  readonly namespaces: ReadonlySet<string>;
  readonly hosts: ReadonlySet<NodeId>;
  readonly workloads: readonly JudgedWorkload[];
}
/** Every cluster has it, and what runs it may have accounts there. */
export const systemNamespace = 'kube-system';

interface Building {
  readonly place: Place;
  readonly namespaces: Set<string>;
  readonly hosts: Set<NodeId>;
  readonly workloads: JudgedWorkload[];
}
/** One for each scope in which something of Kubernetes was seen. */
export const clustersIn = onceFor((world: World): readonly ClusterPlace[] => {
  const places = new Map<string, Building>();
  const placeIn = (scope: string): Building => {
    const own = places.get(scope) ?? {
      place: kubernetes(scope),
      namespaces: new Set([systemNamespace, 'default']),
      hosts: new Set<NodeId>(),
      workloads: [],
    };
    places.set(scope, own);
    return own;
  };
  for (const workload of world.facts('workload')) {
    if (workload.engine !== 'kubernetes') continue;
    const own = placeIn(workload.scope);
    own.workloads.push(workload);
    own.namespaces.add(workload.namespace ?? 'default');
  }
  for (const kind of ['identity', 'role', 'binding'] as const)
    for (const { scope, namespace } of world.facts(kind)) placeIn(scope).namespaces.add(namespace ?? 'default');
  for (const { scope, name } of world.facts('namespace')) placeIn(scope).namespaces.add(name);
  for (const { scope, type, namespace } of world.facts('secret'))
    if (type !== 'compose') placeIn(scope).namespaces.add(namespace ?? 'default');
  for (const { host, workload } of hostsIn(world))
    if (workload.engine === 'kubernetes') placeIn(workload.scope).hosts.add(host);
  for (const machine of world.facts('host'))
    if (machine.engine === 'kubernetes') placeIn(machine.scope).hosts.add(machineNode(machine, machine.name));
  const made = [...places.values()];
  return made;
});

type Namespace = JudgedOf<'namespace'>;
const indexes = new WeakMap<readonly Namespace[], ReadonlyMap<string, readonly Namespace[]>>();
function namespacesByName(world: World): ReadonlyMap<string, readonly Namespace[]> {
  const facts = world.facts('namespace');
  const known = indexes.get(facts);
  if (known !== undefined) return known;
  const made = Map.groupBy(facts, ({ scope, name }) => `${scope}\n${name}`);
  indexes.set(facts, made);
  return made;
}
const enforce = 'pod-security.kubernetes.io/enforce';
const levels: readonly string[] = podSecurityLevels;
/** Whether a pod that takes its node over is let in: until a label that forbids it was seen. */
export function takesAnyPod(world: World, { scope }: Place, namespace: string): boolean {
  const seen = namespacesByName(world).get(`${scope}\n${namespace}`) ?? [];
  return seen.length === 0 || seen.some(({ labels }) => !levels.includes(labels[enforce] ?? ''));
}
export const podSecurity = 'Pod Security admission that enforces baseline or restricted';
