// Every check on a workload.
import type { AnyCheck } from '../../model/check.ts';
import { apparmorUnconfined } from './apparmor-unconfined.ts';
import { blockDevice } from './block-device.ts';
import { capAddDangerous } from './cap-add-dangerous.ts';
import { capNoDropAll } from './cap-no-drop-all.ts';
import { cpuLimit } from './cpu-limit.ts';
import { criSock } from './cri-sock.ts';
import { dockerSock } from './docker-sock.ts';
import { envSecretLiteral } from './env-secret-literal.ts';
import { hostCgroupns } from './host-cgroupns.ts';
import { hostDevices } from './host-devices.ts';
import { hostIpc } from './host-ipc.ts';
import { hostNetwork } from './host-network.ts';
import { hostPid } from './host-pid.ts';
import { hostUts } from './host-uts.ts';
import { imageLatest } from './image-latest.ts';
import { memoryLimit } from './memory-limit.ts';
import { mountPropagationShared } from './mount-propagation-shared.ts';
import { noNewPrivilegesOff } from './no-new-privileges-off.ts';
import { pidsLimit } from './pids-limit.ts';
import { privileged } from './privileged.ts';
import { procUnmasked } from './proc-unmasked.ts';
import { publishAllInterfaces } from './publish-all-interfaces.ts';
import { publishSensitive } from './publish-sensitive.ts';
import { readonlyRootfsOff } from './readonly-rootfs-off.ts';
import { runAsNonrootUnset } from './run-as-nonroot-unset.ts';
import { runAsRoot } from './run-as-root.ts';
import { saNonexistent } from './sa-nonexistent.ts';
import { saPrivileged } from './sa-privileged.ts';
import { seccompUnconfined } from './seccomp-unconfined.ts';
import { seccompUnset } from './seccomp-unset.ts';
import { selinuxDisabled } from './selinux-disabled.ts';
import { sensitiveMountRo } from './sensitive-mount-ro.ts';
import { sensitiveMountRw } from './sensitive-mount-rw.ts';
import { sshPort } from './ssh-port.ts';

export const workloadChecks: readonly AnyCheck[] = [
  apparmorUnconfined,
  blockDevice,
  capAddDangerous,
  capNoDropAll,
  cpuLimit,
  criSock,
  dockerSock,
  envSecretLiteral,
  hostCgroupns,
  hostDevices,
  hostIpc,
  hostNetwork,
  hostPid,
  hostUts,
  imageLatest,
  memoryLimit,
  mountPropagationShared,
  noNewPrivilegesOff,
  pidsLimit,
  privileged,
  procUnmasked,
  publishAllInterfaces,
  publishSensitive,
  readonlyRootfsOff,
  runAsNonrootUnset,
  runAsRoot,
  saNonexistent,
  saPrivileged,
  seccompUnconfined,
  seccompUnset,
  selinuxDisabled,
  sensitiveMountRo,
  sensitiveMountRw,
  sshPort,
];
