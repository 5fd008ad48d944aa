// Every check on Kubernetes RBAC.
import type { AnyCheck } from '../../model/check.ts';
import { admissionPolicyEdit } from './admission-policy-edit.ts';
import { aggregationLabel } from './aggregation-label.ts';
import { apiserviceEdit } from './apiservice-edit.ts';
import { azurePodIdentity } from './azure-pod-identity.ts';
import { bindAnonymous } from './bind-anonymous.ts';
import { bindAuthenticated } from './bind-authenticated.ts';
import { bind } from './bind.ts';
import { builtinAdminEditView } from './builtin-admin-edit-view.ts';
import { cloudIamSa } from './cloud-iam-sa.ts';
import { clusterAdminBinding } from './cluster-admin-binding.ts';
import { clusterroleWhereRole } from './clusterrole-where-role.ts';
import { configmapsKubeSystem } from './configmaps-kube-system.ts';
import { crdControllersProxy } from './crd-controllers-proxy.ts';
import { csiDraAdminaccess } from './csi-dra-adminaccess.ts';
import { csrApprove } from './csr-approve.ts';
import { danglingBinding } from './dangling-binding.ts';
import { defaultSaBound } from './default-sa-bound.ts';
import { deleteBroad } from './delete-broad.ts';
import { deleteLogsEvents } from './delete-logs-events.ts';
import { eksAwsAuth } from './eks-aws-auth.ts';
import { endpointsEdit } from './endpoints-edit.ts';
import { escalate } from './escalate.ts';
import { impersonate } from './impersonate.ts';
import { legacyTokenSecret } from './legacy-token-secret.ts';
import { namespacePatch } from './namespace-patch.ts';
import { networkEdit } from './network-edit.ts';
import { nodeEdit } from './node-edit.ts';
import { nodeStealPods } from './node-steal-pods.ts';
import { nodesProxy } from './nodes-proxy.ts';
import { podStatusEdit } from './pod-status-edit.ts';
import { podsAttach } from './pods-attach.ts';
import { podsCreate } from './pods-create.ts';
import { podsEphemeral } from './pods-ephemeral.ts';
import { podsExec } from './pods-exec.ts';
import { podsLog } from './pods-log.ts';
import { podsPatch } from './pods-patch.ts';
import { podsPortforward } from './pods-portforward.ts';
import { podsProxy } from './pods-proxy.ts';
import { pvCreate } from './pv-create.ts';
import { rolebindingEdit } from './rolebinding-edit.ts';
import { rolesEdit } from './roles-edit.ts';
import { saAutomount } from './sa-automount.ts';
import { sccPrivileged } from './scc-privileged.ts';
import { sccSubjects } from './scc-subjects.ts';
import { secretsReadCluster } from './secrets-read-cluster.ts';
import { secretsReadNamespace } from './secrets-read-namespace.ts';
import { secretsWrite } from './secrets-write.ts';
import { serviceStatusEdit } from './service-status-edit.ts';
import { sharedSa } from './shared-sa.ts';
import { systemMasters } from './system-masters.ts';
import { tokenCreate } from './token-create.ts';
import { webhookConfig } from './webhook-config.ts';
import { wildcardAll } from './wildcard-all.ts';
import { wildcardNamespace } from './wildcard-namespace.ts';
import { workloadsCreate } from './workloads-create.ts';

export const rbacChecks: readonly AnyCheck[] = [
  admissionPolicyEdit,
  aggregationLabel,
  apiserviceEdit,
  azurePodIdentity,
  bindAnonymous,
  bindAuthenticated,
  bind,
  builtinAdminEditView,
  cloudIamSa,
  clusterAdminBinding,
  clusterroleWhereRole,
  configmapsKubeSystem,
  crdControllersProxy,
  csiDraAdminaccess,
  csrApprove,
  danglingBinding,
  defaultSaBound,
  deleteBroad,
  deleteLogsEvents,
  eksAwsAuth,
  endpointsEdit,
  escalate,
  impersonate,
  legacyTokenSecret,
  namespacePatch,
  networkEdit,
  nodeEdit,
  nodeStealPods,
  nodesProxy,
  podStatusEdit,
  podsAttach,
  podsCreate,
  podsEphemeral,
  podsExec,
  podsLog,
  podsPatch,
  podsPortforward,
  podsProxy,
  pvCreate,
  rolebindingEdit,
  rolesEdit,
  saAutomount,
  sccPrivileged,
  sccSubjects,
  secretsReadCluster,
  secretsReadNamespace,
  secretsWrite,
  serviceStatusEdit,
  sharedSa,
  systemMasters,
  tokenCreate,
  webhookConfig,
  wildcardAll,
  wildcardNamespace,
  workloadsCreate,
];
