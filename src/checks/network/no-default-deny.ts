// Judges whether pods begin closed: https://kubernetes.io/docs/concepts/services-networking/network-policies/#default-policies
import { toRuleId } from '../../model/brand.ts';
import type { Check, Message } from '../../model/check.ts';
import type { JudgedOf } from '../../model/facts.ts';
import { declared } from '../../model/field.ts';
import { manifests, podsText } from '../rbac/example-text.ts';
import { denyText, policyText, shopText } from './example-text.ts';
import {
  inNamespace,
  isSystemNamespace,
  openWays,
  policiesAt,
  sayWays,
  undeniedWays,
  workloadsAt,
} from './selection.ts';
import type { Way } from './traffic.ts';

export const noDefaultDeny: Check<'namespace'> = {
  id: toRuleId('net-no-default-deny'),
  title: 'Pods of the namespace begin open',
  severity: 'medium',
  layer: 'cluster',
  on: 'namespace',
  why: 'A pod that nobody has written a policy for, such as one that an intruder starts, reaches everything and is reached by everybody.',
  todo: 'Add a policy with an empty podSelector and the types Ingress and Egress, and no rules.',
  refs: ['NSA:Net', 'OWK:K05', 'C-0030', 'kyv:add-network-policy'],
  since: '2026.11',
  get examples() {
    const pods = podsText('web', {});
    const ofWeb = policyText('{podSelector: {matchLabels: {app: web}}, policyTypes: [Ingress, Egress]}');
    const all = (...texts: readonly string[]) => ({ ...manifests(...texts), complete: true as const });
    return {
      bad: [all(shopText, pods, ofWeb), all(shopText, ofWeb)],
      good: [
        all(shopText, pods, denyText),
        all(shopText, pods),
        all(shopText, pods, policyText('{podSelector: {}, policyTypes: [Ingress]}')),
        manifests(shopText, pods, ofWeb),
      ],
    };
  },
  *run(namespace, world) {
    const place = inNamespace(namespace);
    const [at] = namespace.at;
    const policies = policiesAt(place, world) ?? [];
    if (policies.length === 0 || at === undefined || isSystemNamespace(namespace.name)) return;
    const known = workloadsAt(place, world);
    // What is open for a pod that is there is said of the pod.
    const undenied = undeniedWays(policies).filter(
      (way) => !known.some(({ labels }) => openWays(policies, labels).includes(way)),
    );
    if (undenied.length === 0) return;
    yield {
      key: 'default',
      what: `no policy for all of its pods limits ${sayWays(undenied)}`,
      fields: [{ name: 'metadata.name', field: declared(namespace.name, at) }],
      ...fixOf(namespace, policies, undenied),
    };
  },
};
const newName = 'default-deny';
/** Every pod that is known has a policy of its own in these directions, and keeps what that allows. */
function fixOf(
  { id, name }: JudgedOf<'namespace'>,
  policies: readonly { readonly name: string }[],
  ways: readonly Way[],
): Pick<Message, 'fix'> {
  if (policies.some((policy) => policy.name === newName)) return {};
  const types = ways.map((way) => `    - ${way === 'ingress' ? 'Ingress' : 'Egress'}\n`).join('');
  const value = `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: ${newName}
  namespace: ${name}
spec:
  podSelector: {}
  policyTypes:
${types}`;
  return {
    fix: { say: 'deny what no policy allows', edits: [{ op: 'append-document', target: { fact: id }, value }] },
  };
}
