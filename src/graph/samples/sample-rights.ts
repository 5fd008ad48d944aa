// Test support: roles, bindings, accounts, namespaces and secrets made by hand.
import { toFactId } from '../../model/brand.ts';
import type {
  BindingFact,
  HostFact,
  IdentityFact,
  NamespaceFact,
  RoleFact,
  SecretFact,
  VariablesFact,
} from '../../model/facts.ts';
import type { PolicyRule, RbacSubject } from '../../model/rbac-facts.ts';
import { declared } from '../../model/field.ts';
import { sampleAt } from './sample-world.ts';

const scope = 'test';
function stamp<K extends string>(kind: K, name: string) {
  const raw = { format: 'kubernetes', path: 'rbac.yaml', document: 0, pointer: [] } as const;
  return { kind, id: toFactId('object', scope, `${kind}/${name}`), scope, name, at: [sampleAt()], raw };
}
/** Verbs, resources and names as `get,list secrets/web`: the group comes before a colon, names in brackets. */
export function ruleSample(text: string, index = 0): PolicyRule {
  const [, verbs = '', group = '', resources = '', names = ''] =
    /^(\S+) (?:([^:\s]*):)?([^\s[]+)(?: \[([^\]]*)\])?$/u.exec(text) ?? [];
  if (resources === '') throw new Error(`not a rule: ${text}`);
  return {
    apiGroups: [group],
    resources: resources.split(','),
    verbs: verbs.split(','),
    resourceNames: names === '' ? [] : names.split(','),
    nonResourceUrls: [],
    at: sampleAt(),
    pointer: ['rules', index],
  };
}
export interface RoleSample {
  readonly name: string;
  readonly rules: readonly string[];
  /** That of a Role; a ClusterRole has none. */
  readonly namespace?: string;
  readonly labels?: Readonly<Record<string, string>>;
  /** Label whose bearers it takes the rules of. */
  readonly takes?: string;
}
export function roleSample({ name, rules, namespace, labels = {}, takes }: RoleSample): RoleFact {
  return {
    ...stamp('role', `${namespace ?? ''}/${name}`),
    name,
    cluster: namespace === undefined,
    ...(namespace !== undefined && { namespace }),
    labels,
    rules: rules.map(ruleSample),
    aggregates: takes === undefined ? [] : [{ labels: { [takes]: 'true' }, expressions: [] }],
  };
}
export interface BindingSample {
  readonly name: string;
  /** Of a ClusterRole; `Role NAME` for one of the namespace. */
  readonly role: string;
  /** Accounts as `namespace/name`, else `group:NAME` or `user:NAME`. */
  readonly to: readonly string[];
  /** That of a RoleBinding; a ClusterRoleBinding has none. */
  readonly namespace?: string;
}
export function bindingSample({ name, role, to, namespace }: BindingSample): BindingFact {
  const own = role.startsWith('Role ');
  return {
    ...stamp('binding', `${namespace ?? ''}/${name}`),
    name,
    cluster: namespace === undefined,
    ...(namespace !== undefined && { namespace }),
    labels: {},
    role: { cluster: !own, name: own ? role.slice('Role '.length) : role },
    subjects: to.map(toSubject),
  };
}
function toSubject(text: string, index: number): RbacSubject {
  const place = { at: sampleAt(), pointer: ['subjects', index] };
  const [type, ...rest] = text.split(':');
  if (type === 'group') return { type: 'Group', name: rest.join(':'), ...place };
  if (type === 'user') return { type: 'User', name: rest.join(':'), ...place };
  const [namespace = '', name = ''] = text.split('/');
  return { type: 'ServiceAccount', name, namespace, ...place };
}
export function accountSample(name: string, annotations: Readonly<Record<string, string>> = {}): IdentityFact {
  return { ...stamp('identity', name), namespace: 'shop', annotations, pointer: [] };
}
export function namespaceSample(name: string, enforce?: string): NamespaceFact {
  const labels = enforce === undefined ? {} : { 'pod-security.kubernetes.io/enforce': enforce };
  return { ...stamp('namespace', name), labels };
}
export interface SecretSample {
  readonly name: string;
  readonly namespace?: string;
  readonly type?: string;
  readonly keys?: readonly string[];
  /** Whose token it is. */
  readonly account?: string;
}
export function secretSample({ name, namespace = 'shop', type, keys = [], account }: SecretSample): SecretFact {
  return {
    ...stamp('secret', `${namespace}/${name}`),
    name,
    namespace,
    type: type ?? (account === undefined ? 'Opaque' : 'kubernetes.io/service-account-token'),
    keys: keys.map((key) => ({ name: key, filled: false, at: sampleAt() })),
    encrypted: false,
    immutable: false,
    annotations: account === undefined ? {} : { 'kubernetes.io/service-account.name': account },
  };
}
export function configSample(name: string, data: Readonly<Record<string, string>>, namespace = 'shop'): VariablesFact {
  return {
    ...stamp('variables', `${namespace}/${name}`),
    name,
    type: 'config-map',
    namespace,
    immutable: false,
    entries: Object.entries(data).map(([key, value]) => declared({ name: key, value }, sampleAt())),
  };
}
export function machineSample(name: string, says: { readonly controlPlane?: true; readonly cloud?: string }): HostFact {
  return {
    ...stamp('host', name),
    engine: 'kubernetes',
    labels: {},
    controlPlane: says.controlPlane ?? false,
    taints: [],
    ...(says.cloud !== undefined && { cloud: declared(says.cloud, sampleAt()) }),
    programs: [],
  };
}
