// Which services lead outside, and to which pods: https://kubernetes.io/docs/concepts/services-networking/service/
import type { JudgedOf, World } from '../../model/facts.ts';
import { isKnown, type Field } from '../../model/field.ts';
import type { Port } from '../../model/workload.ts';
import { namespaceOf } from './network-policy.ts';
import type { JudgedWorkload } from '../nodes.ts';

export type Service = JudgedOf<'service'>;
/** By one label that they ask for: all of them that select the workload. */
export function serviceFinder(services: readonly Service[]): (workload: JudgedWorkload) => readonly Service[] {
  const byLabel = new Map<string, Service[]>();
  for (const one of services) {
    const [first] = Object.entries(one.selector);
    if (first === undefined) continue;
    const key = labelKey(one, first);
    const list = byLabel.get(key);
    if (list === undefined) byLabel.set(key, [one]);
    else list.push(one);
  }
  return (workload) =>
    Object.entries(workload.labels)
      .flatMap((label) => byLabel.get(labelKey(workload, label)) ?? [])
      .filter(({ selector }) => Object.entries(selector).every(([name, value]) => workload.labels[name] === value));
}
function labelKey(place: Pick<Service, 'scope' | 'namespace'>, [name, value]: readonly [string, string]): string {
  return JSON.stringify([place.scope, namespaceOf(place), name, value]);
}

/** Where what a service takes arrives at a pod. */
export interface Target {
  readonly port: number;
  readonly protocol: Port['protocol'];
  /** Names of the containers that say they listen there; all of them where none does. */
  readonly containers: readonly string[];
}
/** `wanted` picks ports of the service by number or name; none is all. */
export function targetsOf({ ports }: Service, workload: JudgedWorkload, wanted?: number | string): readonly Target[] {
  const own = workload.containers.flatMap(({ name, effective }) =>
    effective.ports.filter(isKnown).map(({ value }) => ({ name, port: value })),
  );
  const all = workload.containers.map(({ name }) => name);
  return ports
    .filter(({ port, name }) => wanted === undefined || wanted === port || wanted === name)
    .flatMap(({ port, target = port }): readonly Target[] => {
      const there = own.filter(({ port: one }) => one.container === target || one.name === target);
      const [first] = there;
      if (first === undefined && typeof target === 'string') return [];
      const number = first?.port.container ?? Number(target);
      const protocol = first?.port.protocol ?? 'tcp';
      return [{ port: number, protocol, containers: first === undefined ? all : there.map(({ name }) => name) }];
    });
}
/** Services by their names, for what refers to them. */
export function namedServices(
  world: World,
): (place: Pick<Service, 'scope' | 'namespace'>, name: string) => readonly Service[] {
  const byName = Map.groupBy(world.facts('service'), (one) => nameKey(one, one.name));
  return (place, name) => byName.get(nameKey(place, name)) ?? [];
}
function nameKey(place: Pick<Service, 'scope' | 'namespace'>, name: string): string {
  return JSON.stringify([place.scope, namespaceOf(place), name]);
}
export function isEntry({ type, externalIps }: Service): boolean {
  return type === 'LoadBalancer' || type === 'NodePort' || externalIps.length > 0;
}
export function knownTexts(fields: readonly Field<string>[]): readonly string[] {
  return fields.filter(isKnown).map(({ value }) => value);
}
