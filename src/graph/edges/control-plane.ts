// The steps to what rules a cluster and its nodes, over the network: https://kubernetes.io/docs/reference/networking/ports-and-protocols/
import type { World } from '../../model/facts.ts';
import type { Edge, EdgeRule } from '../../model/graph.ts';
import { valueOf } from '../../model/field.ts';
import { imageNameOf } from '../../model/image-name.ts';
import { always, assuming, type Condition, type JudgedContainer } from '../conditions.ts';
import { composeExample, kubernetesExample } from '../example-text.ts';
import { clusterNode, engineNode, hostListeners, hostsIn, placeOf } from '../nodes.ts';
import { openServiceOf } from '../network/open-services.ts';
import { toEdge } from '../step.ts';

export const controlPlane: EdgeRule = {
  id: 'control-plane',
  title: 'What rules the cluster is in reach',
  why: 'A node and its pods always reach each other, so every pod reaches a kubelet, and mostly the API server and etcd. That they answer strangers is an assumption; an etcd that was seen either asks for certificates or is open.',
  refs: ['T1613', 'T1552.007', 'CIS 2.2', 'CIS 4.2.1', 'KubeHound ENDPOINT_EXPLOIT', 'CDK kcon'],
  examples: { bad: [kubernetesExample()], good: [composeExample()] },
  *edges(world) {
    const stores = storesOf(world);
    const seen = new Set<string>();
    for (const { host, workload } of hostsIn(world)) {
      if (workload.engine !== 'kubernetes') continue;
      const from = hostListeners(workload);
      yield toEdge({
        rule: 'control-plane',
        from,
        to: engineNode(host),
        when: assuming('kubelet-anonymous', 'the kubelet obeys requests without a credential'),
        why: 'the kubelet listens there',
        yields: ['CTR_ALL'],
      });
      const place = placeOf(workload);
      if (seen.has(place)) continue;
      seen.add(place);
      const step = { rule: 'control-plane', from, to: clusterNode(workload), yields: ['CLUSTER_ADMIN'] };
      // Where every binding was seen, those of strangers were too.
      if (world.known('binding', workload.scope) === 'all') {
        yield* toStore(step, stores.get(place));
        continue;
      }
      const anonymous = assuming('api-anonymous', 'the API server gives rights to requests without a credential');
      yield toEdge({ ...step, when: anonymous, why: 'the API server listens there' });
      yield* toStore(step, stores.get(place));
    }
  },
};
type Step = Pick<Edge, 'rule' | 'from' | 'to' | 'yields'>;
function* toStore(step: Step, store: Store | undefined): Iterable<Edge> {
  const unseen = assuming('etcd-open', 'the store of the cluster asks for no certificate');
  const when: Condition | undefined = store === undefined ? unseen : store.when;
  if (when !== undefined)
    yield toEdge({ ...step, when, why: 'the store of the cluster listens there', at: store?.container.at });
}
interface Store {
  readonly container: JudgedContainer;
  /** Undefined where it was seen to ask for certificates. */
  readonly when: Condition | undefined;
}
/** The store of a cluster is a pod of its own namespace. */
function storesOf(world: World): ReadonlyMap<string, Store> {
  const stores = new Map<string, Store>();
  for (const workload of world.facts('workload')) {
    if (workload.engine !== 'kubernetes' || workload.namespace !== 'kube-system') continue;
    for (const container of workload.containers) {
      if (!/(?:^|[/-])etcd$/.test(imageNameOf(container.image)?.repository ?? '')) continue;
      const when = conditionOf(container);
      // One that is open is enough.
      if (stores.get(placeOf(workload))?.when?.assumes.length !== 0) stores.set(placeOf(workload), { container, when });
    }
  }
  return stores;
}
function conditionOf(container: JudgedContainer): Condition | undefined {
  if (openServiceOf(container) !== undefined) return always;
  const words = container.effective.command.map((field) => valueOf(field) ?? '');
  const asks = words.some((word) => /--client-cert-auth(?:=true)?(?:\s|$)|--trusted-ca-file[= ]/.test(word));
  return asks ? undefined : assuming('etcd-open', 'the store of the cluster asks for no certificate');
}
