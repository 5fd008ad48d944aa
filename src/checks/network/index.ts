// Every check on networks.
import type { AnyCheck } from '../../model/check.ts';
import { corednsOpen } from './coredns-open.ts';
import { crossNamespace } from './cross-namespace.ts';
import { egressMetadata } from './egress-metadata.ts';
import { flatCompose } from './flat-compose.ts';
import { ingressDefaultBackend } from './ingress-default-backend.ts';
import { ingressNoTls } from './ingress-no-tls.ts';
import { ingressWildcardHost } from './ingress-wildcard-host.ts';
import { internalMissing } from './internal-missing.ts';
import { macvlanBypass } from './macvlan-bypass.ts';
import { meshPermissive } from './mesh-permissive.ts';
import { noDefaultDeny } from './no-default-deny.ts';
import { noPolicyNamespace } from './no-policy-namespace.ts';
import { podUnselected } from './pod-unselected.ts';
import { policyAllowAll } from './policy-allow-all.ts';
import { policyOpenEgressCidr } from './policy-open-egress-cidr.ts';
import { policyOpenIngressCidr } from './policy-open-ingress-cidr.ts';
import { policySelectsNothing } from './policy-selects-nothing.ts';
import { serviceExternalIp } from './service-external-ip.ts';
import { serviceLoadbalancerPublic } from './service-loadbalancer-public.ts';
import { serviceNodeport } from './service-nodeport.ts';

export const networkChecks: readonly AnyCheck[] = [
  corednsOpen,
  crossNamespace,
  egressMetadata,
  flatCompose,
  ingressDefaultBackend,
  ingressNoTls,
  ingressWildcardHost,
  internalMissing,
  macvlanBypass,
  meshPermissive,
  noDefaultDeny,
  noPolicyNamespace,
  podUnselected,
  policyAllowAll,
  policyOpenEgressCidr,
  policyOpenIngressCidr,
  policySelectsNothing,
  serviceExternalIp,
  serviceLoadbalancerPublic,
  serviceNodeport,
];
