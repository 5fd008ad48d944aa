// What a container was seen to use, where there is no doubt that it is that container: by the names that Compose and the
// controllers of Kubernetes give to what they start.
import type { FactId } from '../../model/brand.ts';
import type { JudgedOf, World } from '../../model/facts.ts';
import { onceFor } from '../../model/once-for.ts';
import type { JudgedContainer, JudgedWorkload } from './container.ts';

type Usage = JudgedOf<'usage'>;
export interface SeenUse {
  /** Bytes, and processors: the highest of all that were told. */
  readonly memory: number;
  readonly cpu: number;
}
export function seenUse(workload: JudgedWorkload, container: JudgedContainer, world: World): SeenUse | undefined {
  return world.facts('usage').length === 0 ? undefined : usesIn(world).get(keyOf(workload.id, container.name));
}

const usesIn = onceFor((world: World): ReadonlyMap<string, SeenUse> => {
  const named = byName(world.facts('workload'));
  const found = new Map<string, SeenUse>();
  for (const usage of world.facts('usage')) {
    for (const workload of workloadsOf(usage, named)) {
      const container = containerOf(usage, workload);
      if (container === undefined) continue;
      const key = keyOf(workload.id, container.name);
      const { memory, cpu } = found.get(key) ?? { memory: 0, cpu: 0 };
      found.set(key, { memory: Math.max(memory, usage.memory), cpu: Math.max(cpu, usage.cpu) });
    }
  }
  return found;
});
function keyOf(workload: FactId, container: string): string {
  return JSON.stringify([workload, container]);
}
/** A service is one container, besides those that run before it. */
function containerOf(usage: Usage, { containers }: JudgedWorkload): JudgedContainer | undefined {
  return usage.engine === 'docker'
    ? containers.find(({ role }) => role === 'main')
    : containers.find(({ name }) => name === usage.container);
}

type Named = ReadonlyMap<string, readonly JudgedWorkload[]>;
function byName(workloads: readonly JudgedWorkload[]): Named {
  const found = new Map<string, JudgedWorkload[]>();
  for (const workload of workloads) {
    for (const name of namesOf(workload)) {
      const list = found.get(name);
      if (list === undefined) found.set(name, [workload]);
      else list.push(workload);
    }
  }
  return found;
}
function namesOf({ format, engine, type, name, namespace }: JudgedWorkload): readonly string[] {
  if (engine === 'kubernetes') return [inCluster(namespace, type, name)];
  // Before its second version Compose put other signs between.
  const project = namespace ?? '';
  return format === 'compose' && type === 'service' ? [`${project}-${name}-`, `${project}_${name}_`] : [];
}
function inCluster(namespace: string | undefined, type: string, name: string): string {
  return JSON.stringify([namespace ?? 'default', type, name]);
}
/** The pod itself, and the one thing that makes pods of such a name: with two nobody can tell. */
function workloadsOf({ engine, name, namespace }: Usage, named: Named): readonly JudgedWorkload[] {
  if (engine !== 'kubernetes') {
    const service = /^(.{1,300}[-_])[1-9]\d{0,5}$/u.exec(name)?.[1];
    return onlyOne((service === undefined ? undefined : named.get(service)) ?? []);
  }
  const pods = named.get(inCluster(namespace, 'Pod', name)) ?? [];
  const makers = makersOf(name).flatMap(([type, owner]) => named.get(inCluster(namespace, type, owner)) ?? []);
  return [...onlyOne(pods), ...onlyOne(makers)];
}
function onlyOne<T>(list: readonly T[]): readonly T[] {
  return list.length === 1 ? list : [];
}

/** Letters and digits that controllers end names with: no vowels, and nothing that looks like another. */
const ending = '[bcdfghjklmnpqrstvwxz2456789]';
const shapes: readonly (readonly [shape: RegExp, types: readonly string[]])[] = [
  [new RegExp(`^(.{1,253})-${ending}{6,10}-${ending}{5}$`, 'u'), ['Deployment']],
  [new RegExp(`^(.{1,253})-${ending}{5}$`, 'u'), ['DaemonSet', 'ReplicaSet', 'ReplicationController', 'Job']],
  [/^(.{1,253})-\d{1,5}$/u, ['StatefulSet']],
  [new RegExp(`^(.{1,253})-\\d{8,10}-${ending}{5}$`, 'u'), ['CronJob']],
];
/** https://kubernetes.io/docs/concepts/overview/working-with-objects/names/ */
function makersOf(pod: string): readonly (readonly [type: string, name: string])[] {
  return shapes.flatMap(([shape, types]) => {
    const owner = shape.exec(pod)?.[1];
    return owner === undefined ? [] : types.map((type) => [type, owner] as const);
  });
}
