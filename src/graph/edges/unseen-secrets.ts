// The step from secrets that were not all seen to the cluster: https://kubernetes.io/docs/concepts/security/secrets-good-practices/
import type { EdgeRule } from '../../model/graph.ts';
import { assuming } from '../conditions.ts';
import { composeExample, kubernetesExample } from '../example-text.ts';
import { clusterNode, secretNode } from '../nodes.ts';
import { clustersIn, systemNamespace } from '../rights/rights-places.ts';
import { toEdge } from '../step.ts';

export const unseenSecrets: EdgeRule = {
  id: 'unseen-secrets',
  title: 'Among the secrets of the cluster may be one that rules it',
  why: 'Who reads every secret, or those of kube-system, reads lasting tokens of accounts, keys of authorities and passwords of whatever runs the cluster, where there are any. Files show few of them.',
  refs: ['T1552.007', 'T1528', 'IceKube ACCESS_SECRET', 'KSV-0041'],
  examples: { bad: [kubernetesExample()], good: [composeExample()] },
  *edges(world) {
    const when = assuming('wide-secret', 'a secret that was not seen is a token or a key with wide rights');
    for (const { place } of clustersIn(world)) {
      // Otherwise what they open was seen.
      if (world.known('secret', place.scope) === 'all') continue;
      for (const namespace of [undefined, systemNamespace]) {
        yield toEdge({
          rule: 'unseen-secrets',
          from: secretNode(place, namespace),
          to: clusterNode(place),
          when,
          why: 'what is in the secrets opens the cluster',
          yields: ['CLUSTER_ADMIN'],
        });
      }
    }
  },
};
