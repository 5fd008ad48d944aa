// What a permission of the Kubernetes API is good for: requests that come to one power over the cluster or a part of it.
// https://kubernetes.io/docs/concepts/security/rbac-good-practices/#privilege-escalation-risks
import { isClusterWide } from './rbac-resources.ts';
import { allowedOf, allowsSome, type Ask, type Permission } from './rbac.ts';

export interface Power {
  readonly asks: readonly Ask[];
  /** Whether a rule for a few names gives it too: for any, or for these. */
  readonly named: 'no' | 'yes' | readonly string[];
}
/** One way in which a rule gives a power. */
export interface Hit {
  readonly verb: string;
  readonly group: string;
  readonly resource: string;
}

/** `everywhere` is false where the rule holds in namespaces only. */
export function hitsOf(
  rule: Permission,
  power: Power,
  { everywhere }: { readonly everywhere: boolean },
): readonly Hit[] {
  if (rule.resourceNames.length > 0 && !isNamed(rule, power)) return [];
  return power.asks.flatMap((ask) => {
    const { groups, resources, verbs } = allowedOf(rule, ask);
    const all = groups.flatMap((group) =>
      resources.flatMap((resource) => verbs.map((verb): Hit => ({ verb, group, resource }))),
    );
    return all.filter(
      (hit) => worksWithNames(rule, hit) && (everywhere || !isClusterWide(hit.group, hit.resource, hit.verb)),
    );
  });
}
function isNamed(rule: Permission, { named }: Power): boolean {
  if (typeof named === 'string') return named === 'yes';
  return rule.resourceNames.some((name) => named.includes(name));
}
/** A new object has no name when the authorizer is asked, unless it is applied, which is a patch. */
function worksWithNames(rule: Permission, { verb, group, resource }: Hit): boolean {
  if (rule.resourceNames.length === 0) return true;
  if (verb === 'deletecollection') return false;
  if (verb !== 'create' || resource.includes('/')) return true;
  return allowsSome(rule, { verb: 'patch', group, resource });
}

/** Constraints of OpenShift that let pods out of their confinement. */
export const looseConstraints = [
  'privileged',
  'anyuid',
  'hostaccess',
  'hostmount-anyuid',
  'hostnetwork',
  'hostnetwork-v2',
  'node-exporter',
  'nested-container',
];

const core = [''];
const rbac = ['rbac.authorization.k8s.io'];
const admission = ['admissionregistration.k8s.io'];
const storage = ['storage.k8s.io'];
const read = ['get', 'list', 'watch'];
const edit = ['create', 'update', 'patch'];
const change = ['update', 'patch'];
const remove = ['delete', 'deletecollection'];
/** HTTP methods that a proxy hands on, as verbs. */
const methods = ['get', 'create', 'update', 'patch', 'delete'];

function power(
  groups: readonly string[],
  resources: readonly string[],
  verbs: readonly string[],
  named: Power['named'] = 'no',
): Power {
  return { asks: [{ groups, resources, verbs }], named };
}
/** Each by the name of the rule that speaks about it. */
export const powers = {
  readSecrets: power(core, ['secrets'], read),
  writeSecrets: power(core, ['secrets'], edit),
  createTokens: power(core, ['serviceaccounts/token'], ['create']),
  createPods: power(core, ['pods'], ['create'], 'yes'),
  patchPods: power(core, ['pods'], change),
  /** The template of a Job cannot be changed. */
  createWorkloads: {
    asks: [
      { groups: ['apps'], resources: ['deployments', 'daemonsets', 'statefulsets', 'replicasets'], verbs: edit },
      { groups: core, resources: ['replicationcontrollers'], verbs: edit },
      { groups: ['batch'], resources: ['cronjobs'], verbs: edit },
      { groups: ['batch'], resources: ['jobs'], verbs: ['create'] },
    ],
    named: 'yes',
  },
  /** Until 1.35 a WebSocket, which begins with a GET, did for the subresources that stream. */
  execPods: power(core, ['pods/exec'], ['create', 'get']),
  attachPods: power(core, ['pods/attach'], ['create', 'get']),
  forwardPods: power(core, ['pods/portforward'], ['create', 'get']),
  debugPods: power(core, ['pods/ephemeralcontainers'], change, 'yes'),
  proxyPods: power(core, ['pods/proxy', 'services/proxy'], methods),
  /** The kubelet asks for no more than `get` before it lets a WebSocket run commands. */
  proxyNodes: power(core, ['nodes/proxy'], ['get', 'create'], 'yes'),
  escalate: power(rbac, ['roles', 'clusterroles'], ['escalate'], 'yes'),
  bind: power(rbac, ['roles', 'clusterroles'], ['bind'], ['cluster-admin']),
  writeBindings: power(rbac, ['rolebindings', 'clusterrolebindings'], edit),
  writeRoles: power(rbac, ['roles', 'clusterroles'], [...edit, 'delete']),
  impersonate: power(core, ['users', 'groups', 'serviceaccounts'], ['impersonate'], ['system:masters']),
  approveCertificates: power(['certificates.k8s.io'], ['certificatesigningrequests/approval'], change, 'yes'),
  approveClientSigners: power(
    ['certificates.k8s.io'],
    ['signers'],
    ['approve'],
    ['kubernetes.io/kube-apiserver-client', 'kubernetes.io/kube-apiserver-client-kubelet', 'kubernetes.io/*'],
  ),
  createCertificates: power(['certificates.k8s.io'], ['certificatesigningrequests'], ['create'], 'yes'),
  configureWebhooks: power(
    admission,
    [
      'validatingwebhookconfigurations',
      'mutatingwebhookconfigurations',
      'mutatingadmissionpolicies',
      'mutatingadmissionpolicybindings',
    ],
    edit,
    'yes',
  ),
  editAdmissionPolicies: {
    asks: [
      {
        groups: admission,
        resources: ['validatingadmissionpolicies', 'validatingadmissionpolicybindings'],
        verbs: [...edit, ...remove],
      },
      {
        groups: admission,
        resources: ['validatingwebhookconfigurations', 'mutatingwebhookconfigurations'],
        verbs: remove,
      },
      {
        groups: ['kyverno.io', 'policies.kyverno.io'],
        resources: ['clusterpolicies', 'policies', 'policyexceptions', 'validatingpolicies', 'mutatingpolicies'],
        verbs: [...edit, ...remove],
      },
      {
        groups: ['templates.gatekeeper.sh', 'constraints.gatekeeper.sh', 'config.gatekeeper.sh'],
        resources: ['constrainttemplates', 'constraints', 'configs'],
        verbs: [...edit, ...remove],
      },
    ],
    named: 'yes',
  },
  patchNamespaces: power(core, ['namespaces'], change, 'yes'),
  createVolumes: power(core, ['persistentvolumes'], ['create'], 'yes'),
  editNodes: power(core, ['nodes', 'nodes/status'], change),
  evictPods: {
    asks: [
      { groups: core, resources: ['pods'], verbs: remove },
      { groups: core, resources: ['pods/eviction'], verbs: ['create'] },
    ],
    named: 'no',
  },
  editPodStatus: power(core, ['pods/status'], change),
  editServiceStatus: power(core, ['services/status'], change),
  editEndpoints: {
    asks: [
      { groups: core, resources: ['endpoints'], verbs: edit },
      { groups: ['discovery.k8s.io'], resources: ['endpointslices'], verbs: edit },
    ],
    named: 'no',
  },
  editNetwork: {
    asks: [
      { groups: ['networking.k8s.io'], resources: ['networkpolicies', 'ingresses'], verbs: [...edit, 'delete'] },
      { groups: core, resources: ['services'], verbs: edit },
      {
        groups: ['gateway.networking.k8s.io'],
        resources: ['gateways', 'httproutes', 'grpcroutes', 'tcproutes', 'tlsroutes', 'referencegrants'],
        verbs: edit,
      },
    ],
    named: 'no',
  },
  editConfigMaps: power(core, ['configmaps'], change, [
    'coredns',
    'kube-proxy',
    'kubeadm-config',
    'kubelet-config',
    'extension-apiserver-authentication',
  ]),
  editAwsAuth: power(core, ['configmaps'], change, ['aws-auth']),
  bindAzureIdentities: {
    asks: [
      {
        groups: ['aadpodidentity.k8s.io'],
        resources: [
          'azurepodidentityexceptions',
          'azureidentities',
          'azureidentitybindings',
          'azureassignedidentities',
        ],
        verbs: edit,
      },
      { groups: ['managedidentity.azure.com'], resources: ['federatedidentitycredentials'], verbs: edit },
    ],
    named: 'yes',
  },
  readLogs: power(core, ['pods/log'], ['get']),
  deleteEvents: power(['', 'events.k8s.io'], ['events'], remove),
  deleteBroadly: {
    asks: [
      { groups: core, resources: ['pods', 'replicationcontrollers', 'namespaces', 'persistentvolumes'], verbs: remove },
      { groups: core, resources: ['persistentvolumeclaims'], verbs: remove },
      { groups: ['apps'], resources: ['deployments', 'daemonsets', 'statefulsets', 'replicasets'], verbs: remove },
      { groups: ['batch'], resources: ['jobs', 'cronjobs'], verbs: remove },
    ],
    named: 'no',
  },
  /** Objects that make a controller with rights of its own deploy something. */
  driveControllers: {
    asks: [
      {
        groups: ['argoproj.io'],
        resources: [
          'applications',
          'applicationsets',
          'appprojects',
          'workflows',
          'cronworkflows',
          'workflowtemplates',
        ],
        verbs: edit,
      },
      {
        groups: ['tekton.dev'],
        resources: ['tasks', 'taskruns', 'pipelines', 'pipelineruns', 'clustertasks'],
        verbs: edit,
      },
      { groups: ['kustomize.toolkit.fluxcd.io'], resources: ['kustomizations'], verbs: edit },
      { groups: ['helm.toolkit.fluxcd.io'], resources: ['helmreleases'], verbs: edit },
      { groups: ['helm.cattle.io'], resources: ['helmcharts', 'helmchartconfigs'], verbs: edit },
      { groups: ['fleet.cattle.io'], resources: ['bundles', 'gitrepos'], verbs: edit },
      { groups: ['kubernetes.crossplane.io'], resources: ['objects'], verbs: edit },
      { groups: ['helm.crossplane.io'], resources: ['releases'], verbs: edit },
      { groups: ['pkg.crossplane.io'], resources: ['providers', 'functions', 'configurations'], verbs: edit },
      {
        groups: ['operators.coreos.com'],
        resources: ['subscriptions', 'installplans', 'clusterserviceversions', 'catalogsources'],
        verbs: edit,
      },
    ],
    named: 'no',
  },
  editApiServices: power(['apiregistration.k8s.io'], ['apiservices'], edit, 'yes'),
  editStorage: power(storage, ['csidrivers', 'volumeattachments', 'storageclasses'], edit),
  claimDevices: power(['resource.k8s.io'], ['resourceclaims', 'resourceclaimtemplates'], ['create'], 'yes'),
  useConstraints: power(['security.openshift.io'], ['securitycontextconstraints'], ['use'], looseConstraints),
} as const satisfies Readonly<Record<string, Power>>;
