// What the rules of a network policy let through: https://kubernetes.io/docs/concepts/services-networking/network-policies/
import type { JudgedOf } from '../../model/facts.ts';
import type { PolicyPeer, PolicyPort, TrafficRule } from '../../model/network-facts.ts';
import { declared, type FieldRef } from '../../model/field.ts';
import type { Selector } from '../../model/workload.ts';
import { holdsBlock } from '../../model/cidr.ts';

export type Policy = JudgedOf<'network-policy'>;
export type Way = 'ingress' | 'egress';
/** Rules of a direction that the policy is not about have no effect. */
export function rulesOf(policy: Policy, way: Way): readonly TrafficRule[] {
  return policy.isolates[way] ? policy[way] : [];
}
export function isEmpty(selector: Selector): boolean {
  return Object.keys(selector.labels).length === 0 && selector.expressions.length === 0;
}
/** Everybody, in the cluster and outside. */
export function isForAll({ peers, ports }: TrafficRule): boolean {
  return ports.length === 0 && (peers.length === 0 || peers.some(isAnybody));
}
function isAnybody({ pods, namespaces, cidr }: PolicyPeer): boolean {
  return pods === undefined && namespaces === undefined && cidr === undefined;
}
/** Every pod of every namespace. */
export function isWholeCluster({ pods, namespaces }: PolicyPeer): boolean {
  return namespaces !== undefined && isEmpty(namespaces) && (pods === undefined || isEmpty(pods));
}
/** A name may be any port. */
export function reachesPort(ports: readonly PolicyPort[], wanted: number): boolean {
  return (
    ports.length === 0 ||
    ports.some(({ protocol, port, endPort }) => {
      if (protocol !== 'tcp') return false;
      if (port === undefined) return true;
      return typeof port === 'number' && port <= wanted && wanted <= (endPort ?? port);
    })
  );
}
export function reachesAddress({ cidr, except }: PolicyPeer, address: string): boolean {
  return cidr !== undefined && holdsBlock(cidr, address) && !except.some((block) => holdsBlock(block, address));
}
export function ruleRef(way: Way, { at, peers, ports }: TrafficRule): FieldRef {
  return { name: way, field: declared({ peers, ports }, at) };
}
