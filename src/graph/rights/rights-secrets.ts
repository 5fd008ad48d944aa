// Secrets of a cluster: those that were read, those that pods use, and who uses which.
// https://kubernetes.io/docs/concepts/configuration/secret/
import type { JudgedOf, World } from '../../model/facts.ts';
import type { NodeId } from '../../model/graph.ts';
import type { Location } from '../../model/location.ts';
import { kubernetes, secretNode, type JudgedWorkload, type Place } from '../nodes.ts';
import type { Named } from './rights-accounts.ts';
import { takenBy } from '../../model/taken-names.ts';
import { onceFor } from '../../model/once-for.ts';

export type SecretFact = JudgedOf<'secret'>;
export interface SecretUse {
  readonly workload: JudgedWorkload;
  readonly container: JudgedWorkload['containers'][number];
  readonly at: Location | undefined;
}
export interface Secret {
  readonly node: NodeId;
  readonly place: Place;
  readonly namespace: string;
  readonly name: string;
  /** Several where there are variants of one; none where only its users were seen. */
  readonly facts: readonly SecretFact[];
  /** Each container once. */
  readonly uses: readonly SecretUse[];
}
interface Building extends Secret {
  readonly facts: SecretFact[];
  readonly uses: SecretUse[];
}
interface Index {
  readonly all: readonly Secret[];
  readonly byName: ReadonlyMap<string, readonly Secret[]>;
}
const indexOf = onceFor((world: World): Index => {
  const found = new Map<NodeId, Building>();
  const get = (scope: string, namespace: string | undefined, name: string): Building => {
    const place = kubernetes(scope);
    const node = secretNode(place, namespace ?? 'default', name);
    const own = found.get(node) ?? { node, place, namespace: namespace ?? 'default', name, facts: [], uses: [] };
    found.set(node, own);
    return own;
  };
  for (const fact of world.facts('secret'))
    if (fact.type !== 'compose') get(fact.scope, fact.namespace, fact.name).facts.push(fact);
  for (const workload of world.facts('workload')) {
    if (workload.engine !== 'kubernetes') continue;
    for (const container of workload.containers)
      for (const [name, at] of new Map(takenBy(container.effective, 'secret').map((one) => [one.name, one.at])))
        get(workload.scope, workload.namespace, name).uses.push({ workload, container, at });
  }
  const all = [...found.values()];
  const made = { all, byName: Map.groupBy(all, ({ place, name }) => `${place.scope}\n${name}`) };
  return made;
});
export function secretsIn(world: World): readonly Secret[] {
  return indexOf(world).all;
}
/** One in the namespace, seen or not; else all of this name that were seen. */
export function secretsNamed(world: World, place: Place, { namespace, name }: Named): readonly NodeId[] {
  if (namespace !== undefined) return [secretNode(place, namespace, name)];
  return (indexOf(world).byName.get(`${place.scope}\n${name}`) ?? []).map(({ node }) => node);
}
