// What annotations of clouds say of a load balancer: that it is inside, or for some addresses only.
// https://kubernetes.io/docs/concepts/services-networking/service/#internal-load-balancer
import { isEverywhere } from './cidr.ts';
import type { ServiceDraft } from './network-facts.ts';

type Annotated = Pick<ServiceDraft, 'annotations'>;
/** The word that makes it internal, in lower case; '' is any but a refusal. */
const internal: Readonly<Record<string, string>> = {
  'service.beta.kubernetes.io/aws-load-balancer-internal': '',
  'service.beta.kubernetes.io/aws-load-balancer-scheme': 'internal',
  'service.beta.kubernetes.io/azure-load-balancer-internal': 'true',
  'networking.gke.io/load-balancer-type': 'internal',
  'cloud.google.com/load-balancer-type': 'internal',
  'service.beta.kubernetes.io/openstack-internal-load-balancer': 'true',
  'service.beta.kubernetes.io/oci-load-balancer-internal': 'true',
  'service.kubernetes.io/ibm-load-balancer-cloud-provider-ip-type': 'private',
  'service.beta.kubernetes.io/alibaba-cloud-loadbalancer-address-type': 'intranet',
  'service.kubernetes.io/qcloud-loadbalancer-internal-subnetid': '',
  'load-balancer.hetzner.cloud/disable-public-network': 'true',
};
export function isInternalBalancer({ annotations }: Annotated): boolean {
  return Object.entries(internal).some(([name, word]) => {
    const said = Object.hasOwn(annotations, name) ? annotations[name]?.toLowerCase() : undefined;
    if (said === undefined) return false;
    return said.includes('{{') || (word === '' ? said !== 'false' : said === word);
  });
}
const rangesSaid = 'service.beta.kubernetes.io/load-balancer-source-ranges';
/** Only where the service itself names no ranges. */
export function limitsBySaying({ annotations }: Annotated): boolean {
  const said = Object.hasOwn(annotations, rangesSaid) ? annotations[rangesSaid] : undefined;
  return said !== undefined && !said.split(',').some((block) => isEverywhere(block.trim()));
}
