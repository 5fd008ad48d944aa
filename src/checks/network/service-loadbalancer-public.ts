// Judges load balancers that are open to everybody: https://kubernetes.io/docs/concepts/services-networking/service/#loadbalancer
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import type { JudgedOf } from '../../model/facts.ts';
import { declared, isKnown } from '../../model/field.ts';
import { manifests } from '../rbac/example-text.ts';
import { isEverywhere } from '../../model/cidr.ts';
import { serviceText } from './example-text.ts';

const spec = (more = ''): string => `{type: LoadBalancer, selector: {app: web}, ports: [{port: 443}]${more}}`;

export const serviceLoadbalancerPublic: Check<'service'> = {
  id: toRuleId('net-service-loadbalancer-public'),
  title: 'Load balancer is open to the internet',
  severity: 'medium',
  layer: 'cluster',
  on: 'service',
  why: 'The cloud gives it a public address: whoever scans the internet finds the pods behind it.',
  todo: 'Make it internal by the annotation of your cloud, or name in loadBalancerSourceRanges who may come.',
  refs: [
    'NSA:Net',
    'T1133',
    'kl:exposed-services',
    'C-0256',
    'kics:26763a1c',
    'gk:block-loadbalancer-services',
    'kyv:restrict-loadbalancer',
  ],
  since: '2026.11',
  examples: {
    bad: [
      manifests(serviceText(spec())),
      manifests(serviceText(spec(', loadBalancerSourceRanges: [0.0.0.0/0]'))),
      manifests(serviceText(spec(), '{service.beta.kubernetes.io/aws-load-balancer-scheme: internet-facing}')),
    ],
    good: [
      manifests(serviceText(spec(', loadBalancerSourceRanges: [10.0.0.0/8]'))),
      manifests(serviceText(spec(', loadBalancerSourceRanges: ["{{ .office }}"]'))),
      manifests(serviceText(spec(), '{service.beta.kubernetes.io/aws-load-balancer-scheme: internal}')),
      manifests(serviceText(spec(), '{service.beta.kubernetes.io/azure-load-balancer-internal: "true"}')),
      manifests(serviceText(spec(), '{service.beta.kubernetes.io/load-balancer-source-ranges: 10.0.0.0/8}')),
      manifests(serviceText('{selector: {app: web}, ports: [{port: 80}]}')),
    ],
  },
  *run(service) {
    const {
      type,
      at: [at],
      sourceRanges,
    } = service;
    if (type !== 'LoadBalancer' || at === undefined || isInternal(service.annotations)) return;
    const open = sourceRanges.find((field) => isKnown(field) && isEverywhere(field.value));
    if (open === undefined && (sourceRanges.length > 0 || limitsBySaying(service))) return;
    yield {
      key: 'type',
      what:
        open === undefined ? 'has a load balancer that anybody may use' : 'lets every address use its load balancer',
      fields: [
        open === undefined
          ? { name: 'type', field: declared(type, at) }
          : { name: 'loadBalancerSourceRanges', field: open },
      ],
    };
  },
};
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
function isInternal(annotations: Readonly<Record<string, string>>): boolean {
  return Object.entries(internal).some(([name, word]) => {
    const said = Object.hasOwn(annotations, name) ? annotations[name]?.toLowerCase() : undefined;
    if (said === undefined) return false;
    return said.includes('{{') || (word === '' ? said !== 'false' : said === word);
  });
}
const rangesSaid = 'service.beta.kubernetes.io/load-balancer-source-ranges';
function limitsBySaying({ annotations }: JudgedOf<'service'>): boolean {
  const said = Object.hasOwn(annotations, rangesSaid) ? annotations[rangesSaid] : undefined;
  return said !== undefined && !said.split(',').some((block) => isEverywhere(block.trim()));
}
