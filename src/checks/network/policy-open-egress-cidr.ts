// Judges rules for what goes out to everywhere: https://kubernetes.io/docs/concepts/services-networking/network-policies/#networkpolicy-resource
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { manifests } from '../rbac/example-text.ts';
import { isEverywhere } from '../../model/cidr.ts';
import { findMetadata } from './egress-metadata.ts';
import { policyText } from './example-text.ts';
import { ruleRef, rulesOf } from './traffic.ts';

const to = (block: string, more = ''): string =>
  policyText(`{podSelector: {}, policyTypes: [Egress], egress: [{to: [{ipBlock: {${block}}}]${more}}]}`);

export const policyOpenEgressCidr: Check<'network-policy'> = {
  id: toRuleId('net-policy-open-egress-cidr'),
  title: 'Network policy lets traffic out to every address',
  severity: 'medium',
  layer: 'cluster',
  on: 'network-policy',
  why: 'An intruder in the pod fetches tools from anywhere and carries off what they find.',
  todo: 'Name the addresses that the pods need, or send what goes out through a proxy that knows them.',
  refs: ['NSA:Net', 'OWK:K05', 'T1048', 'KUBE-0002'],
  since: '2026.11',
  examples: {
    bad: [
      manifests(to('cidr: 0.0.0.0/0', ', ports: [{port: 443}]')),
      manifests(to('cidr: "::/0"', ', ports: [{port: 25}]')),
    ],
    good: [
      manifests(to('cidr: 0.0.0.0/0, except: [10.0.0.0/8, 169.254.0.0/16]', ', ports: [{port: 443}]')),
      manifests(to('cidr: 203.0.113.0/24')),
    ],
  },
  *run(policy) {
    for (const [index, rule] of rulesOf(policy, 'egress').entries()) {
      // The rule about metadata speaks of those that it reaches.
      if (findMetadata(rule) !== undefined) continue;
      const peer = rule.peers.find(
        ({ cidr, except }) => cidr !== undefined && except.length === 0 && isEverywhere(cidr),
      );
      if (peer === undefined) continue;
      yield {
        key: `egress/${String(index)}`,
        what: `lets traffic out to ${peer.cidr ?? ''} without an exception`,
        fields: [ruleRef('egress', rule)],
      };
    }
  },
};
