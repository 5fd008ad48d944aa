// Ways to the ports of pods that lead through the API server, for whoever has the rights over them.
// https://kubernetes.io/docs/reference/access-authn-authz/authorization/#request-verbs-and-authorization
import type { Port } from '../../model/workload.ts';
import { isKnown } from '../../model/field.ts';
import type { GraphFacts, NodeId } from '../../model/graph.ts';
import type { World } from '../../model/facts.ts';
import { onceFor } from '../../model/once-for.ts';
import { all, always, assuming, type Condition } from '../conditions.ts';
import type { Grant, Held } from './grants.ts';
import { identitiesOf } from './identities.ts';
import { allows, namespaceOf, standingOf } from '../network/network-policy.ts';
import { placeOf, rightsNode, type Place } from '../nodes.ts';
import { anyOf } from '../network/policy-match.ts';
import { podsNamed } from './rights-pods.ts';
import type { RightName } from './rights.ts';
import { serviceFinder, targetsOf, type Service } from '../network/services.ts';
import type { Subject } from '../step.ts';

/** Any protocol past every policy, or requests over HTTP that a machine of the cluster sends. */
type By = 'port' | 'GET' | 'POST';
export interface Kind {
  readonly by: By;
  readonly of: 'pods' | 'services';
}
/** What a right is over: all of a kind in a namespace or in the cluster, or one of a name. */
export interface Hub extends Kind {
  readonly node: NodeId;
  readonly place: Place;
  readonly namespace: string | undefined;
  readonly name?: string;
}
const forwarding: Kind = { by: 'port', of: 'pods' };
export const doorKinds: readonly Kind[] = [
  forwarding,
  ...(['pods', 'services'] as const).flatMap((of) => [{ by: 'GET', of } as const, { by: 'POST', of } as const]),
];
export const doorRights = ['forwardPods', 'forwardByGet', 'proxyPods', 'proxyServices'] as const satisfies RightName[];

/** Where a right over the ports of pods leads. */
export function hubsOf({ place, namespace }: Pick<Grant, 'place' | 'namespace'>, held: Held): readonly Hub[] {
  return held.rules.flatMap(({ rule, hits }) => {
    const kinds = new Map(hits.map((hit) => [`${hit.verb} ${hit.resource}`, kindOf(held.right, hit.verb)]));
    return [...kinds.values()].flatMap((kind): readonly Hub[] => {
      if (rule.resourceNames.length === 0) return [hubAt(place, namespace, kind)];
      return rule.resourceNames.map((name) => ({ ...hubAt(place, namespace, kind, name), name }));
    });
  });
}
function kindOf(right: RightName, verb: string): Kind {
  if (right === 'forwardPods' || right === 'forwardByGet') return forwarding;
  return { by: verb === 'get' ? 'GET' : 'POST', of: right === 'proxyServices' ? 'services' : 'pods' };
}
export function hubAt(place: Place, namespace: string | undefined, kind: Kind, name?: string): Hub {
  const words = kind.by === 'port' ? 'ports of' : `${kind.by} requests to`;
  const what = name === undefined ? kind.of : `the ${kind.of.slice(0, -1)} ${name}`;
  return { ...kind, place, namespace, node: rightsNode(place, namespace, `${words} ${what}`) };
}

export interface Door {
  readonly node: NodeId;
  readonly by: By;
  readonly when: Condition;
}
interface Doors {
  /** Those over all of a kind that somebody has. */
  readonly wanted: ReadonlySet<NodeId>;
  readonly byPod: ReadonlyMap<NodeId, readonly Hub[]>;
  /** By place and name of the service. */
  readonly byService: ReadonlyMap<string, readonly Hub[]>;
}
const indexes = new WeakMap<GraphFacts, Doors>();
export function wantedDoors(world: World, facts: GraphFacts): Doors {
  const known = indexes.get(facts);
  if (known !== undefined) return known;
  const rights: readonly RightName[] = doorRights;
  const hubs = new Map<NodeId, Hub>();
  for (const grant of identitiesOf(world).grants)
    for (const held of grant.held)
      if (rights.includes(held.right)) for (const hub of hubsOf(grant, held)) hubs.set(hub.node, hub);
  const find = podsNamed(world, facts);
  const byPod = new Map<NodeId, Hub[]>();
  const byService = new Map<string, Hub[]>();
  for (const hub of hubs.values()) {
    if (hub.name === undefined) continue;
    const { name } = addressOf(hub.name);
    if (hub.of === 'services') push(byService, `${placeOf(hub.place)}\n${name}`, hub);
    else for (const pod of find({ ...hub, name, types: undefined })) push(byPod, pod, hub);
  }
  const wanted = new Set([...hubs.values()].flatMap(({ node, name }) => (name === undefined ? [node] : [])));
  const made = { wanted, byPod, byService };
  indexes.set(facts, made);
  return made;
}
function push<K>(lists: Map<K, Hub[]>, key: K, hub: Hub): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [hub]);
  else list.push(hub);
}
/** `https:web:8443`: the API server compares it as a whole with the names of a rule. */
function addressOf(text: string): { readonly name: string; readonly port?: number | string } {
  const parts = text.split(':');
  const [name = '', port = ''] = parts.length === 3 ? parts.slice(1) : parts;
  return port === '' ? { name } : { name, port: /^\d+$/.test(port) ? Number(port) : port };
}

/** Through which of them what listens in a container is in reach. */
export function doorsOf(world: World, facts: GraphFacts, subject: Subject): readonly Door[] {
  if (subject.workload.engine !== 'kubernetes') return [];
  const doors = wantedDoors(world, facts);
  if (doors.wanted.size === 0 && doors.byPod.size === 0 && doors.byService.size === 0) return [];
  return [...toPods(world, doors, subject), ...toServices(world, doors, subject)];
}
function isWanted({ wanted }: Doors, subject: Subject, kind: Kind): Hub | undefined {
  const { workload } = subject;
  const here = hubAt(workload, namespaceOf(workload), kind);
  return wanted.has(here.node) || wanted.has(hubAt(workload, undefined, kind).node) ? here : undefined;
}
function* toPods(world: World, doors: Doors, subject: Subject): Iterable<Door> {
  const all = doorKinds.flatMap((kind) => (kind.of === 'pods' ? (isWanted(doors, subject, kind) ?? []) : []));
  const named = (doors.byPod.get(subject.node) ?? []).filter((hub) => isAtPort(hub, subject));
  for (const { node, by } of [...all, ...named])
    yield { node, by, when: by === 'port' ? always : fromNode(world, subject, portsOf(subject)) };
}
function portsOf({ container }: Subject): readonly Pick<Port, 'container' | 'protocol' | 'name'>[] {
  return container.effective.ports.filter(isKnown).map(({ value }) => value);
}
/** What names a port reaches that one; where it says of none that it listens there, it may be any. */
function isAtPort({ by, name = '' }: Hub, subject: Subject): boolean {
  const { port } = addressOf(name);
  const ports = portsOf(subject);
  if (by === 'port' || port === undefined || ports.length === 0) return true;
  return ports.some((one) => one.container === port || one.name === port);
}
const serviceUnseen = assuming('service-unseen', 'a service that was not seen leads to it');
const finderOf = onceFor((world: World) =>
  serviceFinder(world.facts('service').filter(({ type }) => type !== 'ExternalName')),
);
function* toServices(world: World, doors: Doors, subject: Subject): Iterable<Door> {
  const { workload } = subject;
  const hubs = doorKinds.flatMap((kind) => (kind.of === 'services' ? (isWanted(doors, subject, kind) ?? []) : []));
  if (hubs.length === 0 && doors.byService.size === 0) return;
  const services = finderOf(world)(workload);
  const led = services.map((one) => leadsTo(world, one, { subject })).filter((when) => when !== undefined);
  const unseen = world.known('service', workload.scope) === 'all' ? undefined : serviceUnseen;
  const [best = unseen] = led.toSorted((a, b) => a.assumes.length - b.assumes.length);
  for (const { node, by } of hubs) if (best !== undefined) yield { node, by, when: best };
  for (const service of services) {
    for (const { node, by, name = '', namespace } of doors.byService.get(`${placeOf(workload)}\n${service.name}`) ??
      []) {
      if (namespace !== undefined && namespace !== namespaceOf(workload)) continue;
      const when = leadsTo(world, service, { subject, port: addressOf(name).port });
      if (when !== undefined) yield { node, by, when };
    }
  }
}
interface Leading {
  readonly subject: Subject;
  readonly port?: number | string | undefined;
}
function leadsTo(world: World, service: Service, { subject, port }: Leading): Condition | undefined {
  const targets = targetsOf(service, subject.workload, port).filter(({ containers }) =>
    containers.includes(subject.container.name),
  );
  const ports = targets.map((one) => ({ container: one.port, protocol: one.protocol }));
  return targets.length === 0 ? undefined : fromNode(world, subject, ports);
}
const passes = assuming('policy-source', 'the network policies let this sender through');
/** The API server is on a machine of the cluster, or what it goes through is. */
function fromNode(
  world: World,
  { workload }: Subject,
  ports: readonly Pick<Port, 'container' | 'protocol'>[],
): Condition {
  const { isolated, unclear, foreign } = standingOf(world, workload, 'ingress');
  if (!isolated && !unclear && !foreign) return always;
  const verdict = anyOf(ports, ({ container, protocol }) =>
    allows(world, { from: 'node', to: workload, port: container, protocol }),
  );
  return verdict === 'yes' ? always : passes;
}
/** What more a kind of door asks of what is behind it. */
export function through({ by, when }: Door): Condition {
  return by === 'port' ? when : (all(when, speaksHttp) ?? when);
}
const speaksHttp = assuming('speaks-http', 'what listens there speaks HTTP');
