// Judges pods that no network policy is about: https://kubernetes.io/docs/concepts/services-networking/network-policies/#the-two-sorts-of-pod-isolation
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { declared } from '../../model/field.ts';
import { manifests, podsText } from '../rbac/example-text.ts';
import { denyText, policyText } from './example-text.ts';
import { isFiltered, isNamespaceThere, isSystemNamespace, openWays, policiesAt, sayWays } from './selection.ts';

export const podUnselected: Check<'workload'> = {
  id: toRuleId('net-pod-unselected'),
  title: 'No network policy is about the pod',
  severity: 'medium',
  layer: 'cluster',
  on: 'workload',
  why: 'What no policy is about is open: every pod of the cluster reaches its ports, or it reaches everything, the internet and the metadata service of the cloud too.',
  todo: 'Deny both directions for the whole namespace, and add a policy for each flow that is needed.',
  refs: [
    'CISK 5.3.2',
    'OWK:K05',
    'CKV2_K8S_6',
    'C-0260',
    'C-0030',
    'kl:non-isolated-pod',
    'pol:missingNetworkPolicy',
    'sc:pod-networkpolicy',
    'kics:0401f71b',
    'kyv:require-netpol',
  ],
  since: '2026.11',
  get examples() {
    const pods = podsText('web', {});
    const all = (...texts: readonly string[]) => ({ ...manifests(...texts), complete: true as const });
    return {
      bad: [
        all(pods),
        {
          ...all(pods, policyText('{podSelector: {matchLabels: {app: other}}, policyTypes: [Ingress, Egress]}')),
          also: ['net-policy-selects-nothing'],
        },
        all(pods, policyText('{podSelector: {}, policyTypes: [Egress]}')),
      ],
      good: [
        all(pods, denyText),
        all(pods, policyText('{podSelector: {matchLabels: {app: web}}, policyTypes: [Ingress, Egress]}')),
        all(podsText('web', { network: 'host' })),
        manifests(pods),
      ],
    };
  },
  *run(workload, world) {
    const [at] = workload.at;
    if (at === undefined || !isFiltered(workload) || isSystemNamespace(workload.namespace)) return;
    const policies = policiesAt(workload, world);
    if (policies === undefined) return;
    // Where there is none at all, the namespace says so once.
    if (policies.length === 0 && isNamespaceThere(workload, world)) return;
    const open = openWays(policies, workload.labels);
    if (open.length === 0) return;
    const said = Object.entries(workload.labels).map(([key, value]) => `${key}=${value}`);
    yield {
      key: 'policies',
      what: `no network policy limits ${sayWays(open)}`,
      fields: [{ name: 'labels', field: declared(said.join(', '), at) }],
    };
  },
};
