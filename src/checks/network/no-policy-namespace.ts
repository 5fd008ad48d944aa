// Judges namespaces where nothing is filtered: https://kubernetes.io/docs/concepts/services-networking/network-policies/
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { declared } from '../../model/field.ts';
import { manifests, podsText } from '../rbac/example-text.ts';
import { denyText, policyText, shopText } from './example-text.ts';
import { inNamespace, isSystemNamespace, policiesAt, workloadsAt } from './selection.ts';

export const noPolicyNamespace: Check<'namespace'> = {
  id: toRuleId('net-no-policy-namespace'),
  title: 'Namespace without a network policy',
  severity: 'medium',
  layer: 'cluster',
  on: 'namespace',
  why: 'Every pod of the cluster reaches every port of the pods in it, and they reach everything: whoever takes one over goes on from there.',
  todo: 'Add a policy that denies what comes in and goes out, then one for each flow that is needed.',
  refs: ['CISK 5.3.2', 'NSA:Net', 'N190:4.3.3', 'OWK:K05', 'C-0054', 'C-0206', 'C-0049', 'kyv:add-network-policy'],
  since: '2026.11',
  get examples() {
    const pods = podsText('web', {});
    const foreign =
      'apiVersion: cilium.io/v2\nkind: CiliumNetworkPolicy\nmetadata: {name: x, namespace: shop}\nspec: {}\n';
    const all = (...texts: readonly string[]) => ({ ...manifests(...texts), complete: true as const });
    return {
      bad: [all(shopText, pods), all(shopText, pods, denyText.replace('namespace: shop', 'namespace: other'))],
      good: [
        all(shopText, pods, denyText),
        all(shopText, pods, foreign),
        all(shopText, pods, policyText('{podSelector: {matchLabels: {app: "{{ .app }}"}}}')),
        manifests(shopText, pods),
        all(shopText),
        all(shopText.replace('shop', 'kube-system'), pods.replace('namespace: shop', 'namespace: kube-system')),
      ],
    };
  },
  *run(namespace, world) {
    const place = inNamespace(namespace);
    const [at] = namespace.at;
    const policies = policiesAt(place, world);
    if (policies === undefined || policies.length > 0 || at === undefined || isSystemNamespace(namespace.name)) return;
    const count = workloadsAt(place, world).length;
    if (count === 0) return;
    yield {
      key: 'policies',
      what: `has ${count === 1 ? 'a workload' : `${String(count)} workloads`} and no network policy`,
      fields: [{ name: 'metadata.name', field: declared(namespace.name, at) }],
    };
  },
};
