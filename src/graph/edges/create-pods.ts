// The step from an identity that may create pods to all that pods may have: https://kubernetes.io/docs/concepts/security/rbac-good-practices/#workload-creation
import type { EdgeRule } from '../../model/graph.ts';
import { composeExample, rightsExample, ruleText } from '../example-text.ts';
import { rightsNode } from '../nodes.ts';
import { stepsByRight } from '../rights/rights-step.ts';

export const createPods: EdgeRule = {
  id: 'create-pods',
  title: 'An identity may create pods',
  why: 'A new pod runs as any service account of its namespace and mounts any secret there; a workload makes pods for whoever writes it.',
  refs: ['T1610', 'T1053.007', 'KubeHound POD_CREATE', 'IceKube CREATE_POD_WITH_SA', 'rp:assign_sa', 'KSV-0048'],
  examples: {
    bad: [
      rightsExample({ rules: [ruleText('', ['pods'], ['create'])] }),
      rightsExample({ rules: [ruleText('batch', ['cronjobs'], ['patch'])] }),
    ],
    good: [
      rightsExample({ rules: [ruleText('', ['pods'], ['get', 'list', 'delete'])] }),
      rightsExample({ rules: [ruleText('apps', ['deployments/scale'], ['patch'])] }),
      composeExample(),
    ],
  },
  *edges(world) {
    const rights = ['createPods', 'createWorkloads'] as const;
    yield* stepsByRight(world, { rule: 'create-pods', rights }, ({ place, namespace }) => [
      { to: rightsNode(place, namespace, 'new pods'), yields: ['NS_TAKEOVER'] },
    ]);
  },
};
