// What the user-facing roles of every cluster grant.
// https://kubernetes.io/docs/reference/access-authn-authz/rbac/#default-roles-and-role-bindings
import type { Permission } from './rbac.ts';

const read = ['get', 'list', 'watch'];
const write = ['create', 'update', 'patch', 'delete', 'deletecollection'];
function rule(verbs: readonly string[], group: string, resources: readonly string[]): Permission {
  return { apiGroups: [group], resources, verbs, resourceNames: [], nonResourceUrls: [] };
}
const workloads = ['daemonsets', 'deployments', 'deployments/scale', 'replicasets', 'replicasets/scale'];
const statefulSets = ['statefulsets', 'statefulsets/scale'];
const network = ['networkpolicies', 'ingresses'];

const view: readonly Permission[] = [
  rule(read, '', ['pods', 'pods/log', 'pods/status', 'replicationcontrollers', 'replicationcontrollers/scale']),
  rule(read, '', ['replicationcontrollers/status', 'serviceaccounts', 'services', 'services/status', 'endpoints']),
  rule(read, '', ['persistentvolumeclaims', 'persistentvolumeclaims/status', 'configmaps', 'limitranges', 'bindings']),
  rule(read, '', ['resourcequotas', 'resourcequotas/status', 'namespaces', 'namespaces/status', 'events']),
  rule(read, 'events.k8s.io', ['events']),
  rule(read, 'discovery.k8s.io', ['endpointslices']),
  rule(read, 'apps', [...workloads, ...statefulSets, 'controllerrevisions', 'daemonsets/status', 'deployments/status']),
  rule(read, 'apps', ['replicasets/status', 'statefulsets/status']),
  rule(read, 'autoscaling', ['horizontalpodautoscalers', 'horizontalpodautoscalers/status']),
  rule(read, 'batch', ['jobs', 'jobs/status', 'cronjobs', 'cronjobs/status']),
  rule(read, 'policy', ['poddisruptionbudgets', 'poddisruptionbudgets/status']),
  rule(read, 'networking.k8s.io', [...network, 'ingresses/status']),
  rule(read, 'resource.k8s.io', ['resourceclaims', 'resourceclaims/status', 'resourceclaimtemplates']),
];
const edit: readonly Permission[] = [
  rule(read, '', ['pods/attach', 'pods/proxy', 'pods/exec', 'pods/portforward', 'secrets', 'services/proxy']),
  rule(['impersonate'], '', ['serviceaccounts']),
  rule(write, '', ['pods', 'pods/attach', 'pods/proxy', 'pods/exec', 'pods/portforward', 'services/proxy', 'events']),
  rule(write, '', ['replicationcontrollers', 'replicationcontrollers/scale', 'serviceaccounts', 'services']),
  rule(write, '', ['persistentvolumeclaims', 'configmaps', 'secrets']),
  rule(['create'], '', ['pods/eviction', 'serviceaccounts/token']),
  rule(write, 'events.k8s.io', ['events']),
  rule(write, 'apps', [...workloads, ...statefulSets, 'deployments/rollback']),
  rule(write, 'autoscaling', ['horizontalpodautoscalers']),
  rule(write, 'batch', ['jobs', 'cronjobs']),
  rule(write, 'policy', ['poddisruptionbudgets']),
  rule(write, 'networking.k8s.io', network),
  rule(write, 'resource.k8s.io', ['resourceclaims', 'resourceclaimtemplates']),
  rule([...read, ...write], 'coordination.k8s.io', ['leases']),
  ...view,
];
const admin: readonly Permission[] = [
  rule(['create'], 'authorization.k8s.io', ['localsubjectaccessreviews']),
  rule([...read, ...write], 'rbac.authorization.k8s.io', ['roles', 'rolebindings']),
  ...edit,
];
const everything: Permission = {
  apiGroups: ['*'],
  resources: ['*'],
  verbs: ['*'],
  resourceNames: [],
  nonResourceUrls: ['*'],
};

export interface BuiltInRole {
  readonly rules: readonly Permission[];
  /** Labels by which other cluster roles add theirs to it. */
  readonly takes: readonly string[];
}
const aggregate = 'rbac.authorization.k8s.io/aggregate-to-';
/** Without the groups that no server offers any more, and what is behind feature gates. */
export const builtInRoles: ReadonlyMap<string, BuiltInRole> = new Map([
  ['cluster-admin', { rules: [everything], takes: [] }],
  ['admin', { rules: admin, takes: ['admin', 'edit', 'view'].map((name) => aggregate + name) }],
  ['edit', { rules: edit, takes: ['edit', 'view'].map((name) => aggregate + name) }],
  ['view', { rules: view, takes: [`${aggregate}view`] }],
]);
