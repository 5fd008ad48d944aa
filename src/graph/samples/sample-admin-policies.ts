// Test support: policies of a cluster at random. https://network-policy-api.sigs.k8s.io/reference/spec/
import { toFactId } from '../../model/brand.ts';
import type { AdminPolicyFact } from '../../model/facts.ts';
import type { AdminPeer, AdminRule } from '../../model/network-facts.ts';
import {
  at,
  blocks,
  one,
  raw,
  samplePort,
  sampleSelector,
  sampleSpaces,
  selector,
  type Next,
} from './sample-policies.ts';

export function sampleAdminPolicy(changes: Partial<AdminPolicyFact>): AdminPolicyFact {
  return {
    kind: 'admin-policy',
    id: toFactId('admin-policy', 'test', `${changes.tier ?? 'admin'}/${changes.name ?? 'p'}`),
    scope: 'test',
    tier: 'admin',
    name: 'p',
    priority: 10,
    subject: { namespaces: selector() },
    ingress: [],
    egress: [],
    unclear: false,
    at: [at],
    raw,
    ...changes,
  };
}
function sampleAdminRule(next: Next, way: 'ingress' | 'egress', actions: readonly AdminRule['action'][]): AdminRule {
  const peer = (): AdminPeer => {
    const kind = next(way === 'egress' ? 6 : 3);
    if (kind === 3) return { cidr: one(next, blocks) };
    if (kind === 4) return { nodes: next(2) === 0 ? selector() : selector({ zone: 'a' }) };
    if (kind === 5) return { domains: true };
    return { namespaces: sampleSpaces(next), ...(kind > 0 && { pods: sampleSelector(next) }) };
  };
  return {
    action: actions[next(actions.length)] ?? 'deny',
    peers: Array.from({ length: 1 + next(2) }, peer),
    ports: Array.from({ length: next(3) }, () => samplePort(next)),
    at,
  };
}
/** Of the cluster, a few of which have one priority, and mostly one that speaks last. */
export function sampleAdminPolicies(next: Next): readonly AdminPolicyFact[] {
  const policy = (changes: Partial<AdminPolicyFact>, actions: readonly AdminRule['action'][]): AdminPolicyFact =>
    sampleAdminPolicy({
      subject: { namespaces: sampleSpaces(next), ...(next(2) === 0 && { pods: sampleSelector(next) }) },
      ingress: Array.from({ length: next(3) }, () => sampleAdminRule(next, 'ingress', actions)),
      egress: Array.from({ length: next(3) }, () => sampleAdminRule(next, 'egress', actions)),
      unclear: next(15) === 0,
      ...changes,
    });
  const all = Array.from({ length: next(4) }, (_, index) =>
    policy({ name: `a${index}`, priority: 5 * next(4) }, ['allow', 'deny', 'pass']),
  );
  return next(3) === 0
    ? all
    : [...all, policy({ name: 'default', tier: 'baseline', priority: 0 }, ['allow', 'deny', 'deny'])];
}
