// Judges who may have certificates signed for themselves: https://kubernetes.io/docs/concepts/security/rbac-good-practices/#csrs-and-certificate-issuing
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { powers } from '../../model/rbac-powers.ts';
import { everywhere, inShop, may, unbound } from './example-text.ts';
import { someHolderHas } from './holders.ts';
import { accuseRole } from './power-rule.ts';
import { removing } from './rule-fix.ts';

export const csrApprove: Check<'role'> = {
  id: toRuleId('rbac-csr-approve'),
  title: 'Client certificates can be requested and approved',
  severity: 'critical',
  layer: 'cluster',
  on: 'role',
  why: 'The holder asks for a certificate in the name of any user or node and approves it itself; nothing takes it back before it expires.',
  todo: 'Leave approval to people or to a controller that checks what it approves, and name the signer.',
  refs: [
    'CISK 5.1.11',
    'OWK:K02',
    'T1078',
    'CKV_K8S_156',
    'C-0280',
    'rp:approve_csrs',
    'ice:GENERATE_CLIENT_CERTIFICATE',
    'kyv:restrict-clusterrole-csr',
  ],
  since: '2026.11',
  examples: {
    bad: [
      everywhere(
        may('create', 'certificatesigningrequests', { group: 'certificates.k8s.io' }),
        may('update', 'certificatesigningrequests/approval', { group: 'certificates.k8s.io' }),
        may('approve', 'signers', { group: 'certificates.k8s.io' }),
      ),
      unbound(
        may('get, create, update', 'certificatesigningrequests, certificatesigningrequests/approval', {
          group: 'certificates.k8s.io',
        }),
        may('approve', 'signers', { group: 'certificates.k8s.io', names: 'kubernetes.io/kube-apiserver-client' }),
      ),
    ],
    good: [
      everywhere(
        may('create', 'certificatesigningrequests', { group: 'certificates.k8s.io' }),
        may('update', 'certificatesigningrequests/approval', { group: 'certificates.k8s.io' }),
        may('approve', 'signers', { group: 'certificates.k8s.io', names: 'kubernetes.io/kubelet-serving' }),
      ),
      everywhere(
        may('update', 'certificatesigningrequests/approval', { group: 'certificates.k8s.io' }),
        may('approve', 'signers', { group: 'certificates.k8s.io' }),
      ),
      inShop(may('"*"', '"*"', { group: 'certificates.k8s.io' })),
    ],
  },
  run: (role, world) =>
    accuseRole(role, world, {
      power: powers.approveCertificates,
      severity: 'critical',
      where: ({ extent }) =>
        someHolderHas(role, world, { extent, all: [powers.createCertificates, powers.approveClientSigners] }),
      fix: removing('take the approval of certificates away'),
    }),
};
