// ConfigMaps that hold what belongs into a secret, and who uses them. Only what kind of credential it is gets here.
// https://kubernetes.io/docs/concepts/configuration/configmap/
import type { JudgedOf, World } from '../../model/facts.ts';
import { isKnown, locationOf, type Field } from '../../model/field.ts';
import type { NodeId } from '../../model/graph.ts';
import type { Location } from '../../model/location.ts';
import { onceFor } from '../../model/once-for.ts';
import { credentialsOf } from '../../model/secret-text.ts';
import type { Variable } from '../../model/workload.ts';
import { cloudOfCredential, type CloudIdentity } from './cloud-identities.ts';
import { configNode, kubernetes, type Place } from '../nodes.ts';
import type { SecretUse } from './rights-secrets.ts';
import { takenBy } from '../../model/taken-names.ts';

/** One entry of a ConfigMap in which there is a credential. */
export interface Leak {
  readonly key: string;
  /** In words, with the name of the setting. */
  readonly what: string;
  readonly clouds: ReadonlySet<CloudIdentity['cloud']>;
  readonly at: Location | undefined;
}
export interface LeakyConfig {
  readonly node: NodeId;
  readonly place: Place;
  readonly namespace: string;
  readonly name: string;
  readonly leaks: readonly Leak[];
  /** Each container once, with what it takes of it. */
  readonly uses: readonly (SecretUse & { readonly leaks: readonly Leak[] })[];
}
interface Building extends LeakyConfig {
  readonly leaks: Leak[];
  readonly uses: (SecretUse & { readonly leaks: readonly Leak[] })[];
}
export const leakyConfigsIn = onceFor((world: World): readonly LeakyConfig[] => {
  const found = new Map<NodeId, Building>();
  for (const fact of world.facts('variables')) {
    if (fact.type !== 'config-map') continue;
    const leaks = leaksOf(fact);
    if (leaks.length === 0) continue;
    const place = kubernetes(fact.scope);
    const namespace = fact.namespace ?? 'default';
    const node = configNode(place, namespace, fact.name);
    const own = found.get(node) ?? { node, place, namespace, name: fact.name, leaks: [], uses: [] };
    own.leaks.push(...leaks);
    found.set(node, own);
  }
  if (found.size > 0) addUses(world, found);
  return [...found.values()];
});
function addUses(world: World, found: ReadonlyMap<NodeId, Building>): void {
  for (const workload of world.facts('workload')) {
    if (workload.engine !== 'kubernetes') continue;
    for (const container of workload.containers) {
      const held = new Map<Building, { leaks: Set<Leak>; at: Location | undefined }>();
      for (const { name, key, at } of takenBy(container.effective, 'config')) {
        const own = found.get(configNode(workload, workload.namespace ?? 'default', name));
        const leaks = own?.leaks.filter((leak) => key === undefined || leak.key === key) ?? [];
        if (own === undefined || leaks.length === 0) continue;
        const before = held.get(own) ?? { leaks: new Set<Leak>(), at };
        for (const leak of leaks) before.leaks.add(leak);
        held.set(own, before);
      }
      for (const [own, { leaks, at }] of held) own.uses.push({ workload, container, at, leaks: [...leaks] });
    }
  }
}
function leaksOf({ entries }: JudgedOf<'variables'>): readonly Leak[] {
  return entries.flatMap((field) => leakOf(field) ?? []);
}
function leakOf(field: Field<Variable>): Leak | undefined {
  if (!isKnown(field) || field.value.value === undefined) return undefined;
  const { name, value } = field.value;
  let what: string | undefined;
  const clouds = new Set<CloudIdentity['cloud']>();
  for (const credential of credentialsOf(field.value)) {
    what ??= `${credential.kind} in ${credential.setting ?? name}`;
    const cloud = cloudOfCredential(credential.setting ?? name, credential, value);
    if (cloud !== undefined) clouds.add(cloud);
  }
  return what === undefined ? undefined : { key: name, what, clouds, at: locationOf(field) };
}
