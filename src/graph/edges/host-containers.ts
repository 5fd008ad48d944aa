// The step from a host to everything that runs on it: https://attack.mitre.org/techniques/T1609/
import { isHostEngine } from '../../model/field.ts';
import type { EdgeRule, NodeId } from '../../model/graph.ts';
import { always, assuming } from '../conditions.ts';
import { composeExample, composeServices, kubernetesExample } from '../example-text.ts';
import { hostsOf } from '../nodes.ts';
import { placedSubjectsOf, toEdge } from '../step.ts';

export const hostContainers: EdgeRule = {
  id: 'host-containers',
  title: 'Root of the host is root in every container on it',
  why: 'It enters their namespaces and reads their memory, files and secrets. Which pods run on one node is not seen in files; pods of a DaemonSet run on all.',
  refs: ['T1609', 'T1005', 'IceKube ACCESS_POD'],
  examples: {
    bad: [
      composeServices({ web: {}, db: {} }),
      kubernetesExample({}, `---\n${kubernetesExample({ name: 'db' }).text}`),
    ],
    good: [composeExample(), kubernetesExample()],
  },
  *edges(world, facts) {
    const counts = new Map<NodeId, number>();
    for (const host of world.facts('workload').flatMap(hostsOf)) counts.set(host, (counts.get(host) ?? 0) + 1);
    const sameNode = assuming('same-node', 'its pod is scheduled on the same node');
    for (const { workload, node, host } of placedSubjectsOf(world, facts)) {
      if ((counts.get(host) ?? 0) < 2) continue;
      const everywhere = isHostEngine(workload.engine) || workload.type === 'DaemonSet' || workload.nodes !== undefined;
      yield toEdge({
        rule: 'host-containers',
        from: host,
        to: node,
        when: everywhere ? always : sameNode,
        why: 'it runs there',
        yields: ['CTR_ALL', 'PEER_CODE'],
      });
    }
  },
};
