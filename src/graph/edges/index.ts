// Every kind of step, in the order in which chains of equal length prefer them.
import type { EdgeRule } from '../../model/graph.ts';
import { accountRights } from './account-rights.ts';
import { admissionWebhook } from './admission-webhook.ts';
import { allOfAKind } from './all-of-a-kind.ts';
import { anonymousAccess } from './anonymous-access.ts';
import { approveCertificates } from './approve-certificates.ts';
import { capability } from './capability.ts';
import { capabilityEffect } from './capability-effect.ts';
import { changePods } from './change-pods.ts';
import { cloudAdmins } from './cloud-admins.ts';
import { cloudIdentity } from './cloud-identity.ts';
import { clusterAdmin } from './cluster-admin.ts';
import { clusterOwner } from './cluster-owner.ts';
import { configContents } from './config-contents.ts';
import { containerFilesRule } from './container-files.ts';
import { controlPlane } from './control-plane.ts';
import { createPods } from './create-pods.ts';
import { deviceRule } from './device-rule.ts';
import { driveControllers } from './drive-controllers.ts';
import { engineApi } from './engine-api.ts';
import { engineHost } from './engine-host.ts';
import { engineSocket } from './engine-socket.ts';
import { escalateRights } from './escalate-rights.ts';
import { hostCloud } from './host-cloud.ts';
import { hostContainers } from './host-containers.ts';
import { hostDevice } from './host-device.ts';
import { hostIpc } from './host-ipc.ts';
import { hostNetwork } from './host-network.ts';
import { hostPathEffect } from './host-path-effect.ts';
import { hostPathRead } from './host-path-read.ts';
import { hostPathWrite } from './host-path-write.ts';
import { hostPid } from './host-pid.ts';
import { hostVolume } from './host-volume.ts';
import { impersonate } from './impersonate.ts';
import { ingressRoute } from './ingress-route.ts';
import { initSocket } from './init-socket.ts';
import { knownFlaw } from './known-flaw.ts';
import { metadataService } from './metadata-service.ts';
import { mintToken } from './mint-token.ts';
import { mountPropagation } from './mount-propagation.ts';
import { newPods } from './new-pods.ts';
import { nodeCredentialsRule } from './node-credentials.ts';
import { openService } from './open-service.ts';
import { podMates } from './pod-mates.ts';
import { privileged } from './privileged.ts';
import { procUnmasked } from './proc-unmasked.ts';
import { publishedPort } from './published-port.ts';
import { reachPorts } from './reach-ports.ts';
import { readSecrets } from './read-secrets.ts';
import { redirectTraffic } from './redirect-traffic.ts';
import { relabelNamespace } from './relabel-namespace.ts';
import { roleBinding } from './role-binding.ts';
import { runtimeSocket } from './runtime-socket.ts';
import { secretContents } from './secret-contents.ts';
import { selfPrivilege } from './self-privilege.ts';
import { serviceAccount } from './service-account.ts';
import { sharedKernel } from './shared-kernel.ts';
import { sharedNamespace } from './shared-namespace.ts';
import { sharedNetwork } from './shared-network.ts';
import { sharedVolume } from './shared-volume.ts';
import { spoofedPeers } from './spoofed-peers.ts';
import { systemAccounts } from './system-accounts.ts';
import { windowsHostProcess } from './windows-host-process.ts';
import { unseenSecrets } from './unseen-secrets.ts';

export const edgeRules: readonly EdgeRule[] = [
  mountPropagation,
  privileged,
  windowsHostProcess,
  engineSocket,
  engineApi,
  runtimeSocket,
  initSocket,
  hostPathWrite,
  hostDevice,
  deviceRule,
  capability,
  procUnmasked,
  hostPathRead,
  hostPid,
  hostNetwork,
  hostIpc,
  sharedNamespace,
  sharedVolume,
  openService,
  sharedNetwork,
  podMates,
  containerFilesRule,
  engineHost,
  hostContainers,
  nodeCredentialsRule,
  serviceAccount,
  roleBinding,
  clusterAdmin,
  escalateRights,
  impersonate,
  approveCertificates,
  admissionWebhook,
  cloudAdmins,
  relabelNamespace,
  hostVolume,
  changePods,
  createPods,
  newPods,
  mintToken,
  readSecrets,
  secretContents,
  configContents,
  cloudIdentity,
  anonymousAccess,
  allOfAKind,
  clusterOwner,
  systemAccounts,
  unseenSecrets,
  redirectTraffic,
  reachPorts,
  driveControllers,
  accountRights,
  metadataService,
  hostCloud,
  knownFlaw,
  sharedKernel,
  publishedPort,
  capabilityEffect,
  hostPathEffect,
  spoofedPeers,
  selfPrivilege,
  controlPlane,
  ingressRoute,
];
