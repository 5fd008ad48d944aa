// Judges policies that are about no pod: https://kubernetes.io/docs/concepts/services-networking/network-policies/#networkpolicy-resource
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { declared, valueOf } from '../../model/field.ts';
import type { Selector } from '../../model/workload.ts';
import { manifests, podsText } from '../rbac/example-text.ts';
import { podsSelected } from '../workload/pods-selected.ts';
import { denyText, policyText } from './example-text.ts';
import { isEmpty } from './traffic.ts';

export const policySelectsNothing: Check<'network-policy'> = {
  id: toRuleId('net-policy-selects-nothing'),
  title: 'Network policy is about no pod',
  severity: 'low',
  layer: 'cluster',
  on: 'network-policy',
  why: 'The pods that it was written for are as open as without it, and whoever reads the file takes them for closed.',
  todo: 'Correct the selector, or remove the policy.',
  refs: ['NSA:Net', 'OWK:K05', 'kl:dangling-networkpolicy', 'sc:networkpolicy-targets-pod', 'kics:85ab1c5b'],
  since: '2026.11',
  get examples() {
    const pods = podsText('web', {});
    const selecting = (labels: string) =>
      policyText(`{podSelector: ${labels}, policyTypes: [Ingress], ingress: [{from: [{podSelector: {}}]}]}`);
    const all = (...texts: readonly string[]) => ({ ...manifests(...texts), complete: true as const });
    return {
      bad: [
        all(pods, denyText, selecting('{matchLabels: {app: shop}}')),
        all(pods, denyText, selecting('{matchExpressions: [{key: app, operator: NotIn, values: [web]}]}')),
      ],
      good: [
        all(pods, denyText, selecting('{matchLabels: {app: web}}')),
        manifests(pods, denyText, selecting('{matchLabels: {app: shop}}')),
        all(denyText, selecting('{matchLabels: {app: shop}}')),
        all(pods, denyText, policyText('{podSelector: {matchLabels: {app: "{{ .app }}"}}, policyTypes: [Ingress]}')),
      ],
    };
  },
  *run(policy, world) {
    const [at] = policy.at;
    if (at === undefined || policy.unclear || isEmpty(policy.pods)) return;
    if (world.known('workload', policy.scope) !== 'all') return;
    // Where there is no pod at all it waits for those that come, like one for every pod.
    const there = podsSelected(world, { ...policy, selector: { labels: {}, expressions: [] } });
    if (there.length === 0) return;
    const pods = podsSelected(world, { ...policy, selector: policy.pods });
    // Pods on the network of their node are no business of policies.
    if (pods.some(({ containers }) => valueOf(containers[0]?.effective.network) !== 'host')) return;
    const wanted = say(policy.pods);
    yield {
      key: 'selector',
      what: `is about pods with ${wanted}, and there are none`,
      fields: [{ name: 'spec.podSelector', field: declared(wanted, at) }],
    };
  },
};

function say({ labels, expressions }: Selector): string {
  const pairs = Object.entries(labels).map(([key, value]) => `${key}=${value}`);
  return [...pairs, ...expressions.map(({ key, operator }) => `${key} ${operator}`)].join(', ');
}
