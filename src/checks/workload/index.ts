// Every check on a workload.
import type { AnyCheck } from '../../model/check.ts';
import { antiAffinity } from './anti-affinity.ts';
import { apparmorUnconfined } from './apparmor-unconfined.ts';
import { apparmorUnset } from './apparmor-unset.ts';
import { blockDevice } from './block-device.ts';
import { capAddDangerous } from './cap-add-dangerous.ts';
import { capAddNotBind } from './cap-add-not-bind.ts';
import { capDacReadSearch } from './cap-dac-read-search.ts';
import { capNetRaw } from './cap-net-raw.ts';
import { capNoDropAll } from './cap-no-drop-all.ts';
import { capSysAdmin } from './cap-sys-admin.ts';
import { capSysModule } from './cap-sys-module.ts';
import { capSysPtraceHostpid } from './cap-sys-ptrace-hostpid.ts';
import { cgroupParent } from './cgroup-parent.ts';
import { cloudCredMount } from './cloud-cred-mount.ts';
import { composeBuildPrivileged } from './compose-build-privileged.ts';
import { composeExternalNetworkShared } from './compose-external-network-shared.ts';
import { composeHookPrivileged } from './compose-hook-privileged.ts';
import { composeInterpolationSecret } from './compose-interpolation-secret.ts';
import { composeProviderExec } from './compose-provider-exec.ts';
import { composeRemoteInclude } from './compose-remote-include.ts';
import { configUndeclared } from './config-undeclared.ts';
import { controlPlaneSchedule } from './control-plane-schedule.ts';
import { cpuLimit } from './cpu-limit.ts';
import { cpuRequest } from './cpu-request.ts';
import { criSock } from './cri-sock.ts';
import { cronjobPersistence } from './cronjob-persistence.ts';
import { dangerousCharDevice } from './dangerous-char-device.ts';
import { danglingRefs } from './dangling-refs.ts';
import { dashboard } from './dashboard.ts';
import { defaultBridge } from './default-bridge.ts';
import { deprecatedApi } from './deprecated-api.ts';
import { deviceCgroupRule } from './device-cgroup-rule.ts';
import { dnsNdots } from './dns-ndots.ts';
import { dockerSock } from './docker-sock.ts';
import { draAdminAccess } from './dra-admin-access.ts';
import { envDuplicate } from './env-duplicate.ts';
import { envSecretLiteral } from './env-secret-literal.ts';
import { envSecretRef } from './env-secret-ref.ts';
import { ephemeralStorage } from './ephemeral-storage.ts';
import { execProbeShell } from './exec-probe-shell.ts';
import { flexvolume } from './flexvolume.ts';
import { fsgroupUnset } from './fsgroup-unset.ts';
import { gitSyncInjection } from './git-sync-injection.ts';
import { gitrepoVolume } from './gitrepo-volume.ts';
import { gpuAll } from './gpu-all.ts';
import { groupAddPrivileged } from './group-add-privileged.ts';
import { healthcheck } from './healthcheck.ts';
import { hostAliases } from './host-aliases.ts';
import { hostCgroupns } from './host-cgroupns.ts';
import { hostDevices } from './host-devices.ts';
import { hostIpc } from './host-ipc.ts';
import { hostNetwork } from './host-network.ts';
import { hostPid } from './host-pid.ts';
import { hostPort } from './host-port.ts';
import { hostUserns } from './host-userns.ts';
import { hostUts } from './host-uts.ts';
import { hostpathAny } from './hostpath-any.ts';
import { hostpathWritable } from './hostpath-writable.ts';
import { hpa } from './hpa.ts';
import { imageLatest } from './image-latest.ts';
import { imageNoDigest } from './image-no-digest.ts';
import { imageRegistryDeprecated } from './image-registry-deprecated.ts';
import { imageUntrustedRegistry } from './image-untrusted-registry.ts';
import { interactiveTty } from './interactive-tty.ts';
import { jobTtl } from './job-ttl.ts';
import { kernelSysctlHostnet } from './kernel-sysctl-hostnet.ts';
import { labels } from './labels.ts';
import { legacyLinks } from './legacy-links.ts';
import { loggingNone } from './logging-none.ts';
import { lowGid } from './low-gid.ts';
import { lowUid } from './low-uid.ts';
import { memoryLimit } from './memory-limit.ts';
import { memoryRequest } from './memory-request.ts';
import { mountPropagationShared } from './mount-propagation-shared.ts';
import { nakedPod } from './naked-pod.ts';
import { namespaceDefault } from './namespace-default.ts';
import { namespaceKubeSystem } from './namespace-kube-system.ts';
import { noNewPrivilegesOff } from './no-new-privileges-off.ts';
import { nsShareContainer } from './ns-share-container.ts';
import { oomKillDisable } from './oom-kill-disable.ts';
import { pdb } from './pdb.ts';
import { pidsLimit } from './pids-limit.ts';
import { portsProbesConsistency } from './ports-probes-consistency.ts';
import { prioritySystem } from './priority-system.ts';
import { privileged } from './privileged.ts';
import { privilegedPort } from './privileged-port.ts';
import { probeHost } from './probe-host.ts';
import { procUnmasked } from './proc-unmasked.ts';
import { publishAll } from './publish-all.ts';
import { publishAllInterfaces } from './publish-all-interfaces.ts';
import { publishSensitive } from './publish-sensitive.ts';
import { pullPolicy } from './pull-policy.ts';
import { pvUnencrypted } from './pv-unencrypted.ts';
import { quotaMissing } from './quota-missing.ts';
import { readiness } from './readiness.ts';
import { readonlyRootfsOff } from './readonly-rootfs-off.ts';
import { replicas } from './replicas.ts';
import { resourcesRatio } from './resources-ratio.ts';
import { restartPolicy } from './restart-policy.ts';
import { rollingUpdate } from './rolling-update.ts';
import { rootGroup } from './root-group.ts';
import { runAsNonrootUnset } from './run-as-nonroot-unset.ts';
import { runAsRoot } from './run-as-root.ts';
import { runtimeUnknown } from './runtime-unknown.ts';
import { runtimeUnsandboxed } from './runtime-unsandboxed.ts';
import { saDefault } from './sa-default.ts';
import { saDeprecatedField } from './sa-deprecated-field.ts';
import { saNonexistent } from './sa-nonexistent.ts';
import { saPrivileged } from './sa-privileged.ts';
import { saTokenAutomount } from './sa-token-automount.ts';
import { seccompLocalhostWeak } from './seccomp-localhost-weak.ts';
import { seccompUnconfined } from './seccomp-unconfined.ts';
import { seccompUnset } from './seccomp-unset.ts';
import { secretSharedCross } from './secret-shared-cross.ts';
import { securityContextMissing } from './security-context-missing.ts';
import { selectorMismatch } from './selector-mismatch.ts';
import { selinuxCustom } from './selinux-custom.ts';
import { selinuxDisabled } from './selinux-disabled.ts';
import { sensitiveMountRo } from './sensitive-mount-ro.ts';
import { sensitiveMountRw } from './sensitive-mount-rw.ts';
import { sharedVolume } from './shared-volume.ts';
import { sshPort } from './ssh-port.ts';
import { statefulsetStorage } from './statefulset-storage.ts';
import { supplementalGroupsImage } from './supplemental-groups-image.ts';
import { tiller } from './tiller.ts';
import { tmpfsExec } from './tmpfs-exec.ts';
import { tokenProjectedWeak } from './token-projected-weak.ts';
import { ulimits } from './ulimits.ts';
import { unsafeSysctl } from './unsafe-sysctl.ts';
import { useApiSocket } from './use-api-socket.ts';
import { varLogMount } from './var-log-mount.ts';
import { volumeTypeRestricted } from './volume-type-restricted.ts';
import { volumesFrom } from './volumes-from.ts';
import { windowsHostprocess } from './windows-hostprocess.ts';
import { windowsIsolationProcess } from './windows-isolation-process.ts';

export const workloadChecks: readonly AnyCheck[] = [
  antiAffinity,
  apparmorUnconfined,
  apparmorUnset,
  blockDevice,
  capAddDangerous,
  capAddNotBind,
  capDacReadSearch,
  capNetRaw,
  capNoDropAll,
  capSysAdmin,
  capSysModule,
  capSysPtraceHostpid,
  cgroupParent,
  cloudCredMount,
  composeBuildPrivileged,
  composeExternalNetworkShared,
  composeHookPrivileged,
  composeInterpolationSecret,
  composeProviderExec,
  composeRemoteInclude,
  configUndeclared,
  controlPlaneSchedule,
  cpuLimit,
  cpuRequest,
  criSock,
  cronjobPersistence,
  dangerousCharDevice,
  danglingRefs,
  dashboard,
  defaultBridge,
  deprecatedApi,
  deviceCgroupRule,
  dnsNdots,
  dockerSock,
  draAdminAccess,
  envDuplicate,
  envSecretLiteral,
  envSecretRef,
  ephemeralStorage,
  execProbeShell,
  flexvolume,
  fsgroupUnset,
  gitSyncInjection,
  gitrepoVolume,
  gpuAll,
  groupAddPrivileged,
  healthcheck,
  hostAliases,
  hostCgroupns,
  hostDevices,
  hostIpc,
  hostNetwork,
  hostPid,
  hostPort,
  hostUserns,
  hostUts,
  hostpathAny,
  hostpathWritable,
  hpa,
  imageLatest,
  imageNoDigest,
  imageRegistryDeprecated,
  imageUntrustedRegistry,
  interactiveTty,
  jobTtl,
  kernelSysctlHostnet,
  labels,
  legacyLinks,
  loggingNone,
  lowGid,
  lowUid,
  memoryLimit,
  memoryRequest,
  mountPropagationShared,
  nakedPod,
  namespaceDefault,
  namespaceKubeSystem,
  noNewPrivilegesOff,
  nsShareContainer,
  oomKillDisable,
  pdb,
  pidsLimit,
  portsProbesConsistency,
  prioritySystem,
  privileged,
  privilegedPort,
  probeHost,
  procUnmasked,
  publishAll,
  publishAllInterfaces,
  publishSensitive,
  pullPolicy,
  pvUnencrypted,
  quotaMissing,
  readiness,
  readonlyRootfsOff,
  replicas,
  resourcesRatio,
  restartPolicy,
  rollingUpdate,
  rootGroup,
  runAsNonrootUnset,
  runAsRoot,
  runtimeUnknown,
  runtimeUnsandboxed,
  saDefault,
  saDeprecatedField,
  saNonexistent,
  saPrivileged,
  saTokenAutomount,
  seccompLocalhostWeak,
  seccompUnconfined,
  seccompUnset,
  secretSharedCross,
  securityContextMissing,
  selectorMismatch,
  selinuxCustom,
  selinuxDisabled,
  sensitiveMountRo,
  sensitiveMountRw,
  sharedVolume,
  sshPort,
  statefulsetStorage,
  supplementalGroupsImage,
  tiller,
  tmpfsExec,
  tokenProjectedWeak,
  ulimits,
  unsafeSysctl,
  useApiSocket,
  varLogMount,
  volumeTypeRestricted,
  volumesFrom,
  windowsHostprocess,
  windowsIsolationProcess,
];
