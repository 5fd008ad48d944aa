// Every check on an image.
import type { AnyCheck } from '../../model/check.ts';
import { imgDeletableFiles } from './deletable-files.ts';
import { imgEnvLoaderHijack } from './env-loader-hijack.ts';
import { imgEnvSecret } from './env-secret.ts';
import { imgExposeSsh } from './expose-ssh.ts';
import { imgHistorySecret } from './history-secret.ts';
import { imgLabelRuntimeReserved } from './label-runtime-reserved.ts';
import { imgUserOverflow } from './user-overflow.ts';
import { imgUserRoot } from './user-root.ts';
import { imgVolumeSensitive } from './volume-sensitive.ts';
import { imgVolumeTraversal } from './volume-traversal.ts';
import { imgWorkdirProcFd } from './workdir-proc-fd.ts';

export const imageChecks: readonly AnyCheck[] = [
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
];
