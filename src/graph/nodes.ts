// How the nodes of the reach graph are named, and which level of reach each of them means.
import type { JudgedOf } from '../model/facts.ts';
import { toNodeId, type GraphFacts, type NodeId, type NodeKind, type ReachLevel } from '../model/graph.ts';

export type JudgedWorkload = JudgedOf<'workload'>;

/** Where the workloads of one scope and one engine run: they share hosts only with each other. */
export function placeOf({ scope, engine }: Pick<JudgedWorkload, 'scope' | 'engine'>): string {
  return `${engine}/${scope}`;
}
export function hostNode(facts: GraphFacts, workload: JudgedWorkload): NodeId {
  return facts.hostOf(placeOf(workload));
}
export function engineNode(workload: JudgedWorkload): NodeId {
  return toNodeId('engine', placeOf(workload));
}
export function clusterNode(workload: JudgedWorkload): NodeId {
  return toNodeId('cluster', placeOf(workload));
}
export function cloudNode(workload: JudgedWorkload): NodeId {
  return toNodeId('cloud', placeOf(workload));
}
export const internetNode: NodeId = 'internet:world';

/** Keys and tokens that lie on the host: of a cluster's node, those of its kubelet too. */
export function nodeCredentials(workload: JudgedWorkload): NodeId {
  return toNodeId('identity', `${credentialsPrefix}${placeOf(workload)}`);
}
export function accountNode(workload: JudgedWorkload, name: string): NodeId {
  return toNodeId('identity', `service-account/${placeOf(workload)}/${workload.namespace ?? 'default'}/${name}`);
}
const credentialsPrefix = 'node-credentials/';

/** The level that reaching a node means for every workload; containers and volumes depend on who asks. */
export function levelOfNode(kind: NodeKind, id: NodeId): ReachLevel {
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
  'cloud',
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
  switch (kind) {
    case 'internet':
      return 'the internet';
    case 'host':
      return kubernetes ? 'the cluster node' : 'the host';
    case 'engine':
      return kubernetes ? 'the container runtime' : 'the engine';
    case 'cluster':
      return 'the cluster';
    case 'cloud':
      return 'the cloud account';
    case 'identity':
      if (!key.startsWith(credentialsPrefix)) return `service account ${lastOf(key)}`;
      return kubernetes ? 'the credentials of the node' : 'the credentials of the host';
    case 'network':
      return `network ${lastOf(key)}`;
    case 'volume':
      return `volume ${key.includes(pathMark) ? key.slice(key.indexOf(pathMark) + pathMark.length) : lastOf(key)}`;
    case 'container':
      return key;
  }
}
/** Stands before the path in the id of a host folder that several containers mount. */
export const pathMark = '/host-path:';
function lastOf(key: string): string {
  return key.slice(key.lastIndexOf('/') + 1);
}
