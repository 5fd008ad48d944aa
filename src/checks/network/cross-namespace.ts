// Judges rules for the pods of every namespace: https://kubernetes.io/docs/concepts/services-networking/network-policies/#behavior-of-to-and-from-selectors
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { manifests } from '../rbac/example-text.ts';
import { policyText } from './example-text.ts';
import { isWholeCluster, ruleRef, rulesOf } from './traffic.ts';

export const crossNamespace: Check<'network-policy'> = {
  id: toRuleId('net-cross-namespace'),
  title: 'Network policy opens pods to every namespace',
  severity: 'medium',
  layer: 'cluster',
  on: 'network-policy',
  why: 'A namespace is no border then: an intruder in the least guarded of them reaches every port of these pods.',
  todo: 'Select the namespaces that need it, by the label kubernetes.io/metadata.name, and name the ports.',
  refs: ['N190:4.3.3', 'OWK:K05', 'C-0054'],
  since: '2026.11',
  examples: {
    bad: [
      manifests(policyText('{podSelector: {}, ingress: [{from: [{namespaceSelector: {}}]}]}')),
      manifests(
        policyText(
          '{podSelector: {}, egress: [{to: [{namespaceSelector: {}, podSelector: {}}]}], policyTypes: [Egress]}',
        ),
      ),
    ],
    good: [
      manifests(policyText('{podSelector: {}, ingress: [{from: [{namespaceSelector: {matchLabels: {a: b}}}]}]}')),
      manifests(policyText('{podSelector: {}, ingress: [{from: [{namespaceSelector: {}}], ports: [{port: 53}]}]}')),
      manifests(
        policyText(
          '{podSelector: {}, ingress: [{from: [{namespaceSelector: {}, podSelector: {matchLabels: {a: b}}}]}]}',
        ),
      ),
      manifests(policyText('{podSelector: {}, ingress: [{from: [{podSelector: {}}]}]}')),
    ],
  },
  *run(policy) {
    if (policy.unclear) return;
    for (const way of ['ingress', 'egress'] as const) {
      const rule = rulesOf(policy, way).find(({ ports, peers }) => ports.length === 0 && peers.some(isWholeCluster));
      if (rule === undefined) continue;
      const what = way === 'ingress' ? 'lets pods of every namespace in' : 'lets pods out to every namespace';
      yield { key: way, what: `${what}, at every port`, fields: [ruleRef(way, rule)] };
    }
  },
};
