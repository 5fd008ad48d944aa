// The steps from a cluster's node to its credentials, and from those to the cluster and the accounts of its pods: https://kubernetes.io/docs/reference/access-authn-authz/node/
import type { World } from '../../model/facts.ts';
import type { Edge, EdgeRule, NodeId } from '../../model/graph.ts';
import { always, assuming } from '../conditions.ts';
import { composeExample, kubernetesExample } from '../example-text.ts';
import { accountOf, identitiesOf, knowsRights } from '../rights/identities.ts';
import { accountNode, clusterNode, hostsOf, identityNode, machineNode, nodeCredentials, type Place } from '../nodes.ts';
import { clustersIn, type ClusterPlace } from '../rights/rights-places.ts';
import { toEdge } from '../step.ts';

export const nodeCredentialsRule: EdgeRule = {
  id: 'node-credentials',
  title: 'A node holds credentials of the cluster',
  why: "Root of a node has the kubelet's identity and the tokens of its pods. The node restriction keeps that to its own pods; it becomes the cluster on a control-plane node, or when one of the pods there has wide rights.",
  refs: ['T1528', 'T1552.001', 'KubeHound IDENTITY_ASSUME', 'KubeHound TOKEN_STEAL', 'IceKube ACCESS_POD'],
  examples: { bad: [kubernetesExample()], good: [composeExample()] },
  *edges(world) {
    for (const cluster of clustersIn(world)) {
      const machines = machinesOf(world, cluster.place);
      for (const host of cluster.hosts)
        yield* ofNode(world, { host, place: cluster.place, controls: machines.get(host) });
      yield* toAccounts(cluster);
    }
  },
};
interface Node {
  readonly host: NodeId;
  readonly place: Place;
  /** Undefined where the machine was not seen. */
  readonly controls: boolean | undefined;
}
function machinesOf(world: World, place: Place): ReadonlyMap<NodeId, boolean> {
  const own = world.facts('host').filter(({ scope, engine }) => scope === place.scope && engine === place.engine);
  return new Map(own.map((one) => [machineNode(one, one.name), one.controlPlane]));
}
const wide = assuming('wide-rights', 'the node is one of the control plane, or a pod on it has wide rights');
const widePod = assuming('wide-rights', 'a pod on the node has wide rights');
function* ofNode(world: World, { host, place, controls }: Node): Iterable<Edge> {
  const from = nodeCredentials(host);
  yield toEdge({
    rule: 'node-credentials',
    from: host,
    to: from,
    when: always,
    why: 'the node keeps the credentials of its kubelet and its pods',
    yields: ['NODE_CRED', 'SA_TOKENS'],
  });
  const step = { rule: 'node-credentials', from, yields: ['CLUSTER_ADMIN'] };
  const kubelets = identitiesOf(world).groups.get(identityNode(place, 'group', 'system:nodes'));
  if (kubelets !== undefined && kubelets.grants.length > 0)
    yield toEdge({ ...step, to: kubelets.node, when: always, why: 'its kubelet is in the group system:nodes' });
  // Of another node, all pods and what their accounts may do may have been seen.
  if (controls === false && knowsRights(world, place.scope) && world.known('workload', place.scope) === 'all') return;
  const when = controls === undefined ? wide : controls ? always : widePod;
  yield toEdge({
    ...step,
    to: clusterNode(place),
    when,
    why: 'the credentials of a node are accepted by the cluster',
  });
}
/** A kubelet has tokens made for the pods that are on its node, mounted or not. */
function* toAccounts({ workloads }: ClusterPlace): Iterable<Edge> {
  const sameNode = assuming('same-node', 'its pod is scheduled on the same node');
  const proven = new Set<string>();
  const assumed = new Map<string, readonly [NodeId, NodeId]>();
  const step = { rule: 'node-credentials', yields: ['SA_TOKENS'] };
  for (const workload of workloads) {
    const placed = workload.nodes !== undefined || workload.type === 'DaemonSet';
    for (const name of new Set(workload.containers.map(accountOf))) {
      const to = accountNode(workload, name);
      for (const host of hostsOf(workload)) {
        const key = `${host}\n${to}`;
        if (proven.has(key)) continue;
        if (!placed) {
          assumed.set(key, [host, to]);
          continue;
        }
        proven.add(key);
        const why = `a pod there runs as the account ${name}`;
        yield toEdge({ ...step, from: nodeCredentials(host), to, when: always, why });
      }
    }
  }
  for (const [key, [host, to]] of assumed) {
    if (proven.has(key)) continue;
    yield toEdge({ ...step, from: nodeCredentials(host), to, when: sameNode, why: 'a pod there may run as it' });
  }
}
