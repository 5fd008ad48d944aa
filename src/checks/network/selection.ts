// Which network policies are about which pods; nobody is accused where one that cannot be evaluated may decide.
// https://kubernetes.io/docs/concepts/services-networking/network-policies/#the-two-sorts-of-pod-isolation
import type { JudgedOf, World } from '../../model/facts.ts';
import { valueOf } from '../../model/field.ts';
import { placedIndex, type NamedPlace, type Placed } from '../../model/placed.ts';
import { selects } from '../../model/selector.ts';
import { isEmpty, type Policy, type Way } from './traffic.ts';
import { onceFor } from '../../model/once-for.ts';

type JudgedWorkload = JudgedOf<'workload'>;
interface Index {
  readonly policies: (place: NamedPlace) => readonly Policy[];
  readonly workloads: (place: NamedPlace) => readonly JudgedWorkload[];
  readonly namespaces: (place: NamedPlace) => readonly JudgedOf<'namespace'>[];
  /** Scopes with policies of a network plugin of its own kind. */
  readonly foreign: ReadonlySet<string>;
}
const indexOf = onceFor((world: World): Index => {
  const made: Index = {
    policies: placedIndex(world.facts('network-policy'), inside),
    workloads: placedIndex(world.facts('workload').filter(isFiltered), inside),
    namespaces: placedIndex(world.facts('namespace'), inNamespace),
    foreign: new Set(
      world
        .facts('object')
        .filter(({ type }) => type.endsWith('NetworkPolicy'))
        .map(({ scope }) => scope),
    ),
  };
  return made;
});
/** Everything of a namespace goes by one name. */
function inside({ scope, namespace, at }: Placed): NamedPlace {
  return { name: '', scope, at, ...(namespace !== undefined && { namespace }) };
}
export function inNamespace({ name, scope, at }: JudgedOf<'namespace'>): NamedPlace {
  return { name: '', scope, at, namespace: name };
}
/** Pods on the network of their node are no business of policies. */
export function isFiltered({ engine, containers }: JudgedWorkload): boolean {
  return engine === 'kubernetes' && valueOf(containers[0]?.effective.network) === 'pod';
}

/** Undefined where more may be in force than what was read and understood. */
export function policiesAt(place: Placed, world: World): readonly Policy[] | undefined {
  if (world.known('network-policy', place.scope) !== 'all') return undefined;
  const { policies, foreign } = indexOf(world);
  if (foreign.has(place.scope)) return undefined;
  const found = policies(inside(place));
  return found.some(({ unclear }) => unclear) ? undefined : found;
}
export function workloadsAt(place: NamedPlace, world: World): readonly JudgedWorkload[] {
  return indexOf(world).workloads(place);
}
export function isNamespaceThere(place: Placed, world: World): boolean {
  return indexOf(world).namespaces(inside(place)).length > 0;
}

const ways = ['ingress', 'egress'] as const;
/** Directions in which no policy is about a pod with these labels. */
export function openWays(policies: readonly Policy[], labels: Readonly<Record<string, string>>): readonly Way[] {
  return ways.filter((way) => !policies.some(({ isolates, pods }) => isolates[way] && selects(pods, labels)));
}
/** Directions in which pods of any labels begin open. */
export function undeniedWays(policies: readonly Policy[]): readonly Way[] {
  return ways.filter((way) => !policies.some(({ isolates, pods }) => isolates[way] && isEmpty(pods)));
}
export function sayWays(open: readonly Way[]): string {
  if (open.length > 1) return 'what comes in or goes out';
  return open[0] === 'ingress' ? 'what comes in' : 'what goes out';
}
/** Of the cluster itself, where a wrong policy takes it down. */
export function isSystemNamespace(name: string | undefined): boolean {
  return name === 'kube-system' || name === 'kube-public' || name === 'kube-node-lease';
}
