// Judges whether pods may ask the cloud who they are: https://kubernetes.io/docs/concepts/security/security-checklist/#network-security
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import type { Fix } from '../../model/edit.ts';
import type { TrafficRule } from '../../model/network-facts.ts';
import { manifests } from '../rbac/example-text.ts';
import { policyText } from './example-text.ts';
import { reachesAddress, reachesPort, ruleRef, rulesOf, type Policy } from './traffic.ts';

const to = (block: string, more = ''): string =>
  policyText(`{podSelector: {}, policyTypes: [Egress], egress: [{to: [{ipBlock: {${block}}}]${more}}]}`);

export const egressMetadata: Check<'network-policy'> = {
  id: toRuleId('net-egress-metadata'),
  title: 'Network policy lets pods out to the metadata service of the cloud',
  severity: 'high',
  layer: 'cluster',
  on: 'network-policy',
  why: 'One request to it gives whoever is in the pod the credentials of the node: with them they act in the cloud account.',
  todo: 'Except 169.254.169.254/32, and the address of your cloud if it has another one, from the block.',
  refs: ['NSA:Net', 'OWK:K08', 'T1552.005', 'C-0052', 'falco:"Contact cloud metadata service from container"'],
  since: '2026.11',
  examples: {
    bad: [
      manifests(to('cidr: 0.0.0.0/0')),
      manifests(to('cidr: 0.0.0.0/0, except: [10.0.0.0/8]', ', ports: [{port: 1, endPort: 1024}]')),
      manifests(to('cidr: 169.254.0.0/16')),
      manifests(to('cidr: "::/0"')),
    ],
    good: [
      manifests(to('cidr: 0.0.0.0/0, except: [169.254.0.0/16]')),
      manifests(to('cidr: "::/0", except: ["fd00:ec2::254/128"]')),
      manifests(to('cidr: 0.0.0.0/0', ', ports: [{port: 443}]')),
      manifests(to('cidr: 10.0.0.0/8')),
      manifests(
        policyText(
          '{podSelector: {}, ingress: [], policyTypes: [Ingress], egress: [{to: [{ipBlock: {cidr: 0.0.0.0/0}}]}]}',
        ),
      ),
    ],
  },
  *run(policy) {
    for (const [index, rule] of rulesOf(policy, 'egress').entries()) {
      const found = findMetadata(rule);
      if (found === undefined) continue;
      const fix = toFix(policy, rule, found);
      yield {
        key: `egress/${String(index)}`,
        what: `lets traffic out to ${rule.peers[found.index]?.cidr ?? ''}, which holds ${found.address}`,
        fields: [ruleRef('egress', rule)],
        ...(fix && { fix }),
      };
    }
  },
};

/** Of AWS, Azure, Google and most others; of AWS by IPv6. The others are too rare to accuse a policy without knowing the cloud. */
const addresses = ['169.254.169.254', 'fd00:ec2::254'];
const port = 80;
interface Found {
  readonly index: number;
  readonly address: string;
}
export function findMetadata({ peers, ports }: TrafficRule): Found | undefined {
  if (!reachesPort(ports, port)) return undefined;
  for (const [index, peer] of peers.entries()) {
    const address = addresses.find((one) => reachesAddress(peer, one));
    if (address !== undefined) return { index, address };
  }
  return undefined;
}
/** Appends to a list that is there. */
function toFix(policy: Policy, { pointer, peers, at }: TrafficRule, { index, address }: Found): Fix | undefined {
  const count = peers[index]?.except.length ?? 0;
  if (count === 0) return undefined;
  const value = `${address}/${address.includes(':') ? '128' : '32'}`;
  const way = [...pointer, 'to', index, 'ipBlock', 'except', count];
  return {
    say: 'keep the metadata service out of it',
    edits: [{ op: 'set-at', target: { fact: policy.id }, pointer: way, value, at }],
  };
}
