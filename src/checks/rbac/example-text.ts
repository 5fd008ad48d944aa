// Whole manifests around the rules that an example is about.
import type { Example } from '../../model/check.ts';
import { inFormats } from '../workload/every-format.ts';
import type { Says } from '../workload/example-says.ts';

export interface RuleText {
  readonly group?: string;
  readonly names?: string;
}
/** One rule; lists are written with commas. */
export function may(verbs: string, resources: string, { group = '""', names }: RuleText = {}): string {
  const named = names === undefined ? '' : `, resourceNames: [${names}]`;
  return `{apiGroups: [${group}], resources: [${resources}], verbs: [${verbs}]${named}}`;
}
export const rbacGroup = 'rbac.authorization.k8s.io';
export const webAccount = '{kind: ServiceAccount, name: web, namespace: shop}';

/** A cluster role that nobody is bound to. */
export function unbound(...rules: readonly string[]): Example {
  return manifests(roleText('ClusterRole', '', rules));
}
/** A cluster role, bound everywhere. */
export function everywhere(...rules: readonly string[]): Example {
  return manifests(roleText('ClusterRole', '', rules), bindingText({ role: 'ClusterRole app' }));
}
/** A role of the namespace `shop`. */
export function inShop(...rules: readonly string[]): Example {
  return inNamespace('shop', ...rules);
}
export function inNamespace(namespace: string, ...rules: readonly string[]): Example {
  return manifests(roleText('Role', namespace, rules), bindingText({ role: 'Role app', namespace }));
}
/** A cluster role that is bound in the namespace `shop` only. */
export function boundInShop(...rules: readonly string[]): Example {
  return manifests(roleText('ClusterRole', '', rules), bindingText({ role: 'ClusterRole app', namespace: 'shop' }));
}

export function manifests(...objects: readonly string[]): Example {
  return { format: 'kubernetes', text: objects.join('---\n') };
}
export function roleText(kind: 'Role' | 'ClusterRole', namespace: string, rules: readonly string[]): string {
  const place = namespace === '' ? '' : `, namespace: ${namespace}`;
  const list = rules.map((rule) => `  - ${rule}\n`).join('');
  return `apiVersion: ${rbacGroup}/v1\nkind: ${kind}\nmetadata: {name: app${place}}\nrules:\n${list}`;
}
export interface BindingText {
  /** `Role NAME` or `ClusterRole NAME`. */
  readonly role: string;
  readonly namespace?: string;
  readonly subjects?: readonly string[];
}
export function bindingText({ role, namespace, subjects = [webAccount] }: BindingText): string {
  const [kind = '', name = ''] = role.split(' ');
  const place = namespace === undefined ? '' : `, namespace: ${namespace}`;
  const list = subjects.map((subject) => `  - ${subject}\n`).join('');
  return `apiVersion: ${rbacGroup}/v1
kind: ${namespace === undefined ? 'ClusterRoleBinding' : 'RoleBinding'}
metadata: {name: app${place}}
roleRef: {apiGroup: ${rbacGroup}, kind: ${kind}, name: "${name}"}
subjects:
${list}`;
}
/** A service account of `shop` that brings no token into pods by itself. */
export const webText =
  'apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: web, namespace: shop}\nautomountServiceAccountToken: false\n';
/** A hardened Deployment of `shop`, named like this. */
export function podsText(name: string, change: Says): string {
  const [example] = inFormats(['kubernetes'], change);
  return (example?.text ?? '').replace('metadata: {name: web,', `metadata: {name: ${name},`);
}
/** The same example, with nothing else in the cluster but a policy that closes the network of `shop`. */
export function whole(example: Example): Example {
  const closed = { 'network-policy.yaml': policyOfShop };
  return { ...example, files: { ...example.files, ...closed }, complete: true };
}
const policyOfShop =
  'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: deny, namespace: shop}\nspec: {podSelector: {}, policyTypes: [Ingress, Egress]}\n';
/** The same example with the rules that it cannot help to break as well. */
export function also(example: Example, ...rules: readonly string[]): Example {
  return { ...example, also: rules };
}
