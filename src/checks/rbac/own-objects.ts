// Which objects of a dump are Kubernetes' own.
// https://kubernetes.io/docs/reference/access-authn-authz/rbac/#default-roles-and-role-bindings
import { builtInRoles } from '../../model/built-in-roles.ts';

/** The label alone would let anybody hide a role behind it. */
export function isOwnOfKubernetes(object: {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
}): boolean {
  const marked = object.labels['kubernetes.io/bootstrapping'] === 'rbac-defaults';
  return marked && (object.name.startsWith('system:') || builtInRoles.has(object.name));
}
