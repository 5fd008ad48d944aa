// The steps from a cluster's node to its credentials, and from those to the cluster: https://kubernetes.io/docs/reference/access-authn-authz/node/
import type { EdgeRule } from '../../model/graph.ts';
import { always, assuming } from '../conditions.ts';
import { composeExample, kubernetesExample } from '../example-text.ts';
import { machineOf } from '../machines.ts';
import { clusterNode, hostsIn, nodeCredentials } from '../nodes.ts';
import { toEdge } from '../step.ts';

export const nodeCredentialsRule: EdgeRule = {
  id: 'node-credentials',
  title: 'A node holds credentials of the cluster',
  why: "Root of a node has the kubelet's identity and the tokens of its pods. The node restriction keeps that to its own pods; it becomes the cluster on a control-plane node, or when one of the pods there has wide rights.",
  refs: ['T1528', 'T1552.001', 'KubeHound IDENTITY_ASSUME', 'KubeHound TOKEN_STEAL'],
  examples: { bad: [kubernetesExample()], good: [composeExample()] },
  *edges(world) {
    const wide = assuming('wide-rights', 'the node is one of the control plane, or a pod on it has wide rights');
    for (const { host, workload } of hostsIn(world)) {
      if (workload.engine !== 'kubernetes') continue;
      const credentials = nodeCredentials(host);
      yield toEdge({
        rule: 'node-credentials',
        from: host,
        to: credentials,
        when: always,
        why: 'the node keeps the credentials of its kubelet and its pods',
        yields: ['NODE_CRED', 'SA_TOKENS'],
      });
      yield toEdge({
        rule: 'node-credentials',
        from: credentials,
        to: clusterNode(workload),
        when: machineOf(world, { host, workload })?.controlPlane === true ? always : wide,
        why: 'the credentials of a node are accepted by the cluster',
        yields: ['CLUSTER_ADMIN'],
      });
    }
  },
};
