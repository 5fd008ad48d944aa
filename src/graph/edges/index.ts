// Every kind of step, in the order in which chains of equal length prefer them.
import type { EdgeRule } from '../../model/graph.ts';
import { capability } from './capability.ts';
import { capabilityEffect } from './capability-effect.ts';
import { containerFilesRule } from './container-files.ts';
import { deviceRule } from './device-rule.ts';
import { controlPlane } from './control-plane.ts';
import { engineApi } from './engine-api.ts';
import { engineHost } from './engine-host.ts';
import { engineSocket } from './engine-socket.ts';
import { hostCloud } from './host-cloud.ts';
import { hostContainers } from './host-containers.ts';
import { hostDevice } from './host-device.ts';
import { hostIpc } from './host-ipc.ts';
import { hostNetwork } from './host-network.ts';
import { hostPathEffect } from './host-path-effect.ts';
import { hostPathRead } from './host-path-read.ts';
import { hostPathWrite } from './host-path-write.ts';
import { hostPid } from './host-pid.ts';
import { ingressRoute } from './ingress-route.ts';
import { initSocket } from './init-socket.ts';
import { knownFlaw } from './known-flaw.ts';
import { mountPropagation } from './mount-propagation.ts';
import { metadataService } from './metadata-service.ts';
import { nodeCredentialsRule } from './node-credentials.ts';
import { openService } from './open-service.ts';
import { podMates } from './pod-mates.ts';
import { privileged } from './privileged.ts';
import { procUnmasked } from './proc-unmasked.ts';
import { publishedPort } from './published-port.ts';
import { runtimeSocket } from './runtime-socket.ts';
import { selfPrivilege } from './self-privilege.ts';
import { serviceAccount } from './service-account.ts';
import { sharedKernel } from './shared-kernel.ts';
import { sharedNamespace } from './shared-namespace.ts';
import { sharedNetwork } from './shared-network.ts';
import { sharedVolume } from './shared-volume.ts';
import { spoofedPeers } from './spoofed-peers.ts';
import { windowsHostProcess } from './windows-host-process.ts';

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
