// Who may do what in a cluster: https://kubernetes.io/docs/reference/access-authn-authz/rbac/
import type { Field } from './field.ts';
import type { Location } from './location.ts';
import type { RawRef, Selector } from './workload.ts';

/** A Kubernetes service account. */
export interface IdentityDraft {
  readonly kind: 'identity';
  readonly name: string;
  readonly namespace?: string;
  readonly automount?: Field<boolean>;
  readonly annotations: Readonly<Record<string, string>>;
  /** Way to the account from the document's root. */
  readonly pointer: readonly (string | number)[];
  readonly at: readonly Location[];
  readonly raw: RawRef;
}

/** One rule of a role: every verb on every resource of every group it names. */
export interface PolicyRule {
  readonly apiGroups: readonly string[];
  /** `pods`, `pods/exec`, `*`. */
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
  /** Empty means every name. */
  readonly resourceNames: readonly string[];
  readonly nonResourceUrls: readonly string[];
  readonly at: Location;
  /** Way to the rule from the document's root. */
  readonly pointer: readonly (string | number)[];
}
/** A Role or ClusterRole of Kubernetes RBAC. */
export interface RoleDraft {
  readonly kind: 'role';
  /** True for a ClusterRole. */
  readonly cluster: boolean;
  readonly name: string;
  readonly namespace?: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly rules: readonly PolicyRule[];
  /** Selectors of the cluster roles whose rules are taken over; empty where it does not aggregate. */
  readonly aggregates: readonly Selector[];
  readonly at: readonly Location[];
  readonly raw: RawRef;
}
export interface RbacSubject {
  readonly type: 'User' | 'Group' | 'ServiceAccount';
  readonly name: string;
  /** Of a service account. */
  readonly namespace?: string;
  readonly at: Location;
  readonly pointer: readonly (string | number)[];
}
/** A RoleBinding or ClusterRoleBinding. */
export interface BindingDraft {
  readonly kind: 'binding';
  readonly cluster: boolean;
  readonly name: string;
  readonly namespace?: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly role: { readonly cluster: boolean; readonly name: string };
  readonly subjects: readonly RbacSubject[];
  readonly at: readonly Location[];
  readonly raw: RawRef;
}
