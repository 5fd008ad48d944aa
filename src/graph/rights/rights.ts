// The rights over the API that lead somewhere else, and which of them a rule of a role gives.
// https://kubernetes.io/docs/concepts/security/rbac-good-practices/#privilege-escalation-risks
import { hitsOf, powers, type Hit, type Power } from '../../model/rbac-powers.ts';
import type { Permission } from '../../model/rbac.ts';

/** A rule for a few names gives these too, over just those. */
function named(power: Power): Power {
  return { ...power, named: 'yes' };
}
function over(group: string, resources: readonly string[], verbs: readonly string[]): Power {
  return { asks: [{ groups: [group], resources, verbs }], named: 'yes' };
}
const rbac = 'rbac.authorization.k8s.io';
const admission = 'admissionregistration.k8s.io';
const edit = ['create', 'update', 'patch'];
const change = ['update', 'patch'];

export const rights = {
  readSecrets: named(powers.readSecrets),
  readConfigMaps: over('', ['configmaps'], ['get', 'list', 'watch']),
  createSecrets: over('', ['secrets'], ['create']),
  createTokens: named(powers.createTokens),
  createPods: powers.createPods,
  createWorkloads: powers.createWorkloads,
  patchPods: named(powers.patchPods),
  changeWorkloads: {
    asks: [
      { groups: ['apps'], resources: ['deployments', 'daemonsets', 'statefulsets', 'replicasets'], verbs: change },
      { groups: [''], resources: ['replicationcontrollers'], verbs: change },
      { groups: ['batch'], resources: ['cronjobs'], verbs: change },
    ],
    named: 'yes',
  },
  execPods: over('', ['pods/exec'], ['create']),
  execByGet: over('', ['pods/exec'], ['get']),
  attachPods: named(powers.attachPods),
  debugPods: powers.debugPods,
  proxyNodes: powers.proxyNodes,
  forwardPods: over('', ['pods/portforward'], ['create']),
  forwardByGet: over('', ['pods/portforward'], ['get']),
  proxyPods: over('', ['pods/proxy'], ['get', 'create']),
  proxyServices: over('', ['services/proxy'], ['get', 'create']),
  escalateClusterRoles: over(rbac, ['clusterroles'], ['escalate']),
  editClusterRoles: over(rbac, ['clusterroles'], change),
  escalateRoles: over(rbac, ['roles'], ['escalate']),
  editRoles: over(rbac, ['roles'], change),
  bindClusterRoles: over(rbac, ['clusterroles'], ['bind']),
  writeClusterBindings: over(rbac, ['clusterrolebindings'], edit),
  writeBindings: over(rbac, ['rolebindings'], edit),
  impersonateUsers: over('', ['users'], ['impersonate']),
  impersonateGroups: over('', ['groups'], ['impersonate']),
  impersonateAccounts: over('', ['serviceaccounts'], ['impersonate']),
  createCertificates: powers.createCertificates,
  approveCertificates: powers.approveCertificates,
  approveSigners: {
    ...powers.approveClientSigners,
    named: ['kubernetes.io/kube-apiserver-client', 'kubernetes.io/*'],
  },
  mutateObjects: over(
    admission,
    ['mutatingwebhookconfigurations', 'mutatingadmissionpolicies', 'mutatingadmissionpolicybindings'],
    edit,
  ),
  watchObjects: over(admission, ['validatingwebhookconfigurations'], edit),
  patchNamespaces: powers.patchNamespaces,
  createVolumes: powers.createVolumes,
  editAwsAuth: powers.editAwsAuth,
  editEndpoints: powers.editEndpoints,
  editServiceStatus: powers.editServiceStatus,
  editPodStatus: powers.editPodStatus,
  editResolver: { ...powers.editConfigMaps, named: ['coredns', 'kube-proxy'] },
  editApiServices: powers.editApiServices,
  editNodes: powers.editNodes,
  driveControllers: powers.driveControllers,
  bindAzureIdentities: powers.bindAzureIdentities,
} as const satisfies Readonly<Record<string, Power>>;
export type RightName = keyof typeof rights | 'everything';
const rightNames = Object.keys(rights) as readonly (keyof typeof rights)[];

/** One right that one rule gives. */
export interface RightHit {
  readonly right: RightName;
  /** Empty means over all of them. */
  readonly names: readonly string[];
  readonly hits: readonly Hit[];
}
type Memo = WeakMap<Permission, readonly RightHit[]>;
const memos: { readonly everywhere: Memo; readonly inside: Memo } = {
  everywhere: new WeakMap(),
  inside: new WeakMap(),
};

/** `everywhere` is false where the rule holds in one namespace only. */
export function rightsIn(rule: Permission, { everywhere }: { readonly everywhere: boolean }): readonly RightHit[] {
  const memo = everywhere ? memos.everywhere : memos.inside;
  const known = memo.get(rule);
  if (known !== undefined) return known;
  const found =
    everywhere && isEverything(rule)
      ? [{ right: 'everything', names: [], hits: [] } as const]
      : rightNames.flatMap((right): readonly RightHit[] => {
          const hits = hitsOf(rule, rights[right], { everywhere });
          return hits.length === 0 ? [] : [{ right, names: rule.resourceNames, hits }];
        });
  memo.set(rule, found);
  return found;
}
function isEverything({ apiGroups, resources, verbs, resourceNames }: Permission): boolean {
  return apiGroups.includes('*') && resources.includes('*') && verbs.includes('*') && resourceNames.length === 0;
}
