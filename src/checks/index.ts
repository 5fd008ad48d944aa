// Every check there is.
import type { AnyCheck } from '../model/check.ts';
import { addInsteadOfCopy } from './build/add-instead-of-copy.ts';
import { addRemoteUrl } from './build/add-remote-url.ts';
import { apkCacheKept } from './build/apk-cache-kept.ts';
import { aptListsKept } from './build/apt-lists-kept.ts';
import { aptRecommends } from './build/apt-recommends.ts';
import { attackTools } from './build/attack-tools.ts';
import { chmodWorldWritable } from './build/chmod-world-writable.ts';
import { curlPipeShell } from './build/curl-pipe-shell.ts';
import { dnfCacheKept } from './build/dnf-cache-kept.ts';
import { downloadPlainHttp } from './build/download-plain-http.ts';
import { envLoaderHijack } from './build/env-loader-hijack.ts';
import { exposeSsh } from './build/expose-ssh.ts';
import { fromLatest } from './build/from-latest.ts';
import { fromNoDigest } from './build/from-no-digest.ts';
import { fromUntagged } from './build/from-untagged.ts';
import { labelRuntimeReserved } from './build/label-runtime-reserved.ts';
import { microdnfCacheKept } from './build/microdnf-cache-kept.ts';
import { noMultistage } from './build/no-multistage.ts';
import { npmInstallNotCi } from './build/npm-install-not-ci.ts';
import { passwordSetInBuild } from './build/password-set-in-build.ts';
import { pipCacheKept } from './build/pip-cache-kept.ts';
import { pkgAptForceYes } from './build/pkg-apt-force-yes.ts';
import { pkgNogpgcheck } from './build/pkg-nogpgcheck.ts';
import { pkgRpmNosignature } from './build/pkg-rpm-nosignature.ts';
import { pkgUntrustedApk } from './build/pkg-untrusted-apk.ts';
import { pkgUntrustedApt } from './build/pkg-untrusted-apt.ts';
import { pkgZypperNogpg } from './build/pkg-zypper-nogpg.ts';
import { runNetworkHost } from './build/run-network-host.ts';
import { runSecurityInsecure } from './build/run-security-insecure.ts';
import { secretArg } from './build/secret-arg.ts';
import { secretEarlierStage } from './build/secret-earlier-stage.ts';
import { secretEnv } from './build/secret-env.ts';
import { secretFileCopied } from './build/secret-file-copied.ts';
import { secretRunLiteral } from './build/secret-run-literal.ts';
import { setuidAdded } from './build/setuid-added.ts';
import { sshd } from './build/sshd.ts';
import { sudo } from './build/sudo.ts';
import { tlsOffCurl } from './build/tls-off-curl.ts';
import { tlsOffGit } from './build/tls-off-git.ts';
import { tlsOffNode } from './build/tls-off-node.ts';
import { tlsOffNpm } from './build/tls-off-npm.ts';
import { tlsOffPip } from './build/tls-off-pip.ts';
import { tlsOffPython } from './build/tls-off-python.ts';
import { tlsOffWget } from './build/tls-off-wget.ts';
import { updateAlone } from './build/update-alone.ts';
import { urlCredentials } from './build/url-credentials.ts';
import { userMissing } from './build/user-missing.ts';
import { userRoot } from './build/user-root.ts';
import { userUidOutOfRange } from './build/user-uid-out-of-range.ts';
import { volumeSensitive } from './build/volume-sensitive.ts';
import { volumeTraversal } from './build/volume-traversal.ts';
import { workdirProcFd } from './build/workdir-proc-fd.ts';
import { yumCacheKept } from './build/yum-cache-kept.ts';
import { zypperCacheKept } from './build/zypper-cache-kept.ts';
import { imgDeletableFiles } from './image/deletable-files.ts';
import { imgEnvLoaderHijack } from './image/env-loader-hijack.ts';
import { imgEnvSecret } from './image/env-secret.ts';
import { imgExposeSsh } from './image/expose-ssh.ts';
import { imgHistorySecret } from './image/history-secret.ts';
import { imgLabelRuntimeReserved } from './image/label-runtime-reserved.ts';
import { imgUserOverflow } from './image/user-overflow.ts';
import { imgUserRoot } from './image/user-root.ts';
import { imgVolumeSensitive } from './image/volume-sensitive.ts';
import { imgVolumeTraversal } from './image/volume-traversal.ts';
import { imgWorkdirProcFd } from './image/workdir-proc-fd.ts';
import { apparmorUnconfined } from './workload/apparmor-unconfined.ts';
import { blockDevice } from './workload/block-device.ts';
import { capAddDangerous } from './workload/cap-add-dangerous.ts';
import { capNoDropAll } from './workload/cap-no-drop-all.ts';
import { cpuLimit } from './workload/cpu-limit.ts';
import { criSock } from './workload/cri-sock.ts';
import { dockerSock } from './workload/docker-sock.ts';
import { envSecretLiteral } from './workload/env-secret-literal.ts';
import { hostCgroupns } from './workload/host-cgroupns.ts';
import { hostDevices } from './workload/host-devices.ts';
import { hostIpc } from './workload/host-ipc.ts';
import { hostNetwork } from './workload/host-network.ts';
import { hostPid } from './workload/host-pid.ts';
import { hostUts } from './workload/host-uts.ts';
import { imageLatest } from './workload/image-latest.ts';
import { memoryLimit } from './workload/memory-limit.ts';
import { mountPropagationShared } from './workload/mount-propagation-shared.ts';
import { noNewPrivilegesOff } from './workload/no-new-privileges-off.ts';
import { pidsLimit } from './workload/pids-limit.ts';
import { privileged } from './workload/privileged.ts';
import { procUnmasked } from './workload/proc-unmasked.ts';
import { publishAllInterfaces } from './workload/publish-all-interfaces.ts';
import { publishSensitive } from './workload/publish-sensitive.ts';
import { readonlyRootfsOff } from './workload/readonly-rootfs-off.ts';
import { runAsNonrootUnset } from './workload/run-as-nonroot-unset.ts';
import { runAsRoot } from './workload/run-as-root.ts';
import { seccompUnconfined } from './workload/seccomp-unconfined.ts';
import { seccompUnset } from './workload/seccomp-unset.ts';
import { selinuxDisabled } from './workload/selinux-disabled.ts';
import { sensitiveMountRo } from './workload/sensitive-mount-ro.ts';
import { sensitiveMountRw } from './workload/sensitive-mount-rw.ts';
import { sshPort } from './workload/ssh-port.ts';

export const checks: readonly AnyCheck[] = [
  addInsteadOfCopy,
  addRemoteUrl,
  apkCacheKept,
  aptListsKept,
  aptRecommends,
  attackTools,
  chmodWorldWritable,
  curlPipeShell,
  dnfCacheKept,
  downloadPlainHttp,
  envLoaderHijack,
  exposeSsh,
  fromLatest,
  fromNoDigest,
  fromUntagged,
  labelRuntimeReserved,
  microdnfCacheKept,
  noMultistage,
  npmInstallNotCi,
  passwordSetInBuild,
  pipCacheKept,
  pkgAptForceYes,
  pkgNogpgcheck,
  pkgRpmNosignature,
  pkgUntrustedApk,
  pkgUntrustedApt,
  pkgZypperNogpg,
  runNetworkHost,
  runSecurityInsecure,
  secretArg,
  secretEarlierStage,
  secretEnv,
  secretFileCopied,
  secretRunLiteral,
  setuidAdded,
  sshd,
  sudo,
  tlsOffCurl,
  tlsOffGit,
  tlsOffNode,
  tlsOffNpm,
  tlsOffPip,
  tlsOffPython,
  tlsOffWget,
  updateAlone,
  urlCredentials,
  userMissing,
  userRoot,
  userUidOutOfRange,
  volumeSensitive,
  volumeTraversal,
  workdirProcFd,
  yumCacheKept,
  zypperCacheKept,
  imgDeletableFiles,
  imgEnvLoaderHijack,
  imgEnvSecret,
  imgExposeSsh,
  imgHistorySecret,
  imgLabelRuntimeReserved,
  imgUserOverflow,
  imgUserRoot,
  imgVolumeSensitive,
  imgVolumeTraversal,
  imgWorkdirProcFd,
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
  seccompUnconfined,
  seccompUnset,
  selinuxDisabled,
  sensitiveMountRo,
  sensitiveMountRw,
  sshPort,
];
