// How the nodes of the reach graph are named, and which level of reach each of them means.
import type { JudgedOf, World } from '../model/facts.ts';
import { toNodeId, type NodeId, type NodeKind, type ReachLevel } from '../model/graph.ts';
import { effects, isEffectCode, type Effect, type EffectCode } from './effects.ts';

export type JudgedWorkload = JudgedOf<'workload'>;
/** Where things share hosts, accounts and rights. */
export type Place = Pick<JudgedWorkload, 'scope' | 'engine'>;

/** Where roles, accounts and secrets of a scope are. */
export function kubernetes(scope: string): Place {
  return { scope, engine: 'kubernetes' };
}
/** The cluster or the engine of a scope: its workloads share hosts only with each other. */
export function placeOf({ scope, engine }: Place): string {
  return `${engine}/${scope}`;
}
/** One for each machine that it was seen on; else the one that it will be on, whichever that is. */
export function hostsOf(workload: Pick<JudgedWorkload, 'scope' | 'engine' | 'nodes'>): readonly NodeId[] {
  const { nodes = [] } = workload;
  return nodes.length === 0 ? [toNodeId('host', placeOf(workload))] : nodes.map((name) => machineNode(workload, name));
}
/** A machine of a cluster, by its name there. */
export function machineNode(place: Place, name: string): NodeId {
  return toNodeId('host', `${placeOf(place)}${hostMark}${name}`);
}
/** Every host that something was seen on or will be on, once, with the first workload there. */
export function* hostsIn(world: World): Iterable<{ readonly host: NodeId; readonly workload: JudgedWorkload }> {
  const seen = new Set<NodeId>();
  for (const workload of world.facts('workload')) {
    for (const host of hostsOf(workload)) {
      if (seen.has(host)) continue;
      seen.add(host);
      yield { host, workload };
    }
  }
}
/** Stands before the name of a machine in what belongs to one. */
const hostMark = '/node:';
/** What obeys whoever speaks to it, on one host. */
export function engineNode(host: NodeId): NodeId {
  return toNodeId('engine', host.slice('host:'.length));
}
export function clusterNode(place: Place): NodeId {
  return toNodeId('cluster', placeOf(place));
}
export function cloudNode(place: Place): NodeId {
  return toNodeId('cloud', placeOf(place));
}
export const internetNode: NodeId = 'internet:world';
/** What a container on the host's own network reaches, and where it is reached. */
export function hostNetworkNode(workload: Pick<JudgedWorkload, 'scope' | 'engine'>): NodeId {
  return toNodeId('network', `${placeOf(workload)}/from the host`);
}
export function hostListeners(workload: Pick<JudgedWorkload, 'scope' | 'engine'>): NodeId {
  return toNodeId('network', `${placeOf(workload)}/ports of the host`);
}

/** Keys and tokens that lie on the host: of a cluster's node, those of its kubelet too. */
export function nodeCredentials(host: NodeId): NodeId {
  return toNodeId('identity', `${credentialsPrefix}${host.slice('host:'.length)}`);
}
export function accountNode(place: Place & { readonly namespace?: string }, name: string): NodeId {
  const namespace = escaped(place.namespace ?? 'default');
  return toNodeId('identity', `service-account/${placeOf(place)}/${namespace}/${escaped(name)}`);
}
/** Who or what rights belong to besides service accounts: a role for whoever could be bound to it. */
export function identityNode(
  place: Place,
  type: 'user' | 'group' | 'binding' | 'role' | 'cloud',
  name: string,
): NodeId {
  return toNodeId('identity', `${type}/${placeOf(place)}/${escaped(name)}`);
}
/** A secret, or all of a namespace or of the cluster. */
export function secretNode(place: Place, namespace: string | undefined, name?: string): NodeId {
  return toNodeId(
    'secret',
    `${placeOf(place)}/${inNamespace(namespace)}/${name === undefined ? every : escaped(name)}`,
  );
}
/** A ConfigMap that holds what belongs into a secret, or all of those in a namespace or of the cluster. */
export function configNode(place: Place, namespace: string | undefined, name?: string): NodeId {
  const what = name === undefined ? configs : `${configMark}${escaped(name)}`;
  return toNodeId('secret', `${placeOf(place)}/${inNamespace(namespace)}/${what}`);
}
/** No name of an object has a space. */
const configs = 'config maps';
const configMark = 'config map ';
export function configKeyNode(place: Place, namespace: string, name: string): NodeId {
  return identityNode(place, 'cloud', `the key in the config map ${namespace}/${name}`);
}
/** The identity of a cloud that a key in a secret stands for. */
export function secretKeyNode(place: Place, namespace: string, name: string): NodeId {
  return identityNode(place, 'cloud', `the key in the secret ${namespace}/${name}`);
}
/** What may be done to all of a kind in a namespace, or in the cluster where none is named. */
export function rightsNode(place: Place, namespace: string | undefined, what: string): NodeId {
  return toNodeId('rights', `${placeOf(place)}/${inNamespace(namespace)}/${escaped(what)}`);
}
const every = '*';
function inNamespace(namespace: string | undefined): string {
  return namespace === undefined ? every : escaped(namespace);
}
/** So that a name never reads as the way to another thing. */
function escaped(name: string): string {
  return /[%/*]/.test(name) ? name.replaceAll('%', '%25').replaceAll('/', '%2F').replaceAll('*', '%2A') : name;
}
function unescaped(name: string): string {
  return name.replaceAll('%2A', '*').replaceAll('%2F', '/').replaceAll('%25', '%');
}
/** What an intruder does to a host, or to all on one network, without taking it over. */
export function effectNode(place: NodeId, code: EffectCode): NodeId {
  return toNodeId('effect', `${place.slice(place.indexOf(':') + 1)}/${code}`);
}
/** What is done to all on one network, or to one container, names it: there are several. */
function nameOfEffect(id: NodeId): string {
  const { name } = effectOf(id);
  return lastOf(id) === 'PEER_NET_MITM' ? `${name} (${lastOf(id.slice(0, id.lastIndexOf('/')))})` : name;
}
function effectOf(id: NodeId): Effect {
  const code = lastOf(id);
  if (!isEffectCode(code)) throw new Error(`no such effect: ${id}`);
  return effects[code];
}
const credentialsPrefix = 'node-credentials/';

/** The level that reaching a node means for every workload, and so for its neighbours too; containers and volumes depend on who asks. */
export function levelOfNode(kind: NodeKind, id: NodeId): ReachLevel {
  if (kind === 'effect') return effectOf(id).level;
  if (kind === 'host' || kind === 'cluster' || kind === 'cloud') return kind === 'host' ? 'node' : kind;
  return kind === 'identity' && id.startsWith(`identity:${credentialsPrefix}`) ? 'node' : 'contained';
}

const kinds: readonly NodeKind[] = [
  'internet',
  'container',
  'network',
  'volume',
  'host',
  'engine',
  'cluster',
  'identity',
  'secret',
  'rights',
  'cloud',
  'effect',
];
export function kindOfNode(id: NodeId): NodeKind {
  const kind = kinds.find((one) => id.startsWith(`${one}:`));
  if (kind === undefined) throw new Error(`not a node id: ${id}`);
  return kind;
}
/** For people; a container's name is given by whoever knows its workload. */
export function nameOfNode(id: NodeId): string {
  const kind = kindOfNode(id);
  const key = id.slice(kind.length + 1);
  const kubernetes = key.startsWith('kubernetes/') || key.includes('/kubernetes/');
  const mark = key.lastIndexOf(hostMark);
  const machine = mark === -1 ? '' : ` ${key.slice(mark + hostMark.length)}`;
  switch (kind) {
    case 'internet':
      return 'the internet';
    case 'host':
      return machine === '' ? (kubernetes ? 'the cluster node' : 'the host') : `the node${machine}`;
    case 'engine':
      return kubernetes ? `the container runtime${machine && ` of${machine}`}` : 'the engine';
    case 'cluster':
      return 'the cluster';
    case 'cloud':
      return 'the cloud account';
    case 'identity':
      if (!key.startsWith(credentialsPrefix)) return nameOfIdentity(key);
      return kubernetes ? `the credentials of the node${machine}` : 'the credentials of the host';
    case 'secret':
      return nameOfSecret(key);
    case 'rights':
      return `${unescaped(lastOf(key))}${ofNamespace(key)}`;
    case 'network':
      return `network ${lastOf(key)}`;
    case 'volume':
      return nameOfVolume(key);
    case 'effect':
      return nameOfEffect(id);
    case 'container':
      return key;
  }
}
function nameOfSecret(key: string): string {
  const name = lastOf(key);
  if (name === every || name === configs) return `the ${name === every ? 'secrets' : name}${ofNamespace(key)}`;
  return `the ${name.startsWith(configMark) ? '' : 'secret '}${unescaped(name)}`;
}
/** A folder of the host by its path; what is in the keeping of an engine has words of its own. */
function nameOfVolume(key: string): string {
  if (!key.includes(pathMark)) return `volume ${lastOf(key)}`;
  const what = key.slice(key.indexOf(pathMark) + pathMark.length);
  return what.startsWith('/') ? `volume ${what}` : what;
}
/** Stands before the path in the id of a host folder that several containers mount. */
export const pathMark = '/host-path:';
const identityWords: Readonly<Record<string, string>> = {
  user: 'the user',
  group: 'the group',
  binding: 'the binding',
  role: 'the role',
  cloud: 'the cloud identity',
};
function nameOfIdentity(key: string): string {
  const kind = key.slice(0, key.indexOf('/'));
  const words = identityWords[kind] ?? 'service account';
  const name = unescaped(lastOf(key));
  return `${words} ${kind === 'binding' ? nameOfBinding(name) : name}`;
}
/** Of the id of its fact only what people call it, and where it is. */
function nameOfBinding(text: string): string {
  const [name = '', namespace = ''] = lastOf(text).split(' ');
  return namespace === '' ? name : `${name} in ${namespace}`;
}
function ofNamespace(key: string): string {
  const name = lastOf(key.slice(0, key.lastIndexOf('/')));
  return name === every ? ' of the cluster' : ` of the namespace ${unescaped(name)}`;
}
function lastOf(key: string): string {
  return key.slice(key.lastIndexOf('/') + 1);
}
