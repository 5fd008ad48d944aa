// The step from one container of a pod to the others: https://kubernetes.io/docs/concepts/workloads/pods/#pod-networking
import type { World } from '../../model/facts.ts';
import { toNodeId, type Edge, type EdgeRule, type GraphFacts } from '../../model/graph.ts';
import { isKnown } from '../../model/field.ts';
import { always, assuming } from '../conditions.ts';
import { composeServices, kubernetesExample } from '../example-text.ts';
import { tellLimit } from '../../model/limits.ts';
import { mayEnter } from '../host/processes.ts';
import type { JudgedWorkload } from '../nodes.ts';
import { toEdge } from '../step.ts';

export const podMates: EdgeRule = {
  id: 'pod-mates',
  title: 'Containers of a pod share a network and memory',
  why: 'They speak to each other on the loopback and see the same shared memory. With a shared process namespace, one enters another that runs as the same user.',
  refs: ['T1080', 'T1055', 'KubeHound SHARE_PS_NAMESPACE'],
  examples: {
    bad: [kubernetesExample({ second: {} }), kubernetesExample({ pod: { shareProcessNamespace: 'true' }, second: {} })],
    good: [kubernetesExample(), composeServices({ web: {}, db: {} })],
  },
  *edges(world, facts) {
    for (const workload of world.facts('workload')) {
      if (workload.engine !== 'kubernetes' || workload.containers.length < 2) continue;
      yield* onLoopback(workload, facts);
      yield* throughProcesses(workload, facts, world);
    }
  },
};

function* onLoopback(workload: JudgedWorkload, facts: GraphFacts): Iterable<Edge> {
  const pod = toNodeId('network', `${workload.id}/loopback of the pod ${workload.name}`);
  const accepts = assuming('neighbour-accepts', 'it trusts the loopback or the shared memory of its pod');
  for (const { name } of workload.containers) {
    const node = facts.nodeOf(workload.id, name);
    const weak = facts.exploitable.has(node);
    const step = { rule: 'pod-mates', yields: weak ? ['PEER_CODE'] : ['HOST_LOCAL_SVC'] };
    yield toEdge({ ...step, from: node, to: pod, when: always, why: 'it shares the loopback of its pod' });
    const why = weak ? 'a program that listens there is exploitable' : 'a service listens there';
    yield toEdge({ ...step, from: pod, to: node, when: weak ? always : accepts, why });
  }
}

/** In a pod of more containers than this each enters the next one only, so that pairs stay few. */
const mostPairs = 32;
function* throughProcesses(workload: JudgedWorkload, facts: GraphFacts, world: World): Iterable<Edge> {
  const inside = workload.containers.filter(({ effective: { pid } }) => isKnown(pid) && pid.value === 'pod');
  const step = { rule: 'pod-mates', yields: ['PEER_CODE'], why: 'it sees and enters the processes of its pod' };
  const few = inside.length <= mostPairs;
  if (!few) {
    const why = `more than ${mostPairs} containers share processes; each was held against the next one only`;
    tellLimit(world, { rule: 'pod-mates', scope: `${workload.namespace ?? 'default'}/${workload.name}`, why });
  }
  for (const [index, from] of inside.entries()) {
    const others = few ? inside.filter((to) => to !== from) : [inside[(index + 1) % inside.length] ?? from];
    for (const to of others) {
      yield toEdge({
        ...step,
        from: facts.nodeOf(workload.id, from.name),
        to: facts.nodeOf(workload.id, to.name),
        when: mayEnter(workload, from, to),
      });
    }
  }
}
