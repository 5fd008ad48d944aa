// Every check on a build.
import type { AnyCheck } from '../../model/check.ts';
import { addGitUnpinned } from './add-git-unpinned.ts';
import { addInsteadOfCopy } from './add-instead-of-copy.ts';
import { addRemoteUrl } from './add-remote-url.ts';
import { apkCacheKept } from './apk-cache-kept.ts';
import { aptKey } from './apt-key.ts';
import { aptListsKept } from './apt-lists-kept.ts';
import { aptNoYes } from './apt-no-yes.ts';
import { aptNotAptGet } from './apt-not-apt-get.ts';
import { aptRecommends } from './apt-recommends.ts';
import { attackTools } from './attack-tools.ts';
import { casing } from './casing.ts';
import { cdInsteadOfWorkdir } from './cd-instead-of-workdir.ts';
import { chmodWorldWritable } from './chmod-world-writable.ts';
import { consecutiveRun } from './consecutive-run.ts';
import { copyArchiveThenExtract } from './copy-archive-then-extract.ts';
import { copyFromImageUnpinned } from './copy-from-image-unpinned.ts';
import { copyFromSelf } from './copy-from-self.ts';
import { copyFromUnknownStage } from './copy-from-unknown-stage.ts';
import { copyIgnoredFile } from './copy-ignored-file.ts';
import { copyMultiNoSlash } from './copy-multi-no-slash.ts';
import { copyRelativeNoWorkdir } from './copy-relative-no-workdir.ts';
import { copyWholeFsFromStage } from './copy-whole-fs-from-stage.ts';
import { curlInsteadOfAdd } from './curl-instead-of-add.ts';
import { curlPipeShell } from './curl-pipe-shell.ts';
import { descriptionFormat } from './description-format.ts';
import { distUpgrade } from './dist-upgrade.ts';
import { dnfCacheKept } from './dnf-cache-kept.ts';
import { dnfNoYes } from './dnf-no-yes.ts';
import { dockerignoreGaps } from './dockerignore-gaps.ts';
import { dockerignoreMissing } from './dockerignore-missing.ts';
import { downloadNoChecksum } from './download-no-checksum.ts';
import { downloadPlainHttp } from './download-plain-http.ts';
import { emptyContinuation } from './empty-continuation.ts';
import { envDebugMode } from './env-debug-mode.ts';
import { envLoaderHijack } from './env-loader-hijack.ts';
import { envPathWritable } from './env-path-writable.ts';
import { envSelfReference } from './env-self-reference.ts';
import { execOwnedByRuntimeUser } from './exec-owned-by-runtime-user.ts';
import { exposeAdmin } from './expose-admin.ts';
import { exposeFormat } from './expose-format.ts';
import { exposePrivilegedPort } from './expose-privileged-port.ts';
import { exposeRange } from './expose-range.ts';
import { exposeSsh } from './expose-ssh.ts';
import { fromArgUndeclared } from './from-arg-undeclared.ts';
import { fromDeprecatedImage } from './from-deprecated-image.ts';
import { fromEol } from './from-eol.ts';
import { fromLatest } from './from-latest.ts';
import { fromNoDigest } from './from-no-digest.ts';
import { fromPlatformConst } from './from-platform-const.ts';
import { fromPlatformRedundant } from './from-platform-redundant.ts';
import { fromUntagged } from './from-untagged.ts';
import { fromUntrustedRegistry } from './from-untrusted-registry.ts';
import { healthcheckMissing } from './healthcheck-missing.ts';
import { inlineIgnore } from './inline-ignore.ts';
import { labelRuntimeReserved } from './label-runtime-reserved.ts';
import { labelSchema } from './label-schema.ts';
import { legacyKv } from './legacy-kv.ts';
import { maintainer } from './maintainer.ts';
import { microdnfCacheKept } from './microdnf-cache-kept.ts';
import { multipleCmd } from './multiple-cmd.ts';
import { multipleEntrypoint } from './multiple-entrypoint.ts';
import { multipleHealthcheck } from './multiple-healthcheck.ts';
import { noMultistage } from './no-multistage.ts';
import { notMinimalBase } from './not-minimal-base.ts';
import { npmInstallNotCi } from './npm-install-not-ci.ts';
import { onbuildInvalid } from './onbuild-invalid.ts';
import { onbuildTrigger } from './onbuild-trigger.ts';
import { passwordSetInBuild } from './password-set-in-build.ts';
import { pinApk } from './pin-apk.ts';
import { pinApt } from './pin-apt.ts';
import { pinCargoComposer } from './pin-cargo-composer.ts';
import { pinDnf } from './pin-dnf.ts';
import { pinGem } from './pin-gem.ts';
import { pinGo } from './pin-go.ts';
import { pinNpm } from './pin-npm.ts';
import { pinPip } from './pin-pip.ts';
import { pinYum } from './pin-yum.ts';
import { pinZypper } from './pin-zypper.ts';
import { pipCacheKept } from './pip-cache-kept.ts';
import { pipNoHashes } from './pip-no-hashes.ts';
import { pipefail } from './pipefail.ts';
import { pkgAptForceYes } from './pkg-apt-force-yes.ts';
import { pkgNogpgcheck } from './pkg-nogpgcheck.ts';
import { pkgRpmNosignature } from './pkg-rpm-nosignature.ts';
import { pkgUntrustedApk } from './pkg-untrusted-apk.ts';
import { pkgUntrustedApt } from './pkg-untrusted-apt.ts';
import { pkgZypperNogpg } from './pkg-zypper-nogpg.ts';
import { runDevice } from './run-device.ts';
import { runMountSsh } from './run-mount-ssh.ts';
import { runNetworkHost } from './run-network-host.ts';
import { runSecurityInsecure } from './run-security-insecure.ts';
import { secretArg } from './secret-arg.ts';
import { secretEarlierStage } from './secret-earlier-stage.ts';
import { secretEnv } from './secret-env.ts';
import { secretFileCopied } from './secret-file-copied.ts';
import { secretMountPersisted } from './secret-mount-persisted.ts';
import { secretRemovedLater } from './secret-removed-later.ts';
import { secretRunLiteral } from './secret-run-literal.ts';
import { setcapFile } from './setcap-file.ts';
import { setuidAdded } from './setuid-added.ts';
import { shellChangedByRun } from './shell-changed-by-run.ts';
import { shellFormCmd } from './shell-form-cmd.ts';
import { sshd } from './sshd.ts';
import { stageNameCasing } from './stage-name-casing.ts';
import { stageNameDuplicate } from './stage-name-duplicate.ts';
import { stageNameReserved } from './stage-name-reserved.ts';
import { sudo } from './sudo.ts';
import { sudoersNopasswd } from './sudoers-nopasswd.ts';
import { syntaxFrontendUnpinned } from './syntax-frontend-unpinned.ts';
import { tlsOffCurl } from './tls-off-curl.ts';
import { tlsOffGit } from './tls-off-git.ts';
import { tlsOffNode } from './tls-off-node.ts';
import { tlsOffNpm } from './tls-off-npm.ts';
import { tlsOffPip } from './tls-off-pip.ts';
import { tlsOffPython } from './tls-off-python.ts';
import { tlsOffWget } from './tls-off-wget.ts';
import { tlsOffYum } from './tls-off-yum.ts';
import { undefinedVar } from './undefined-var.ts';
import { updateAlone } from './update-alone.ts';
import { urlCredentials } from './url-credentials.ts';
import { uselessTools } from './useless-tools.ts';
import { userBoundUid } from './user-bound-uid.ts';
import { userMissing } from './user-missing.ts';
import { userNonNumeric } from './user-non-numeric.ts';
import { userRoot } from './user-root.ts';
import { userUidOutOfRange } from './user-uid-out-of-range.ts';
import { useraddHighUidSparse } from './useradd-high-uid-sparse.ts';
import { volumeSensitive } from './volume-sensitive.ts';
import { volumeTraversal } from './volume-traversal.ts';
import { wgetAndCurl } from './wget-and-curl.ts';
import { wgetProgress } from './wget-progress.ts';
import { workdirProcFd } from './workdir-proc-fd.ts';
import { workdirRelative } from './workdir-relative.ts';
import { workdirSystemDir } from './workdir-system-dir.ts';
import { yarnCacheKept } from './yarn-cache-kept.ts';
import { yumCacheKept } from './yum-cache-kept.ts';
import { yumNoYes } from './yum-no-yes.ts';
import { zypperCacheKept } from './zypper-cache-kept.ts';
import { zypperInteractive } from './zypper-interactive.ts';

export const buildChecks: readonly AnyCheck[] = [
  addGitUnpinned,
  addInsteadOfCopy,
  addRemoteUrl,
  apkCacheKept,
  aptKey,
  aptListsKept,
  aptNoYes,
  aptNotAptGet,
  aptRecommends,
  attackTools,
  casing,
  cdInsteadOfWorkdir,
  chmodWorldWritable,
  consecutiveRun,
  copyArchiveThenExtract,
  copyFromImageUnpinned,
  copyFromSelf,
  copyFromUnknownStage,
  copyIgnoredFile,
  copyMultiNoSlash,
  copyRelativeNoWorkdir,
  copyWholeFsFromStage,
  curlInsteadOfAdd,
  curlPipeShell,
  descriptionFormat,
  distUpgrade,
  dnfCacheKept,
  dnfNoYes,
  dockerignoreGaps,
  dockerignoreMissing,
  downloadNoChecksum,
  downloadPlainHttp,
  emptyContinuation,
  envDebugMode,
  envLoaderHijack,
  envPathWritable,
  envSelfReference,
  execOwnedByRuntimeUser,
  exposeAdmin,
  exposeFormat,
  exposePrivilegedPort,
  exposeRange,
  exposeSsh,
  fromArgUndeclared,
  fromDeprecatedImage,
  fromEol,
  fromLatest,
  fromNoDigest,
  fromPlatformConst,
  fromPlatformRedundant,
  fromUntagged,
  fromUntrustedRegistry,
  healthcheckMissing,
  inlineIgnore,
  labelRuntimeReserved,
  labelSchema,
  legacyKv,
  maintainer,
  microdnfCacheKept,
  multipleCmd,
  multipleEntrypoint,
  multipleHealthcheck,
  noMultistage,
  notMinimalBase,
  npmInstallNotCi,
  onbuildInvalid,
  onbuildTrigger,
  passwordSetInBuild,
  pinApk,
  pinApt,
  pinCargoComposer,
  pinDnf,
  pinGem,
  pinGo,
  pinNpm,
  pinPip,
  pinYum,
  pinZypper,
  pipCacheKept,
  pipNoHashes,
  pipefail,
  pkgAptForceYes,
  pkgNogpgcheck,
  pkgRpmNosignature,
  pkgUntrustedApk,
  pkgUntrustedApt,
  pkgZypperNogpg,
  runDevice,
  runMountSsh,
  runNetworkHost,
  runSecurityInsecure,
  secretArg,
  secretEarlierStage,
  secretEnv,
  secretFileCopied,
  secretMountPersisted,
  secretRemovedLater,
  secretRunLiteral,
  setcapFile,
  setuidAdded,
  shellChangedByRun,
  shellFormCmd,
  sshd,
  stageNameCasing,
  stageNameDuplicate,
  stageNameReserved,
  sudo,
  sudoersNopasswd,
  syntaxFrontendUnpinned,
  tlsOffCurl,
  tlsOffGit,
  tlsOffNode,
  tlsOffNpm,
  tlsOffPip,
  tlsOffPython,
  tlsOffWget,
  tlsOffYum,
  undefinedVar,
  updateAlone,
  urlCredentials,
  uselessTools,
  userBoundUid,
  userMissing,
  userNonNumeric,
  userRoot,
  userUidOutOfRange,
  useraddHighUidSparse,
  volumeSensitive,
  volumeTraversal,
  wgetAndCurl,
  wgetProgress,
  workdirProcFd,
  workdirRelative,
  workdirSystemDir,
  yarnCacheKept,
  yumCacheKept,
  yumNoYes,
  zypperCacheKept,
  zypperInteractive,
];
