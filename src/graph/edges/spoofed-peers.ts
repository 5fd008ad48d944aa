// The step of forging packets on a network that others are on: https://attack.mitre.org/techniques/T1557/002/
import type { FactId } from '../../model/brand.ts';
import { isHostEngine } from '../../model/field.ts';
import { toNodeId, type EdgeRule, type NodeId } from '../../model/graph.ts';
import { dropCapability, wieldsCapability } from '../host/capabilities.ts';
import { all, always, assuming, isSandboxed } from '../conditions.ts';
import { composeServices, kubernetesExample } from '../example-text.ts';
import { effectNode, hostNetworkNode, placeOf, type JudgedWorkload } from '../nodes.ts';
import { networksOf } from '../network/networks.ts';
import { subjectsOf, toEdge, type Subject } from '../step.ts';

export const spoofedPeers: EdgeRule = {
  id: 'spoofed-peers',
  title: 'It can answer in the name of its neighbours',
  why: 'With raw sockets, which Docker and containerd give unasked, or with NET_ADMIN, root answers for addresses that are not its own, and the traffic of its neighbours on the same bridge goes through it. What is encrypted stays unread. Whether the network of a cluster bridges pods was not seen.',
  refs: ['T1557.002', 'T1040', 'BadPods nothing-allowed'],
  examples: {
    bad: [
      composeServices({ web: { cap_drop: '[]' }, db: {} }),
      kubernetesExample(
        { context: { capabilities: '{drop: [ALL], add: [NET_RAW]}' } },
        `---\n${kubernetesExample({ name: 'db' }).text}`,
      ),
    ],
    good: [
      composeServices({ web: {}, db: {} }),
      composeServices({ web: { cap_drop: '[]', networks: '[a]' }, db: {} }, 'networks: {a: }\n'),
      composeServices({ web: { cap_drop: '[]', user: '"1000"' }, db: {} }),
      kubernetesExample(),
    ],
  },
  *edges(world, facts) {
    const subjects = [...subjectsOf(world, facts)].map((subject) => ({
      subject,
      networks: networksOf(world, subject).map(({ node, isolated, when }) => ({
        node: segmentOf(subject.workload, node),
        when: isolated ? (all(when, belowAddresses) ?? when) : when,
      })),
    }));
    const shared = sharedNetworks(subjects);
    for (const { subject, networks } of subjects) {
      const { workload, container } = subject;
      if (isSandboxed(container)) continue;
      const segment = isHostEngine(workload.engine) ? always : sameSegment;
      for (const { node, when: member } of networks) {
        if (!shared.has(node) || node === hostNetworkNode(workload)) continue;
        for (const [capability, means] of capabilities) {
          const when = all(wieldsCapability(subject, capability)?.when, member, segment);
          if (when === undefined) continue;
          yield toEdge({
            rule: 'spoofed-peers',
            from: subject.node,
            to: effectNode(node, 'PEER_NET_MITM'),
            when,
            why: `with ${means} it answers in the name of its neighbours on the same network`,
            yields: ['PEER_NET_MITM'],
            fixes: dropCapability(workload, container, capability),
          });
        }
      }
    }
  },
};
const capabilities = [
  ['NET_RAW', 'raw sockets'],
  ['NET_ADMIN', 'addresses that it gives itself'],
] as const;
const belowAddresses = assuming(
  'frames-pass',
  'the host keeps containers of the network apart by their addresses, and lets frames pass',
);
const sameSegment = assuming('bridged-pods', 'the network of the cluster bridges pods, and checks no sender');

/** Policies part the pods of a cluster by their addresses, and do not look below them. */
function segmentOf(workload: JudgedWorkload, node: NodeId): NodeId {
  const isPod = workload.engine === 'kubernetes' && node !== hostNetworkNode(workload);
  return isPod ? toNodeId('network', `${placeOf(workload)}/pods`) : node;
}
interface OnNetworks {
  readonly subject: Pick<Subject, 'workload'>;
  readonly networks: readonly { readonly node: NodeId }[];
}
/** Those with more than one workload on them. */
function sharedNetworks(subjects: readonly OnNetworks[]): ReadonlySet<NodeId> {
  const first = new Map<NodeId, FactId>();
  const shared = new Set<NodeId>();
  for (const { subject, networks } of subjects) {
    for (const { node } of networks) {
      if ((first.get(node) ?? subject.workload.id) !== subject.workload.id) shared.add(node);
      first.set(node, subject.workload.id);
    }
  }
  return shared;
}
