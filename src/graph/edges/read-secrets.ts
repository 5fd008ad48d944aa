// The step from an identity that may read secrets to what is in them: https://kubernetes.io/docs/concepts/security/rbac-good-practices/#listing-secrets
import type { EdgeRule } from '../../model/graph.ts';
import { composeExample, rightsExample, ruleText } from '../example-text.ts';
import { secretNode } from '../nodes.ts';
import { stepsByRight } from '../rights/rights-step.ts';
import { secretsNamed } from '../rights/rights-secrets.ts';

export const readSecrets: EdgeRule = {
  id: 'read-secrets',
  title: 'An identity may read secrets',
  why: 'To list or to watch them gives their contents away like get. In them are the credentials of other workloads, lasting tokens of service accounts, keys of registries and clouds.',
  refs: ['T1552.007', 'KubeHound TOKEN_LIST', 'KubeHound TOKEN_BRUTEFORCE', 'IceKube ACCESS_SECRET', 'KSV-0041'],
  examples: {
    bad: [
      rightsExample({ rules: [ruleText('', ['secrets'], ['list'])] }),
      rightsExample({ rules: [`${ruleText('', ['secrets'], ['get'])}, resourceNames: [web]`] }),
    ],
    good: [
      rightsExample({ rules: [ruleText('', ['secrets'], ['create', 'delete'])] }),
      rightsExample({ rules: [ruleText('apps', ['secrets'], ['get'])] }),
      composeExample(),
    ],
  },
  *edges(world) {
    yield* stepsByRight(world, { rule: 'read-secrets', rights: ['readSecrets'] }, ({ place, namespace }, { names }) => {
      const yields = [namespace === undefined ? 'CLUSTER_SECRETS' : 'PEER_READ'];
      if (names.length === 0) return [{ to: secretNode(place, namespace), yields }];
      return names.flatMap((name) => secretsNamed(world, place, { namespace, name }).map((to) => ({ to, yields })));
    });
  },
};
