// The steps from an identity that may change admission to what is admitted: https://kubernetes.io/docs/concepts/security/rbac-good-practices/#control-admission-webhooks
import type { EdgeRule } from '../../model/graph.ts';
import { assuming } from '../conditions.ts';
import { rightsExample, ruleText } from '../example-text.ts';
import { clusterNode, secretNode } from '../nodes.ts';
import { stepsByRight } from '../rights/rights-step.ts';

const group = 'admissionregistration.k8s.io';
export const admissionWebhook: EdgeRule = {
  id: 'admission-webhook',
  title: 'An identity may change what others write to the cluster',
  why: 'A mutating webhook or policy puts a container, an account or a right into whatever somebody with more rights writes next. A validating one reads all that passes, secrets among it.',
  refs: ['T1557', 'T1546', 'rp:control_webhooks'],
  examples: {
    bad: [
      rightsExample({ rules: [ruleText(group, ['mutatingwebhookconfigurations'], ['create'])], everywhere: true }),
      rightsExample({ rules: [ruleText(group, ['validatingwebhookconfigurations'], ['patch'])], everywhere: true }),
    ],
    good: [
      rightsExample({ rules: [ruleText(group, ['mutatingwebhookconfigurations'], ['get'])], everywhere: true }),
      rightsExample({ rules: [ruleText(group, ['mutatingwebhookconfigurations'], ['create'])] }),
    ],
  },
  *edges(world) {
    yield* stepsByRight(world, { rule: 'admission-webhook', rights: ['mutateObjects'] }, ({ place }) => [
      { to: clusterNode(place), yields: ['CLUSTER_ADMIN'] },
    ]);
    const when = assuming('secrets-pass', 'secrets are written while its webhook listens');
    yield* stepsByRight(world, { rule: 'admission-webhook', rights: ['watchObjects'] }, ({ place }) => [
      { to: secretNode(place, undefined), when, yields: ['CLUSTER_SECRETS'] },
    ]);
  },
};
