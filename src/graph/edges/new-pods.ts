// The steps from a new pod to what it may have: accounts and secrets of its namespace, and its node: https://kubernetes.io/docs/concepts/security/pod-security-admission/
import type { EdgeRule } from '../../model/graph.ts';
import { always, unlessSeen } from '../conditions.ts';
import { composeExample, kubernetesExample } from '../example-text.ts';
import { rightsNode, secretNode } from '../nodes.ts';
import { clustersIn, podSecurity, takesAnyPod } from '../rights/rights-places.ts';
import { toEdge } from '../step.ts';

export const newPods: EdgeRule = {
  id: 'new-pods',
  title: 'A new pod may have all that its namespace has, and its node',
  why: 'Whoever writes a pod chooses its service account, the secrets that it mounts and where it runs. Unless the labels of the namespace make Pod Security admission refuse it, the pod is privileged and its node falls.',
  refs: ['T1610', 'T1611', 'IceKube CREATE_PRIVILEGED_WORKLOAD', 'KubeHound POD_CREATE'],
  examples: { bad: [kubernetesExample()], good: [composeExample()] },
  *edges(world) {
    const step = { rule: 'new-pods', when: always };
    for (const { place, namespaces } of clustersIn(world)) {
      const nodes = rightsNode(place, undefined, 'nodes');
      for (const name of namespaces) {
        const from = rightsNode(place, name, 'new pods');
        const [accounts, secrets] = [rightsNode(place, name, 'accounts'), secretNode(place, name)];
        yield toEdge({ ...step, from, to: accounts, why: 'a pod runs as any account there', yields: ['SA_TOKENS'] });
        yield toEdge({ ...step, from, to: secrets, why: 'a pod mounts any secret there', yields: ['PEER_READ'] });
        if (!takesAnyPod(world, place, name)) continue;
        const why = `nothing was seen in ${name} that refuses a privileged pod`;
        yield toEdge({ ...step, from, to: nodes, when: unlessSeen(podSecurity), why, yields: ['HOST_ROOT'] });
      }
    }
  },
};
