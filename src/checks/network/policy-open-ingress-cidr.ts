// Judges rules for addresses from everywhere: https://kubernetes.io/docs/concepts/services-networking/network-policies/#networkpolicy-resource
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { manifests } from '../rbac/example-text.ts';
import { isEverywhere } from '../../model/cidr.ts';
import { policyText } from './example-text.ts';
import { ruleRef, rulesOf } from './traffic.ts';

const from = (cidr: string, more = ''): string =>
  policyText(`{podSelector: {}, ingress: [{from: [{ipBlock: {cidr: "${cidr}"}}]${more}}]}`);

export const policyOpenIngressCidr: Check<'network-policy'> = {
  id: toRuleId('net-policy-open-ingress-cidr'),
  title: 'Network policy lets every address in',
  severity: 'high',
  layer: 'cluster',
  on: 'network-policy',
  why: 'Whoever gets a packet to the pods reaches each of their ports, those for metrics, debugging and administration too.',
  todo: 'Name the addresses that need it, or the ports that are for everybody.',
  refs: ['NSA:Net', 'OWK:K05', 'KUBE-0001'],
  since: '2026.11',
  examples: {
    bad: [
      manifests(from('0.0.0.0/0')),
      manifests(from('::/0')),
      manifests(from('128.0.0.0/1')),
      manifests(from('0.0.0.0/0', ', ports: [{port: 443}]')),
    ],
    good: [
      manifests(from('10.0.0.0/8')),
      manifests(
        policyText('{podSelector: {}, policyTypes: [Egress], ingress: [{from: [{ipBlock: {cidr: 0.0.0.0/0}}]}]}'),
      ),
      manifests(from('{{ .Values.range }}')),
    ],
  },
  *run(policy) {
    for (const [index, rule] of rulesOf(policy, 'ingress').entries()) {
      const peer = rule.peers.find(({ cidr }) => cidr !== undefined && isEverywhere(cidr));
      if (peer === undefined) continue;
      const isLimited = rule.ports.length > 0;
      yield {
        key: `ingress/${String(index)}`,
        what: `lets ${peer.cidr ?? ''} in at ${isLimited ? 'some ports' : 'every port'}`,
        // What serves the public is meant to be open at its port.
        ...(isLimited && { severity: 'low' as const }),
        fields: [ruleRef('ingress', rule)],
      };
    }
  },
};
