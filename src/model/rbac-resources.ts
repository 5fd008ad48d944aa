// Which resources lie outside every namespace, so that a rule for them does nothing in one.
// https://kubernetes.io/docs/reference/kubernetes-api/

const clusterWide: ReadonlySet<string> = new Set([
  ' nodes',
  ' persistentvolumes',
  ' componentstatuses',
  ' users',
  ' groups',
  'admissionregistration.k8s.io mutatingadmissionpolicies',
  'admissionregistration.k8s.io mutatingadmissionpolicybindings',
  'admissionregistration.k8s.io mutatingwebhookconfigurations',
  'admissionregistration.k8s.io validatingadmissionpolicies',
  'admissionregistration.k8s.io validatingadmissionpolicybindings',
  'admissionregistration.k8s.io validatingwebhookconfigurations',
  'apiextensions.k8s.io customresourcedefinitions',
  'apiregistration.k8s.io apiservices',
  'authentication.k8s.io uids',
  'authentication.k8s.io userextras',
  'certificates.k8s.io certificatesigningrequests',
  'certificates.k8s.io clustertrustbundles',
  'certificates.k8s.io signers',
  'kyverno.io clusterpolicies',
  'networking.k8s.io ingressclasses',
  'node.k8s.io runtimeclasses',
  'pkg.crossplane.io configurations',
  'pkg.crossplane.io functions',
  'pkg.crossplane.io providers',
  'policies.kyverno.io mutatingpolicies',
  'policies.kyverno.io validatingpolicies',
  'resource.k8s.io deviceclasses',
  'resource.k8s.io resourceslices',
  'scheduling.k8s.io priorityclasses',
  'security.openshift.io securitycontextconstraints',
  'storage.k8s.io csidrivers',
  'storage.k8s.io csinodes',
  'storage.k8s.io storageclasses',
  'storage.k8s.io volumeattachments',
  'templates.gatekeeper.sh constrainttemplates',
]);
const rbac = 'rbac.authorization.k8s.io';
const withoutName: ReadonlySet<string> = new Set(['create', 'list', 'watch', 'deletecollection']);
/**
 * A request for one namespace counts as one within it. Who may `bind` a cluster role is asked in the namespace of the
 * new binding.
 */
export function isClusterWide(group: string, resource: string, verb: string): boolean {
  const slash = resource.indexOf('/');
  const name = slash === -1 ? resource : resource.slice(0, slash);
  if (group === '' && name === 'namespaces') return withoutName.has(verb);
  if (group === rbac) return name === 'clusterrolebindings' || (name === 'clusterroles' && verb !== 'bind');
  return clusterWide.has(`${group} ${name}`);
}
