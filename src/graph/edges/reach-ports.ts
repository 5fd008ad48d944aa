// The step from an identity that may speak to ports of pods through the API server: https://kubernetes.io/docs/reference/kubectl/generated/kubectl_port-forward/
import type { World } from '../../model/facts.ts';
import type { Edge, EdgeRule, GraphFacts } from '../../model/graph.ts';
import { always, assuming } from '../conditions.ts';
import { doorKinds, doorRights, hubAt, hubsOf, wantedDoors } from '../rights/doors.ts';
import { composeExample, rightsExample, ruleText } from '../example-text.ts';
import { isBound, namespaceOf } from '../network/network-policy.ts';
import { hostListeners } from '../nodes.ts';
import { clustersIn, type ClusterPlace } from '../rights/rights-places.ts';
import { stepsByRight } from '../rights/rights-step.ts';
import { toEdge } from '../step.ts';

export const reachPorts: EdgeRule = {
  id: 'reach-ports',
  title: 'An identity may speak to the ports of pods through the API server',
  why: 'A forwarded port ends inside the pod, past every network policy and also at what listens for the pod alone. The proxies of pods and services send requests over HTTP in the name of the API server. To speak to a program is not yet to take it over: it has to let anybody in, or to be exploitable.',
  refs: ['T1090', 'T1210', 'C-0063'],
  examples: {
    bad: [
      rightsExample({ rules: [ruleText('', ['pods/portforward'], ['create'])] }),
      rightsExample({ rules: [ruleText('', ['pods/portforward'], ['get'])] }),
      rightsExample({ rules: [ruleText('', ['pods/proxy', 'services/proxy'], ['get', 'create'])], everywhere: true }),
      rightsExample({ rules: [`${ruleText('', ['services/proxy'], ['get'])}, resourceNames: ["https:web:"]`] }),
    ],
    good: [
      rightsExample({ rules: [ruleText('', ['pods', 'services'], ['get', 'list'])] }),
      rightsExample({ rules: [ruleText('', ['pods/portforward', 'pods/proxy'], ['list', 'watch'])] }),
      rightsExample({ rules: [ruleText('apps', ['pods/portforward'], ['create'])] }),
      composeExample(),
    ],
  },
  *edges(world, facts) {
    yield* stepsByRight(world, { rule: 'reach-ports', rights: doorRights }, (grant, held) => {
      const when = held.right === 'forwardByGet' ? byGet : always;
      const hubs = new Map(hubsOf(grant, held).map((hub) => [hub.node, hub]));
      return [...hubs.values()].map(({ node, by }) => ({ to: node, when, yields: by === 'port' ? past : [] }));
    });
    for (const cluster of clustersIn(world)) {
      yield* throughNamespaces(world, facts, cluster);
      yield* toHosts(world, facts, cluster);
    }
  },
};
const past = ['POLICY_BYPASS', 'HOST_LOCAL_SVC'];
const byGet = assuming(
  'forward-by-get',
  'the API server is older than 1.35, and lets those forward ports that may get',
);

function* throughNamespaces(world: World, facts: GraphFacts, { place, namespaces }: ClusterPlace): Iterable<Edge> {
  const { wanted } = wantedDoors(world, facts);
  for (const kind of doorKinds) {
    const from = hubAt(place, undefined, kind).node;
    if (!wanted.has(from)) continue;
    for (const name of namespaces) {
      const to = hubAt(place, name, kind).node;
      yield toEdge({ rule: 'reach-ports', from, to, when: always, why: `so in ${name} too`, yields: [] });
    }
  }
}
/** What is forwarded to a pod on the network of its node ends on that node. */
function* toHosts(world: World, facts: GraphFacts, { place, workloads }: ClusterPlace): Iterable<Edge> {
  const { wanted } = wantedDoors(world, facts);
  const kind = { by: 'port', of: 'pods' } as const;
  const everywhere = wanted.has(hubAt(place, undefined, kind).node);
  const done = new Set<string>();
  for (const workload of workloads) {
    const from = hubAt(place, namespaceOf(workload), kind).node;
    if (done.has(from) || isBound(workload) !== 'no' || !(everywhere || wanted.has(from))) continue;
    done.add(from);
    const why = `${workload.name} there is on the network of its node`;
    const to = hostListeners(workload);
    yield toEdge({ rule: 'reach-ports', from, to, when: always, why, yields: ['HOST_LOCAL_SVC'] });
  }
}
