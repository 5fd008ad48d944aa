// Judges load balancers that are open to everybody: https://kubernetes.io/docs/concepts/services-networking/service/#loadbalancer
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { declared, isKnown } from '../../model/field.ts';
import { manifests } from '../rbac/example-text.ts';
import { isEverywhere } from '../../model/cidr.ts';
import { isInternalBalancer, limitsBySaying } from '../../model/load-balancer.ts';
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
    if (type !== 'LoadBalancer' || at === undefined || isInternalBalancer(service)) return;
    const open = sourceRanges.find((field) => isKnown(field) && isEverywhere(field.value));
    if (open === undefined && (sourceRanges.length > 0 || limitsBySaying(service))) return;
    const key = 'type';
    if (open === undefined) {
      const what = 'has a load balancer that anybody may use';
      yield { key, what, fields: [{ name: 'type', field: declared(type, at) }] };
    } else {
      const what = 'lets every address use its load balancer';
      yield { key, what, fields: [{ name: 'loadBalancerSourceRanges', field: open }] };
    }
  },
};
