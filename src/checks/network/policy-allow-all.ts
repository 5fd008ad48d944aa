// Judges rules that let everything through: https://kubernetes.io/docs/concepts/services-networking/network-policies/#allow-all-ingress-traffic
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { manifests } from '../rbac/example-text.ts';
import { policyText } from './example-text.ts';
import { isForAll, ruleRef, rulesOf } from './traffic.ts';

export const policyAllowAll: Check<'network-policy'> = {
  id: toRuleId('net-policy-allow-all'),
  title: 'Network policy lets everything through',
  severity: 'medium',
  layer: 'cluster',
  on: 'network-policy',
  why: 'Policies add up, so this rule opens the pods to everybody whatever the others say: an intruder anywhere in the cluster reaches each of their ports.',
  todo: 'Name in the rule who may talk to the pods and at which ports.',
  refs: ['NSA:Net', 'OWK:K05', 'KSV-0038', 'kyv:restrict-networkpolicy-empty-podselector'],
  since: '2026.11',
  examples: {
    bad: [
      manifests(policyText('{podSelector: {}, ingress: [{}]}')),
      manifests(policyText('{podSelector: {}, ingress: [{from: []}]}')),
      manifests(policyText('{podSelector: {}, policyTypes: [Egress], egress: [{}]}')),
    ],
    good: [
      manifests(policyText('{podSelector: {}, ingress: []}')),
      manifests(policyText('{podSelector: {}, ingress: [{from: [{podSelector: {}}]}]}')),
      manifests(policyText('{podSelector: {}, ingress: [{ports: [{port: 8080}]}]}')),
      manifests(policyText('{podSelector: {}, policyTypes: [Ingress], egress: [{}]}')),
      manifests(policyText('{podSelector: {}, ingress: ["{{ .rule }}"]}')),
    ],
  },
  *run(policy) {
    if (policy.unclear) return;
    for (const way of ['ingress', 'egress'] as const) {
      const rule = rulesOf(policy, way).find(isForAll);
      if (rule === undefined) continue;
      const what = way === 'ingress' ? 'lets everybody in at every port' : 'lets everything out to everywhere';
      yield { key: way, what, fields: [ruleRef(way, rule)] };
    }
  },
};
