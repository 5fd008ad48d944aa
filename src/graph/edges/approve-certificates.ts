// The step from an identity that may have certificates signed to the cluster: https://kubernetes.io/docs/concepts/security/rbac-good-practices/#csrs-and-certificate-issuing
import type { EdgeRule } from '../../model/graph.ts';
import { rightsExample, ruleText } from '../example-text.ts';
import { clusterNode } from '../nodes.ts';
import { stepsTogether } from '../rights/rights-step.ts';

const group = 'certificates.k8s.io';
const rules = [
  ruleText(group, ['certificatesigningrequests'], ['create']),
  ruleText(group, ['certificatesigningrequests/approval'], ['update']),
  ruleText(group, ['signers'], ['approve']),
];
export const approveCertificates: EdgeRule = {
  id: 'approve-certificates',
  title: 'An identity may have itself certified as anybody',
  why: 'It asks for a client certificate with any name in it, approves that itself and signs in. Only the group system:masters is refused; other names that may do everything are not.',
  refs: ['T1078', 'T1649', 'IceKube GENERATE_CLIENT_CERTIFICATE', 'rp:approve_csrs'],
  examples: {
    bad: [rightsExample({ rules, everywhere: true })],
    good: [
      rightsExample({ rules: rules.slice(0, 2), everywhere: true }),
      rightsExample({ rules: rules.slice(1), everywhere: true }),
      rightsExample({ rules }),
    ],
  },
  *edges(world) {
    const rights = [['createCertificates'], ['approveCertificates'], ['approveSigners']] as const;
    yield* stepsTogether(world, { rule: 'approve-certificates', rights }, ({ place }) => [
      { to: clusterNode(place), yields: ['CLUSTER_ADMIN'] },
    ]);
  },
};
