// The steps from all of a kind to each of it: namespaces of a cluster, pods, accounts and secrets of a namespace, nodes.
// https://kubernetes.io/docs/concepts/overview/working-with-objects/namespaces/
import type { Edge, EdgeRule, GraphFacts, NodeId } from '../../model/graph.ts';
import type { World } from '../../model/facts.ts';
import { always } from '../conditions.ts';
import { composeExample, kubernetesExample } from '../example-text.ts';
import { identitiesOf } from '../rights/identities.ts';
import { rightsNode, secretNode, type Place } from '../nodes.ts';
import { clustersIn, type ClusterPlace } from '../rights/rights-places.ts';
import { secretsIn } from '../rights/rights-secrets.ts';
import { toEdge } from '../step.ts';

export const allOfAKind: EdgeRule = {
  id: 'all-of-a-kind',
  title: 'Rights over all of a kind reach each of it',
  why: 'Who may do something to every pod, account, secret or node of a namespace or of the cluster may do it to each one that was seen there.',
  refs: ['T1078', 'IceKube GRANTS_PERMISSION'],
  examples: { bad: [kubernetesExample()], good: [composeExample()] },
  *edges(world, facts) {
    for (const cluster of clustersIn(world)) {
      yield* throughNamespaces(cluster);
      yield* toPods(cluster, facts);
      const nodes = rightsNode(cluster.place, undefined, 'nodes');
      for (const host of cluster.hosts) yield step(nodes, host, { why: 'any node will do', code: 'HOST_ROOT' });
    }
    for (const { node, place, namespace, name } of identitiesOf(world).accounts)
      yield step(rightsNode(place, namespace, 'accounts'), node, {
        why: `the account ${name} is there`,
        code: 'SA_TOKENS',
      });
    for (const { node, place } of identitiesOf(world).users.values())
      yield step(rightsNode(place, undefined, 'users'), node, { why: 'it is one of the users', code: 'API_RIGHTS' });
    yield* toSecrets(world);
  },
};
function step(from: NodeId, to: NodeId, { why, code }: { readonly why: string; readonly code: string }): Edge {
  return toEdge({ rule: 'all-of-a-kind', from, to, when: always, why, yields: [code] });
}
/** Each by itself, and what everything of a place is made of. */
const kinds = [
  ['everything', 'NS_TAKEOVER'],
  ['pods', 'PEER_CODE'],
  ['accounts', 'SA_TOKENS'],
  ['new pods', 'NS_TAKEOVER'],
  ['secrets', 'PEER_READ'],
] as const;
type Kind = (typeof kinds)[number][0];
function hub(place: Place, namespace: string | undefined, kind: Kind): NodeId {
  return kind === 'secrets' ? secretNode(place, namespace) : rightsNode(place, namespace, kind);
}
function* throughNamespaces({ place, namespaces }: ClusterPlace): Iterable<Edge> {
  for (const where of [undefined, ...namespaces]) {
    for (const [kind, code] of kinds) {
      const to = hub(place, where, kind);
      const all = hub(place, where, 'everything');
      if (kind !== 'everything') yield step(all, to, { why: `it has the ${kind} there`, code });
      if (where !== undefined) yield step(hub(place, undefined, kind), to, { why: `so in ${where} too`, code });
    }
  }
}
/** Some rights are over the pods of one kind of workload only. */
function* toPods({ place, workloads }: ClusterPlace, facts: GraphFacts): Iterable<Edge> {
  const seen = new Set<NodeId>();
  const code = 'PEER_CODE';
  for (const { id, type, name: pod, namespace = 'default', containers } of workloads) {
    const kind = rightsNode(place, namespace, `pods of ${type}`);
    if (!seen.has(kind)) {
      seen.add(kind);
      yield step(rightsNode(place, namespace, 'pods'), kind, { why: `${podsOf(type)} are among them`, code });
      yield step(rightsNode(place, undefined, `pods of ${type}`), kind, { why: `so in ${namespace} too`, code });
    }
    for (const { name } of containers) yield step(kind, facts.nodeOf(id, name), { why: `${pod} runs there`, code });
  }
}
function podsOf(type: string): string {
  return type === 'Pod' ? 'pods that nothing else made' : `the pods of each ${type}`;
}
function* toSecrets(world: World): Iterable<Edge> {
  for (const { node, place, namespace, name } of secretsIn(world))
    yield step(secretNode(place, namespace), node, { why: `the secret ${name} is there`, code: 'PEER_READ' });
}
