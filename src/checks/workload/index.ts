// Every check on a workload.
import type { AnyCheck } from '../../model/check.ts';
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
import { cpuLimit } from './cpu-limit.ts';
import { criSock } from './cri-sock.ts';
import { dangerousCharDevice } from './dangerous-char-device.ts';
import { defaultBridge } from './default-bridge.ts';
import { deviceCgroupRule } from './device-cgroup-rule.ts';
import { dockerSock } from './docker-sock.ts';
import { envSecretLiteral } from './env-secret-literal.ts';
import { flexvolume } from './flexvolume.ts';
import { fsgroupUnset } from './fsgroup-unset.ts';
import { gitrepoVolume } from './gitrepo-volume.ts';
import { gpuAll } from './gpu-all.ts';
import { groupAddPrivileged } from './group-add-privileged.ts';
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
import { imageLatest } from './image-latest.ts';
import { imageNoDigest } from './image-no-digest.ts';
import { imageRegistryDeprecated } from './image-registry-deprecated.ts';
import { imageUntrustedRegistry } from './image-untrusted-registry.ts';
import { kernelSysctlHostnet } from './kernel-sysctl-hostnet.ts';
import { legacyLinks } from './legacy-links.ts';
import { lowGid } from './low-gid.ts';
import { lowUid } from './low-uid.ts';
import { memoryLimit } from './memory-limit.ts';
import { mountPropagationShared } from './mount-propagation-shared.ts';
import { noNewPrivilegesOff } from './no-new-privileges-off.ts';
import { nsShareContainer } from './ns-share-container.ts';
import { pidsLimit } from './pids-limit.ts';
import { privileged } from './privileged.ts';
import { privilegedPort } from './privileged-port.ts';
import { probeHost } from './probe-host.ts';
import { procUnmasked } from './proc-unmasked.ts';
import { publishAll } from './publish-all.ts';
import { publishAllInterfaces } from './publish-all-interfaces.ts';
import { publishSensitive } from './publish-sensitive.ts';
import { pullPolicy } from './pull-policy.ts';
import { readonlyRootfsOff } from './readonly-rootfs-off.ts';
import { rootGroup } from './root-group.ts';
import { runAsNonrootUnset } from './run-as-nonroot-unset.ts';
import { runAsRoot } from './run-as-root.ts';
import { runtimeUnknown } from './runtime-unknown.ts';
import { runtimeUnsandboxed } from './runtime-unsandboxed.ts';
import { saNonexistent } from './sa-nonexistent.ts';
import { saPrivileged } from './sa-privileged.ts';
import { seccompLocalhostWeak } from './seccomp-localhost-weak.ts';
import { seccompUnconfined } from './seccomp-unconfined.ts';
import { seccompUnset } from './seccomp-unset.ts';
import { securityContextMissing } from './security-context-missing.ts';
import { selinuxCustom } from './selinux-custom.ts';
import { selinuxDisabled } from './selinux-disabled.ts';
import { sensitiveMountRo } from './sensitive-mount-ro.ts';
import { sensitiveMountRw } from './sensitive-mount-rw.ts';
import { sharedVolume } from './shared-volume.ts';
import { sshPort } from './ssh-port.ts';
import { supplementalGroupsImage } from './supplemental-groups-image.ts';
import { tmpfsExec } from './tmpfs-exec.ts';
import { unsafeSysctl } from './unsafe-sysctl.ts';
import { useApiSocket } from './use-api-socket.ts';
import { varLogMount } from './var-log-mount.ts';
import { volumeTypeRestricted } from './volume-type-restricted.ts';
import { volumesFrom } from './volumes-from.ts';
import { windowsHostprocess } from './windows-hostprocess.ts';
import { windowsIsolationProcess } from './windows-isolation-process.ts';

export const workloadChecks: readonly AnyCheck[] = [
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
  cpuLimit,
  criSock,
  dangerousCharDevice,
  defaultBridge,
  deviceCgroupRule,
  dockerSock,
  envSecretLiteral,
  flexvolume,
  fsgroupUnset,
  gitrepoVolume,
  gpuAll,
  groupAddPrivileged,
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
  imageLatest,
  imageNoDigest,
  imageRegistryDeprecated,
  imageUntrustedRegistry,
  kernelSysctlHostnet,
  legacyLinks,
  lowGid,
  lowUid,
  memoryLimit,
  mountPropagationShared,
  noNewPrivilegesOff,
  nsShareContainer,
  pidsLimit,
  privileged,
  privilegedPort,
  probeHost,
  procUnmasked,
  publishAll,
  publishAllInterfaces,
  publishSensitive,
  pullPolicy,
  readonlyRootfsOff,
  rootGroup,
  runAsNonrootUnset,
  runAsRoot,
  runtimeUnknown,
  runtimeUnsandboxed,
  saNonexistent,
  saPrivileged,
  seccompLocalhostWeak,
  seccompUnconfined,
  seccompUnset,
  securityContextMissing,
  selinuxCustom,
  selinuxDisabled,
  sensitiveMountRo,
  sensitiveMountRw,
  sharedVolume,
  sshPort,
  supplementalGroupsImage,
  tmpfsExec,
  unsafeSysctl,
  useApiSocket,
  varLogMount,
  volumeTypeRestricted,
  volumesFrom,
  windowsHostprocess,
  windowsIsolationProcess,
];
